"""The catalogue of framing words: everything drugbot says that is not a quote from a monograph."""

from __future__ import annotations

from typing import Final

DISCLAIMER: Final = "Information from the monographs, not medical advice."
SOURCE: Final = "{file}, {date}"
DATED: Final = "last modified {day}"
UNDATED: Final = "date of last change not stated"
FURTHER: Final = "Also found:"
FURTHER_FOLDED: Final = "Also found ({count})"

UNDERSTOOD_NAME: Final = "“{said}” stands in the monograph {meant}."
UNDERSTOOD_SPELLING: Final = "I read “{said}” as {meant}, and answer about that."
UNDERSTOOD_CONTEXT: Final = "About {meant}, as before."
UNDERSTOOD_ONLY: Final = "About {meant}, the only monograph in this collection."

UNKNOWN_DRUG: Final = "There is no monograph of {unknown} in this collection, so I cannot answer that."
UNKNOWN_BESIDE: Final = "There is no monograph of {unknown} in this collection."
SILENT: Final = (
    "I found nothing on this in the monograph of {drug}; it may speak of a class of medicines without naming "
    "one. "
    "That it is not stated here does not mean that it is safe."
)
NOT_FOUND: Final = (
    "I found nothing in the monograph of {drugs} that answers this. "
    "That it is not stated here does not mean that it is safe, or that there is nothing to say."
)
NEAREST: Final = "The nearest section, which may not answer it: {place}."
NOT_STATED: Final = (
    "I found nothing about {unknown} in the monograph of {drugs}. "
    "That it is not stated here does not mean that it is safe."
)
NOT_STATED_TOGETHER: Final = (
    "The monographs of {drugs} do not name each other; they may speak of a class of medicines. "
    "That it is not stated here does not mean that it is safe to take them together."
)
LOW_EVIDENCE: Final = (
    "I found no passage on {drugs} that clearly belongs to this question. Please put it in other words; "
    "this says nothing about what the monograph holds."
)
OFF_TOPIC: Final = (
    "I can only answer questions about medicines from the monographs in this collection ({count}). "
    "Please name the medicine and what you would like to know."
)
OTHER_LANGUAGE: Final = (
    "The monographs are in English, and I can only search them in English. Please ask in English."
)
EMPTY_QUESTION: Final = (
    "Please type a question, for example about the dose or the side effects of a medicine."
)
EMERGENCY: Final = (
    "**If this is happening now, call your local emergency number at once ({emergency}), or a poison centre "
    "({poison}).** "
    "Do not wait for symptoms, and keep the package at hand."
)
SELF_HARM: Final = (
    "**If someone is in danger now, call your local emergency number ({emergency}).** "
    "If you think about harming yourself, you can talk to someone at any hour: {crisis}; "
    "elsewhere your emergency number can put you through."
)
NO_MEDICINE: Final = (
    "I did not understand which medicine is meant. Please name the medicine and what you would like to know."
)
NOTHING_FURTHER: Final = (
    "I found nothing further on this in the monograph of {drugs}. "
    "That it is not stated here does not mean that there is nothing to say."
)
IN_NONE: Final = (
    "Monographs searched: {count}. I found nothing on this in any of them. "
    "That it is not stated here does not mean that it is safe, or that there is no such medicine."
)
LISTED: Final = (
    "Monographs searched: {count}; passages on this found in: {found}. They are quoted by name of the drug, in no "
    "order of merit. That a medicine is not listed does not mean that it is safe, or that it does not help. "
    "A quote may also say that its medicine is not meant: read its words."
)
LISTED_SOME: Final = (
    "Monographs searched: {count}; passages on this found in: {found}, of which {shown} are quoted by name of "
    "the drug, in no order of merit. "
    "That a medicine is not listed does not mean that it is safe, or that it does not help. "
    "A quote may also say that its medicine is not meant: read its words."
)
COMPARED: Final = "Side by side, without a verdict; doses of different medicines are not equivalent."
NOTHING_FROM: Final = (
    "I found nothing on this in the monograph of {drugs}. "
    "That it is not stated here does not mean that it is safe."
)
PART_OF_PRODUCT: Final = (
    "{product} holds several ingredients. What is quoted is about {drugs} alone, doses included, "
    "not about the product."
)
OTHER_FORM: Final = (
    "The monograph of {drugs} does not mention “{form}”; it may be about other forms of the medicine only."
)
DID_YOU_MEAN: Final = "I do not know the medicine “{said}”. Did you mean one of these?"
HELP: Final = (
    "I answer questions about medicines by quoting {count} monographs word for word, and say so where they "
    "do not answer. I give no advice and know nothing else. For example:"
)
WHICH_DRUG: Final = "Which medicine is it about?"
WHICH_TOPIC: Final = "What would you like to know about {drug}? Its monograph speaks of:"

BANNED: Final = "{drug} is marked as banned in this collection."
DISAGREES: Final = (
    "The monograph of {drug} does not agree with itself on this; both statements are quoted. "
    "Ask a pharmacist or the prescriber which one holds."
)
BOXED_WARNING: Final = "{drug} has a boxed warning; see the section {section} of its monograph."
PERSONAL_ADVICE: Final = (
    "Whether this is right for you is for a doctor or pharmacist who knows you to say; "
    "here is what the monograph says."
)
STALE: Final = "The monograph of {drug} was last changed on {day}; it may be out of date."
STALE_UNDATED: Final = "The monograph of {drug} does not say when it was last changed; it may be out of date."

TITLE: Final = "drugbot"
SUBTITLE: Final = (
    "Answers quoted word for word from {count} drug monographs. Information, not medical advice; "
    "in an emergency call your local emergency number."
)
TRANSCRIPT: Final = "Conversation"
QUESTION: Final = "Your question"
QUESTION_HINT: Final = "for example: how often is it given, and what if a dose is missed?"
ASK: Final = "Ask"
EXAMPLE: Final = "What is {drug} used for?"
START_OVER: Final = "Start over"
TOPIC: Final = "{drug}: {topic}"
SECTION_QUESTION: Final = "What does the monograph of {drug} say about {section}?"
