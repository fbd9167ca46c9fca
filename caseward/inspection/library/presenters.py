"""What the library shows: league tables of one framework, one standard across them, a provider's history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import Rank
from markupsafe import Markup

from caseward.inspection.results.models import Result, ResultQuerySet, StandardResult
from caseward.inspection.standards import readers as standards
from caseward.rules.framework import Framework
from caseward.shared.charts import stacked

NOT_RATED = "Not rated"


@dataclass(frozen=True)
class Line:
    """One result of a league table with its rating for each standard, in the framework's order."""

    result: Result
    finals: tuple[tuple[str, str], ...]
    """Code and word of each standard's band."""
    inferred: bool

    @property
    def rank(self) -> int:
        """Its place by points; results with the same points share one."""
        return int(vars(self.result)["rank"])


@dataclass(frozen=True)
class Tally:
    """How many results have each rating, of one standard or overall."""

    label: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Step:
    """One inspection in a provider's history."""

    result: Result
    finals: dict[str, StandardResult]


def frameworks_with_results() -> list[Framework]:
    """The frameworks under which something has been published, the newest first."""
    codes = Result.objects.order_by().values_list("framework_code", flat=True).distinct()
    found = [standards.framework(code) for code in codes]
    return sorted(found, key=lambda one: (one.in_force_from, one.code), reverse=True)


def latest_of_each(results: ResultQuerySet) -> "QuerySet[Result, int]":
    """The keys of each provider's latest result among those given."""
    same = results.filter(provider=OuterRef("provider")).order_by("-published_on", "-pk")
    return results.filter(pk=Subquery(same.values("pk")[:1])).order_by().values_list("pk", flat=True)


def ranked(results: "QuerySet[Result]") -> "QuerySet[Result]":
    """Best first, with the place of each among them."""
    place = Window(Rank(), order_by=F("points").desc())
    by_points = results.annotate(rank=place).order_by("-points", "provider__name", "-published_on", "pk")
    return by_points.select_related("provider").prefetch_related("standards")


def lines(framework: Framework, results: Iterable[Result]) -> list[Line]:
    """The rows of a league table."""
    return [_line(framework, result) for result in results]


def _line(framework: Framework, result: Result) -> Line:
    rows = {row.standard_code: row for row in result.standards.all()}
    codes = [rows[one.code].final if one.code in rows else "" for one in framework.standards]
    return Line(
        result=result,
        finals=tuple((code, word(framework, code)) for code in codes),
        inferred=any(row.is_inferred for row in rows.values()),
    )


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


def history(results: Sequence[Result]) -> list[Step]:
    """A provider's inspections with their ratings by standard."""
    return [Step(result, {row.standard_code: row for row in result.standards.all()}) for result in results]
