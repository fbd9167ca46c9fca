"""What matters about somebody's life, and who is around them."""

from typing import Any

from django import forms

from caseward.casework.people.actions import Around, Told
from caseward.casework.people.models import Circumstance, RelatedPerson
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm
from caseward.shared.govuk.looks import Look

from . import RowForm, TidyField


class CircumstanceFields(forms.Form):
    """What the person told us, and what it means."""

    kind = forms.ChoiceField(
        label="What is it about?", choices=Circumstance.Kind.choices, widget=forms.RadioSelect
    )
    told = TidyField(label="What did the person tell you?", max_length=500, widget=forms.Textarea)
    effect = TidyField(
        label="What does it mean for supervision?",
        help_text="For example when and where you can meet, or what letters must look like. "
        "“Nothing” is an answer. Leave it blank only while nobody has asked: asking is then due.",
        max_length=500,
        required=False,
        widget=forms.Textarea,
    )
    looks = {
        "kind": Look(size="s", small=True),
        "told": Look(size="s", rows=3),
        "effect": Look(size="s", rows=3),
    }

    def told_us(self) -> Told:
        """What was typed, as the actions take it."""
        typed = self.cleaned_data
        return Told(typed["kind"], typed["told"], typed["effect"], typed.get("ended_on"))


class AddCircumstanceForm(CircumstanceFields, CreatingForm):
    """A new circumstance."""


class ChangeCircumstanceForm(CircumstanceFields, RowForm):
    """A circumstance, and perhaps its end."""

    ended_on = DateParts(label="Ended on", help_text="Leave blank while it lasts.", required=False)
    looks = CircumstanceFields.looks | {"ended_on": Look(size="s")}


class RelatedFields(forms.Form):
    """Somebody around the person."""

    name = TidyField(label="Name", max_length=200)
    relation = forms.ChoiceField(
        label="Who are they to the person?", choices=RelatedPerson.Relation.choices, widget=forms.RadioSelect
    )
    born_on = DateParts(label="Date of birth", help_text="If known. For example, 5 8 1990", required=False)
    is_at_risk = forms.BooleanField(label="They are at risk from the person", required=False)
    note = TidyField(label="What matters about it", max_length=500, required=False, widget=forms.Textarea)
    looks = {
        "name": Look(size="s"),
        "relation": Look(size="s", small=True),
        "born_on": Look(size="s"),
        "note": Look(size="s", rows=3),
    }

    def around(self) -> Around:
        """What was typed, as the actions take it."""
        typed: dict[str, Any] = {"ended_on": None} | self.cleaned_data
        return Around(**{name: typed[name] for name in Around.__dataclass_fields__})


class AddRelatedForm(RelatedFields, CreatingForm):
    """Somebody new."""


class ChangeRelatedForm(RelatedFields, RowForm):
    """Somebody known, and perhaps no longer there."""

    ended_on = DateParts(label="Ended on", help_text="Leave blank while it lasts.", required=False)
    looks = RelatedFields.looks | {"ended_on": Look(size="s")}
