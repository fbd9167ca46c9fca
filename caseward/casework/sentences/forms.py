"""What is typed about sentences."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look

from .actions import Ordered, Required
from .models import LicenceCondition, Requirement, Sentence, Transfer

SOON = "For example, 5 8 2019"
NOT_BEFORE_SENTENCE = {
    "starts_on": "The first day in the community",
    "release_expected_on": "The day on which release is expected",
    "ends_on": "The last day",
}


def _day(label: str, **options: Any) -> DateParts:
    return DateParts(label=label, help_text=SOON, **options)


def _answered(asked: LicenceCondition | Transfer) -> DateParts:
    """An answer lies behind us; what was asked may be recorded later than it was answered."""
    return _day("On which day?", earliest=asked.sentence.sentenced_on, latest=timezone.localdate())


class SentenceFields(forms.Form):
    """What the court ordered."""

    kind = forms.ChoiceField(
        label="What kind of sentence is it?", choices=Sentence.Kind, widget=forms.RadioSelect
    )
    offence = forms.CharField(label="Main offence", max_length=200)
    court = forms.CharField(max_length=120, required=False, label="Court")
    sentenced_on = _day("Sentenced on")
    months = forms.IntegerField(
        label="Length in months", min_value=1, max_value=600, help_text="Of a licence: of the whole sentence"
    )
    starts_on = _day("First day in the community", required=False)
    release_expected_on = _day("Release expected on", required=False)
    prison = forms.CharField(max_length=120, required=False, label="Prison")
    ends_on = _day("Last day, if the court set another than the length gives", required=False)
    follows = forms.ModelChoiceField(
        label="Which licence does the supervision follow?",
        queryset=Sentence.objects.none(),
        required=False,
        empty_label="None",
    )
    looks = {"months": Look(width=3), "court": Look(width=20), "prison": Look(width=20)}

    def of_person(self, licences: Any) -> None:
        """Offer the person's licences to follow."""
        self.fields["follows"].queryset = licences  # type: ignore[attr-defined]  # the field is a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        self._clean_days(typed)
        if typed.get("kind") == Sentence.Kind.LICENCE:
            self._clean_licence(typed)
        else:
            self._clean_start(typed)
        return typed

    def _clean_days(self, typed: dict[str, Any]) -> None:
        """What happened lies behind us, and nothing comes before the day of sentence."""
        sentenced_on, today = typed.get("sentenced_on"), timezone.localdate()
        if sentenced_on and sentenced_on > today:
            self.add_error("sentenced_on", "The day of sentence cannot be in the future")
        for name, words in NOT_BEFORE_SENTENCE.items():
            if sentenced_on and typed.get(name) and typed[name] < sentenced_on:
                self.add_error(name, f"{words} cannot be before the day of sentence")
        starts_on, ends_on = typed.get("starts_on"), typed.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "The last day cannot be before the first day in the community")

    def _clean_licence(self, typed: dict[str, Any]) -> None:
        """Before release everything is due by the day on which it is expected."""
        starts_on = typed.get("starts_on")
        is_known = any(typed.get(day) or day in self.errors for day in ("starts_on", "release_expected_on"))
        if starts_on and starts_on > timezone.localdate():
            self.add_error("starts_on", "The person is not released yet. Enter when release is expected")
        elif not is_known:
            self.add_error("release_expected_on", "Enter when release is expected, or the day of release")

    def _clean_start(self, typed: dict[str, Any]) -> None:
        """An order begins with its day; supervision needs a licence or its own days."""
        kind, starts_on = typed.get("kind"), typed.get("starts_on")
        if kind == Sentence.Kind.POST_SENTENCE_SUPERVISION and not (
            typed.get("follows") or typed.get("ends_on")
        ):
            self.add_error(
                "follows", "Select the licence that the supervision follows, or enter its last day"
            )
        if starts_on or "starts_on" in self.errors:
            return
        if kind == Sentence.Kind.POST_SENTENCE_SUPERVISION:
            self.add_error("starts_on", "Enter the first day of the supervision")
        else:
            typed["starts_on"] = typed.get("sentenced_on")

    def ordered(self) -> Ordered:
        """What was typed, as the action takes it."""
        return Ordered(**{name: self.cleaned_data[name] for name in Ordered.__dataclass_fields__})


