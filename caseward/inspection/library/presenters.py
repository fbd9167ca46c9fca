"""What the library shows: league tables, counts of ratings, one standard across frameworks, histories."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Q, QuerySet
from markupsafe import Markup

from caseward.inspection.results.models import TALLY, Comparator, Result, StandardResult
from caseward.inspection.standards import readers as standards
from caseward.rules.comparison import why_incomparable
from caseward.rules.framework import Framework
from caseward.shared.charts import stacked
from caseward.shared.files.writers import Cell

FORMAT = "caseward-league-1"
NOT_RATED = "Not rated"
NOT_KNOWN = "Not known"
BETTER, WORSE, SAME, INCOMPARABLE = "better", "worse", "same", "incomparable"
FIRST = ("place", "provider", "inspection", "published_on", "points", "out_of", "rating")
LAST = ("inferred", "source", "result")


@dataclass(frozen=True)
class Final:
    """The rating of one standard in one result; `band` is empty where there is none, and `word` says so."""

    code: str
    band: str
    word: str
    inferred: bool


@dataclass(frozen=True)
class Line:
    """One result of a league table with its rating for each standard, in the framework's order."""

    result: Result
    place: int | None
    """By points; results with the same points share one, and one without a score has none."""
    word: str
    finals: tuple[Final, ...]

    @property
    def inferred(self) -> bool:
        """Whether any of its ratings was worked out, not read."""
        return any(final.inferred for final in self.finals)


@dataclass(frozen=True)
class Tally:
    """How many results have each rating, of one standard or overall."""

    label: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class PrintedTally:
    """How many inspections of a set have each overall rating, as a source prints it."""

    comparator: Comparator
    bands: tuple[tuple[str, str, int], ...]
    """Code, word and number of each rating, from best to worst."""
    whole: int
    source: str


@dataclass(frozen=True)
class Judged:
    """One rating in a provider's history, and how it compares with the one before it."""

    final: Final
    framework: Framework
    change: str = ""
    """Better, worse, the same or incomparable; empty where there is no earlier rating."""
    why: str = ""
    """Why the two may not be compared."""


@dataclass(frozen=True)
class Course:
    """One standard, or the overall rating, through a provider's inspections."""

    label: str
    cells: tuple[Judged | None, ...]
    """None where an inspection did not have that standard."""

    @property
    def reasons(self) -> list[str]:
        """Why some of its ratings may not be compared, each once."""
        return list(dict.fromkeys(cell.why for cell in self.cells if cell and cell.why))


Why = Callable[[Framework, Framework], str]


def frameworks_with_results() -> list[Framework]:
    """The frameworks under which something has been published, the newest first."""
    codes = Result.objects.order_by().values_list("framework_code", flat=True).distinct()
    found = [standards.framework(code) for code in codes]
    return sorted(found, key=lambda one: (one.in_force_from, one.code), reverse=True)


def places(results: "QuerySet[Result]") -> dict[int, int]:
    """The place that each number of points has among these results; equal points share one."""
    scored = results.filter(points__isnull=False).order_by().values_list("points")
    found, place = {}, 1
    for points, number in sorted(scored.annotate(number=Count("pk")), reverse=True):
        found[points] = place
        place += number
    return found


def by_points(results: "QuerySet[Result]") -> "QuerySet[Result]":
    """Best first; those without a score are left out."""
    scored = results.filter(points__isnull=False)
    ordered = scored.order_by("-points", "provider__name", "-published_on", "pk")
    return ordered.select_related("provider").prefetch_related("standards")


def without_score(results: "QuerySet[Result]") -> "QuerySet[Result]":
    """Those of which the overall rating is known and not every rating behind it, by name."""
    known = Count("standards", filter=~Q(standards__final=""))
    found = results.filter(points__isnull=True).annotate(known=known)
    return found.select_related("provider").prefetch_related("standards").order_by("provider__name", "pk")


def lines(framework: Framework, results: Iterable[Result], place_of: Mapping[int, int]) -> list[Line]:
    """The rows of a league table; `place_of` is what `places` says of the whole table."""
    return [_line(framework, result, place_of) for result in results]


def _line(framework: Framework, result: Result, place_of: Mapping[int, int]) -> Line:
    rows = {row.standard_code: row for row in result.standards.all()}
    return Line(
        result=result,
        place=None if result.points is None else place_of[result.points],
        word=word(framework, result.rating),
        finals=tuple(final_of(framework, one.code, rows.get(one.code)) for one in framework.standards),
    )


def final_of(framework: Framework, code: str, row: StandardResult | None) -> Final:
    """The rating of one standard, or the words for there being none."""
    if row is None or not row.final:
        return Final(code, "", NOT_KNOWN if row and row.why_no_rating else NOT_RATED, inferred=False)
    return Final(code, row.final, word(framework, row.final), row.is_inferred)


def file_heading(framework: Framework) -> list[str]:
    """The columns of the downloaded table."""
    return [*FIRST, *(f"{one.code} {one.title}" for one in framework.standards), *LAST]


def file_row(line: Line) -> list[Cell]:
    """One row of the downloaded table, ratings in the framework's words."""
    result = line.result
    first: list[Cell] = [line.place, result.provider.name, result.title, result.published_on.isoformat()]
    score: list[Cell] = [result.points, result.out_of, line.word]
    words = [final.word for final in line.finals]
    return [*first, *score, *words, "yes" if line.inferred else "", result.source, result.slug]


