"""Make `src/drugbot/retrieval/spelling.tsv`: what tells a misspelt medicine from an English word.

    pip install wordfreq && python scripts/make_spelling.py

A line is a word, what it is, and its frequency (Zipf scale: 3 is once in a million words). "english": a word
that looks like a medicine's name and is none. "medicine": a name that people do use; of several names near to a
misspelt one, those nobody uses weigh less. From wordfreq 3.1.1 (Robyn Speer; data CC BY-SA 4.0).
"""

from __future__ import annotations

from pathlib import Path

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from wordfreq import top_n_list, zipf_frequency

from drugbot.retrieval.medicines import known_medicines

_TARGET = Path(__file__).resolve().parents[1] / "src" / "drugbot" / "retrieval" / "spelling.tsv"
_ENGLISH, _MOST_WORDS = 2.4, 100_000  # least frequency of an English word
_USED = 1.0  # least frequency of a medicine's name
_SHORTEST, _FURTHEST = 5, 3


def main() -> None:
    """Write the file."""
    names = [name for name in known_medicines() if " " not in name and len(name) >= _SHORTEST]
    lines = []
    for word in top_n_list("en", _MOST_WORDS):
        frequency = zipf_frequency(word, "en")
        if len(word) < _SHORTEST or not word.isalpha() or not word.isascii() or frequency < _ENGLISH:
            continue
        if word not in known_medicines() and extractOne(
            word, names, scorer=OSA.distance, score_cutoff=min(_FURTHEST, len(word) // 3)
        ):
            lines.append((word, "english", frequency))
    for name in names:
        frequency = zipf_frequency(name, "en")
        if frequency >= _USED:
            lines.append((name, "medicine", frequency))
    text = "".join(f"{word}\t{kind}\t{frequency:.2f}\n" for word, kind, frequency in sorted(lines))
    _TARGET.write_text("word\tkind\tfrequency\n" + text, encoding="utf-8")


if __name__ == "__main__":
    main()
