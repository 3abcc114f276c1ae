"""The tree of failures.

::

    DrugbotError                 base of all: one line that says what, where and what to do next
    ├── SettingsError            a flag, environment variable or drugbot.toml has a value that cannot be used
    ├── CorpusError              the corpus folder cannot be used (missing, or nothing in it can be read)
    │   └── MonographError       one file cannot be used; names file, line and remedy
    ├── EncoderError             the encoder's weights are missing, altered or unfit
    ├── StoredIndexError
    │   ├── MissingIndexError    there is no index in the directory
    │   ├── DamagedIndexError    a file of the index is truncated, altered or missing
    │   ├── ForeignIndexError    the index was built by another encoder or another schema
    │   └── UnwritableIndexError the index cannot be written (permissions, full disk)
    ├── LintError                lint.toml cannot be used, or what was mended cannot be written
    ├── BatchError               a line of a batch of questions cannot be read
    ├── TopicsError              evaluation topics or judgements cannot be used
    ├── FeedbackError            the file of feedback cannot be used, or none is set
    └── PageError                the page cannot be served

What a user can expect to happen (a drug that is not known, a monograph that is silent) is not an error:
it is a value, an abstention with a reason (`drugbot.answering.reply`).
"""

from __future__ import annotations


class DrugbotError(Exception):
    """Base of every failure that a user can mend; ``str(error)`` is one line fit to be shown."""


class SettingsError(DrugbotError):
    """A setting holds a value that cannot be used."""


class CorpusError(DrugbotError):
    """The corpus folder cannot be used."""


class MonographError(CorpusError):
    """One monograph cannot be used.

    Attributes:
        file: POSIX path relative to the corpus folder.
        line: one-based line in the file.
        problem: what is wrong.
        remedy: what to do about it.
    """

    def __init__(self, file: str, line: int, problem: str, remedy: str) -> None:
        super().__init__(f"{file}:{line}: {problem}; {remedy}")
        self.file = file
        self.line = line
        self.problem = problem
        self.remedy = remedy


class EncoderError(DrugbotError):
    """The encoder's weights are missing, altered or unfit."""


class StoredIndexError(DrugbotError):
    """The index cannot be used."""


class MissingIndexError(StoredIndexError):
    """There is no index in the directory."""


class DamagedIndexError(StoredIndexError):
    """A file of the index is truncated, altered or missing."""


class ForeignIndexError(StoredIndexError):
    """The index was built by another encoder or another schema."""


class UnwritableIndexError(StoredIndexError):
    """The index cannot be written."""


class LintError(DrugbotError):
    """The configuration of `drugbot lint` cannot be used, or a mended file cannot be written."""


class BatchError(DrugbotError):
    """A line of a batch of questions cannot be read."""


class TopicsError(DrugbotError):
    """Evaluation topics or judgements cannot be used."""


class FeedbackError(DrugbotError):
    """The file of feedback cannot be used, or none is set."""


class PageError(DrugbotError):
    """The page cannot be served: its address or port cannot be used."""
