"""One check beside people's answers: how well the two agree, and what that gives reason to doubt."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from markupsafe import Markup

from caseward.assurance.calibration import inputs
from caseward.assurance.calibration.inputs import Pairs
from caseward.assurance.readiness.presenters.prompts import Prompt, frameworks, prompts
from caseward.rules.agreement import Agreement, agreement
from caseward.rules.evidence_agreement import AS_ANSWERED, EvidenceAgreement, evidence_agreement
from caseward.rules.rating import whole_per_cent
from caseward.rules.readiness.checks import BY_CODE
from caseward.rules.readiness.findings import STATE_TITLES, Check, State
from caseward.shared.charts import trend

CONFIDENCE = Fraction(95, 100)
"""Of the interval around kappa and of the test of the lean: that of second readings (inferred)."""
MOST_QUARTERS = 12
"""A drawing shows so many at most, the latest."""
FEWEST = 10
"""Fewer answers than this say nothing of a check yet (inferred)."""
NEITHER = {State.NOT_APPLICABLE.value}
"""What record and people both call a question that does not arise."""
ANSWER_TITLES = dict(zip(inputs.ANSWERS, ("Yes", "No", "Not applicable"), strict=True))
NO_BETTER = "Kappa may be 0 or less: it may agree no better than chance would."
NO_BETTER_WHERE_IT_ARISES = "Where both say that it arises, it may agree no better than chance would."
LEANS = "It leans one way more than chance would."
LEANS_TO_RECORD = "The record says shown more often than they do."
LEANS_TO_PEOPLE = "They say yes more often than the record says shown."


@dataclass(frozen=True)
class Compared:
    """One check, the prompts that use it, and how it agrees with people who had not seen it."""

    check: Check
    prompts: Sequence[Prompt]
    found: EvidenceAgreement
    arising: Agreement
    """The same of the answers in which both say that it arises: shown or missing, yes or no."""

    @property
    def answers(self) -> int:
        """How many answers it could be compared with."""
        return self.found.agreement.pairs

    @property
    def agreed(self) -> int:
        """How many of them agree with it."""
        return self.found.agreement.agreed

    @property
    def percent(self) -> int | None:
        """The whole per cent of them; none without answers."""
        share = self.found.agreement.share
        return None if share is None else whole_per_cent(share)

    @property
    def is_calibrated(self) -> bool:
        """Whether there are answers enough to say anything."""
        return self.answers >= FEWEST

    @property
    def kappa(self) -> str:
        """Kappa; empty where it is undefined."""
        return _kappa(self.found.agreement)

    @property
    def interval(self) -> str:
        """Its interval; empty where there is none."""
        return _interval(self.found.agreement)

    @property
    def kappa_where_it_arises(self) -> str:
        """Kappa without the answers in which either says that it does not arise."""
        return _kappa(self.arising)

    @property
    def interval_where_it_arises(self) -> str:
        """Its interval."""
        return _interval(self.arising)

    @property
    def direction(self) -> str:
        """Which way the two differ, where they do."""
        record, people = self.found.record_only, self.found.people_only
        if record == people:
            return ""
        return LEANS_TO_RECORD if record > people else LEANS_TO_PEOPLE

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why it may mislead; empty where nothing says so, or where there are too few answers to say."""
        if not self.is_calibrated:
            return ()
        said = []
        if _may_be_chance(self.found.agreement):
            said.append(NO_BETTER)
        elif self.arising.pairs >= FEWEST and _may_be_chance(self.arising):
            said.append(NO_BETTER_WHERE_IT_ARISES)
        if self.found.leans:
            said.append(LEANS)
        return tuple(said)

    @property
    def worst_first(self) -> tuple[bool, float, str]:
        """What the list is sorted by: what may mislead, then the lowest kappa, then the code."""
        kappa = self.found.agreement.kappa
        return not self.doubts, 1.0 if kappa is None else float(kappa), self.check.code


def compared(checks: Collection[str] | None = None) -> list[Compared]:
    """Each of those checks, or every one that a framework uses, in the order of the frameworks."""
    known = frameworks()
    using = [prompt for framework in known for prompt in prompts(framework)]
    by_check: dict[str, list[Prompt]] = {}
    for prompt in using:
        if prompt.check and (checks is None or prompt.check.code in checks):
            by_check.setdefault(prompt.check.code, []).append(prompt)
    pairs = inputs.pairs_by_check(known, set(by_check))
    return [
        compared_with(BY_CODE[code], asked, pairs.get(code, Counter())) for code, asked in by_check.items()
    ]


