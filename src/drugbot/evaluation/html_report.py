"""The report on a gold set as one page, for a pharmacist and an engineer.

The page asks for nothing and runs nothing: style and charts stand in it, fonts are those of the reader's
machine. All words of monographs and questions are escaped. Topics held back appear as figures only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Final

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from scipy.stats import binomtest

from drugbot.errors import TopicsError
from drugbot.evaluation import charts
from drugbot.evaluation.gold_report import GoldReport, PartReport
from drugbot.evaluation.measures import SAYS_IT
from drugbot.evaluation.statistics import Mean, mean_of
from drugbot.evaluation.topics import Judgement, Topic
from drugbot.evaluation.verdicts import Verdict
from drugbot.index.contents import Manifest

_TITLE = "How well drugbot answers"
VERDICTS: Final[Mapping[Verdict, str]] = {
    "no alarm": "An emergency was not seen as one",
    "wrong drug": "Another medicine was quoted",
    "not declined": "Something was quoted where the monographs do not say",
    "wrong passage": "The right medicine, but the first quote does not say it",
    "false alarm": "An alarm where there was no emergency",
    "declined": "Nothing was quoted where a monograph says it",
    "wrong reason": "Rightly without a quote, but for another reason",
    "right": "Right",
}
_REASONS: Final = {
    "answer": "a quote",
    "not_stated": "says that the monograph does not say",
    "unknown_drug": "says that there is no monograph of this medicine",
    "did_you_mean": "asks whether another name was meant",
    "off_topic": "says that this is not about a medicine",
    "emergency": "sends for emergency help",
    "which_drug": "asks which medicine it is about",
    "which_topic": "asks what about the medicine",
    "low_evidence": "says that nothing was near enough",
    "language": "asks for another language",
    "empty_question": "asks for a question",
    "help": "says what can be asked",
}
_QUOTE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the first screen.

    Attributes:
        label: what is counted, in plain words.
        hint: of which questions, and what it means.
        of: the share, of a part.
        is_aside: whether it belongs to the figure before it.
    """

    label: str
    hint: str
    of: Callable[[PartReport], Mean]
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """The quote that would have been right for a topic.

    Attributes:
        quote: of the first judgement that says the answer, else of one that helps; "" where none is named.
        place: where it stands; "" where nothing was judged.
        only_helps: whether nothing was judged to say the answer.
        others: how many more were judged.
    """

    quote: str
    place: str
    only_helps: bool
    others: int


def save_html(path: Path, report: GoldReport | None, manifest: Manifest, today: date) -> None:
    """Write the page of an evaluation.

    Args:
        path: file to write.
        report: what to show, None where nothing was judged.
        manifest: of the index that was asked.
        today: day of the evaluation.

    Raises:
        TopicsError: there is nothing to show, or the file cannot be written.
    """
    if report is None:
        raise TopicsError(f"{path}: not written: there are no judged topics; add some, or leave --html out")
    page = html_report(report, title=_TITLE, facts=_facts(manifest, today))
    try:
        path.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise TopicsError(f"{path}: cannot be written ({error.strerror}); give another file") from error


def _facts(manifest: Manifest, today: date) -> dict[str, str]:
    return {
        "Day": today.isoformat(),
        "drugbot": version("drugbot"),
        "Monographs": f"{manifest.counts['monographs']}",
        "Passages": f"{manifest.counts['passages']}",
        "Corpus": manifest.corpus_checksum[:12],
        "Encoder": PurePath(manifest.encoder.name).name,
    }


def html_report(report: GoldReport, *, title: str, facts: Mapping[str, str]) -> str:
    """Return the page; the same report gives the same page.

    Args:
        report: what to show.
        title: of the page.
        facts: how the report came about: name → value.
    """
    home = files("drugbot.evaluation")
    template = _environment().from_string(home.joinpath("report.html").read_text(encoding="utf-8"))
    worst = [(o, _expected(o.topic)) for o in report.worst if _may_be_shown(o.topic.id, report)]
    unresolved = [found for found in report.unresolved if _may_be_shown(found[0], report)]
    return template.render(
        title=title,
        facts=facts,
        css=Markup(home.joinpath("report.css").read_text(encoding="utf-8")),
        parts=report.parts,
        names=charts.PART_NAMES,
        figures=_FIGURES,
        charts=_charts(report.parts),
        verdicts=VERDICTS,
        worst=worst,
        quote_length=_QUOTE_LENGTH,
        comparisons=report.comparisons,
        unresolved=unresolved,
        unresolved_hidden=len(report.unresolved) - len(unresolved),
    )


