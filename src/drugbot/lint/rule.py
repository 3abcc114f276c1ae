"""What a rule is."""

from __future__ import annotations

from dataclasses import dataclass

from drugbot.lint.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.

    Attributes:
        id: its name, in kebab case.
        severity: of its findings.
        title: what it looks for.
        why: why that matters.
        how: how to mend it.
        mends: True where ``--fix`` can mend it.
    """

    id: str
    severity: Severity
    title: str
    why: str
    how: str
    mends: bool = False

    def finding(self, file: str, line: int, what: str, how: str = "") -> Finding:
        """Return a finding of this rule; ``how`` replaces the remedy where a special one is known."""
        return Finding(self.id, self.severity, file, line, what, self.why, how or self.how)
