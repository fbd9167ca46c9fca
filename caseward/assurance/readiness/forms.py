"""What the pages of shares can be narrowed to, and the reason with which a director opens a case."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from caseward.assurance.readiness.inputs.places import NO_TEAM, Where
from caseward.casework.people import policies as people
from caseward.rules.framework import Framework
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm
from caseward.shared.govuk.looks import Look
from caseward.shared.organisations.models import Team

if TYPE_CHECKING:
    from django.http import QueryDict

    from caseward.shared.records.models import Viewer

WORST, IN_ORDER = "worst", "order"
TEXT = 300


class PlaceFilter(forms.Form):
    """The framework, where there are several; the office or team."""

    orders: tuple[tuple[str, str], ...] = ()
    """What may stand first, where that can be chosen."""

    def __init__(self, data: "QueryDict", *, user: "Viewer", frameworks: Sequence[Framework]) -> None:
        super().__init__(data)
        if len(frameworks) > 1:
            titles = [(framework.code, framework.title) for framework in frameworks]
            self.fields["framework"] = forms.ChoiceField(label="Framework", choices=titles, required=False)
        teams = list(
            Team.objects.visible_to(user)
            .values_list("pk", "name", "office", "office__name")
            .order_by("office__name", "name")
        )
        offices = {str(office): name for _, _, office, name in teams}
        self.fields["office"] = forms.ChoiceField(
            label="Office", choices=[("", "All offices"), *offices.items()], required=False
        )
        by_key = [(str(key), f"{office_name}: {name}") for key, name, _, office_name in teams]
        self.fields["team"] = forms.ChoiceField(
            label="Team", choices=[("", "All teams"), *by_key, (NO_TEAM, "No team")], required=False
        )
        if self.orders:
            self.fields["order"] = forms.ChoiceField(
                label="What stands first", choices=self.orders, required=False
            )

    def chosen(self, name: str) -> str:
        """What was asked for; what is not understood is left aside."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))

    @property
    def where(self) -> Where:
        """Whose cases are meant."""
        return Where(self.chosen("office"), self.chosen("team"))

    @property
    def is_worst_first(self) -> bool:
        """Whether the lowest share stands first."""
        return self.chosen("order") != IN_ORDER

    @property
    def active(self) -> int:
        """How many filters are on."""
        return sum(bool(self.chosen(name)) for name in ("standard", "office", "team"))

    @property
    def place(self) -> str:
        """The chosen office or team by its name; empty for the whole provider."""
        names = [
            str(dict(self.fields[name].choices)[self.chosen(name)])  # type: ignore[attr-defined]  # a ChoiceField
            for name in ("office", "team")
            if self.chosen(name)
        ]
        return names[-1] if names else ""


class PromptFilter(PlaceFilter):
    """The same for one prompt: also what stands first."""

    orders = ((WORST, "Lowest share first"), (IN_ORDER, "By name"))


class SharesFilter(PlaceFilter):
    """The same for all prompts of a framework: also one standard alone."""

    orders = ((WORST, "Lowest share first"), (IN_ORDER, "All, in the order of the framework"))

    def __init__(
        self, data: "QueryDict", *, user: "Viewer", frameworks: Sequence[Framework], framework: Framework
    ) -> None:
        super().__init__(data, user=user, frameworks=frameworks)
        standards = [
            (standard.code, f"{standard.code} {standard.title}")
            for standard in framework.standards
            if any(
                prompt.code in framework.classings
                for question in standard.key_questions
                for prompt in question.prompts
            )
        ]
        self.fields["standard"] = forms.ChoiceField(
            label="Standard", choices=[("", "All standards"), *standards], required=False
        )
        self.order_fields(["framework", "standard", "office", "team", "order"])


class OpenCaseForm(CreatingForm):
    """Why a director reads this case, and until when."""

    reason = forms.CharField(
        label="Why do you need to read this case?",
        help_text="The person’s officer and their managers can read what you write here.",
        max_length=TEXT,
        widget=forms.Textarea,
        error_messages={"required": "Say why you need to read this case"},
    )
    ends_on = DateParts(
        label="What is the last day on which you need it?", help_text="Today, or at most 30 days from now."
    )
    looks = {"reason": Look(size="s", rows=3), "ends_on": Look(size="s")}

    def __init__(self, data: "QueryDict | None") -> None:
        super().__init__(data, initial={"ends_on": timezone.localdate()})

    def clean_reason(self) -> str:
        reason = " ".join(str(self.cleaned_data["reason"]).split())
        for why in people.reasons_against(reason):
            raise forms.ValidationError(why)
        return reason

    def clean_ends_on(self) -> Any:
        ends_on, today = self.cleaned_data["ends_on"], timezone.localdate()
        if isinstance(ends_on, date) and not today <= ends_on <= today + people.LONGEST_INVOLVEMENT:
            raise forms.ValidationError("The last day must be today or at most 30 days from now")
        return ends_on
