"""The provider's figures as plain values, and what the rule of plausibility remarks on them."""

from collections.abc import Mapping
from fractions import Fraction

from caseward.inspection.fieldwork.models import Period, ProvidedFigure
from caseward.inspection.inspections.models import Inspection
from caseward.rules import plausibility
from caseward.rules.framework_evidence import ProviderFigure

Provided = Mapping[tuple[str, str], ProvidedFigure]


def provided_figures(inspection: Inspection) -> dict[tuple[str, str], ProvidedFigure]:
    """Every figure that was given, or said to have no data, by code and period."""
    rows = ProvidedFigure.objects.filter(inspection=inspection).select_related("confirmed_by")
    return {(row.code, row.period): row for row in rows}


def figure_remarks(inspection: Inspection, provided: Provided) -> dict[str, tuple[str, ...]]:
    """What could hardly be, by figure code, whether or not the provider has confirmed it."""
    figures = {figure.code: figure for figure in inspection.framework.evidence.figures}
    given = {key: Fraction(row.value) for key, row in provided.items() if row.value is not None}
    return plausibility.remarks(figures, given)


def periods_of(figure: ProviderFigure) -> list[str]:
    """What a figure is asked for: this year, last year, and a target where there is one."""
    target = [Period.TARGET.value] if figure.has_target else []
    return [Period.CURRENT.value, Period.PREVIOUS.value, *target]
