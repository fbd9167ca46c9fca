"""Everything that Caseward asks of officers and managers: each kind of duty, in the order of a sentence.

A kind says what is to be done, why, by which rule, who has to do it, and on which page it is settled. The
question itself is a method of the app that knows the facts; when the facts satisfy it, the duty is gone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Model, QuerySet

from caseward.casework.assessments.models import Assessment, Check, SelfAssessment
from caseward.casework.contacts.models import Contact
from caseward.casework.enforcement.models import AbsenceDecision, Breach, EnforcementDecision
from caseward.casework.oversight.models import OversightAction
from caseward.casework.people.models import Circumstance, Person, RiskFlag
from caseward.casework.plans.models import Action, Review
from caseward.casework.sentences.models import Sentence
from caseward.casework.tasks.models import Task

Duties = QuerySet[Any, dict[str, Any]]


class FallsTo(StrEnum):
    """Who has to do it."""

    OFFICER = "officer"
    MANAGER = "manager"
    ASKED = "asked"
    """Whoever was asked; the rows have a column `asked_of`."""


DECISIONS = ("absence", "evidence", "enforcement", "enforcement_review", "review_event", "breach_refer")
"""Where nothing goes on until somebody has decided."""
REQUESTS = ("task", "oversight_action")
"""What one person asked of another."""


@dataclass(frozen=True)
class Kind:
    """One kind of duty."""

    code: str
    title: str
    why: str
    """A sentence; {since} is the day from which the duty counts."""
    rule: str
    """A code of caseward/practice/, whose own explanation is shown; or the rule in words."""
    model: type[Model]
    method: str
    """The question: a method of the model's manager that takes people and a day."""
    settled_at: str
    """The page where it is settled; its address takes `subject`, and person_id."""
    subject: str = ""
    """What the address calls the row that the duty is about; empty where the page is about the person."""
    falls_to: FallsTo = FallsTo.OFFICER
    is_settled_with_person: bool = True
    """Whether the address of the page where it is settled names the person too."""

    @property
    def is_decision(self) -> bool:
        """Whether somebody has to decide, rather than to do."""
        return self.code in DECISIONS

    def ask(self, people: QuerySet[Person], on: date) -> Duties:
        """All that is not met for those people."""
        duties: Duties = getattr(self.model._default_manager, self.method)(people, on)
        return duties


BY_HARM = "By the level of harm; while it is not known, as if it were high."
ASKED_FOR = "By the day that whoever asked has set."

