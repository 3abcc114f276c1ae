"""The catalogue of the page's own words, one `Strings` a language.

What a reply says stands in `drugbot.answering.wording`; here are the words of the page around it: tabs,
buttons, labels, messages, and how another language says what a reply says. Nothing here speaks about a medicine. A
language is added by one more module like `drugbot.web.spanish` and an entry in `drugbot.web.languages`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final

from drugbot.answering import wording


@dataclass(frozen=True, slots=True)
class Framing:
    """The sentences of replies in another language.

    Attributes:
        sentences: each sentence of `drugbot.answering.wording` that a reply may say → the same in the language.
        listed: puts names together as words: "A, B and C".
        values: what else stands in them, as settings have it where nobody changed them → the same in the language.
    """

    sentences: Mapping[str, str]
    listed: Callable[[Sequence[str]], str]
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strings:
    """The words of the page; braces are filled in with str.format (or by the script, the same way)."""

    # Tabs and what stands in them
    subtitle: str = wording.SUBTITLE
    chat: str = "Chat"
    medicines: str = "Medicines"
    why: str = "Explain"
    find: str = "Find a medicine by generic name, brand name or class"
    find_hint: str = "for example: Prolia, statin"
    found: str = "{count} of {all} medicines"
    read: str = "Read"
    ask_about: str = "Ask about it"
    brands: str = "Also known as: {names}"
    drug_class: str = "Class: {name}"
    changed_on: str = "last modified {day}"
    # Views
    view: str = "View"
    patient: str = "Patient"
    patient_hint: str = "Larger text; hard words of a quote are explained where you tap them"
    standard: str = "Standard"
    standard_hint: str = "Text as usual, sections as the monograph has them"
    professional: str = "Professional"
    professional_hint: str = "Dense; sections and further passages in a fixed order"
    meaning_note: str = "A plain meaning of the word, not part of the monograph."
    # Conversation
    transcript: str = wording.TRANSCRIPT
    question: str = wording.QUESTION
    question_hint: str = wording.QUESTION_HINT
    ask: str = wording.ASK
    you: str = "You asked"
    reply: str = "Reply"
    waiting: str = "Looking it up …"
    stop: str = "Stop"
    stopped: str = "Stopped. Ask again when you like."
    failed: str = "The server did not answer. Is it still running?"
    too_long: str = "This question or this conversation is too long. Shorten it or start over."
    retry: str = "Ask again"
    edit: str = "Edit"
    start_over: str = wording.START_OVER
    export: str = "Save as Markdown"
    print: str = "Print"
    exported_title: str = "Conversation with drugbot"
    started_over: str = "The conversation was cleared."
    scope: str = "Asking about {drug}"
    unscope: str = "Stop asking about {drug} only"
    scoped: str = "Questions are now taken to be about {drug}, unless they name another medicine."
    unscoped: str = "Questions are no longer taken to be about {drug}."
    unscopable: str = "There is no monograph of “{drug}” in this collection."
    try_one: str = "Try one of these"
    # In a reply
    options: str = "Choose one"
    suggestions: str = "You could ask next"
    undo_carried: str = "Ask again without {drugs}"
    others: str = "If another was meant:"
    undo_spelling: str = "Take “{said}” as it stands"
    copy: str = "Copy with source"
    copied: str = "Copied with its source."
    not_copied: str = "The browser did not allow copying."
    link: str = "Copy link"
    linked: str = "A link to this answer was copied."
    open_citation: str = "Show in the monograph: {place}"
    further: str = wording.FURTHER_FOLDED
    undated: str = wording.UNDATED
    comparison: str = "Comparison: {drugs}"
    nearest: str = "The nearest section, which may not answer this"
    changed: str = (
        "The monograph of {drug} has changed since this link was made. The link quoted passage {passage} of "
        "revision {revision}; below is what is found now, in revision {now}."
    )
    changed_kept: str = "The passage that was quoted still stands there, word for word."
    changed_gone: str = "The passage that was quoted no longer stands there."
    changed_lost: str = (
        "This link quoted passage {passage} of revision {revision}, which no longer stands in this "
        "collection."
    )
    see_boxed: str = "Show the boxed warning"
    # Notices: a word for each, so that colour is never all
    emergency: str = "Emergency"
    banned: str = "Banned"
    stale: str = "May be out of date"
    personal_advice: str = "Ask someone who knows you"
    disagrees: str = "Disagrees with itself"
    boxed_warning: str = "Boxed warning"
    part_of_product: str = "One part of a product"
    link_changed: str = "Changed since"
    # Sentences for notices that the catalogue of replies has none for
    personal_advice_text: str = (
        "This is what the monograph says in general. Whether it holds for you, ask your doctor or pharmacist."
    )
    boxed_warning_text: str = "The monograph of {drug} has a boxed warning; read it before anything else."
    part_of_product_text: str = (
        "This is about one ingredient of the product, not about the product as a whole."
    )
    # Evidence
    contents: str = "Contents"
    quoted: str = "Quoted passage"
    close: str = "Close"
    monograph: str = "Monograph of {drug}"
    no_monograph: str = "There is no such monograph here."
    # Why this answer
    why_question: str = "A question"
    why_hint: str = "several turns: one a line"
    explain: str = "Explain this answer"
    why_intro: str = "For a maintainer: how one question is understood, and the passages that were compared."
    field: str = "Field"
    value: str = "Value"
    rank: str = "Rank"
    similarity: str = "Similarity"
    score: str = "Fused score"
    place: str = "Place"
    passage: str = "Passage"
    quote: str = "Quote"
    cited: str = "cited"
    candidates: str = "Candidate passages"
    facts: str = "What was understood"
    thresholds: str = "Thresholds"
    nothing_searched: str = "No passage was compared: no medicine was recognised."
    # Feedback
    up: str = "Helpful"
    down: str = "Not helpful"
    feedback: str = "Feedback on this answer"
    feedback_reason: str = "What is wrong with it?"
    wrong_drug: str = "wrong drug"
    does_not_answer: str = "does not answer"
    out_of_date: str = "out of date"
    other: str = "something else"
    feedback_note: str = "In your own words (optional)"
    feedback_show: str = "Show what will be kept"
    feedback_kept: str = (
        "This, and nothing else, will be kept on this server. Numbers, dates of birth and names that were "
        "recognised are masked; look whether anything private is left."
    )
    feedback_send: str = "Keep it"
    feedback_cancel: str = "Cancel"
    feedback_thanks: str = "Kept. Thank you."
    # Of replies; None where they are shown as they are
    framing: Framing | None = None

    def words(self) -> dict[str, str]:
        """Return the words of the page itself, by name."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "framing"}


ENGLISH: Final = Strings()
