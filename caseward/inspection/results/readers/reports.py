"""A whole report read: what it is, its figures, what could not be read, and the line of each."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from caseward.inspection.results.readers import doubts
from caseward.inspection.results.readers.bands import scale
from caseward.inspection.results.readers.facts import Fact, read_facts
from caseward.inspection.results.readers.foreign import NumberedRating, numbered_ratings
from caseward.inspection.results.readers.frameworks import (
    Fit,
    by_kind,
    fitting,
    foreign_standards,
    in_force,
    is_of_another,
)
from caseward.inspection.results.readers.lines import Line
from caseward.inspection.results.readers.notes import read_discretion
from caseward.inspection.results.readers.overall import Found, overall_rating, provider, score
from caseward.inspection.results.readers.passages import Passage, passage
from caseward.inspection.results.readers.ratings import RatingsRead, grid_start, read_ratings
from caseward.inspection.results.readers.recommendations import Recommendation, read_recommendations
from caseward.inspection.results.readers.samples import read_samples
from caseward.inspection.results.readers.shares import SharesRead, current, read_shares
from caseward.inspection.results.readers.texts import SourceText, UnusableReport, source_text
from caseward.rules.framework import Framework

FIELDWORK = re.compile(
    r"[Ff]ieldwork\s+(?:started|took\s+place|was\s+carried\s+out|began)\s+(?:in|on|during)?\s*(\w+\s+20\d\d)"
)

MOST_POINTS = 3
"""Of one standard, in every framework so far."""


@dataclass
class ReportReading:
    """Everything read of one report. `sources` gives the line and its text for every key of the rest."""

    framework: Framework | None = None
    provider: str | None = None
    ratings: dict[str, str] = field(default_factory=dict)
    score: int | None = None
    percent: dict[str, int] = field(default_factory=dict)
    prompts: dict[str, int] = field(default_factory=dict)
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    sample: dict[str, int] = field(default_factory=dict)
    discretion: dict[str, str] = field(default_factory=dict)
    recommendations: list[dict[str, Any]] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The reading in the form that every other part of Caseward takes it in."""
        return {
            "provider": self.provider,
            "framework": self.framework.code if self.framework else None,
            "ratings": self.ratings,
            "score": self.score,
            "percent": self.percent,
            "prompts": self.prompts,
            "facts": self.facts,
            "sample": self.sample,
            "discretion": self.discretion,
            "recommendations": self.recommendations,
            "unreadable": list(dict.fromkeys(self.unreadable)),
            "sources": self.sources,
        }


@dataclass
class _Reader:
    """One report on its way from lines to a reading."""

    source: SourceText
    text: Passage
    reading: ReportReading

    def cite(self, key: str, line: int | None) -> None:
        if line is not None:
            self.reading.sources[key] = {"line": line, "text": self.source.quote(line)}

    def cannot_read(self, keys: Iterable[str]) -> None:
        self.reading.unreadable += keys


def read_report(path: Path, frameworks: Sequence[Framework]) -> ReportReading:
    """Read a text or PDF of a report; raises UnusableReport where it is no report of any framework."""
    source = source_text(path)
    reader = _Reader(source, passage(source.body), ReportReading())
    fits = fitting(source.body, frameworks)
    if len(fits) > 1:
        fits = in_force(fits, _printed_on(source.body, reader.text)) or fits
    try:
        if fits and not _is_of_another(source.body, fits[0].framework):
            _read_whole(reader, fits[0], is_sure=len(fits) == 1)
        else:
            _read_parts(reader, frameworks)
    except UnusableReport as unusable:
        raise UnusableReport(f"{path}: {unusable}") from None
    return reader.reading


def _read_whole(reader: _Reader, fit: Fit, *, is_sure: bool) -> None:
    """A report of one framework, or of one of several that print the same standards."""
    framework, body = fit.framework, reader.source.body
    if is_sure:
        reader.reading.framework = framework
        reader.cite("framework", fit.sections[0].heading.number)
    else:
        reader.cannot_read(["framework"])
    ratings = read_ratings(body, fit.sections, framework)
    _take_whole(reader, framework, grid_start(fit.sections))
    _take_ratings(reader, framework, ratings)
    shares = read_shares(body, fit.sections, framework)
    _take_shares(reader, framework, shares)
    _take_facts(reader, framework, shares)
    _take_samples(reader, framework)
    notes, unclear = read_discretion(
        reader.source, fit.sections, framework, {**shares.questions, **shares.prompts}
    )
    for note in sorted(notes, key=lambda one: one.standard):
        reader.reading.discretion[note.standard] = note.text
        reader.cite(f"discretion.{note.standard}", note.line)
    reader.cannot_read(["discretion"] if unclear else [])
    _take_recommendations(reader)


def _is_of_another(body: Sequence[Line], framework: Framework) -> bool:
    return is_of_another(foreign_standards(body, framework, scale([framework]).pattern), framework)


def _read_parts(reader: _Reader, frameworks: Sequence[Framework]) -> None:
    """A commentary, or a report of no framework here: the whole, and what is rated beside a number."""
    numbered = numbered_ratings(reader.source.body, scale(frameworks))
    possible = [] if numbered else by_kind(reader.text.text, frameworks)
    words = scale(possible or frameworks)
    kinds = list(dict.fromkeys(one.provider_kind for one in possible or frameworks))
    overall = overall_rating(reader.text, words, kinds)
    if overall.value is None and not numbered:
        raise UnusableReport(
            "is not recognisable as a report of any framework: no standard and no rating was found"
        )
    reader.reading.framework = possible[0] if len(possible) == 1 else None
    reader.cannot_read(["framework"] if len(possible) != 1 else [])
    named = provider(reader.source.body, reader.text, kinds)
    _take_provider(reader, named)
    _take_numbered(reader, numbered)
    _take_overall(reader, overall)
    if possible:
        reader.cannot_read(standard.code for standard in possible[0].standards)
    _take_recommendations(reader)


