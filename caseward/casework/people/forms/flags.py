"""Flags of risk: each kind shows only its own fields."""

from typing import TYPE_CHECKING, Any, cast

from django import forms

from caseward.casework.people.actions import Flagged
from caseward.casework.people.models import Person, RelatedPerson, RiskFlag
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm
from caseward.shared.govuk.looks import Look

from . import RowForm, TidyField

if TYPE_CHECKING:
    from . import Typed

    ProtectsField = forms.ModelChoiceField[RelatedPerson]
else:
    ProtectsField = forms.ModelChoiceField

KIND = RiskFlag.Kind
ORDERS = (KIND.RESTRAINING_ORDER, KIND.NON_CONTACT)
FIELDS_OF_KIND = {
    KIND.MAPPA: ("mappa_category", "mappa_level", "starts_on", "detail", "review_on", "ends_on"),
    **dict.fromkeys(ORDERS, ("protects", "starts_on", "ends_on", "detail", "review_on")),
    KIND.SPOUSAL_ASSAULT: ("starts_on", "to_partner", "to_others", "review_on", "ends_on"),
}
"""The fields of the kinds that differ from the others."""
FIELDS = ("starts_on", "detail", "review_on", "ends_on")
OPTIONAL = ("detail", "ends_on")
LABELS = {
    (KIND.SPOUSAL_ASSAULT, "starts_on"): "Date of the assessment",
    (KIND.RESTRAINING_ORDER, "detail"): "What the order forbids",
    (KIND.NON_CONTACT, "detail"): "What the order forbids",
    (KIND.CHILD_PROTECTION, "detail"): "Which plan, and which authority",
}


class FlagFields(forms.Form):
    """All fields that any kind has; those of other kinds are taken away."""

    mappa_category = forms.TypedChoiceField(
        label="MAPPA category", choices=[(number, f"Category {number}") for number in range(1, 5)],
        coerce=int, widget=forms.RadioSelect,
    )  # fmt: skip
    mappa_level = forms.TypedChoiceField(
        label="MAPPA level", choices=[(number, f"Level {number}") for number in range(1, 4)],
        coerce=int, widget=forms.RadioSelect,
    )  # fmt: skip
    protects = ProtectsField(
        label="Whom does it protect?",
        help_text="Somebody who is missing here is added under related people first.",
        queryset=RelatedPerson.objects.none(),
        empty_label="Choose",
    )
    starts_on = DateParts(label="From", help_text="For example, 5 8 2019")
    to_partner = forms.ChoiceField(
        label="Outcome: risk to the partner", choices=RiskFlag.Outcome.choices, widget=forms.RadioSelect
    )
    to_others = forms.ChoiceField(
        label="Outcome: risk to others", choices=RiskFlag.Outcome.choices, widget=forms.RadioSelect
    )
    detail = TidyField(label="What matters about it", max_length=500, required=False, widget=forms.Textarea)
    review_on = DateParts(
        label="Look at it again on", help_text="It is due on that day, for as long as the flag holds."
    )
    ends_on = DateParts(label="Ends on", help_text="Leave blank while no end is known.", required=False)
    looks = {
        **{name: Look(size="s") for name in ("protects", "starts_on", "to_partner", "to_others")},
        **{name: Look(size="s") for name in ("mappa_category", "mappa_level", "review_on", "ends_on")},
        "detail": Look(size="s", rows=3),
    }

    def show_only(self, person: Person, kind: str) -> None:
        """Leave the fields of this kind, in their order."""
        for name in ("mappa_category", "mappa_level", "protects", "to_partner", "to_others", *FIELDS):
            if name not in FIELDS_OF_KIND.get(KIND(kind), FIELDS):
                del self.fields[name]
        if "protects" in self.fields:
            cast("ProtectsField", self.fields["protects"]).queryset = person.related_people.all()
            self.fields["review_on"].required = False
        for (its_kind, name), label in LABELS.items():
            if its_kind == kind:
                self.fields[name].label = label

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        for name in ("review_on", "ends_on"):
            if typed.get(name) and typed.get("starts_on") and typed[name] < typed["starts_on"]:
                self.add_error(name, f"{self.fields[name].label} must not be before the day it starts")
        return typed

    def flagged(self) -> Flagged:
        """What was typed, as the actions take it."""
        typed = self.cleaned_data
        return Flagged(**{name: typed[name] for name in Flagged.__dataclass_fields__ if name in typed})


class RaiseFlagForm(FlagFields, CreatingForm):
    """A new flag of one kind."""

    def __init__(self, data: "Typed", *, person: Person, kind: str) -> None:
        super().__init__(data)
        self.show_only(person, kind)


class ChangeFlagForm(FlagFields, RowForm):
    """A flag that is there."""

    def __init__(self, data: "Typed", *, row: RiskFlag) -> None:
        super().__init__(data, row=row)
        self.show_only(row.person, row.kind)
