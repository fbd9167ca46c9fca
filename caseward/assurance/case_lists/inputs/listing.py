"""A whole list: the rows of the file, everybody who is left out and why, and how complete the columns are."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from caseward.rules.columns import Column, load_columns
from caseward.rules.framework import Framework, Sample
from caseward.shared.organisations.models import Organisation

from .caseload import people_of
from .cells import Case, Cell, cases
from .choosing import about, choose

DATED_BY_TYPE = {
    "sentence_started_on": ("community", "suspended"),
    "released_on": ("licence", "post_sentence"),
    "prison": ("licence", "post_sentence"),
}
"""Columns that mean something for some types of sentence only."""


@dataclass
class Gaps:
    """Which eligible cases leave a column empty."""

    column: Column
    is_needed: bool
    """Whether a row without it cannot be listed at all."""
    cases: int = 0
    """Eligible cases for which the column means something."""
    people: list[int] = field(default_factory=list)
    """Whose case leaves it empty, by CRN."""

    @property
    def filled_percent(self) -> float | None:
        """Cells that are filled, per cent; none where no case has that column."""
        return 100 * (self.cases - len(self.people)) / self.cases if self.cases else None


@dataclass
class Listing:
    """A case list made from the caseload, before anybody has it."""

    framework: Framework
    sample: Sample
    provider: Organisation
    on: date
    """The first day of fieldwork, from which the framework's windows count back."""
    gaps: dict[str, Gaps]
    rows: list[list[Cell]] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    """Whose cases the rows are, in the same order."""
    held_back: list[int] = field(default_factory=list)
    """Whose cases are eligible and lack a value without which the inspection would refuse the row."""
    left_out: dict[str, int] = field(default_factory=dict)
    """Reason → people whose case is not eligible."""

    @property
    def headings(self) -> tuple[str, ...]:
        """The columns that the sample asks for, in its order."""
        return self.sample.required_columns

    @property
    def eligible(self) -> int:
        """Cases that the framework's rule takes, listed or held back."""
        return len(self.rows) + len(self.held_back)


def list_cases(framework: Framework, sample: Sample, provider: Organisation, on: date) -> Listing:
    """Make the list in three statements, however large the caseload; only eligible cases stay in memory."""
    chosen = choose(sample, provider, on)
    listing = Listing(framework, sample, provider, on, gaps=_columns(sample))
    for case in cases(sample, provider, chosen, on):
        _add(listing, case)
    without = people_of(provider) - chosen.people
    left_out = Counter({about(sample).value: without} if without > 0 else {}) + chosen.left_out
    listing.left_out = dict(left_out.most_common())
    return listing


def _columns(sample: Sample) -> dict[str, Gaps]:
    """The columns asked for. A row must have what says who it is, its strata, and what windows turn on."""
    columns = {column.code: column for column in load_columns()}
    needed = {*sample.strata, *(window.only_where for window in sample.windows)}
    return {
        code: Gaps(columns[code], is_needed=code in needed or not columns[code].may_be_blank)
        for code in sample.required_columns
    }


def _add(listing: Listing, case: Case) -> None:
    empty = list(_empty(listing, case))
    for gaps in empty:
        gaps.people.append(case.person_id)
    if any(gaps.is_needed for gaps in empty):
        listing.held_back.append(case.person_id)
        return
    listing.rows.append([case.values[code] for code in listing.headings])
    listing.people.append(case.person_id)


def _empty(listing: Listing, case: Case) -> Iterator[Gaps]:
    """The columns that the case leaves empty though they mean something for it."""
    for code, gaps in listing.gaps.items():
        if case.values["sentence_type"] in DATED_BY_TYPE.get(code, (case.values["sentence_type"],)):
            gaps.cases += 1
            if not case.values[code]:
                yield gaps