def as_data(framework: Framework, table: Sequence[Line]) -> dict[str, Any]:
    """The table as plain values, ratings by their codes."""
    titles = {standard.code: standard.title for standard in framework.standards}
    return {
        "format": FORMAT,
        "framework": {"code": framework.code, "title": framework.title},
        "results": [
            {
                "place": line.place,
                "provider": line.result.provider.name,
                "inspection": line.result.title,
                "published_on": line.result.published_on.isoformat(),
                "points": line.result.points,
                "out_of": line.result.out_of,
                "rating": line.result.rating or None,
                "standards": [
                    {
                        "code": final.code,
                        "title": titles[final.code],
                        "rating": final.band or None,
                        "inferred": final.inferred,
                    }
                    for final in line.finals
                ],
                "source": line.result.source,
                "slug": line.result.slug,
            }
            for line in table
        ],
    }


def word(framework: Framework, band: str) -> str:
    """The framework's word for a band."""
    return framework.band(band).title if band else NOT_RATED


def tallies(framework: Framework, results: "QuerySet[Result]") -> list[Tally]:
    """Counts of every rating: overall first, then standard by standard; two queries."""
    codes = [*(band.code for band in framework.bands), ""]
    overall = dict(results.order_by().values_list("rating").annotate(number=Count("pk")))
    rows = StandardResult.objects.filter(result__in=results.order_by().values("pk")).order_by()
    counted = {
        (code, final): number
        for code, final, number in rows.values_list("standard_code", "final").annotate(number=Count("pk"))
    }
    table = [Tally("Overall", tuple(overall.get(code, 0) for code in codes))]
    for standard in framework.standards:
        label = f"{standard.code} {standard.title}"
        table.append(Tally(label, tuple(counted.get((standard.code, code), 0) for code in codes)))
    return table


def tally_chart(framework: Framework, table: Sequence[Tally]) -> Markup:
    """The counts as bars in the colours of the bands."""
    bands = [*((band.code, band.title) for band in framework.bands), ("", NOT_RATED)]
    rows = [
        stacked.Row(
            row.label,
            [
                stacked.Part(code, title, number)
                for (code, title), number in zip(bands, row.numbers, strict=True)
            ],
        )
        for row in table
    ]
    return stacked.counts(
        "How many inspections have each rating",
        "One bar for the overall rating and one for each standard. The table below has the same numbers.",
        rows,
    )


def titles() -> list[str]:
    """The titles of all standards of frameworks with results, each once."""
    shown = frameworks_with_results()
    return sorted({standard.title for framework in shown for standard in framework.standards})


def across(title: str) -> "QuerySet[StandardResult]":
    """The ratings of every standard of that title, whatever the framework, newest first."""
    found = StandardResult.objects.none()
    for framework in frameworks_with_results():
        codes = [standard.code for standard in framework.standards if standard.title == title]
        found = found | StandardResult.objects.filter(
            result__framework_code=framework.code, standard_code__in=codes
        )
    return found.select_related("result__provider").order_by("-result__published_on", "pk")


def history(results: Sequence[Result]) -> list[Course]:
    """The overall rating and every standard through a provider's inspections, the newest first.

    Each rating is compared with the one before it. Official codes are used again for other standards, so a
    standard goes on in the same course only under the same code and title.
    """
    overall = [_overall(result) for result in results]
    courses = [Course("Overall", tuple(_compared(overall, _why_no_overall)))]
    rows = [{row.standard_code: row for row in result.standards.all()} for result in results]
    for code, title in sorted({key for result in results for key in _standards_of(result.framework)}):
        judged = [
            Judged(final_of(result.framework, code, found.get(code)), result.framework)
            if (code, title) in _standards_of(result.framework) and found
            else None
            for result, found in zip(results, rows, strict=True)
        ]
        if any(judged):
            courses.append(Course(f"{code} {title}", tuple(_compared(judged, _why_not(code)))))
    return courses


def _overall(result: Result) -> Judged:
    framework = result.framework
    return Judged(Final("", result.rating, word(framework, result.rating), inferred=False), framework)


def _standards_of(framework: Framework) -> list[tuple[str, str]]:
    return [(standard.code, standard.title) for standard in framework.standards]


def _why_not(code: str) -> Why:
    return lambda before, after: why_incomparable(code, before, after)


def _why_no_overall(before: Framework, after: Framework) -> str:
    same = before.code == after.code
    return "" if same else "Overall ratings and scores are compared only under the same framework."


def _compared(course: Sequence[Judged | None], why_not: Why) -> Iterator[Judged | None]:
    """The ratings of a course, each with what became of the one before it, which stands after it."""
    for place, judged in enumerate(course):
        earlier = next((each for each in course[place + 1 :] if each and each.final.band), None)
        if judged is None or earlier is None or not judged.final.band:
            yield judged
        else:
            yield _beside(judged, earlier, why_not)


def _beside(judged: Judged, earlier: Judged, why_not: Why) -> Judged:
    order = [band.code for band in judged.framework.bands]
    scale = "" if earlier.final.band in order else "The two frameworks do not share a scale of ratings."
    if why := why_not(earlier.framework, judged.framework) or scale:
        return replace(judged, change=INCOMPARABLE, why=why)
    now, was = order.index(judged.final.band), order.index(earlier.final.band)
    return replace(judged, change=SAME if now == was else BETTER if now < was else WORSE)


def printed_tally(comparator: Comparator) -> PrintedTally:
    """The numbers of ratings that a source prints of a set; a rating that it does not name has none."""
    framework = comparator.framework
    printed = {row.code.removeprefix(TALLY): row for row in comparator.figures.all()}
    rows = [(band, printed[band.code]) for band in framework.bands if band.code in printed]
    return PrintedTally(
        comparator=comparator,
        bands=tuple((band.code, band.title, row.yes or 0) for band, row in rows),
        whole=max(row.base or 0 for _, row in rows),
        source=rows[0][1].source,
    )
