"""The second decision: what do we do about it? And the letter that tells the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce, TruncDate

from caseward.casework.contacts.models import Contact
from caseward.casework.people.models import OfPersonQuerySet, Person, as_duties
from caseward.casework.sentences.models import Sentence
from caseward.shared.records.models import CreatedOnce

from .breach import Breach
from .clocks import due_by_rule
from .counting import at_their_limit
from .failures import failures

if TYPE_CHECKING:
    from datetime import date


class EnforcementDecisionQuerySet(OfPersonQuerySet["EnforcementDecision"]):
    """Decisions on what to do about failures."""

    def current(self) -> Self:
        """Not replaced by a later one."""
        return self.filter(is_current=True)

    def with_standing(self) -> Self:
        """`stands`: neither replaced nor about a contact that no longer counts as a failure."""
        about_a_failure = Exists(failures(Contact.objects.filter(pk=OuterRef("contact"))))
        stands = Q(is_current=True) & (Q(contact=None) | Q(about_a_failure))
        return self.annotate(stands=Case(When(stands, then=True), default=False))

    def warnings(self) -> Self:
        """Warnings that stand."""
        return self.filter(action__in=EnforcementDecision.WARNINGS).with_standing().filter(stands=True)

    def undecided(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Failures about which nothing is decided, or which a decided referral or recall did not follow."""
        decided = EnforcementDecision.objects.current().filter(contact=OuterRef("pk"))
        to_refer = decided.filter(action__in=EnforcementDecision.TO_REFER)
        not_ended_before = Q(ended_on=None) | Q(ended_on__gte=OuterRef("contact__held_on"))
        referred = Breach.objects.filter(not_ended_before, sentence=OuterRef("sentence"))
        rows = failures(Contact.objects.filter(person__in=people, held_on__lte=on)).annotate(
            known_on=TruncDate("known_at"), is_to_refer=Exists(to_refer)
        )
        rows = rows.exclude(Exists(decided.filter(action__in=EnforcementDecision.SETTLING)))
        rows = rows.exclude(Exists(to_refer.filter(Exists(referred))))
        due = Case(
            When(is_to_refer=True, then=due_by_rule("enforcement.breach_referral", "held_on")),
            default=due_by_rule("enforcement.decision", "known_on"),
        )
        return as_duties(rows.order_by(), since="known_on", due=due)

    def letter_due(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Warnings of which no letter tells the person."""
        sent = Letter.objects.filter(decision=OuterRef("pk"), template__in=Letter.WARNINGS)
        rows = self.of_people(people).warnings().filter(decided_on__lte=on).exclude(Exists(sent))
        rows = rows.annotate(missed_on=Coalesce("contact__held_on", "decided_on")).order_by()
        due = due_by_rule("enforcement.warning_letter", "missed_on")
        return as_duties(rows, since="decided_on", due=due)

    def review_due(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Running sentences at their limit of failures, not in breach, with no review since the last one."""
        reviews = EnforcementDecision.objects.current().filter(
            sentence=OuterRef("pk"), contact=None, action__in=EnforcementDecision.SETTLING
        )
        running = Sentence.objects.of_people(people).running(on)
        rows = at_their_limit(running).exclude(
            Exists(reviews.filter(decided_at__gt=OuterRef("last_known_at")))
        )
        return as_duties(rows.order_by(), since="last_failure_on", due="last_failure_on")


class EnforcementDecision(CreatedOnce):
    """What is done about one failure; or, without a contact, about the count of failures at the limit."""

    class Action(models.TextChoices):
        """What can be done."""

        NONE = "none", "No further action"
        LETTER = "letter", "Letter sent"
        FIRST_WARNING = "first_warning", "First warning"
        FINAL_WARNING = "final_warning", "Final warning"
        REFER = "refer", "Refer for breach"
        RECALL = "recall", "Recommend recall"
        MANAGER = "manager", "Refer to the manager"

    WARNINGS = (Action.FIRST_WARNING, Action.FINAL_WARNING)
    TO_REFER = (Action.REFER, Action.RECALL)
    SETTLING = (Action.NONE, Action.LETTER, *WARNINGS)
    """After these nothing more has to be decided; what is put before a manager stays undecided."""
    STEPS = {
        Action.NONE: "no_action",
        Action.LETTER: "no_action",
        Action.FIRST_WARNING: "warn",
        Action.FINAL_WARNING: "warn",
        Action.REFER: "refer",
        Action.RECALL: "recall",
    }
    """The step of rules/enforcement.py that each takes."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="enforcement_decisions")
    sentence = models.ForeignKey(Sentence, models.PROTECT, related_name="enforcement_decisions")
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="enforcement_decisions"
    )
    action = models.CharField(max_length=13, choices=Action)
    reason = models.CharField(max_length=500)
    alternatives = models.CharField("what else was tried", max_length=500, blank=True)
    is_current = models.BooleanField(default=True)
    decided_on = models.DateField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = EnforcementDecisionQuerySet.as_manager()

    stands: bool
    """Asked of the database by `with_standing`."""

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact"],
                condition=models.Q(is_current=True, contact__isnull=False),
                name="one_current_enforcement_decision",
            )
        ]
        indexes = [models.Index(fields=["person", "decided_on"], name="enforcement_of_person")]

    def __str__(self) -> str:
        return self.get_action_display()


class Letter(CreatedOnce):
    """A letter to the person, as it was sent."""

    class Template(models.TextChoices):
        """The letters there are."""

        APPOINTMENT = "appointment", "Appointment"
        EVIDENCE = "evidence", "Please send evidence"
        ACCEPTED = "accepted", "Absence accepted"
        WARNING = "warning", "Warning"
        FINAL_WARNING = "final_warning", "Final warning"
        BREACH = "breach", "Breach"
        NO_RECALL = "no_recall", "Decision not to recall"

    WARNINGS = (Template.WARNING, Template.FINAL_WARNING)

    person = models.ForeignKey(Person, models.CASCADE, related_name="letters")
    decision = models.ForeignKey(
        EnforcementDecision, models.PROTECT, null=True, blank=True, related_name="letters"
    )
    template = models.CharField(max_length=13, choices=Template)
    text = models.TextField(max_length=6000)
    sent_on = models.DateField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfPersonQuerySet["Letter"].as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.get_template_display()
