"""Write docs/corpus.md: what the starter corpus holds, and what each monograph was checked against.

    python scripts/corpus_table.py [--check]

The table comes from the front matter of the monographs (`source`, `is_banned`); ``--check`` compares only.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from drugbot.corpus.files import read_corpus
from drugbot.corpus.monograph import Monograph

TARGET = Path("docs/corpus.md")
HEAD = """# The starter corpus

{count} monographs, written for this project in its own words. **No clinician has reviewed them**; each says
so in its front matter (`review`), and none is to be used for treatment decisions.

Each monograph's front matter says by section what its statements rest on (`source`): an FDA label (openFDA,
public domain) that they were compared with one by one, or long-established knowledge that was not compared
with a label. Each was written by one writer and read against the label by another. The table sums that up;
the front matter has the details, such as which doses of a section are the exception.

*In full*: all statements of the section were checked against a label. *In part*: some of them. *Not*: none.

| Monograph | Compared with a label | Checked in full | In part | Not checked |
|---|---|---|---|---|
"""
FOOT = """
Labels that were looked at and not used, since they are of another product than their name says: aldesleukin
(drops taken before meals), chloramphenicol (no uses stated), ciprofloxacin (eye drops; the monograph is
about tablets), ethanol (hand sanitiser), kaolin (a face mask), licorice (a herbal pouch), quinine (pellets
for dizziness).
"""
DERIVED = ("as in the section", "restate", "summari", "as the section")
DOUBTS = ("not checked", "long-established", "except", "unchecked", "knowledge")


def state(source: str) -> str:
    """Return what a line of `source` says: "full", "part", "not", or "derived" from other sections."""
    said = " ".join(source.split()).casefold()
    if any(mark in said for mark in DERIVED):
        return "derived"
    if "checked against" not in said.replace("not checked against", ""):
        return "not"
    return "part" if any(mark in said for mark in DOUBTS) else "full"


def row(monograph: Monograph) -> str:
    """Return the row of a monograph."""
    source = {str(section): str(said) for section, said in monograph.extra["source"].items()}
    states: dict[str, list[str]] = {"full": [], "part": [], "not": [], "derived": []}
    for section, said in source.items():
        states[state(said)].append(section)
    own = bool(states["full"]) or len(states["part"]) > 2
    label = "yes" if own else "hardly" if states["part"] else "no"
    title = f"{monograph.title}{' (withdrawn)' if monograph.is_banned else ''}"
    cells = [title, label, *(", ".join(states[key]) or "–" for key in ("full", "part", "not"))]
    return f"| {' | '.join(cells)} |"


@click.command()
@click.option("--check", is_flag=True, help="Compare with what is there; write nothing.")
def main(check: bool) -> None:
    """Write docs/corpus.md from the front matter of the corpus."""
    monographs = sorted(read_corpus(Path("corpus"), strict=True).monographs, key=lambda m: m.title.casefold())
    text = HEAD.format(count=len(monographs)) + "\n".join(map(row, monographs)) + "\n" + FOOT
    if check:
        if TARGET.read_text(encoding="utf-8") != text:
            click.echo("docs/corpus.md is not what the corpus says; run scripts/corpus_table.py", err=True)
            sys.exit(1)
        return
    TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
