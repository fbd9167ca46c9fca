"""What a provider's own audit asks for, and how far that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Q, Value, When
from django.db.models.functions import Coalesce

from caseward.casework.oversight.models import OversightAction
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import SampledCase
from caseward.shared.records.models import CreatedOnce, Versioned

if TYPE_CHECKING:
    from datetime import date

    from caseward.shared.records.models import Viewer


class State(models.TextChoices):
    """How far an action is; the order is that of a list of them."""

    OVERDUE = "overdue", "Overdue"
    OPEN = "open", "Open"
    DONE = "done", "Done, not verified"
    VERIFIED = "verified", "Verified"


class AuditActionQuerySet(models.QuerySet["AuditAction"]):
    """What audits ask for, by who may see it."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of one's own provider, for those who audit, direct or lead; and what one was asked."""
        if not user.is_authenticated:
            return self.none()
        own = self.filter(inspection__provider=user.organisation_id, inspection__kind="internal")
        if user.audits or user.directs or user.is_manager:
            return own
        return own.filter(asked_of=user.pk)

    def with_state(self, on: date) -> Self:
        """With `state` as it is on that day, which for an action in a case is that of its oversight."""
        rows = self.annotate(
            said_at=Coalesce("in_case__done_at", "done_at"),
            seen_at=Coalesce("in_case__verified_at", "verified_at"),
        )
        return rows.annotate(
            state=Case(
                When(seen_at__isnull=False, then=Value(State.VERIFIED.value)),
                When(said_at__isnull=False, then=Value(State.DONE.value)),
                When(due_on__lt=on, then=Value(State.OVERDUE.value)),
                default=Value(State.OPEN.value),
                output_field=models.CharField(),
            )
        )

    def overdue_first(self) -> Self:
        """Rows with their state: the overdue, then the open, the done and the verified."""
        places = [When(state=state.value, then=Value(place)) for place, state in enumerate(State)]
        return self.annotate(place=Case(*places)).order_by("place", "due_on", "pk")

    def counted(self) -> dict[str, int]:
        """How many of the rows, which have their state, are in each."""
        tallies = {state.value: Count("pk", filter=Q(state=state.value)) for state in State}
        return self.order_by().aggregate(**tallies)


class AuditAction(Versioned, CreatedOnce):
    """One thing that an audit asks for: done says the one who did it, verified says another.

    About one case it is an action of oversight, which the officer sees among what is due; `in_case` is that
    row, and says how far it is. About the whole it stands here alone.
    """

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="audit_actions")
    question_code = models.CharField(max_length=40, blank=True)
    """The key question that it bears on; empty for the audit as a whole."""
    finding = models.CharField("what the audit found", max_length=500)
    what = models.CharField("what is to be done", max_length=300)
    case = models.ForeignKey(SampledCase, models.PROTECT, null=True, related_name="audit_actions")
    in_case = models.OneToOneField(OversightAction, models.PROTECT, null=True, related_name="audit_action")
    asked_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="audit_actions")
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    done_words = models.CharField("what was done", max_length=500, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    returned_because = models.CharField("what is still missing", max_length=300, blank=True)

    objects = AuditActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.what

    @property
    def followed(self) -> AuditAction | OversightAction:
        """The row that says who did it and who verified it."""
        return self.in_case or self
