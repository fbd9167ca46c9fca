"""What is typed in when an inspection is set up, its team is chosen or it goes back a stage."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms

from caseward.inspection.standards import readers as standards
from caseward.rules.framework import Framework
from caseward.shared.accounts.models import Role, User
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.filters import written_date
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look
from caseward.shared.organisations.models import Organisation

from . import policies
from .actions import Plan
from .models import Inspection, InspectionKind, TeamRole, role_title

if TYPE_CHECKING:
    AccountField = forms.ModelChoiceField[User]
else:
    AccountField = forms.ModelChoiceField

Typed = Mapping[str, Any] | None


class PersonField(AccountField):
    """An account, shown with its role."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} ({obj.get_role_display().lower()})"


class PlanForm(forms.Form):
    """Provider, framework and dates."""

    provider = forms.ModelChoiceField(
        label="Provider",
        queryset=Organisation.objects.filter(kind=Organisation.Kind.PROVIDER),
        required=False,
        empty_label="Choose a provider",
        help_text="Who is inspected. Leave this as it is if you add a provider below.",
    )
    new_provider = forms.CharField(
        label="Or add a provider by name",
        max_length=200,
        required=False,
        help_text="Only if it is not in the list.",
    )
    framework_code = forms.ChoiceField(
        label="Framework",
        widget=forms.RadioSelect,
        help_text="The published standards that you inspect against.",
    )
    starts_on = DateParts(label="First day of fieldwork", help_text="For example, 5 8 2019")
    ends_on = DateParts(label="Last day of fieldwork", help_text="For example, 16 8 2019")

    looks = {
        "provider": Look(size="s"),
        "new_provider": Look(size="s", width=30),
        "framework_code": Look(size="s"),
        "starts_on": Look(size="s"),
        "ends_on": Look(size="s"),
    }

    def __init__(
        self, data: Typed, *, frameworks: list[Framework], initial: dict[str, Any], own: Organisation | None
    ) -> None:
        super().__init__(data, initial=initial)
        self.own = own
        if own:
            self._ask_of_an_audit()
        choices = [(each.code, each.title) for each in frameworks]
        cast(forms.ChoiceField, self.fields["framework_code"]).choices = choices
        hints = {each.code: _in_force(each) for each in frameworks}
        self.looks = {**self.looks, "framework_code": Look(size="s", hints=hints)}

    def _ask_of_an_audit(self) -> None:
        """An audit is of one’s own provider, and nobody travels for it."""
        del self.fields["provider"], self.fields["new_provider"]
        self.fields["framework_code"].help_text = "The published standards that you read your cases against."
        self.fields["starts_on"].label = "First day of the audit"
        self.fields["ends_on"].label = "Last day of the audit"

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if not self.own:
            self._clean_provider(typed)
        starts_on, ends_on = typed.get("starts_on"), typed.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            last = self.fields["ends_on"].label
            self.add_error("ends_on", f"{last} must be the same as or after its first day")
        return typed

    def _clean_provider(self, typed: dict[str, Any]) -> None:
        if not typed.get("provider") and not typed.get("new_provider"):
            self.add_error("provider", "Choose a provider, or add one by name")
        if typed.get("provider") and typed.get("new_provider"):
            self.add_error("new_provider", "Either choose a provider or add one by name, not both")

    def plan(self) -> Plan:
        """What was typed, as the actions take it."""
        typed = self.cleaned_data
        return Plan(
            self.own or typed["provider"],
            typed.get("new_provider", ""),
            typed["framework_code"],
            typed["starts_on"],
            typed["ends_on"],
        )


class SetUpForm(PlanForm, CreatingForm):
    """A new inspection."""

    lead = forms.ModelChoiceField(
        label="Lead inspector",
        queryset=User.objects.none(),
        help_text="The lead chooses the team and takes the inspection from stage to stage.",
    )
    looks = {**PlanForm.looks, "lead": Look(size="s")}

    def __init__(self, data: Typed, *, by: User) -> None:
        kind = policies.kind_set_up_by(by)
        own = by.organisation if kind == InspectionKind.INTERNAL else None
        super().__init__(data, frameworks=_frameworks(), initial={"lead": by.pk}, own=own)
        self.fields["lead"].label = role_title(TeamRole.LEAD, kind)
        if own:
            self.fields["lead"].help_text = "Chooses the team and takes the audit from stage to stage."
        _offer(self, "lead", *policies.WHO_MAY_HOLD[kind][TeamRole.LEAD], of=own)