def _take_numbered(reader: _Reader, numbered: Sequence[NumberedRating]) -> None:
    """Ratings under the numbers that the report prints; what else it says of them is not understood."""
    for rated in numbered:
        if rated.band is None:
            reader.cannot_read([rated.code])
        else:
            reader.reading.ratings[rated.code] = rated.band
            reader.cite(rated.code, rated.line)
    if numbered:
        points = score(reader.source.body, None, MOST_POINTS * len(numbered))
        reader.reading.score = int(points.value) if points.value is not None else None
        reader.cite("score", points.line)
        reader.cannot_read(["percent", "prompts", *(["score"] if points.value is None else [])])


def _printed_on(body: Sequence[Line], text: Passage) -> date | None:
    """The month of fieldwork where it is printed."""
    match = FIELDWORK.search(text.text)
    if match is None:
        return None
    try:
        return datetime.strptime(match[1], "%B %Y").replace(tzinfo=UTC).date()
    except ValueError:
        return None


def _take_provider(reader: _Reader, named: Found) -> None:
    reader.reading.provider = named.value
    reader.cite("provider", named.line)
    reader.cannot_read(["provider"] if named.value is None else [])


def _take_overall(reader: _Reader, found: Found) -> None:
    if found.value is None:
        reader.cannot_read(["overall"])
    else:
        reader.reading.ratings["overall"] = found.value
        reader.cite("overall", found.line)


def _take_whole(reader: _Reader, framework: Framework, grid: int | None) -> None:
    """Provider, overall rating and score; the three are printed together."""
    body = reader.source.body
    _take_provider(reader, provider(body, reader.text, [framework.provider_kind]))
    _take_overall(reader, overall_rating(reader.text, scale([framework])))
    points = score(body, grid, framework.score_bands[-1].up_to)
    if points.value is not None:
        reader.reading.score = int(points.value)
        reader.cite("score", points.line)
    elif points.line is not None:
        reader.cannot_read(["score"])


def _take_ratings(reader: _Reader, framework: Framework, ratings: RatingsRead) -> None:
    reading = reader.reading
    overall = reading.ratings.pop("overall", None)
    for standard in framework.standards:
        if standard.code in ratings.bands:
            reading.ratings[standard.code] = ratings.bands[standard.code]
            reader.cite(standard.code, ratings.lines[standard.code])
    reader.cannot_read(doubts.unread_ratings(framework, ratings.bands))
    if overall:
        reading.ratings["overall"] = overall
    if doubts.misfitting_score(framework, ratings.bands, reading.score):
        reader.cannot_read(["score"])
        reading.score = None
    if doubts.misfitting_overall(framework, overall, reading.score):
        reader.cannot_read(["overall"])
        reading.ratings.pop("overall")


def _take_shares(reader: _Reader, framework: Framework, shares: SharesRead) -> None:
    reading = reader.reading
    doubtful = doubts.doubtful_figures(framework, shares.questions, shares.prompts, reading.ratings)
    reader.cannot_read([*shares.unreadable, *doubtful])
    for target, found in ((reading.percent, shares.questions), (reading.prompts, shares.prompts)):
        for code, share in sorted(found.items()):
            cell = current(share)
            reader.cite(code, cell.line if cell else share.line)
            if cell and cell.value is not None and code not in reading.unreadable:
                target[code] = int(cell.value)


def _take_facts(reader: _Reader, framework: Framework, shares: SharesRead) -> None:
    """Tables of other figures, and what stands beside a question: earlier inspections, other providers."""
    for code, share in sorted({**shares.questions, **shares.prompts}.items()):
        for period, cell in share.cells.items():
            if not share.is_unsure and (period != "current" or (cell.value is None and not cell.is_damaged)):
                _take_fact(reader, Fact(code, share.text, cell, period), is_share=True)
    scanned = doubts.is_scan(reader.source.lines)
    for fact in read_facts(reader.source.body, framework, reader.reading.provider):
        _take_fact(reader, fact, is_share=scanned)


def _take_fact(reader: _Reader, fact: Fact, *, is_share: bool) -> None:
    """Shares of cases, and all of a scan, may have lost a digit; a sickness rate of 7% has not."""
    if fact.cell.is_damaged or (is_share and doubts.may_have_lost_a_digit(fact.cell)):
        reader.cannot_read([fact.key])
        return
    reader.reading.facts[fact.key] = {
        "title": fact.title,
        "value": _plain(fact.cell.value),
        "printed": fact.cell.printed,
        "period": fact.period,
        "line": fact.cell.line,
    }
    reader.cite(fact.key, fact.cell.line)


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _take_samples(reader: _Reader, framework: Framework) -> None:
    sizes, disputed = read_samples(reader.source.body, framework)
    for size in sizes:
        reader.reading.sample[size.key] = size.number
        reader.cite(f"sample.{size.key}", size.line)
    reader.cannot_read(f"sample.{key}" for key in disputed)


def _take_recommendations(reader: _Reader) -> None:
    found, is_whole = read_recommendations(reader.source.body)
    reader.reading.recommendations = [_recommendation(one) for one in found]
    for one in found:
        reader.cite(f"recommendation.{one.number}", one.line)
    reader.cannot_read([] if is_whole else ["recommendations"])


def _recommendation(one: Recommendation) -> dict[str, Any]:
    return {
        "number": one.number,
        "addressee": one.addressee,
        "text": one.text,
        "repeated": one.is_repeated,
        "line": one.line,
    }
