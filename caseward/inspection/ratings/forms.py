"""What is typed in on the way to a rating."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from caseward.inspection.inspections.models import Inspection
from caseward.rules.framework import Framework
from caseward.shared.accounts.models import User
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look

from .models import Decision, Meeting, Proposal

Typed = Mapping[str, Any] | None
NAMES_NOBODY = "Name no person and no case. "


class CloseAssessmentForm(EditingForm):
    """The end of case assessment; why, if cases are left."""

    reason = forms.CharField(
        label="Why do the ratings do without the cases that are not finished?",
        help_text="Leave this empty if every case is finished.",
        widget=forms.Textarea,
        max_length=500,
        required=False,
    )
    looks = {"reason": Look(size="s", rows=3)}


class ProposalForm(CreatingForm):
    """A proposal for one standard. `replaces` is the proposal that the lead inspector had before them."""

    replaces = forms.IntegerField(widget=forms.HiddenInput, required=False)
    band = forms.ChoiceField(label="Which rating do you propose?", widget=forms.RadioSelect)
    reasons = forms.CharField(
        label="What is the evidence, and why does it fit this rating?",
        help_text=NAMES_NOBODY + "Set the evidence beside the descriptions of the ratings.",
        widget=forms.Textarea,
        max_length=4000,
    )

    def __init__(
        self,
        data: Typed = None,
        *,
        framework: Framework,
        bands: list[str],
        described: dict[str, str],
        current: Proposal | None,
    ) -> None:
        shown = {"band": current.band, "reasons": current.reasons, "replaces": current.pk} if current else {}
        super().__init__(data, initial=shown)
        choices = [(code, framework.band(code).title) for code in bands]
        self.fields["band"].choices = choices  # type: ignore[attr-defined]  # the field's class is known only to its form
        self.looks = {"band": Look(size="m", hints=described), "reasons": Look(size="m", rows=8)}


class OpenMeetingForm(CreatingForm):
    """Opens the panel's meeting."""


class MembersForm(EditingForm):
    """Who is present at the meeting."""

    members = forms.ModelMultipleChoiceField(
        label="Who is present?",
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select who is present"},
    )
    looks = {"members": Look(size="s", small=True)}

    def __init__(self, data: Typed = None, *, meeting: Meeting) -> None:
        shown = {"version": meeting.version, "members": [member.pk for member in meeting.members.all()]}
        super().__init__(data, initial=shown)
        team = User.objects.filter(inspection_roles__inspection=meeting.inspection_id)
        self.fields["members"].queryset = team  # type: ignore[attr-defined]  # the field's class is known only to its form


class DecisionForm(CreatingForm):
    """The panel's decision on one standard. `replaces` is the decision that the member had before them.

    Many stand on one page, so that their ids begin with `name`.
    """

    replaces = forms.IntegerField(widget=forms.HiddenInput, required=False)
    choice = forms.ChoiceField(label="What does the panel decide?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="The panel’s reason",
        help_text=NAMES_NOBODY
        + "A reason that moves a rating is published: give no numbers of cases below five. "
        + "A rating that is confirmed needs none.",
        widget=forms.Textarea,
        max_length=2000,
        required=False,
    )
    looks = {"choice": Look(size="s", small=True), "reason": Look(size="s", rows=4)}

    def __init__(
        self, data: Typed = None, *, name: str, choices: Sequence[tuple[str, str]], current: Decision | None
    ) -> None:
        shown = {"choice": f"{current.ground}:{current.final}", "reason": current.reason} if current else {}
        initial = {**shown, "replaces": current.pk if current else None}
        super().__init__(data, initial=initial, auto_id=f"{name}-%s")
        self.fields["choice"].choices = choices  # type: ignore[attr-defined]  # the field's class is known only to its form

    @property
    def decided(self) -> tuple[str, str]:
        """The ground and the band that were chosen."""
        ground, _, band = self.cleaned_data["choice"].partition(":")
        return ground, band


class LockForm(EditingForm):
    """Ends the meeting."""


class PublishForm(CreatingForm):
    """Makes the result public."""

    source = forms.CharField(
        label="Who publishes these ratings?",
        help_text="Readers see this as the source of the figures.",
        max_length=300,
    )
    note = forms.CharField(
        label="Is there something that a reader must know?",
        help_text="For example, that the cases are invented. You may leave this empty.",
        widget=forms.Textarea,
        max_length=500,
        required=False,
    )
    looks = {"source": Look(size="s"), "note": Look(size="s", rows=3)}

    def __init__(self, data: Typed = None, *, inspection: Inspection, by: User) -> None:
        super().__init__(data, initial={"source": by.organisation.name, "note": inspection.note})
