"""Form fields that Django does not have: a date in three boxes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from caseward.shared.govuk.filters import written_date

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
Typed = tuple[str, str, str]


class DatePartsInput(forms.Widget):
    """Three text boxes, posted as `<name>_day`, `<name>_month` and `<name>_year`."""

    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        day, month, year = (str(data.get(f"{name}_{part}", "")).strip() for part in PARTS)
        return day, month, year

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-day"


class DateParts(forms.Field):
    """A date typed as day, month (a number or a name) and year; `earliest` and `latest` are allowed days."""

    widget = DatePartsInput

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.earliest = earliest
        self.latest = latest

    def prepare_value(self, value: date | Typed | None) -> Typed | None:
        if isinstance(value, date):
            return str(value.day), str(value.month), str(value.year)
        return value

    def to_python(self, value: date | Typed | None) -> date | None:
        if value is None or isinstance(value, date):
            return value
        if not any(value):
            return None
        if missing := [part for part, typed in zip(PARTS, value, strict=True) if not typed]:
            words = " and ".join(f"a {part}" for part in missing)
            raise self._fault(f"must include {words}", "incomplete", missing)
        return self._real_date(*value)

    def _real_date(self, day: str, month: str, year: str) -> date:
        if not year.isdecimal() or len(year) != 4:
            raise self._fault("must have a year of four figures, like 2019", "invalid", ["year"])
        number = MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in MONTHS else month
        try:
            return date(int(year), int(number), int(day))
        except ValueError:
            raise self._fault("must be a real date, like 5 8 2019", "invalid", list(PARTS)) from None

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            raise self._fault(f"must be {written_date(self.earliest)} or later", "too_early", list(PARTS))
        if value and self.latest and value > self.latest:
            raise self._fault(f"must be {written_date(self.latest)} or earlier", "too_late", list(PARTS))

    def _fault(self, words: str, code: str, parts: list[str]) -> ValidationError:
        label = str(self.label or "Date").replace("%", "%%")  # Django fills the message in with the params
        return ValidationError(f"{label} {words}", code=code, params={"parts": parts})
