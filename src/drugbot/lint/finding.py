"""What a rule finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # must not be published: a reader could be told something wrong, or nothing at all
    WARNING = "warning"  # should be mended
    NOTE = "note"  # worth knowing; `drugbot lint` does not fail because of it


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend.

    Attributes:
        rule: id of the rule.
        severity: how much it matters.
        file: POSIX path relative to the corpus folder.
        line: one-based line in the file as it is.
        what: what was found, on one line.
        why: why it matters.
        how: how to mend it.
    """

    rule: str
    severity: Severity
    file: str
    line: int
    what: str
    why: str
    how: str

    def text(self) -> str:
        """Return the finding as a line for a terminal."""
        return f"{self.file}:{self.line}: {self.severity} {self.rule}: {self.what}; {self.how}"

    def record(self) -> dict[str, object]:
        """Return the finding as JSON values."""
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "file": self.file,
            "line": self.line,
            "what": self.what,
            "why": self.why,
            "how": self.how,
        }

    def place(self) -> tuple[str, int, str, str]:
        """Return what findings are sorted by."""
        return self.file, self.line, self.rule, self.what
