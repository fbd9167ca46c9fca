"""Every recommendation that the user follows, across providers: how far each is, and what is overdue."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, IntegerField, Min, Q, Value, When
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from caseward.inspection.follow_up.models import ActionPlan, FollowState, Recommendation, Step

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from caseward.shared.records.models import Viewer

URGENT = (FollowState.LATE, FollowState.OVERDUE)


@dataclass(frozen=True)
class Filters:
    """What the user asked to see; unknown words are as good as none."""

    provider: str
    state: str
    addressee: str

    @classmethod
    def of(cls, query: QueryDict) -> "Filters":
        """The filters in an address."""
        provider, state = query.get("provider", ""), query.get("state", "")
        return cls(
            provider=provider if provider.isdecimal() and len(provider) < 10 else "",
            state=state if state in FollowState.values else "",
            addressee=query.get("addressee", "")[:120],
        )

    @property
    def active(self) -> int:
        """How many filters are on."""
        return sum(bool(each) for each in (self.provider, self.state, self.addressee))

    def apply(self, rows: "QuerySet[Recommendation]") -> "QuerySet[Recommendation]":
        """The recommendations that pass the filters."""
        if self.provider:
            rows = rows.filter(inspection__provider=int(self.provider))
        if self.addressee:
            rows = rows.filter(addressee=self.addressee)
        return rows.filter(Q(("state", self.state))) if self.state else rows


@dataclass(frozen=True)
class Tally:
    """One number at the head of the page, and where its rows are."""

    value: int
    label: str
    note: str
    href: str


@dataclass(frozen=True)
class Choices:
    """What the filters offer: providers and addressees of what the user follows."""

    providers: list[tuple[int, str]]
    addressees: list[str]


def followed(user: "Viewer", today: date) -> "QuerySet[Recommendation]":
    """The published recommendations that the user may see, the most urgent first, each with its state."""
    urgency = Case(When(state__in=URGENT, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Recommendation.objects.visible_to(user).with_state(today).with_step_counts(today)
    waiting = Min("steps__due_on", filter=Q(steps__done_at=None))
    return (
        rows.annotate(urgency=urgency, next_step_on=waiting)
        .annotate(next_on=Case(When(plan__submitted_at=None, then=F("plan__due_on")), default="next_step_on"))
        .select_related("inspection__provider", "plan")
        .order_by("urgency", F("next_on").asc(nulls_last=True), "inspection__provider__name", "number", "pk")
    )


def tallies(user: "Viewer", today: date) -> list[Tally]:
    """How much is overdue and how much is finished, counted by the database."""
    rows = Recommendation.objects.visible_to(user).with_state(today)
    states = rows.aggregate(
        **{state: Count("pk", filter=Q(("state", state))) for state in FollowState.values}
    )
    late = ActionPlan.objects.visible_to(user).late(today).count()
    steps = Step.objects.filter(recommendation__in=Recommendation.objects.visible_to(user)).overdue(today)
    unanswered, done = states[FollowState.LATE], states[FollowState.DONE]
    return [
        Tally(late, "Plans late", "Due, and not submitted", _page(FollowState.LATE)),
        Tally(unanswered, "Answers overdue", "Recommendations in late plans", _page(FollowState.LATE)),
        Tally(steps.count(), "Steps overdue", "Due, and not reported as done", _page(FollowState.OVERDUE)),
        Tally(done, "Finished", f"Of {sum(states.values())} recommendations", _page(FollowState.DONE)),
    ]


def choices(user: "Viewer") -> Choices:
    """What can be filtered by."""
    rows = Recommendation.objects.visible_to(user).published()
    providers = rows.order_by("inspection__provider__name").values_list(
        "inspection__provider", "inspection__provider__name"
    )
    addressees = rows.order_by("addressee").values_list("addressee", flat=True)
    return Choices(list(providers.distinct()), list(addressees.distinct()))


def _page(state: FollowState) -> str:
    return f"{reverse('follow_up:overall')}?{urlencode({'state': state})}"
