"""Arranging appointments, moving them and calling them off."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet

from caseward.casework.allocation.models import Post
from caseward.casework.contacts import actions, policies
from caseward.casework.contacts.inputs.series import MOST, days_of
from caseward.casework.contacts.models import Contact
from caseward.casework.people.models import Person
from caseward.casework.plans.models import Action
from caseward.casework.sentences.models import Requirement, Sentence
from caseward.rules.working_days import UnknownYear
from caseward.shared.accounts.models import User
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look
from caseward.shared.records.models import working_calendar

TIMES = ["%H:%M", "%H.%M", "%H", "%I:%M%p", "%I.%M%p", "%I%p"]
ONCE, WEEKLY, FORTNIGHTLY, FOUR_WEEKLY = "0", "1", "2", "4"
REPEATS = [
    (ONCE, "Once"),
    (WEEKLY, "Every week"),
    (FORTNIGHTLY, "Every 2 weeks"),
    (FOUR_WEEKLY, "Every 4 weeks"),
]
PURPOSES = [choice for choice in Contact.Purpose.choices if choice[0] != Contact.Purpose.THIRD_PARTY]


class TimeOfDay(forms.TimeField):
    """A time of day as people type it: 9:30, 14.00, 2pm."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(
            label=label,
            input_formats=TIMES,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            error_messages={"invalid": f"{label} must be a time, like 9:30 or 2pm"},
            **options,
        )

    def to_python(self, value: Any) -> time | None:
        return super().to_python(value.replace(" ", "") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.hour}:{value.minute:02}" if isinstance(value, time) else value


def officers_for(person: Person, user: User, on: date) -> QuerySet[User]:
    """Who may hold it: the person's team, their officer, and whoever arranges it."""
    team = Post.objects.held(on).filter(team=person.team_id).values("user")
    return User.objects.filter(Q(pk__in=team) | Q(pk__in=[person.officer_id, user.pk]), is_active=True)


class ArrangeForm(CreatingForm):
    """One appointment, or several that repeat."""

    purpose = forms.ChoiceField(label="What is it for?", choices=PURPOSES)
    how = forms.ChoiceField(label="How?", choices=Contact.How.choices, widget=forms.RadioSelect)
    held_on = DateParts(label="Day")
    held_from = TimeOfDay("Time", help_text="For example, 9:30 or 2pm")
    minutes = forms.IntegerField(label="How long?", min_value=5, max_value=600)
    place = forms.CharField(label="Where?", max_length=120, required=False)
    officer = forms.ModelChoiceField(label="Officer", queryset=User.objects.none(), empty_label=None)
    sentence = forms.ModelChoiceField(
        label="Sentence", queryset=Sentence.objects.none(), required=False, empty_label="None"
    )
    requirement = forms.ModelChoiceField(
        label="Requirement", queryset=Requirement.objects.none(), required=False, empty_label="None"
    )
    planned_action = forms.ModelChoiceField(
        label="Which action of the plan will you work on?",
        queryset=Action.objects.none(),
        required=False,
        empty_label="None yet",
    )
    is_required = forms.BooleanField(label="The person must attend", required=False)
    repeats = forms.ChoiceField(label="How often?", choices=REPEATS, widget=forms.RadioSelect)
    until = DateParts(label="Until", help_text="The last day on which one may be", required=False)
    times = forms.IntegerField(label="Or how many in all?", min_value=2, max_value=MOST, required=False)
    looks = {
        "purpose": Look(size="s"),
        "how": Look(size="s", small=True),
        "held_on": Look(size="s"),
        "held_from": Look(size="s", width=5),
        "minutes": Look(size="s", width=4, suffix="minutes"),
        "place": Look(size="s"),
        "officer": Look(size="s"),
        "sentence": Look(size="s"),
        "requirement": Look(size="s"),
        "planned_action": Look(size="s"),
        "repeats": Look(size="s", small=True),
        "until": Look(size="s"),
        "times": Look(size="s", width=3),
    }

    def __init__(
        self, *args: Any, person: Person, user: User, on: date, open_actions: Sequence[Action], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        cast(DateParts, self.fields["held_on"]).earliest = on
        self._offer("officer", officers_for(person, user, on))
        sentences = person.sentences.filter(ended_on=None)
        self._offer("sentence", sentences)
        self._offer("requirement", Requirement.objects.filter(sentence__in=sentences, completed_on=None))
        self._offer("planned_action", Action.objects.filter(pk__in=[action.pk for action in open_actions]))

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = rows

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        requirement, sentence = typed.get("requirement"), typed.get("sentence")
        if requirement and requirement.sentence_id != getattr(sentence, "pk", None):
            self.add_error("requirement", "Select a requirement of the sentence that you have chosen")
        if typed.get("repeats") not in (None, ONCE) and not (typed.get("until") or typed.get("times")):
            self.add_error("until", "Say until when it repeats, or how many there are in all")
        if not self.errors:
            self._check_days()
        return typed

    def _check_days(self) -> None:
        try:
            if not self.days():
                self.add_error("until", "It cannot end before its first day")
        except UnknownYear:
            self.add_error("until", "Bank holidays of that year are not known yet: choose an earlier day")

    def weeks(self) -> int:
        """Weeks from one to the next; 0 for a single one."""
        return int(self.cleaned_data["repeats"])

    def days(self) -> list[date]:
        """Every day on which there is one."""
        typed = self.cleaned_data
        return days_of(
            typed["held_on"],
            weeks=self.weeks(),
            until=typed.get("until"),
            times=typed.get("times"),
            calendar=working_calendar(),
        )

    def arranged(self) -> actions.Arranged:
        """What was typed, as the action takes it."""
        names = actions.Arranged.__dataclass_fields__
        return actions.Arranged(**{name: self.cleaned_data[name] for name in names})


class MoveForm(CreatingForm, EditingForm):
    """Another day for an appointment, or none."""

    outcome = forms.ChoiceField(
        label="What happens to the appointment?",
        choices=[(outcome.value, outcome.label) for outcome in policies.CALLED_OFF],
        widget=forms.RadioSelect,
    )
    held_on = DateParts(label="New day", required=False)
    held_from = TimeOfDay("New time", required=False, help_text="For example, 9:30 or 2pm")
    how = forms.ChoiceField(
        label="How?", choices=Contact.How.choices, widget=forms.RadioSelect, required=False
    )
    place = forms.CharField(label="Where?", max_length=120, required=False)
    looks = {
        "outcome": Look(size="s"),
        "held_on": Look(size="s"),
        "held_from": Look(size="s", width=5),
        "how": Look(size="s", small=True),
        "place": Look(size="s"),
    }

    def __init__(self, *args: Any, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(DateParts, self.fields["held_on"]).earliest = on

    @property
    def is_cancelled(self) -> bool:
        """Whether there is to be no other day."""
        return self.cleaned_data.get("outcome") == Contact.Outcome.CANCELLED_BY_US

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("outcome") and not self.is_cancelled:
            for name, words in (("held_on", "Enter the new day"), ("held_from", "Enter the new time")):
                if not typed.get(name) and name not in self.errors:
                    self.add_error(name, words)
            if not typed.get("how"):
                self.add_error("how", "Select how you will meet")
        return typed

    def day(self) -> actions.Day:
        """What was typed, as the action takes it."""
        return actions.Day(**{name: self.cleaned_data[name] for name in actions.Day.__dataclass_fields__})
