"""The JSON of `import-report` for the two reports in tests/reports, made by hand from shipped data."""

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
PUBLISHED = ROOT / "caseward" / "demo" / "inspection" / "published"
REPORTS = ROOT / "tests" / "reports"
ALL_CRCS = {
    "2.1.1": 68, "2.1.2": 63, "2.1.3": 55, "2.2.1": 63, "2.2.2": 64, "2.2.3": 46, "2.3.1": 70, "2.3.2": 52,
    "2.3.3": 41, "2.4.1": 65, "2.4.2": 62, "2.4.3": 44, "4.2.1": 69, "4.2.2": 62, "4.2.3": 59,
}  # fmt: skip
FACTS = {
    "quality-prioritised": ("The organisation prioritises quality", "78%"),
    "quality-prioritised.previous": ("The organisation prioritises quality", "66%"),
    "caseload-manageable": ("Caseload is manageable", "56%"),
    "caseload-manageable.previous": ("Caseload is manageable", "44%"),
    "caseload-manageable.comparator": ("Caseload is manageable", "41%"),
    "headcount": ("Total staff headcount (FTE)", "198"),
    "headcount.previous": ("Total staff headcount (FTE)", "210"),
    "sickness": ("Sickness absence rate, all staff", "7%"),
    "attrition": ("Staff attrition in twelve months", "18%"),
    "attrition.previous": ("Staff attrition in twelve months", "23%"),
    "learning-culture": ("A culture of learning and continuous improvement is promoted and valued", "84%"),
    "learning-culture.comparator": (
        "A culture of learning and continuous improvement is promoted and valued",
        "57%",
    ),
    "skills-and-knowledge": ("Has the skills, ability and knowledge to supervise the caseload", "98%"),
    "stand-downs": ("Average unpaid work stand-down rate in twelve months", "7.61%"),
    "turnover": ("Annual turnover", "£ 14,303m"),
}


def thames_valley() -> dict[str, Any]:
    """Second round, with the earlier figures and averages that the report prints beside its own."""
    known = _published("thames-valley-2019")
    before = _published("thames-valley-2018")["percent"]
    beside = {f"{code}.previous": (code, f"{value}%") for code, value in before.items()}
    beside |= {f"{code}.comparator": (code, f"{value}%") for code, value in ALL_CRCS.items()}
    sample = {
        "case-supervision": 100, "unpaid-work": 35, "through-the-gate": 14, "harm": 79,
        "interviews.officers": 60, "interviews.people": 8, "meetings": 33,
    }  # fmt: skip
    return _json(known, sample, 6, FACTS | beside)


def london() -> dict[str, Any]:
    """First round, without the three figures that the scan has lost."""
    sample = {
        "case-supervision": 148, "unpaid-work": 97, "through-the-gate": 79,
        "interviews.officers": 107, "meetings": 47,
    }  # fmt: skip
    return _json(_published("london-2019"), sample, 6, {})


def text(name: str) -> str:
    """The plain text of one of the two reports."""
    return (REPORTS / f"{name}-crc-2019-report.txt").read_text("utf-8")


def _published(name: str) -> dict[str, Any]:
    return tomllib.loads((PUBLISHED / f"{name}.toml").read_text("utf-8"))


def _json(
    known: dict[str, Any], sample: dict[str, int], recommendations: int, facts: dict[str, tuple[str, str]]
) -> dict[str, Any]:
    percent = known["percent"]
    return {
        "provider": known["provider"],
        "framework": known["framework"],
        "ratings": known["judgements"],
        "score": None,
        "percent": {code: value for code, value in percent.items() if code[-1].isdigit() and "s" not in code},
        "prompts": {code: value for code, value in percent.items() if code[-1].isalpha() or "s" in code},
        "facts": {code: _fact(code, *row) for code, row in facts.items()},
        "sample": sample,
        "discretion": {},
        "recommendations": [{"number": str(place + 1)} for place in range(recommendations)],
        "unreadable": [],
        "sources": {},
    }


def _fact(code: str, title: str, printed: str) -> dict[str, Any]:
    last = code.rsplit(".", 1)[-1]
    digits = printed.strip("£ %m").replace(",", "")
    return {
        "title": title,
        "value": float(digits) if "." in digits else int(digits),
        "printed": printed,
        "period": last if last in ("previous", "target", "comparator") else "current",
        "line": 1,
    }
