"""Make `spelling.tsv` and `english.txt` of `src/drugbot/retrieval`: what tells a medicine from an English word.

    pip install wordfreq && python scripts/make_spelling.py

A line of the first is a word, what it is, and its frequency (Zipf scale: 3 is once in a million words). "english":
a word that looks like a medicine's name and is none. "medicine": a name that people do use; of several names near to
a misspelt one, those nobody uses weigh less. The second holds words in use, the most frequent first. From wordfreq
3.1.1 (Robyn Speer; data CC BY-SA 4.0).
"""

from __future__ import annotations

from pathlib import Path

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from wordfreq import top_n_list, zipf_frequency

from drugbot.retrieval.medicines import known_medicines

_TARGET = Path(__file__).resolve().parents[1] / "src" / "drugbot" / "retrieval" / "spelling.tsv"
_ENGLISH, _MOST_WORDS = 2.4, 100_000  # least frequency of an English word
_ALL_WORDS = 400_000
_USED = 1.0  # least frequency of a medicine's name
_SHORTEST, _FURTHEST = 5, 3
_WORDS = _TARGET.with_name("english.txt")
_IN_USE, _SHORTEST_WORD = 2.0, 3  # least frequency and length of a word that is one


def main() -> None:
    """Write the files."""
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
    _WORDS.write_text("".join(f"{word}\n" for word in _words_in_use()), encoding="utf-8")


def _words_in_use() -> list[str]:
    """Return words of English in use, the most frequent first."""
    words = (word for word in top_n_list("en", _ALL_WORDS) if zipf_frequency(word, "en") >= _IN_USE)
    plain = (word for word in words if len(word) >= _SHORTEST_WORD and word.isalpha() and word.isascii())
    return [word for word in plain if word not in known_medicines()]


if __name__ == "__main__":
    main()
