"""What a run of `drugbot lint` found: as text, as JSON, as SARIF, and as an exit status."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from drugbot.lint.finding import Finding, Severity
from drugbot.lint.rules import RULES

SARIF_VERSION = "2.1.0"
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True)
class LintReport:
    """What was found.

    Attributes:
        findings: sorted by file, line and rule.
        files: how many files were looked at.
        silenced: how many findings configuration and comments kept back.
    """

    findings: tuple[Finding, ...]
    files: int
    silenced: int

    def status(self, *, strict: bool = False) -> int:
        """Return the exit status: 1 where there are errors (in strict mode: or warnings), else 0."""
        fatal = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return int(any(finding.severity in fatal for finding in self.findings))

    def text(self) -> str:
        """Return a line for each finding, and how many there are of each rule."""
        lines = [finding.text() for finding in self.findings]
        if lines:
            lines.append("")
        lines += [f"{count:6} {RULES[rule].severity} {rule}" for rule, count in self.by_rule().items()]
        lines.append(self._total())
        return "\n".join(lines)

    def _total(self) -> str:
        counts = Counter(finding.severity for finding in self.findings)
        listed = ", ".join(_counted(counts[severity], severity) for severity in Severity)
        kept_back = f", {self.silenced} switched off" if self.silenced else ""
        return f"{_counted(self.files, 'file')}: {listed}{kept_back}."

    def by_rule(self) -> dict[str, int]:
        """Return how many findings there are of each rule, in the order of the table of rules."""
        counts = Counter(finding.rule for finding in self.findings)
        return {rule: counts[rule] for rule in RULES if counts[rule]}

    def record(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        return {
            "files": self.files,
            "silenced": self.silenced,
            "by_rule": self.by_rule(),
            "findings": [finding.record() for finding in self.findings],
        }

    def sarif(self, version: str) -> dict[str, Any]:
        """Return the report in the Static Analysis Results Interchange Format (OASIS, 2.1.0).

        Args:
            version: of drugbot.
        """
        driver = {
            "name": "drugbot lint",
            "version": version,
            "rules": [
                {
                    "id": rule.id,
                    "shortDescription": {"text": rule.title},
                    "fullDescription": {"text": rule.why},
                    "help": {"text": rule.how},
                    "defaultConfiguration": {"level": str(rule.severity)},
                }
                for rule in RULES.values()
            ],
        }
        results = [_result(finding) for finding in self.findings]
        run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
        return {"$schema": SARIF_SCHEMA, "version": SARIF_VERSION, "runs": [run]}


def _result(finding: Finding) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": quote(finding.file), "uriBaseId": "CORPUS"},
        "region": {"startLine": finding.line},
    }
    return {
        "ruleId": finding.rule,
        "ruleIndex": list(RULES).index(finding.rule),
        "level": str(finding.severity),
        "message": {"text": f"{finding.what}. Why: {finding.why}. Mend: {finding.how}."},
        "locations": [{"physicalLocation": place}],
    }


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
