"""Monographs without a finding, and defects planted into them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from drugbot.corpus.monograph import Monograph
from drugbot.corpus.reading import read_monograph
from drugbot.lint.config import LintConfig
from drugbot.lint.report import LintReport
from drugbot.lint.running import lint

TODAY = date(2026, 11, 23)

FENOLAMINE = """\
---
title: Fenolamine
description: Fenolamine is a tablet that eases itching. Adults take it twice a day.
is_banned: false
lastModified: '2026-10-01T00:00:00.000Z'
faqs:
  - q: What is Fenolam used for?
    a: Fenolam eases the itching of hives.
  - q: How much fenolamine do adults take for hives?
    a: Adults with hives swallow 20 mg of fenolamine twice a day.
  - q: What is the most I may have of it?
    a: The limit is 80 mg of fenolamine a day.
  - q: Can I take fenolamine while pregnant?
    a: Fenolamine must not be used in pregnancy.
  - q: Is a lower dose needed with weak kidneys?
    a: Kidney disease does not change the fenolamine dose.
  - q: How long does it stay in the body?
    a: About half of the fenolamine is gone after 12 hours, its half-life.
  - q: What about a forgotten tablet?
    a: Leave out the forgotten tablet when the next one is near.
  - q: Does it make people sleepy?
    a: Some people on fenolamine feel sleepy for the first days.
---
## Usage

Fenolamine eases the itching of hives and of insect bites.

## Alternate Names

Fenolamine is sold under the brand name **Fenolam®**.

## How It Works

Fenolamine blocks histamine in the skin. The half-life of fenolamine is about 12 hours.

## Dosage

### Adults

- **Hives:** Fenolamine 20 mg by mouth twice a day.
- **Limit:** No more than 80 mg of fenolamine a day.

### Children

This monograph gives no fenolamine dose for children.

### Special Cases

- **Kidney disease:** No change of the fenolamine dose is needed in kidney disease.

## Side Effects

Sleepiness is the most common side effect of fenolamine.

## Contraindications

Fenolamine must not be taken by anyone allergic to it.

## Drug Interactions

- **Boneum:** Fenolamine and boneum together make people more drowsy.

## Pregnancy and Breastfeeding

Fenolamine must not be used in pregnancy.

## Drug Profile Summary

- **Adult dose for hives:** Fenolamine 20 mg twice a day.
- **Half-life:** About 12 hours.

## Popular Combinations

Fenolamine is seldom combined with other medicines.

## Precautions

People on fenolamine should drive with care.
"""

BONEUM = (
    FENOLAMINE.replace("Fenolam®", "Bonel®")
    .replace("Fenolam ", "Bonel ")
    .replace("Boneum", "@")
    .replace("boneum", "@")
    .replace("Fenolamine", "Boneum")
    .replace("fenolamine", "boneum")
    .replace("@", "fenolamine")
)
CLEAN: Mapping[str, str] = {"boneum.md": BONEUM, "fenolamine.md": FENOLAMINE}


def changed(*edits: tuple[str, str], source: str = FENOLAMINE) -> str:
    """Return the clean monograph with texts replaced, each of which must stand in it."""
    for before, after in edits:
        assert before in source, before
        source = source.replace(before, after, 1)
    return source


def read(source: str = FENOLAMINE, file: str = "fenolamine.md") -> Monograph:
    """Return the monograph of a text."""
    found = read_monograph(source.encode(), file)
    assert found is not None
    return found


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a corpus folder and return it."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
    return folder


def report(folder: Path, files: Mapping[str, str | bytes], config: LintConfig | None = None) -> LintReport:
    """Return what lint finds in a folder with these files."""
    return lint(write(folder, files), config or LintConfig(), today=TODAY, processes=1)