KINDS = (
    Kind(
        "task", "Do what a colleague asked", "It was asked on {since}.",
        ASKED_FOR, Task, "open_duties", "tasks:done", "task_id", FallsTo.ASKED,
        is_settled_with_person=False,
    ),
    Kind(
        "oversight_action", "Do what was asked in oversight", "It was asked for on {since}.",
        ASKED_FOR, OversightAction, "open_duties", "oversight:done", "oversight_action_id", FallsTo.ASKED,
    ),
    Kind(
        "oversight_verify", "Verify that it was done", "Somebody said on {since} that it was done.",
        "oversight.verify",
        OversightAction, "to_verify", "oversight:verify", "oversight_action_id", FallsTo.MANAGER,
    ),
    Kind(
        "first_appointment", "Arrange the first appointment",
        "The sentence started on {since}, and nothing is held or arranged.",
        "Within the days that the law or contract of that time sets for the kind of sentence.",
        Contact, "first_appointment_due", "contacts:arrange",
    ),
    Kind(
        "check_police", "Ask the police", "The sentence started on {since}, and the police were not asked.",
        "agency_check.start", Check, "police_not_asked", "assessments:checks",
    ),
    Kind(
        "check_children", "Ask children’s services",
        "The sentence started on {since}; there are children, and their services were not asked.",
        "agency_check.start", Check, "children_not_asked", "assessments:checks",
    ),
    Kind(
        "check_after_event", "Ask again after what happened",
        "Something happened on {since} after which another agency has to be asked anew.",
        "agency_check.ask", Check, "not_asked_since_event", "assessments:checks",
    ),
    Kind(
        "check_chase", "Chase the agency", "It was last asked or chased on {since} and has not answered.",
        "agency_check.chase", Check, "chase_due", "assessments:chase_check", "check_id",
    ),
    Kind(
        "check_read", "Read the agency’s answer", "The answer came on {since}, and nobody has read it.",
        "agency_check.read", Check, "to_read", "assessments:read_check", "check_id",
    ),
    Kind(
        "check_use", "Use the agency’s answer",
        "The answer of {since} is in no assessment, and nobody has said why not.",
        "agency_check.use", Check, "to_use", "assessments:use_check", "check_id",
    ),
    Kind(
        "self_assessment", "Hand over the self-assessment",
        "Since {since} the person has not said how they see things; a blank one does not count.",
        "assessment.self_assessment", SelfAssessment, "not_given", "assessments:self_assessment",
    ),
    Kind(
        "assessment_first", "Complete the first assessment",
        "The sentence started on {since}, and no assessment is complete.",
        "assessment.first", Assessment, "first_due", "assessments:index",
    ),
    Kind(
        "plan_first", "Complete the first plan",
        "The first attended contact was on {since}, and no plan is complete.",
        "plan.first", Contact, "plan_due", "plans:index",
    ),
    Kind(
        "circumstance_effect", "Ask what it means for supervision",
        "A circumstance was recorded on {since}; nobody has asked what supervision must do about it.",
        "Within 10 working days of hearing of it; inferred.",
        Circumstance, "effect_not_asked", "people:change_circumstance", "circumstance_id",
    ),
    Kind(
        "flag_review", "Look at the risk flag again", "The flag has stood since {since}.",
        "By the day set when the flag was raised.",
        RiskFlag, "review_due", "people:change_flag", "flag_id",
    ),
    Kind(
        "outcome", "Record what happened", "The appointment was on {since}, and no outcome is recorded.",
        "The day after the appointment.", Contact, "outcome_due", "contacts:record", "contact_id",
    ),
    Kind(
        "contact_level", "Arrange to meet", "The last face-to-face contact was on {since}; none is arranged.",
        "As often as the plan says, monthly at least.", Contact, "contact_due", "contacts:arrange",
    ),
    Kind(
        "home_visit", "Arrange a home visit",
        "The sentence started on {since}, and nobody has visited the person at home.",
        BY_HARM, Contact, "home_visit_due", "contacts:arrange",
    ),
    Kind(
        "pre_release", "Arrange a contact before release",
        "The sentence was passed on {since}; the person has not been met before release.",
        "contact.before_release", Contact, "pre_release_due", "contacts:arrange",
    ),
    Kind(
        "session_missing", "Hold or plan the session",
        "Sessions are planned for an action; since {since} none was held, and none is arranged.",
        "contact.between_sessions", Contact, "actions_without_session", "contacts:arrange",
    ),
    Kind(
        "action_overdue", "See the plan’s action done", "It is in the plan of {since} and not done.",
        "By the day that the plan sets.", Action, "overdue", "plans:index",
    ),
    Kind(
        "review_event", "Review after what happened", "It happened on {since}; no review has ended since.",
        BY_HARM, Review, "due_by_event", "plans:reviews",
    ),
    Kind(
        "review_time", "Review the plan", "It was last reviewed or made on {since}.",
        BY_HARM, Review, "due_by_time", "plans:reviews",
    ),
    Kind(
        "absence", "Decide on the absence",
        "The person did not come on {since}; nobody has said whether that was acceptable.",
        "enforcement.absence", AbsenceDecision, "undecided", "enforcement:absence", "contact_id",
    ),
    Kind(
        "evidence", "Decide on the evidence", "Since {since} evidence is awaited about an absence.",
        "enforcement.evidence", AbsenceDecision, "evidence_due", "enforcement:index",
    ),
    Kind(
        "enforcement", "Decide what to do about the failure",
        "The failure is known since {since}; no decision is recorded, not even to do nothing.",
        "enforcement.decision", EnforcementDecision, "undecided", "enforcement:decide", "contact_id",
    ),
    Kind(
        "warning_letter", "Send the warning letter", "The warning was decided on {since}; no letter went.",
        "enforcement.warning_letter", EnforcementDecision, "letter_due", "enforcement:index",
    ),
    Kind(
        "enforcement_review", "Decide on breach or recall",
        "The failures reached the limit on {since}; nobody has decided what follows.",
        "At the number of failures that the law or standard of that time sets.",
        EnforcementDecision, "review_due", "enforcement:index",
    ),
    Kind(
        "breach_refer", "Agree to breach or recall", "It was referred on {since} and waits for a manager.",
        "enforcement.breach_referral", Breach, "to_agree", "enforcement:agree", "breach_id", FallsTo.MANAGER,
    ),
    Kind(
        "breach_present", "Present the breach or recall",
        "A manager agreed on {since}; it has not gone on yet.",
        "enforcement.breach_presentation", Breach, "to_present", "enforcement:index",
    ),
    Kind(
        "conditions_requested", "Ask for licence conditions",
        "The sentence was passed on {since}, and no condition was asked for.",
        "licence.conditions",
        Sentence, "conditions_not_requested", "sentences:request_condition", "sentence_id",
    ),
    Kind(
        "sentence_end", "Record how the sentence ended", "It started on {since} and is past its last day.",
        "On the sentence’s last day.", Sentence, "end_not_recorded", "sentences:end", "sentence_id",
    ),
)  # fmt: skip

BY_CODE = {kind.code: kind for kind in KINDS}


def is_open(person: Person, code: str, subject_id: int, on: date) -> bool:
    """Whether a duty of that code about that row is not met yet, whenever it is due."""
    if code not in BY_CODE:
        return False
    duties = BY_CODE[code].ask(Person.objects.filter(pk=person.pk), on)
    return any(duty["duty_subject"] == subject_id for duty in duties)


def kinds_of(codes: Iterable[str]) -> list[Kind]:
    """Those kinds."""
    return [BY_CODE[code] for code in codes]
