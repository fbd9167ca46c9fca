"""What is typed in when a plan is made, completed and reviewed."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, cast

from django import forms

from caseward.casework.assessments.models import Area
from caseward.casework.people.models import Person
from caseward.casework.sentences.models import Requirement
from caseward.shared.accounts.models import User
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look

from . import policies
from .actions.actions import PlannedAction
from .actions.contingencies import PlannedContingency
from .actions.plans import Agreed, ContactLevel
from .actions.reviews import Considered
from .models import Action, Contingency, Goal, Plan, Review

Typed = Mapping[str, Any] | None
MOST_SESSIONS = 200
RAREST_DAYS = 92
YEARS_AHEAD = 5


class StartForm(CreatingForm):
    """A new version: from the plan that holds, or from nothing."""

    begins = forms.ChoiceField(
        label="What do you begin with?",
        choices=[
            ("carried", "What is open in the plan that holds"),
            ("empty", "An empty plan"),
        ],
        widget=forms.RadioSelect,
    )
    looks = {
        "begins": Look(
            size="m",
            hints={"carried": "Goals not reached, actions not done, contingencies and how often you meet."},
        )
    }

    def __init__(self, data: Typed, *, has_last: bool) -> None:
        super().__init__(data)
        if not has_last:
            del self.fields["begins"]

    @property
    def carries(self) -> bool:
        """Whether what is open is carried over."""
        return bool(self.cleaned_data.get("begins") == "carried")


class GoalFields(forms.Form):
    """A goal and its area."""

    area = forms.ChoiceField(label="Which part of life is it about?", choices=[("", "Choose"), *Area.choices])
    text = forms.CharField(
        label="What is the goal?",
        widget=forms.Textarea,
        max_length=300,
        help_text="So worded that you can both see whether it was reached, in the person’s words if you can.",
    )
    looks = {"area": Look(size="s"), "text": Look(size="s", rows=3)}


class AddGoalForm(GoalFields, CreatingForm):
    """A new goal."""


class ChangeGoalForm(GoalFields, EditingForm):
    """A goal of a draft."""

    def __init__(self, data: Typed, *, goal: Goal) -> None:
        super().__init__(data, initial={"area": goal.area, "text": goal.text, "version": goal.version})


class WhyNotForm(CreatingForm):
    """Why a need has no goal for now."""

    because = forms.CharField(
        label="Why is there no goal for this now?",
        max_length=300,
        help_text="For example, it is planned for once treatment has begun.",
    )
    looks = {"because": Look(size="s")}

    def clean_because(self) -> str:
        """More than a word."""
        because: str = self.cleaned_data["because"]
        for fault in policies.faults_of_reason(because):
            raise forms.ValidationError(fault)
        return because


class ActionFields(forms.Form):
    """An action: what, who, under which requirement, in how many sessions, by when."""

    what = forms.CharField(label="What is to be done?", max_length=300)
    owner = forms.ChoiceField(label="Who does it?", choices=Action.Owner.choices, widget=forms.RadioSelect)
    partner = forms.CharField(
        label="Which organisation?",
        max_length=150,
        required=False,
        help_text="Only where another organisation does it.",
    )
    requirement_id = forms.TypedChoiceField(
        label="Under which requirement?", coerce=int, empty_value=None, required=False
    )
    sessions = forms.IntegerField(
        label="How many sessions does it take?",
        min_value=0,
        max_value=MOST_SESSIONS,
        help_text="0 where no session is needed, such as a form to send.",
    )
    by_on = DateParts(label="By when?", help_text="For example, 5 8 2019")
    looks = {
        "what": Look(size="s"),
        "owner": Look(size="s"),
        "partner": Look(size="s", width=20),
        "requirement_id": Look(size="s"),
        "sessions": Look(size="s", width=3),
        "by_on": Look(size="s"),
    }

    def __init__(self, data: Typed, *, person: Person, today: date, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        day = cast(DateParts, self.fields["by_on"])
        day.earliest, day.latest = today, today + timedelta(days=366 * YEARS_AHEAD)
        running = Requirement.objects.filter(sentence__person=person, sentence__ended_on=None)
        rows = running.select_related("sentence")
        choices = [(str(row.pk), f"{row}, {str(row.sentence).lower()}") for row in rows]
        cast(forms.ChoiceField, self.fields["requirement_id"]).choices = [("", "None"), *choices]

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        for field, fault in policies.faults_of_action(
            typed.get("owner", ""), typed.get("partner", "")
        ).items():
            self.add_error(field, fault)
        return typed

    def planned(self) -> PlannedAction:
        """What was typed, as the actions take it."""
        typed = self.cleaned_data
        return PlannedAction(
            what=typed["what"],
            owner=typed["owner"],
            partner=typed["partner"] if typed["owner"] == Action.Owner.PARTNER else "",
            sessions=typed["sessions"],
            by_on=typed["by_on"],
            requirement_id=typed["requirement_id"],
        )


class AddActionForm(ActionFields, CreatingForm):
    """A new action."""

    def __init__(self, data: Typed, *, person: Person, today: date) -> None:
        super().__init__(data, person=person, today=today, initial={})


class ChangeActionForm(ActionFields, EditingForm):
    """An action of a draft."""

    def __init__(self, data: Typed, *, action: Action, today: date) -> None:
        initial = {
            "what": action.what,
            "owner": action.owner,
            "partner": action.partner,
            "requirement_id": action.requirement_id or "",
            "sessions": action.sessions,
            "by_on": action.by_on,
            "version": action.version,
        }
        super().__init__(data, person=action.goal.plan.person, today=today, initial=initial)


class ContingencyFields(forms.Form):
    """If this happens, then this person does that."""

    trigger = forms.CharField(
        label="If this happens",
        max_length=300,
        required=False,
        help_text="What would show that the risk rises. For example, a new partner moves in.",
    )
    action = forms.CharField(
        label="then this is done",
        max_length=300,
        required=False,
        help_text="What keeps people safe, and whom you tell.",
    )
    who = forms.CharField(
        label="by",
        max_length=150,
        required=False,
        help_text="A person, a role or another organisation. For example, the duty officer.",
    )
    looks = {"trigger": Look(size="s"), "action": Look(size="s"), "who": Look(size="s", width=20)}

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        words = {field: typed.get(field, "") for field in ("trigger", "action", "who")}
        for field, fault in policies.faults_of_contingency(**words).items():
            self.add_error(field, fault)
        return typed

    def planned(self) -> PlannedContingency:
        """What was typed, as the actions take it."""
        typed = self.cleaned_data
        return PlannedContingency(trigger=typed["trigger"], action=typed["action"], who=typed["who"])


class AddContingencyForm(ContingencyFields, CreatingForm):
    """A new contingency."""


class ChangeContingencyForm(ContingencyFields, EditingForm):
    """A contingency of a draft."""

    def __init__(self, data: Typed, *, contingency: Contingency) -> None:
        initial = {name: getattr(contingency, name) for name in ("trigger", "action", "who", "version")}
        super().__init__(data, initial=initial)


class ContactForm(EditingForm):
    """How often officer and person meet, and how."""

    contact_every_days = forms.IntegerField(
        label="How often do you meet?",
        min_value=1,
        max_value=RAREST_DAYS,
        help_text="7 is every week, 14 every two weeks, 28 every four weeks.",
    )
    contact_how = forms.ChoiceField(
        label="How do you meet?",
        choices=[each for each in Plan.How.choices if each[0] != Plan.How.REMOTE],
        widget=forms.RadioSelect,
    )
    looks = {
        "contact_every_days": Look(size="s", width=3, prefix="every", suffix="days"),
        "contact_how": Look(size="s"),
    }

    def __init__(self, data: Typed, *, plan: Plan, today: date) -> None:
        super().__init__(
            data,
            initial={
                "contact_every_days": plan.contact_every_days,
                "contact_how": plan.contact_how,
                "version": plan.version,
            },
        )
        self.plan, self.today = plan, today

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("contact_every_days") and typed.get("contact_how"):
            level = self.level()
            for reason in policies.reasons_not_to_meet(self.plan, level.every_days, level.how, self.today):
                self.add_error("contact_every_days", reason)
        return typed

    def level(self) -> ContactLevel:
        """What was typed, as the action takes it."""
        return ContactLevel(self.cleaned_data["contact_every_days"], self.cleaned_data["contact_how"])


class AgreementForm(EditingForm):
    """What the person says to the plan."""

    agreement = forms.ChoiceField(
        label="What does the person say to the plan?",
        choices=Plan.Agreement.choices,
        widget=forms.RadioSelect,
    )
    agreement_words = forms.CharField(
        label="In their own words",
        widget=forms.Textarea,
        max_length=2000,
        help_text="As they said it. Where they could not be asked, why.",
    )
    looks = {"agreement": Look(size="s"), "agreement_words": Look(size="s", rows=4)}

    def __init__(self, data: Typed, *, plan: Plan) -> None:
        super().__init__(
            data,
            initial={
                "agreement": plan.agreement,
                "agreement_words": plan.agreement_words,
                "version": plan.version,
            },
        )

    def agreed(self) -> Agreed:
        """What was typed, as the action takes it."""
        return Agreed(agreement=self.cleaned_data["agreement"], words=self.cleaned_data["agreement_words"])


class ReviewForm(EditingForm):
    """What a review considered, and the person's part; may be saved half written."""

    considered = forms.CharField(
        label="What did you consider?",
        widget=forms.Textarea,
        max_length=4000,
        required=False,
        help_text="What happened, what it means for the risk and the needs, what other agencies say.",
    )
    persons_part = forms.CharField(
        label="What part did the person have in it?",
        widget=forms.Textarea,
        max_length=2000,
        required=False,
        help_text="What they said and want, or why they could not take part.",
    )
    looks = {"considered": Look(size="s", rows=6), "persons_part": Look(size="s", rows=4)}

    def __init__(self, data: Typed, *, review: Review) -> None:
        initial = {name: getattr(review, name) for name in ("considered", "persons_part", "version")}
        super().__init__(data, initial=initial)

    def written(self) -> Considered:
        """What was typed, as the action takes it."""
        return Considered(self.cleaned_data["considered"], self.cleaned_data["persons_part"])


class ConcludeForm(EditingForm):
    """How a review ends."""

    outcome = forms.ChoiceField(
        label="How does this review end?", choices=Review.Outcome.choices, widget=forms.RadioSelect
    )
    because = forms.CharField(
        label="Because",
        widget=forms.Textarea,
        max_length=2000,
        required=False,
        help_text="Why the plan still answers what happened. Only where it was not changed.",
    )
    looks = {
        "outcome": Look(
            size="s", hints={"new_plan": "The new version that you made from this review is complete."}
        ),
        "because": Look(size="s", rows=3),
    }

    def __init__(self, data: Typed, *, user: User, review: Review) -> None:
        super().__init__(data, initial={"version": review.version})
        self.user, self.review = user, review

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("outcome"):
            because = typed.get("because", "")
            for reason in policies.reasons_not_to_conclude(self.user, self.review, typed["outcome"], because):
                self.add_error("outcome", reason)
        return typed
