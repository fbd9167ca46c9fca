"""What stands beside a figure: the last inspection's, and that of a named set of inspections.

Everything is made from public figures, so that what is withheld cannot be worked out from a difference,
an interval or a pooled count. The questions asked of the database are as many for one figure as for all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from django.db.models import Case, QuerySet, Value, When

from caseward.inspection.results.models import Comparator, FactResult, Result
from caseward.inspection.results.policies import SMALL_NUMBERS
from caseward.rules import comparison
from caseward.rules.comparison import Change, why_incomparable
from caseward.rules.disclosure import why_hidden
from caseward.rules.figures import Count, Figure, Percent
from caseward.rules.framework import Framework
from caseward.rules.rating import whole_per_cent
from caseward.rules.settling import base_that_settles
from caseward.shared.govuk.filters import plural
from caseward.shared.organisations.models import Organisation

from .figures import Figure as PublicFigure
from .figures import public_figures

NO_DATA = "No comparative data"
CANNOT = "Cannot be tested"


@dataclass(frozen=True)
class Other:
    """One figure beside another. Either `percent` or `why_blank`; either `significant` or `why_untested`."""

    percent: int | None = None
    count: Count | None = None
    points: int | None = None
    """This inspection less the other, in points of whole per cents."""
    interval: tuple[float, float] | None = None
    """The interval of that difference in points, at the confidence that fits the framework's test."""
    significant: bool | None = None
    why_blank: str = ""
    why_untested: str = ""
    settles: int | None = None
    """The fewest cases on the side without a base at which the difference would be significant."""
    note: str = ""

    @property
    def verdict(self) -> str:
        """Significant or not, or why that cannot be said, as one or more sentences."""
        if self.significant is not None:
            return "Significant" if self.significant else "Not significant"
        return f"{NO_DATA}. {self.why_blank}" if self.why_blank else f"{CANNOT}. {self.why_untested}"


@dataclass(frozen=True)
class Side:
    """The figures that others are set beside, whose they are, and what must be known of each."""

    title: str
    framework: Framework
    figures: Mapping[str, Figure]
    why_blank: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""
    """What holds for all of them, such as that the provider is itself inside."""
    slug: str = ""
    printed: Mapping[str, str] = field(default_factory=dict)
    """Further figures as their source prints them, also those that are no shares."""


@dataclass(frozen=True)
class Beside:
    """What stands beside one figure; `comparator` is None where no set was chosen."""

    code: str
    last: Other
    comparator: Other | None


@dataclass(frozen=True)
class Comparisons:
    """The columns beside the figures of one inspection."""

    last: Side | None
    comparator: Side | None
    rows: Mapping[str, Beside]

    def of(self, code: str) -> Beside:
        """What stands beside the figure of that question or fact, also where it has none itself."""
        none = Other(why_blank="There is no figure.")
        return self.rows.get(code) or Beside(code, none, none if self.comparator else None)


def comparisons(
    framework: Framework,
    figures: Mapping[str, Figure],
    *,
    last: Side | None,
    comparator: Side | None,
) -> Comparisons:
    """Beside each of the figures, by the code of its question or fact. Asks the database nothing."""
    before = _others(framework, figures, last) if last else {}
    across = _others(framework, figures, comparator) if comparator else {}
    nobody = Other(
        why_blank="The last inspection has no figure."
        if last
        else "No earlier inspection of this provider is in the results."
    )
    codes = [*figures, *(code for code in (*before, *across) if code not in figures)]
    rows = {code: Beside(code, before.get(code, nobody), across.get(code)) for code in dict.fromkeys(codes)}
    return Comparisons(last, comparator, rows)


def last_side(provider: Organisation, began: date, facts: Iterable[FactResult] = ()) -> Side | None:
    """The provider's last inspection before one that began on that day.

    In: also the facts of the later inspection, where it prints earlier figures itself; these are the ones
    that stand beside its own. None where there is no earlier inspection.
    """
    rows = Result.objects.of_before(provider, began).prefetch_related("questions", "facts")
    result = rows.first()
    if result is None:
        return None
    side = side_of(result)
    printed = _figures_of_facts(facts, FactResult.Period.PREVIOUS)
    notes = dict.fromkeys(printed, "As this inspection’s own report prints it.")
    return replace(side, figures={**side.figures, **printed}, notes=notes)


