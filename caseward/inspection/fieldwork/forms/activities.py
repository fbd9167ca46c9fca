"""What is typed in for the timetable, for what was heard there, and for quotations."""

from collections.abc import Sequence
from datetime import time
from typing import Any, cast

from django import forms
from django.db.models import Q

from caseward.inspection.fieldwork.actions.activities import Planned, Quoted
from caseward.inspection.fieldwork.models import READERS, Activity, Quotation
from caseward.inspection.fieldwork.policies.access import Days
from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look

Choices = Sequence[tuple[str, str]]
TIMES = ["%H:%M", "%H.%M", "%H", "%I:%M%p", "%I.%M%p", "%I%p"]
NAMES_NOBODY = "Use no names of people on probation."
UNDECIDED, USABLE, NOT_USABLE = "", "yes", "no"
MARKS = {UNDECIDED: None, USABLE: True, NOT_USABLE: False}


class TimeOfDay(forms.TimeField):
    """A time of day as people type it: 9:30, 14.00, 2pm."""

    def __init__(self, label: str) -> None:
        wrong = f"{label} must be a time, like 9:30 or 2pm"
        super().__init__(
            label=label,
            input_formats=TIMES,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            error_messages={"invalid": wrong},
        )

    def to_python(self, value: Any) -> time | None:
        return super().to_python(value.replace(" ", "") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.hour}:{value.minute:02}" if isinstance(value, time) else value


class ActivityFields(forms.Form):
    """One activity of the timetable."""

    kind = forms.ChoiceField(label="What is it?", choices=Activity.Kind.choices, widget=forms.RadioSelect)
    whom = forms.CharField(
        label="Whom does the team meet?",
        help_text=f"By role or grade, such as four PSOs of one office. {NAMES_NOBODY}",
        max_length=200,
    )
    held_on = DateParts(label="Day", help_text="For example, 7 8 2019")
    from_time = TimeOfDay("From")
    to_time = TimeOfDay("To")
    place = forms.CharField(label="Where?", help_text="Office and room.", max_length=200)
    attendees = forms.ModelMultipleChoiceField(
        label="Who of the team goes?",
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select who of the team goes"},
    )
    key_questions = forms.MultipleChoiceField(
        label="Which key questions does it bear on?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    looks = {
        "kind": Look(size="s", small=True),
        "whom": Look(size="s"),
        "held_on": Look(size="s"),
        "from_time": Look(size="s", width=5),
        "to_time": Look(size="s", width=5),
        "place": Look(size="s"),
        "attendees": Look(size="s", small=True),
        "key_questions": Look(size="s", small=True),
    }

    def __init__(self, *args: Any, team: Any, key_questions: Choices, days: Days, **options: Any) -> None:
        super().__init__(*args, **options)
        day = cast(DateParts, self.fields["held_on"])
        day.earliest, day.latest = days
        cast("forms.ModelMultipleChoiceField[User]", self.fields["attendees"]).queryset = team
        cast(forms.MultipleChoiceField, self.fields["key_questions"]).choices = key_questions

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        starts, ends = typed.get("from_time"), typed.get("to_time")
        if starts and ends and ends <= starts:
            self.add_error("to_time", "It must end after it starts")
        return typed

    def planned(self) -> Planned:
        """What was typed, as the actions take it."""
        return Planned(**{name: self.cleaned_data[name] for name in Planned.__dataclass_fields__})

    def attending(self) -> list[User]:
        """Who of the team was chosen."""
        return list(self.cleaned_data["attendees"])


class AddActivityForm(ActivityFields, CreatingForm):
    """A new activity."""


class ChangeActivityForm(ActivityFields, EditingForm):
    """An activity of the timetable."""


class NoteForm(EditingForm):
    """What was heard or seen at an activity."""

    text = forms.CharField(
        label="What did you hear and see?",
        help_text=NAMES_NOBODY,
        widget=forms.Textarea,
        max_length=8000,
        required=False,
    )
    looks = {"text": Look(size="s", rows=14)}


class QuotationFields(forms.Form):
    """Words worth quoting."""

    words = forms.CharField(
        label="What did they say or write?",
        help_text=f"Their own words. {NAMES_NOBODY}",
        widget=forms.Textarea,
        max_length=2000,
    )
    source = forms.ChoiceField(
        label="Whose words are they?", choices=Quotation.Source.choices, widget=forms.RadioSelect
    )
    activity = forms.ModelChoiceField(
        label="Where was it said?",
        queryset=Activity.objects.none(),
        required=False,
        empty_label="Not at an activity of the timetable",
    )
    usable = forms.ChoiceField(
        label="May the report use it?",
        choices=[(USABLE, "Usable"), (NOT_USABLE, "Not usable"), (UNDECIDED, "Not decided yet")],
        widget=forms.RadioSelect,
        required=False,
    )
    key_questions = forms.MultipleChoiceField(
        label="Which key questions does it bear on?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    looks = {
        "words": Look(size="s", rows=4),
        "source": Look(size="s", small=True),
        "activity": Look(size="s"),
        "usable": Look(
            size="s",
            small=True,
            hints={USABLE: "Nobody can be recognised from it, and whoever said it agreed."},
        ),
        "key_questions": Look(size="s", small=True),
    }

    def __init__(self, *args: Any, activities: Any, key_questions: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.ModelChoiceField[Activity]", self.fields["activity"]).queryset = activities
        cast(forms.MultipleChoiceField, self.fields["key_questions"]).choices = key_questions

    def quoted(self) -> Quoted:
        """What was typed, as the actions take it."""
        typed = self.cleaned_data
        return Quoted(
            words=typed["words"],
            source=typed["source"],
            activity=typed["activity"],
            key_questions=typed["key_questions"],
            usable_in_report=MARKS[typed["usable"]],
        )


class AddQuotationForm(QuotationFields, CreatingForm):
    """New words worth quoting."""


class ChangeQuotationForm(QuotationFields, EditingForm):
    """A quotation that was kept."""


def mark_of(*, usable: bool | None) -> str:
    """The choice that stands for a mark."""
    return next(choice for choice, mark in MARKS.items() if mark is usable)


def team_of(inspection: Inspection, row: Activity | None = None) -> Any:
    """Who may go: those who read evidence, and whoever was down for it before."""
    on_team = Q(inspection_roles__inspection=inspection.pk, inspection_roles__role__in=[*READERS])
    before = [user.pk for user in row.attendees.all()] if row else []
    return User.objects.filter(on_team | Q(pk__in=before)).distinct()
