"""What is typed about absences, failures, letters and breaches."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from caseward.rules.enforcement import Options
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look

from . import policies
from .actions import Chosen, Judged, Referral
from .models import AbsenceDecision, Breach, EnforcementDecision

EXAMPLE = "For example, 5 8 2019"


class ReplacingForm(CreatingForm):
    """A decision that may replace another: it carries the one that its author saw."""

    replaces = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, before: AbsenceDecision | EnforcementDecision | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.before = before
        sent_key = self.data.get("creation_key")
        self.is_sent_again = before is not None and str(before.creation_key) == str(sent_key)
        self.fields["replaces"].initial = before.pk if before else None

    def clean(self) -> dict[str, Any]:
        """What was decided meanwhile is shown first; sending the form again then replaces it."""
        typed = super().clean() or {}
        now = self.before.pk if self.before else None
        if typed.get("replaces") != now and not self.is_sent_again:
            again: Any = self.data
            self.data = again = again.copy()
            again["replaces"] = "" if now is None else str(now)
            self.add_error(None, f"{policies.DECIDED_MEANWHILE} It is now: {self.before}.")
        return typed


class AbsenceForm(ReplacingForm):
    """Was the absence acceptable?"""

    verdict = forms.ChoiceField(
        label="Was the absence acceptable?", choices=AbsenceDecision.Verdict, widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(
        label="Why did they not come?", choices=AbsenceDecision.Reason, widget=forms.RadioSelect
    )
    evidence = forms.CharField(
        label="What does the decision rest on?",
        help_text="What they said and when, and what you have seen: a letter, a message, a call",
        max_length=500,
        required=False,
        widget=forms.Textarea,
    )
    looks = {"verdict": Look(size="m"), "reason": Look(size="m", small=True), "evidence": Look(rows=3)}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.before and not self.is_sent_again:
            self.fields["changed_because"] = forms.CharField(
                label="Why do you change the decision?",
                help_text="Both decisions stay visible, in the record and in the pack for the court",
                max_length=300,
            )

    def clean(self) -> dict[str, Any]:
        """To accept an absence one must be able to say on what that rests."""
        typed = super().clean()
        if typed.get("verdict") == AbsenceDecision.Verdict.ACCEPTABLE and not typed.get("evidence"):
            self.add_error("evidence", "Enter what the decision rests on")
        return typed

    def judged(self) -> Judged:
        """What was typed, as the action takes it."""
        names = Judged.__dataclass_fields__
        return Judged(**{name: self.cleaned_data[name] for name in names if name in self.cleaned_data})


class DecisionForm(ReplacingForm):
    """What is done about a failure, or about their number; only steps that are open are offered."""

    action = forms.ChoiceField(label="What do you do?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why?",
        help_text="For no further action: why you do not enforce. It stays visible, and the failure on file",
        max_length=500,
        widget=forms.Textarea,
        error_messages={"required": "Enter why you decide so"},
    )
    alternatives = forms.CharField(
        label="What else did you try, or think of?",
        help_text="For example another time or place, a home visit, help with travel",
        max_length=500,
        required=False,
        widget=forms.Textarea,
    )
    looks = {"action": Look(size="m"), "reason": Look(rows=3), "alternatives": Look(rows=3)}

    def __init__(
        self, *args: Any, steps: list[EnforcementDecision.Action], options: Options, **others: Any
    ) -> None:
        super().__init__(*args, **others)
        self.closed = [(step.label, policies.reasons_not_to_take(step, options)) for step in steps]
        self.closed = [(label, why) for label, why in self.closed if why]
        shut = {label for label, _ in self.closed}
        choice: Any = self.fields["action"]
        choice.choices = [(step.value, step.label) for step in steps if step.label not in shut]

    def clean(self) -> dict[str, Any]:
        """Court and recall team ask what else was tried."""
        typed = super().clean()
        if typed.get("action") in EnforcementDecision.TO_REFER and not typed.get("alternatives"):
            self.add_error("alternatives", "Enter what else you tried or thought of")
        return typed

    def chosen(self) -> Chosen:
        """What was typed, as the action takes it."""
        return Chosen(**{name: self.cleaned_data[name] for name in Chosen.__dataclass_fields__})


class LetterForm(CreatingForm):
    """A letter, prefilled; what is sent is kept as it is."""

    text = forms.CharField(label="Text of the letter", max_length=6000, widget=forms.Textarea)
    looks = {"text": Look(size="m", rows=18)}


class ReferralForm(CreatingForm):
    """Why a breach or recall is asked for."""

    failed_on = forms.ChoiceField(
        label="Which failure does it rest on?",
        help_text="The clock runs from that day",
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label="Why?", max_length=1000, widget=forms.Textarea)
    alternatives = forms.CharField(
        label="What else was tried?",
        help_text="Warnings, other times and places, home visits, help from others",
        max_length=1000,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, failures: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["failed_on"]
        choice.choices = failures

    def referral(self) -> Referral:
        """What was typed, as the action takes it."""
        typed = self.cleaned_data
        return Referral(typed["why"], typed["alternatives"], date.fromisoformat(typed["failed_on"]))


class AgreementForm(EditingForm):
    """A manager's answer to a referral."""

    is_agreed = forms.TypedChoiceField(
        label="Do you agree?",
        choices=[("yes", "Yes, it goes on"), ("no", "No, the failures lie on file")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    because = forms.CharField(label="If not, why?", max_length=500, required=False, widget=forms.Textarea)

    def clean(self) -> dict[str, Any]:
        """A decision not to enforce is visible with its reason."""
        typed = super().clean() or {}
        if typed.get("is_agreed") is False and not typed.get("because"):
            self.add_error("because", "Enter why you do not agree")
        return typed


def _day(label: str, earliest: date) -> DateParts:
    return DateParts(label=label, help_text=EXAMPLE, earliest=earliest, latest=timezone.localdate())


class PresentingForm(EditingForm):
    """When court or recall team got it."""

    def __init__(self, *args: Any, breach: Breach, **options: Any) -> None:
        super().__init__(*args, **options)
        to = (
            "Sent to the recall team on" if breach.kind == Breach.Kind.RECALL else "Presented to the court on"
        )
        self.fields["presented_on"] = _day(to, breach.referred_on)


class EndForm(EditingForm):
    """What became of a breach or recall."""

    RESULTS = {
        Breach.Kind.BREACH: ("proven", "withdrawn", "dismissed", "resentenced", "revoked"),
        Breach.Kind.RECALL: ("recalled", "not_recalled", "withdrawn"),
    }

    result = forms.ChoiceField(label="How did it end?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, breach: Breach, **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["result"]
        results = self.RESULTS[Breach.Kind(breach.kind)]
        choice.choices = [(code, Breach.Result(code).label) for code in results]
        self.fields["ended_on"] = _day("Ended on", breach.presented_on or breach.referred_on)