def side_of(result: Result) -> Side:
    """A result's public figures and facts; no queries where questions and facts were fetched before."""
    shown = public_figures(result)
    figures = {each.question.code: one for each in shown if (one := plain(each))}
    facts = _figures_of_facts(result.facts.all(), FactResult.Period.CURRENT)
    return Side(
        title=result.title,
        framework=result.framework,
        figures=figures | facts,
        why_blank={each.question.code: _why(each) for each in shown if each.percent is None},
        slug=result.slug,
        printed={
            row.code: row.printed for row in result.facts.all() if row.period == FactResult.Period.CURRENT
        },
    )


def offered(framework: Framework) -> QuerySet[Comparator]:
    """The sets that figures of a framework may be set beside, those of the framework itself first."""
    linked = {link.framework for link in framework.links}
    sets = Comparator.objects.to_compare_with().filter(framework_code__in={framework.code, *linked})
    own_first = Case(When(framework_code=framework.code, then=Value(0)), default=Value(1))
    return sets.order_by(own_first, "title", "pk")


def chosen(framework: Framework, asked: str | None) -> tuple[list[Comparator], Comparator | None]:
    """The sets on offer, and the one that was asked for: the first if nothing was asked."""
    sets = list(offered(framework))
    if asked is None:
        return sets, next(iter(sets), None)
    return sets, next((each for each in sets if str(each.pk) == asked), None)


def comparator_side(comparator: Comparator, provider: Organisation | None = None) -> Side:
    """A set's figures: printed averages, else pooled from its members without the provider's own.

    A set that holds the provider is not independent of it, so the provider is left out wherever members
    are pooled; where only the average is printed, the remark says that it is inside, or may be.
    """
    framework = comparator.framework
    members = list(comparator.members.select_related("provider").prefetch_related("questions", "facts"))
    others = [each for each in members if provider is None or each.provider_id != provider.pk]
    pooled, notes = _pooled(framework, [side_of(each) for each in others])
    printed = {
        row.code: one for row in comparator.figures.all() if (one := _average(row.yes, row.base, row.percent))
    }
    notes |= dict.fromkeys(printed, "Printed average.")
    left_out = len(others) < len(members)
    return Side(
        title=comparator.title,
        framework=framework,
        figures={**pooled, **printed},
        notes=notes,
        remark=_inside(comparator, provider, left_out=left_out, prints=bool(printed)) if provider else "",
        slug=str(comparator.pk),
    )


def plain(figure: PublicFigure) -> Figure | None:
    """A public figure as the rules take it: a count where both numbers are shown, else a whole per cent."""
    return _average(figure.yes, figure.base, figure.percent)


def fact_figure(row: FactResult) -> Figure | None:
    """A fact as a share, where it is one: counted, or a whole per cent. Small counts are left out."""
    if row.yes is not None and row.base:
        if not why_hidden(row.yes, row.base, SMALL_NUMBERS):
            return Count(row.yes, row.base - row.yes)
        return (
            Percent(whole_per_cent(Fraction(row.yes, row.base)))
            if row.base >= SMALL_NUMBERS.least_base
            else None
        )
    is_share = row.value is not None and row.printed.strip().endswith("%")
    if row.value is None or not is_share or row.value % 1 or not 0 <= row.value <= 100:
        return None
    return Percent(int(row.value))


def _others(framework: Framework, figures: Mapping[str, Figure], side: Side) -> dict[str, Other]:
    changes = comparison.compare(
        comparison.Result(side.framework, side.figures), comparison.Result(framework, figures)
    )
    blank = {code: Change(code, None, None) for code in side.why_blank if code not in changes}
    significance = Fraction(framework.comparison.significance_per_mille, 1000)
    return {
        code: _other(change, figures.get(code), side, framework, significance)
        for code, change in (changes | blank).items()
    }


