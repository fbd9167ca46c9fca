"""What is typed in when another agency is asked, and when it answers."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from caseward.casework.assessments.models import Assessment, Check
from caseward.casework.people.models import ChangeEvent, Person
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look

Typed = Mapping[str, Any] | None


def _until_today(label: str, **options: Any) -> DateParts:
    return DateParts(label=label, initial=timezone.localdate, latest=timezone.localdate(), **options)


class AskForm(CreatingForm):
    """A question to an agency, because a sentence starts, something happened, or it is needed now."""

    agency = forms.ChoiceField(label="Who do you ask?", choices=Check.Agency, widget=forms.RadioSelect)
    question = forms.CharField(label="What do you ask?", widget=forms.Textarea, max_length=500)
    event = forms.ModelChoiceField(
        label="Is it because of something that happened?",
        queryset=ChangeEvent.objects.none(),
        required=False,
        empty_label="No",
    )
    looks = {
        "agency": Look(size="s"),
        "question": Look(size="s", rows=3),
        "event": Look(size="s"),
        "asked_on": Look(size="s"),
    }

    def __init__(self, data: Typed, *, person: Person, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        events = self.fields["event"]
        assert isinstance(events, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        events.queryset = person.change_events.filter(withdrawn_because="")
        self.fields["asked_on"] = _until_today("When did you ask?")


class ChaseForm(CreatingForm):
    """A reminder."""

    words = forms.CharField(
        label="How did you chase, and what did they say?", widget=forms.Textarea, max_length=300
    )
    looks = {"words": Look(size="s", rows=3), "chased_on": Look(size="s")}

    def __init__(self, data: Typed, *, check: Check) -> None:
        super().__init__(data)
        self.fields["chased_on"] = _until_today("When did you chase?", earliest=check.asked_on)


class AnswerForm(EditingForm):
    """What the agency says."""

    answer = forms.CharField(label="What do they say?", widget=forms.Textarea, max_length=4000)
    looks = {"answer": Look(size="s", rows=8), "answered_on": Look(size="s")}

    def __init__(self, data: Typed, *, check: Check) -> None:
        super().__init__(data, initial={"version": check.version})
        self.fields["answered_on"] = _until_today("When did they answer?", earliest=check.asked_on)


class UseForm(EditingForm):
    """What the answer changed, and in which assessment."""

    used_in = forms.ModelChoiceField(
        label="Which assessment is it used in?",
        queryset=Assessment.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    use = forms.CharField(
        label="What did it change, or why does it change nothing?", widget=forms.Textarea, max_length=500
    )
    looks = {"used_in": Look(size="s"), "use": Look(size="s", rows=3)}

    def __init__(self, data: Typed, *, check: Check) -> None:
        super().__init__(data, initial={"version": check.version})
        current = self.fields["used_in"]
        assert isinstance(current, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        current.queryset = Assessment.objects.current(check.person)

    def clean_use(self) -> str:
        words = str(self.cleaned_data["use"])
        if len(words.split()) < 3:
            raise forms.ValidationError("Say in at least three words what it changed, or why nothing")
        return words


StepForm = ChaseForm | AnswerForm | UseForm
