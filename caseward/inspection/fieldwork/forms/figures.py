"""The figures of one group as they are typed in: each with this year, last year, target and source."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from caseward.inspection.fieldwork.actions.figures import Entry
from caseward.inspection.fieldwork.inputs.figures import Provided, periods_of
from caseward.inspection.fieldwork.models import Period, ProvidedFigure
from caseward.rules.framework_evidence import ProviderFigure
from caseward.shared.govuk.forms import EditingForm
from caseward.shared.govuk.looks import Look

MOST_FIGURES = 15
PREFIXES = {"pounds": "£"}
SUFFIXES = {"per_cent": "%", "weeks": "weeks"}
OF_PERIOD = {Period.CURRENT: "this year", Period.PREVIOUS: "last year", Period.TARGET: "the target"}
EITHER = "Either enter a figure or tick “No data available”, not both"


class Number(forms.CharField):
    """A number as people type it: 14,303,000 or £14,303,000, 7% or 36.12."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            max_length=40,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            **options,
        )

    def clean(self, value: Any) -> Any:
        typed = str(super().clean(value)).translate(str.maketrans("", "", "£%, \u00a0"))
        if not typed:
            return None
        try:
            number = Decimal(typed)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise forms.ValidationError("Enter a number, like 7 or 36.12")
        if number.adjusted() >= MOST_FIGURES or number != round(number, 4):
            raise forms.ValidationError("Enter a number with at most four decimal places and fifteen figures")
        return number


@dataclass(frozen=True)
class Cell:
    """One period of a figure: the two fields in which it is answered."""

    value: BoundField
    no_data: BoundField


@dataclass(frozen=True)
class Line:
    """One figure with the fields in which it is answered."""

    figure: ProviderFigure
    cells: list[Cell]
    source: BoundField


class FiguresForm(EditingForm):
    """One group of figures. What is left empty is not answered yet."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        figures: Sequence[ProviderFigure],
        stored: Provided,
        version: int,
    ) -> None:
        super().__init__(data, initial={"version": version})
        self.figures = figures
        self.looks: dict[str, Look] = {}
        for figure in figures:
            for period in periods_of(figure):
                self._add(figure, period, stored.get((figure.code, period)))
            sources = (stored.get((figure.code, period)) for period in periods_of(figure))
            self.fields[_source(figure)] = forms.CharField(
                label="Where does it come from?",
                max_length=300,
                required=False,
                initial=next((row.source_note for row in sources if row), ""),
            )

    def _add(self, figure: ProviderFigure, period: str, row: ProvidedFigure | None) -> None:
        value, none = _names(figure, period)
        shown = "" if row is None or row.value is None else plain(row.value)
        self.fields[value] = Number(label=Period(period).label, initial=shown)
        self.fields[none] = forms.BooleanField(
            label=f"No data available for {OF_PERIOD[Period(period)]}",
            required=False,
            initial=row is not None and row.no_data,
        )
        self.looks[value] = Look(
            size="s",
            width=10,
            prefix=PREFIXES.get(figure.unit, ""),
            suffix=SUFFIXES.get(figure.unit, ""),
        )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for figure in self.figures:
            for period in periods_of(figure):
                value, none = _names(figure, period)
                if typed.get(value) is not None and typed.get(none):
                    self.add_error(value, EITHER)
        return typed

    def lines(self) -> Iterator[Line]:
        """Every figure with its fields, to be drawn one under another."""
        for figure in self.figures:
            cells = [Cell(*(self[name] for name in _names(figure, period))) for period in periods_of(figure)]
            yield Line(figure, cells, self[_source(figure)])

    def entries(self) -> list[Entry]:
        """What was typed, as the actions take it."""
        typed = self.cleaned_data
        return [
            Entry(figure.code, period, typed[value], typed[none], typed[_source(figure)])
            for figure in self.figures
            for period in periods_of(figure)
            for value, none in [_names(figure, period)]
        ]


class ConfirmForm(EditingForm):
    """Why a figure that is questioned is right."""

    note = forms.CharField(
        label="Why is this figure right?",
        help_text="The inspection team reads this beside the figure.",
        widget=forms.Textarea,
        max_length=500,
    )
    looks = {"note": Look(size="s", rows=3)}


def plain(value: Decimal) -> str:
    """A number as it is typed: 36.12 from 36.1200."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def _names(figure: ProviderFigure, period: str) -> tuple[str, str]:
    return f"{figure.code}--{period}", f"{figure.code}--{period}--none"


def _source(figure: ProviderFigure) -> str:
    return f"{figure.code}--source"