class AddSentenceForm(CreatingForm, SentenceFields):
    """A sentence to be recorded."""


class ChangeSentenceForm(EditingForm, SentenceFields):
    """A sentence whose record is put right."""


class ReleaseForm(EditingForm):
    """When the person was released."""

    starts_on = _day("Released on")

    def __init__(self, *args: Any, sentence: Sentence, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["starts_on"] = _day(
            "Released on", earliest=sentence.sentenced_on, latest=timezone.localdate()
        )


class EndForm(EditingForm):
    """How and when a sentence ended."""

    end = forms.ChoiceField(label="How did it end?", choices=Sentence.End, widget=forms.RadioSelect)

    def __init__(self, *args: Any, sentence: Sentence, **options: Any) -> None:
        super().__init__(*args, **options)
        earliest: date = sentence.starts_on or sentence.sentenced_on
        self.fields["ended_on"] = _day("Ended on", earliest=earliest, latest=timezone.localdate())


class RequirementFields(forms.Form):
    """One thing that the court requires."""

    kind = forms.ChoiceField(label="What is required?", choices=Requirement.Kind, widget=forms.RadioSelect)
    amount = forms.IntegerField(label="How many days, hours, sessions or months", min_value=1, max_value=1000)
    detail = forms.CharField(label="Details", max_length=300, required=False)
    starts_on = _day("From")
    looks = {"amount": Look(width=4)}

    def required(self) -> Required:
        """What was typed, as the action takes it."""
        names = Required.__dataclass_fields__
        return Required(**{name: self.cleaned_data[name] for name in names if name in self.cleaned_data})


class AddRequirementForm(CreatingForm, RequirementFields):
    """A requirement to be recorded."""


class ChangeRequirementForm(EditingForm, RequirementFields):
    """A requirement that changes, or is completed."""

    completed_on = _day("Completed on, if it is", required=False)

    def clean_completed_on(self) -> date | None:
        typed: date | None = self.cleaned_data["completed_on"]
        if typed and typed > timezone.localdate():
            raise forms.ValidationError("A requirement cannot be completed in the future")
        return typed


class ConditionForm(CreatingForm):
    """A condition to ask for before release."""

    text = forms.CharField(label="What should the condition say?", max_length=500, widget=forms.Textarea)
    why = forms.CharField(
        label="Which risk does it answer?",
        max_length=300,
        help_text="Whom it protects, and from what",
        error_messages={"required": "Enter the risk that the condition answers"},
    )


class ConditionAnswerForm(EditingForm):
    """What became of a condition that was asked for."""

    is_granted = forms.TypedChoiceField(
        label="Was the condition granted?",
        choices=[("yes", "Granted"), ("no", "Refused")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answered_on = _day("On which day?")

    def __init__(self, *args: Any, condition: LicenceCondition, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["answered_on"] = _answered(condition)


class TransferForm(CreatingForm):
    """A request that another provider take a sentence over."""

    receiver = forms.CharField(label="Who should take it over?", max_length=150)
    reason = forms.CharField(label="Why?", max_length=300, widget=forms.Textarea)


class TransferAnswerForm(EditingForm):
    """What the other provider said."""

    is_accepted = forms.TypedChoiceField(
        label="Did they take it over?",
        choices=[("yes", "Yes: the sentence ends here"), ("no", "No, it was returned")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answered_on = _day("On which day?")
    because = forms.CharField(label="If not, why?", max_length=300, required=False)

    def __init__(self, *args: Any, transfer: Transfer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["answered_on"] = _answered(transfer)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("is_accepted") is False and not typed.get("because"):
            self.add_error("because", "Enter why it was returned")
        return typed
