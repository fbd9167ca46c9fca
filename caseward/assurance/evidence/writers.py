"""Writes the evidence of cases as a file for an inspectorate of another installation."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from caseward.rules.readiness.findings import Finding

from .models import FILE_VERSION


def evidence_file(
    *, framework: str, sample: str, made_on: date, cases: Mapping[str, Mapping[str, tuple[str, Finding]]]
) -> bytes:
    """The file: for each reference and question the check and what it found; no names and no keys of rows."""
    value = {
        "version": FILE_VERSION,
        "framework": framework,
        "sample": sample,
        "made_on": made_on.isoformat(),
        "cases": {
            reference: {code: _question(check, finding) for code, (check, finding) in questions.items()}
            for reference, questions in cases.items()
        },
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _question(check: str, finding: Finding) -> dict[str, Any]:
    return {
        "check": check,
        "state": finding.state.value,
        "because": _in_a_line(finding.because),
        "mend": _in_a_line(finding.mend.words) if finding.mend else "",
        "records": list(_records(finding)),
    }


def _records(finding: Finding) -> Iterable[dict[str, Any]]:
    for record in finding.records:
        on = record.on.isoformat() if record.on else None
        yield {"kind": record.kind, "on": on, "words": _in_a_line(record.words)}


def _in_a_line(text: str) -> str:
    return " ".join(text.split())