class ChangePlanForm(PlanForm, EditingForm):
    """An inspection that is being set up."""

    def __init__(self, data: Typed, *, inspection: Inspection) -> None:
        initial = {
            "version": inspection.version,
            "provider": inspection.provider_id,
            "framework_code": inspection.framework_code,
            "starts_on": inspection.fieldwork_starts_on,
            "ends_on": inspection.fieldwork_ends_on,
        }
        super().__init__(
            data,
            frameworks=_frameworks(also=inspection.framework_code),
            initial=initial,
            own=_own(inspection),
        )
        self.inspection = inspection

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        moved = [name for name in ("provider", "framework_code") if name in typed and self._moves(name)]
        for name in moved:
            for reason in policies.reasons_not_to_replace_plan(self.inspection):
                self.add_error(name, reason)
        return typed

    def _moves(self, name: str) -> bool:
        before = {"provider": self.inspection.provider, "framework_code": self.inspection.framework_code}
        return bool(self.cleaned_data[name] != before[name])


class SamplesForm(EditingForm):
    """Which samples of its framework an inspection draws."""

    samples = forms.MultipleChoiceField(
        label="Which samples will you draw?", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, data: Typed, *, inspection: Inspection) -> None:
        chosen = list(inspection.requested_samples.values_list("sample_code", flat=True))
        super().__init__(data, initial={"version": inspection.version, "samples": chosen})
        offered = inspection.framework.samples
        field = cast(forms.MultipleChoiceField, self.fields["samples"])
        field.choices = [(each.code, each.title) for each in offered]
        self.looks = {"samples": Look(size="m", hints={each.code: each.description for each in offered})}
        self.inspection = inspection

    def clean_samples(self) -> list[str]:
        codes: list[str] = self.cleaned_data["samples"]
        if reasons := policies.reasons_not_to_choose(self.inspection, codes):
            raise forms.ValidationError(reasons)
        return codes


class AddToTeamForm(CreatingForm):
    """Somebody more on the team."""

    person = PersonField(label="Person", queryset=User.objects.none(), empty_label="Choose a person")
    role = forms.ChoiceField(label="Role on this inspection", widget=forms.RadioSelect)
    looks = {"person": Look(size="s"), "role": Look(size="s", small=True)}

    def __init__(self, data: Typed, *, inspection: Inspection) -> None:
        super().__init__(data)
        self.inspection = inspection
        may_hold = policies.WHO_MAY_HOLD[inspection.kind]
        role_field = cast(forms.ChoiceField, self.fields["role"])
        role_field.label = f"Role on this {inspection.noun}"
        role_field.choices = [
            (role, role_title(role, inspection.kind)) for role in may_hold if role != TeamRole.LEAD
        ]
        roles = {role for holders in may_hold.values() for role in holders}
        # The member whom this same form added before is offered still, so that sending it twice is no fault.
        own_key = (data or {}).get("creation_key")
        others = [each.user_id for each in inspection.team.all() if str(each.creation_key) != own_key]
        _offer(self, "person", *roles, without=others, of=_own(inspection))

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("person") and typed.get("role"):
            for reason in policies.reasons_not_to_hold(typed["person"], typed["role"], self.inspection):
                self.add_error("role", reason)
        return typed


class HandOverForm(EditingForm):
    """Somebody else as the lead."""

    to = forms.ModelChoiceField(queryset=User.objects.none())
    looks = {"to": Look(size="s")}

    def __init__(self, data: Typed, *, inspection: Inspection, by: User) -> None:
        super().__init__(data, initial={"version": inspection.version})
        title = role_title(TeamRole.LEAD, inspection.kind).lower()
        field = cast("forms.ModelChoiceField[User]", self.fields["to"])
        field.label, field.empty_label = f"New {title}", f"Choose the new {title}"
        roles = policies.WHO_MAY_HOLD[inspection.kind][TeamRole.LEAD]
        _offer(self, "to", *roles, without=[by.pk], of=_own(inspection))


class MoveBackForm(EditingForm):
    """Why an inspection goes back a stage."""

    reason = forms.CharField(
        label="Why does it go back?",
        help_text="This stays in the history. Write no names of people on probation.",
        widget=forms.Textarea,
        max_length=500,
    )
    looks = {"reason": Look(size="s", rows=4)}


def _written(iso_day: str) -> str:
    return written_date(date.fromisoformat(iso_day))


def _frameworks(*, also: str = "") -> list[Framework]:
    known = [standards.framework(code) for code in standards.framework_codes()]
    return [each for each in known if each.offered or each.code == also]


def _own(inspection: Inspection) -> Organisation | None:
    """The provider that audits itself; none where an inspectorate inspects."""
    return inspection.provider if inspection.is_internal else None


def _offer(
    form: forms.Form,
    name: str,
    *roles: Role,
    without: list[int] | None = None,
    of: Organisation | None = None,
) -> None:
    people = User.objects.with_role(*roles).exclude(pk__in=without or [])
    people = people.filter(organisation=of) if of else people
    cast("forms.ModelChoiceField[User]", form.fields[name]).queryset = people


def _in_force(framework: Framework) -> str:
    inferred = " (inferred)" if framework.in_force_provenance.inferred else ""
    return f"In force from {_written(framework.in_force_from)}{inferred}"