def _other(
    change: Change, own: Figure | None, side: Side, framework: Framework, significance: Fraction
) -> Other:
    code = change.code
    if why := why_incomparable(code, side.framework, framework):
        return Other(why_blank=_sentence(why))
    if change.before is None:
        return Other(why_blank=_sentence(side.why_blank.get(code) or "No figure is published."))
    beside = side.figures[code]
    count = beside if isinstance(beside, Count) else None
    note = side.notes.get(code, "")
    if change.test:
        ends = change.test.difference
        return Other(
            change.before,
            count,
            change.points,
            (100 * ends.low, 100 * ends.high),
            change.significant,
            note=note,
        )
    why, settles = _why_untested(own, beside, significance) or (change.why_not, None)
    return Other(change.before, count, change.points, why_untested=_sentence(why), settles=settles, note=note)


def _why_untested(own: Figure | None, other: Figure, significance: Fraction) -> tuple[str, int | None] | None:
    """Why there is no test where a base is missing, with the base that would settle it."""
    if own is None:
        return "This inspection has no figure.", None
    if isinstance(own, Percent) and isinstance(other, Percent):
        return "Neither number of cases is published.", None
    if isinstance(own, Count) and isinstance(other, Percent):
        return _would_settle("The number of cases is not published", own, other, significance)
    if isinstance(own, Percent) and isinstance(other, Count):
        return _would_settle("This inspection’s number of cases is not published", other, own, significance)
    return None


def _would_settle(
    why: str, counted: Count, printed: Percent, significance: Fraction
) -> tuple[str, int | None]:
    settles = base_that_settles(counted, printed, significance) if counted.base else None
    if settles is None:
        return f"{why}. No number would make the difference significant.", None
    return f"{why}. Significant from {plural(settles, 'case')} on.", settles


def _pooled(framework: Framework, sides: list[Side]) -> tuple[dict[str, Figure], dict[str, str]]:
    """The members' figures together: counts added up, or the plain mean where a base is not published."""
    figures: dict[str, Figure] = {}
    notes: dict[str, str] = {}
    for code in dict.fromkeys(code for side in sides for code in side.figures):
        parts = [
            side.figures[code]
            for side in sides
            if code in side.figures and not why_incomparable(code, side.framework, framework)
        ]
        if not parts:
            continue
        counts = [part for part in parts if isinstance(part, Count) and part.base]
        many = plural(len(parts), "inspection")
        if len(counts) == len(parts):
            figures[code] = Count(sum(part.yes for part in counts), sum(part.no for part in counts))
            notes[code] = f"Pooled from {many}."
        else:
            figures[code] = Percent(_mean(parts))
            notes[code] = f"Mean of {many}, each counting alike: not every number of cases is published."
    return figures, notes


def _mean(parts: list[Figure]) -> int:
    percents = [part.value if isinstance(part, Percent) else 100 * part.share for part in parts]
    return whole_per_cent(Fraction(sum(map(Fraction, percents)), 100 * len(percents)))


def _inside(comparator: Comparator, provider: Organisation, *, left_out: bool, prints: bool) -> str:
    if left_out:
        of_printed = ", and cannot be taken out of the printed averages" if prints else ""
        return f"This provider is itself in the set. It is left out where members are pooled{of_printed}."
    if any(each.pk == provider.pk for each in comparator.providers_inside.all()):
        return "This provider is itself inside the printed averages and cannot be taken out of them."
    if comparator.is_membership_known:
        return "This provider is not in the set."
    return "Whether this provider is in the set is not known."


def _figures_of_facts(facts: Iterable[FactResult], period: str) -> dict[str, Figure]:
    return {row.code: one for row in facts if row.period == period and (one := fact_figure(row))}


def _average(yes: int | None, base: int | None, percent: int | None) -> Figure | None:
    if yes is not None and base:
        return Count(yes, base - yes)
    return Percent(percent) if percent is not None else None


def _why(figure: PublicFigure) -> str:
    return figure.withheld or figure.why_no_figure or "No figure is published."


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
