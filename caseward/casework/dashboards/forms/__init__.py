"""What lists of duties, teams and timelines can be narrowed to; all are sent by GET."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from caseward.casework.dashboards.inputs import due, entries, team
from caseward.casework.dashboards.inputs.kinds import Kind
from caseward.shared.govuk.looks import Look
from caseward.shared.organisations.models import Team

WHEN = [
    (due.When.SOON, "Overdue, and the next seven days"),
    (due.When.OVERDUE, "Overdue only"),
    (due.When.ALL, "Everything, however far away"),
]


class DueFilter(forms.Form):
    """Which duties to list; what is not understood is left aside."""

    when = forms.ChoiceField(label="Due", choices=WHEN, required=False)

    def __init__(self, *args: Any, kinds: tuple[Kind, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        every = [("", "Everything"), *((kind.code, kind.title) for kind in kinds)]
        self.fields["kind"] = forms.ChoiceField(label="What is due", choices=every, required=False)
        self._kinds = kinds

    def chosen(self) -> list[str]:
        """The codes of the kinds to list."""
        code = self._asked("kind")
        return [kind.code for kind in self._kinds if not code or kind.code == code]

    def until(self) -> due.When:
        """How far ahead to look."""
        return due.When(self._asked("when") or due.When.SOON)

    @property
    def active(self) -> int:
        """How many filters are on."""
        return bool(self._asked("kind")) + (self.until() != due.When.SOON)

    def _asked(self, name: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


class TimelineFilter(forms.Form):
    """Which kinds of entry to show."""

    show = forms.MultipleChoiceField(
        label="Show",
        choices=[(group, group) for group in entries.GROUPS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    looks = {"show": Look(small=True, inline=True)}

    def groups(self) -> list[str]:
        """The groups to show; none means all."""
        self.is_valid()
        return list(self.cleaned_data.get("show", []))


class TeamChoice(forms.Form):
    """Which team to look at."""

    def __init__(self, *args: Any, teams: QuerySet[Team], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["team"] = forms.ModelChoiceField(teams, label="Team", required=False, empty_label=None)


class CasesFilter(forms.Form):
    """Which officer's cases, and which number opened them."""

    def __init__(self, *args: Any, officers: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        everybody = [("", "All officers"), *((str(pk), name) for pk, name in officers)]
        self.fields["officer"] = forms.ChoiceField(label="Officer", choices=everybody, required=False)
        numbers = [
            (team.CASES, "All cases"),
            *((number.code, f"Overdue: {number.title}") for number in team.OVERDUE),
            (team.ACCEPTED, "Absences accepted"),
            (team.NOT_ASKED, "Ethnicity not known"),
        ]
        self.fields["number"] = forms.ChoiceField(label="What to show", choices=numbers, required=False)

    def officer(self) -> int | None:
        """The officer whose cases are meant; None for all."""
        self.is_valid()
        return int(self.cleaned_data.get("officer") or 0) or None

    def number(self) -> str:
        """The number whose cases are meant."""
        self.is_valid()
        return str(self.cleaned_data.get("number") or team.CASES)

    @property
    def active(self) -> int:
        """How many filters are on."""
        return (self.officer() is not None) + (self.number() != team.CASES)