def worst_first(rows: Sequence[Compared]) -> list[Compared]:
    """Those with answers enough, the most doubtful first."""
    return sorted((row for row in rows if row.is_calibrated), key=lambda row: row.worst_first)


def waiting(rows: Sequence[Compared]) -> list[Compared]:
    """Those with too few answers, the nearest to enough first."""
    return sorted((row for row in rows if not row.is_calibrated), key=lambda row: -row.answers)


def compared_with(check: Check, asked: Sequence[Prompt], pairs: Pairs) -> Compared:
    """One check beside the answers that it stands beside."""
    both = Counter({pair: times for pair, times in pairs.items() if NEITHER.isdisjoint(pair)})
    return Compared(
        check,
        asked,
        evidence_agreement(pairs.elements(), CONFIDENCE),
        agreement(((AS_ANSWERED[found], answer) for found, answer in both.elements()), CONFIDENCE),
    )


@dataclass(frozen=True)
class Looked:
    """All that the page of one check shows."""

    compared: Compared
    table: list[list[object]]
    quarters: list[list[object]]
    drawing: Markup | None
    """The share that agreed, from quarter to quarter; nothing to draw for one."""


def looked_at(check: str) -> Looked | None:
    """One check; none where no framework uses it. Its sums are those of its quarters."""
    known = frameworks()
    using = [prompt for framework in known for prompt in prompts(framework)]
    asked = [prompt for prompt in using if prompt.check and prompt.check.code == check]
    if not asked:
        return None
    quarters = inputs.pairs_by_quarter(known, check)
    pairs = sum(quarters.values(), Counter())
    found = {_name_of(day): evidence_agreement(each.elements(), CONFIDENCE) for day, each in quarters.items()}
    rows = [_quarter(name, each) for name, each in found.items()]
    return Looked(compared_with(BY_CODE[check], asked, pairs), cross_table(pairs), rows, _drawing(found))


def cross_table(pairs: Mapping[tuple[str, str], int]) -> list[list[object]]:
    """What the records said, down, beside what people answered, across, with the sums."""
    rows: list[list[object]] = []
    for state in State:
        counts = [pairs.get((state.value, answer), 0) for answer in ANSWER_TITLES]
        rows.append([STATE_TITLES[state], *counts, sum(counts)])
    columns = [sum(pairs.get((state.value, answer), 0) for state in State) for answer in ANSWER_TITLES]
    return [*rows, ["All", *columns, sum(columns)]]


def _name_of(quarter: date) -> str:
    last = {1: "March", 4: "June", 7: "September", 10: "December"}[quarter.month]
    return f"{quarter:%B} to {last} {quarter.year}"


def _drawing(quarters: Mapping[str, EvidenceAgreement]) -> Markup | None:
    if len(quarters) < 2:
        return None
    points = [
        trend.Point(name, whole_per_cent(each.agreement.share))
        for name, each in quarters.items()
        if each.agreement.share is not None
    ][-MOST_QUARTERS:]
    words = "A line from the oldest quarter on the left to the latest on the right. The table says the same."
    return trend.line("Share of answers that agreed, by quarter", words, points)


def _quarter(name: str, found: EvidenceAgreement) -> list[object]:
    agreed = found.agreement
    return [name, f"{agreed.agreed} of {agreed.pairs}", found.record_only, found.people_only]


def _may_be_chance(agreement: Agreement) -> bool:
    """Whether its kappa is not clearly above 0."""
    if agreement.interval is not None:
        return agreement.interval.low <= 0
    return agreement.kappa is not None and agreement.kappa <= 0


def _kappa(agreement: Agreement) -> str:
    return "" if agreement.kappa is None else _decimal(float(agreement.kappa))


def _interval(agreement: Agreement) -> str:
    interval = agreement.interval
    return f"{_decimal(interval.low)} to {_decimal(interval.high)}" if interval else ""


def _decimal(value: float) -> str:
    """Two decimals with a true minus sign, and never a zero below zero."""
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "−")
