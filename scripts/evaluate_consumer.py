"""Ask real consumer questions over FDA labels, and print how good the replies are.

    python scripts/evaluate_consumer.py QUESTIONS.jsonl --index DIR [--judgements DIR]

QUESTIONS are MedicationQA's, with the drug and the section that its authors gave; the index is one of FDA labels laid
out as monographs. Beside these raw figures stand those by hand: which medicines each question names
(`corpus/evaluation/medicationqa-drugs.yaml`, frozen before results were looked at), and which passages answer it
(`corpus/evaluation/medicationqa.yaml`). Intervals are Wilson's ("Probable Inference", 1927), of 95 %.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import yaml
from scipy.stats import binomtest

from drugbot.answering.reply import Citation, Reply
from drugbot.chatbot import Chatbot
from drugbot.settings import load_settings

ROOT = Path(__file__).resolve().parents[1]
JUDGEMENTS = ROOT / "corpus" / "evaluation"


@dataclass(frozen=True)
class Asked:
    """A question with its reply.

    Attributes:
        question: as its file has it.
        reply: what came.
        named: what the question names, by hand.
        judged: which passages answer it, by hand; empty where nobody judged.
    """

    question: Mapping[str, Any]
    reply: Reply
    named: Mapping[str, Any]
    judged: Mapping[str, Any]

    @property
    def first(self) -> Citation | None:
        """The passage quoted first."""
        return self.reply.citations[0] if self.reply.citations else None


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("questions", type=Path)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument(
        "--judgements", type=Path, default=JUDGEMENTS, help="folder of what was judged by hand"
    )
    arguments = parser.parse_args()
    chatbot = Chatbot.open(load_settings({"index": arguments.index}))
    named, judged = (
        {
            item["id"]: item
            for item in yaml.safe_load((arguments.judgements / name).read_text(encoding="utf-8"))
        }
        for name in ("medicationqa-drugs.yaml", "medicationqa.yaml")
    )
    lines = arguments.questions.read_text(encoding="utf-8").splitlines()
    asked = [
        Asked(
            question,
            chatbot.reply([question["question"]]),
            named[question["id"]],
            judged.get(question["id"], {}),
        )
        for question in map(json.loads, lines)
    ]
    _print_drugs(asked)
    _print_sections(asked)
    _print_judged(asked)
    times = [each.reply.took_ms for each in asked]
    print(f"time: median {median(times):.1f} ms, 99th percentile {quantiles(times, n=100)[98]:.1f} ms")


def _print_drugs(asked: list[Asked]) -> None:
    known = [each for each in asked if each.named["verdict"] == "known"]
    absent = [each for each in asked if each.named["verdict"] == "absent"]
    right = [each for each in known if set(each.reply.drugs) == set(each.named["titles"])]
    answered = [each for each in known if each.first]
    foreign = [each for each in answered if each.first and each.first.drug not in each.named["titles"]]
    print(_rate("medicines understood", len(right), len(known)))
    print(_rate("first quote from another drug", len(foreign), len(answered)))
    print(_rate("absent medicines not answered", sum(not each.first for each in absent), len(absent)))


def _print_sections(asked: list[Asked]) -> None:
    due = [each for each in asked if each.question["section_exists"]]
    quoted = sum(_is_expected(each, each.reply.citations[:1]) for each in due)
    offered = sum(_is_expected(each, (*each.reply.citations[:1], *each.reply.offered[:1])) for each in due)
    print(_rate("right drug and section first", quoted, len(due)))
    print(_rate("… or offered as nearest", offered, len(due)))


def _is_expected(each: Asked, citations: tuple[Citation, ...]) -> bool:
    return any(
        citation.drug in each.question["drugs"] and citation.section[0] in each.question["sections"]
        for citation in citations[:1]
    )


def _print_judged(asked: list[Asked]) -> None:
    stated = [each for each in asked if each.judged.get("verdict") == "stated"]
    silent = [each for each in asked if each.judged.get("verdict") == "not_stated"]
    answered = [each for each in (*stated, *silent) if each.first]
    print(_rate("stated: first quote says it", sum(_says_it(each) for each in stated), len(stated)))
    print(_rate("not stated: declined", sum(not each.first for each in silent), len(silent)))
    print(_rate("of what is answered, right", sum(_says_it(each) for each in answered), len(answered)))


def _says_it(each: Asked) -> bool:
    first = each.first
    return first is not None and any(
        judged["grade"] == 2
        and judged["drug"] == first.drug
        and judged["start"] < first.end
        and first.start < judged["end"]
        for judged in each.judged.get("relevant", ())
    )


def _rate(what: str, hits: int, count: int) -> str:
    if not count:
        return f"{what}: none asked"
    interval = binomtest(hits, count).proportion_ci(method="wilson")
    return f"{what}: {hits} of {count} = {hits / count:.3f} [{interval.low:.3f}, {interval.high:.3f}]"


if __name__ == "__main__":
    main()
