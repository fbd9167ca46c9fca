"""Recording what happened, recording what nobody had arranged, and correcting what was wrong."""

from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from caseward.casework.contacts import policies
from caseward.casework.contacts.inputs import rar
from caseward.casework.contacts.models import Contact, kinds
from caseward.casework.people.models import Person
from caseward.casework.sentences.models import Sentence
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look

from .arranging import TimeOfDay
from .held import NO, RECKONED, YES, HeldFields, NoteFields

IN_ADVANCE = "Will not attend, and has said why"


def outcome_choices(contact: Contact, on: date) -> list[tuple[str, str]]:
    """What can be recorded on that day, in words."""
    in_advance = contact.held_on > on
    outcomes = policies.outcomes_of(contact, on)
    return [(outcome.value, IN_ADVANCE if in_advance else outcome.label) for outcome in outcomes]


class RecordForm(HeldFields, NoteFields, EditingForm):
    """What happened at an appointment."""

    outcome = forms.ChoiceField(label="What happened?", widget=forms.RadioSelect)
    looks = {**HeldFields.looks, **NoteFields.looks, "outcome": Look(size="m")}

    def __init__(self, *args: Any, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = outcome_choices(self.contact, on)
        cast(forms.ChoiceField, self.fields["outcome"]).choices = choices


class CorrectForm(HeldFields, EditingForm, CreatingForm):
    """The outcome as it should have been recorded."""

    outcome = forms.ChoiceField(label="What really happened?", widget=forms.RadioSelect)
    reason = forms.CharField(label="Why was it wrong?", max_length=300)
    looks = {**HeldFields.looks, "outcome": Look(size="m"), "reason": Look(size="s")}

    def __init__(self, *args: Any, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["outcome"]).choices = outcome_choices(self.contact, on)


class UnplannedForm(HeldFields, NoteFields, CreatingForm):
    """A contact that nobody had arranged."""

    purpose = forms.ChoiceField(label="What was it for?", choices=Contact.Purpose.choices)
    how = forms.ChoiceField(label="How?", choices=Contact.How.choices, widget=forms.RadioSelect)
    held_on = DateParts(label="Day")
    held_from = TimeOfDay("Time", help_text="For example, 9:30 or 2pm")
    minutes = forms.IntegerField(label="How long?", min_value=1, max_value=600)
    sentence = forms.ModelChoiceField(
        label="Sentence", queryset=Sentence.objects.none(), required=False, empty_label="None"
    )
    looks = {
        **HeldFields.looks,
        **NoteFields.looks,
        "purpose": Look(size="s"),
        "how": Look(size="s", small=True),
        "held_on": Look(size="s"),
        "held_from": Look(size="s", width=5),
        "minutes": Look(size="s", width=4, suffix="minutes"),
        "sentence": Look(size="s"),
    }

    def __init__(self, *args: Any, person: Person, on: date, **options: Any) -> None:
        self.sentences: QuerySet[Sentence] = person.sentences.filter(ended_on=None).prefetch_related(
            "requirements"
        )
        super().__init__(*args, **options)
        cast("forms.ModelChoiceField[Sentence]", self.fields["sentence"]).queryset = self.sentences
        cast(DateParts, self.fields["held_on"]).latest = on
        without = dict(kinds.Purpose.choices)[kinds.Purpose.THIRD_PARTY].lower()
        self.fields["spoken_to"].help_text = f"Needed for “{without}”."

    def asks_for_rar_day(self) -> bool:
        """Any sentence that runs may be chosen."""
        return any(each.kind == rar.RAR for row in self.sentences for each in row.requirements.all())

    def day_choices(self) -> list[tuple[str, str]]:
        """Nothing is known yet to reckon with."""
        return [
            (RECKONED, "As reckoned from what it was for and what was worked on"),
            (YES, "Yes, for another reason"),
            (NO, "No, for another reason"),
        ]

    def must_say_what_was_worked_on(self, typed: dict[str, Any]) -> bool:
        """Talking to somebody else works on nothing with the person."""
        return typed.get("purpose") not in kinds.WITHOUT_A_PLANNED_ACTION

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("purpose") == Contact.Purpose.THIRD_PARTY and not typed.get("spoken_to"):
            self.add_error("spoken_to", "Say who was spoken to")
        if typed.get("rar") == YES and not rar.has_requirement(Contact(sentence=typed.get("sentence"))):
            self.add_error("rar", "The sentence has no RAR days: select one that has, or judge otherwise")
        return typed

    def contact_of(self, user: Any) -> Contact:
        """The contact as it was typed, not stored yet."""
        names = ("purpose", "how", "held_on", "held_from", "minutes", "sentence")
        typed = {name: self.cleaned_data[name] for name in names}
        return Contact(person=self.contact.person, officer=user, **typed)