def _environment() -> Environment:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        percent=_percent,
        interval=_interval,
        decimal=_decimal,
        place=_place,
        successes=_successes,
        reason=_reason,
    )
    return environment


def _may_be_shown(topic: str, report: GoldReport) -> bool:
    """Return whether the text of a topic may stand in the page: that of a development topic only."""
    stem = topic.split("/", 1)[0]
    stems = {part.part: {group.name for group in part.drugs} for part in report.parts}
    return stem in stems.get("dev", ()) and stem not in stems.get("test", ())


def _another_medicine(part: PartReport) -> Mean:
    """Return how often another drug was quoted; for an unknown medicine, every quote is about another."""
    unknown = sum(
        group.verdicts.get("not declined", 0) for group in part.kinds if group.name == "unknown-medicine"
    )
    return _share(part.overall.verdicts.get("wrong drug", 0) + unknown, part.overall.right.count)


def _pooled(means: Iterable[Mean]) -> Mean:
    listed = list(means)
    return _share(sum(map(_successes, listed)), sum(mean.count for mean in listed))


def _share(true: int, count: int) -> Mean:
    return mean_of([1.0] * true + [0.0] * (count - true))


def _settled(mean: Mean) -> Mean:
    """Return a share with Wilson's interval where all outcomes are alike: resampling them gives no width."""
    if not mean.count or mean.low < mean.high:
        return mean
    found = binomtest(_successes(mean), mean.count).proportion_ci(method="wilson")
    return Mean(mean.count, mean.value, float(found.low), float(found.high))


_FIGURES: Final = (
    Figure(
        "The first quote says the answer",
        "of the questions that a monograph answers",
        lambda part: part.overall.first,
    ),
    Figure(
        "the same in people’s own words",
        "without the questions that stand word for word in a monograph’s FAQs",
        lambda part: _pooled(group.first for group in part.kinds if group.name != "faq"),
        is_aside=True,
    ),
    Figure(
        "Nothing is quoted where no monograph holds the answer",
        "of the questions that no monograph answers; the reply says so, or asks back",
        lambda part: part.overall.declined,
    ),
    Figure(
        "Another medicine is quoted than the one asked about",
        "of all questions; lower is better",
        _another_medicine,
    ),
    Figure(
        "An emergency is seen as one",
        "of the questions in which something dangerous is happening now",
        lambda part: _pooled(group.right for group in part.kinds if group.name == "emergency"),
    ),
    Figure(
        "The reply is right, all in all",
        "of all questions: the first quote says it, or rightly nothing was quoted, for the right reason",
        lambda part: part.overall.right,
    ),
)


def _charts(parts: Sequence[PartReport]) -> dict[str, Markup]:
    kinds = dict.fromkeys(group.name for part in parts for group in part.kinds)
    rows = [
        charts.Bars(
            kind,
            {
                part.part: _settled(group.right)
                for part in parts
                for group in part.kinds
                if group.name == kind
            },
        )
        for kind in kinds
    ]
    drawn = {
        "kinds": charts.bar_chart(
            "kinds", "Right replies by kind of question", rows, [p.part for p in parts]
        ),
        "risk": charts.risk_chart("risk", "Risk against coverage", {p.part: p.risk for p in parts}),
        "time": charts.time_chart("time", "Time of a reply", {p.part: p.took_ms for p in parts}),
    }
    for part in parts:
        name = f"calibration-{part.part}"
        title = f"Confidence against what came out, {charts.PART_NAMES[part.part]}"
        drawn[name] = charts.reliability_chart(name, title, part.calibration, part.part)
    return drawn


def _expected(topic: Topic) -> Expected:
    ranked = sorted(topic.judgements, key=lambda judgement: judgement.grade != SAYS_IT)
    if not ranked:
        return Expected("", "", only_helps=False, others=0)
    first = ranked[0]
    return Expected(first.quote, _place(first), only_helps=first.grade != SAYS_IT, others=len(ranked) - 1)


def _place(judgement: Judgement) -> str:
    path = " › ".join((judgement.drug, *judgement.section))
    if judgement.place is None:
        return path
    start, end = judgement.place
    return f"{path}, characters {start} to {end} of the file"


def _successes(mean: Mean) -> int:
    return round(mean.value * mean.count) if mean.count else 0


def _percent(value: float) -> str:
    return f"{value * 100:.1f}\u00a0%"


def _interval(mean: Mean) -> str:
    settled = _settled(mean)
    return f"{settled.low * 100:.1f}–{settled.high * 100:.1f}\u00a0%"


def _decimal(mean: Mean) -> str:
    return f"{mean.value:.3f}" if mean.count else "–"


def _reason(code: str) -> str:
    return _REASONS.get(code, code.replace("_", " "))
