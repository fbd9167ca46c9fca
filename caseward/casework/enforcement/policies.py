"""Who may decide what about a failure, and when. Empty lists mean allowed.

Officers decide about absences and failures and refer; whether a breach or a recall goes on is for a manager
other than the one who referred.
"""

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from caseward.casework.contacts.models import Contact
from caseward.casework.people import policies as people
from caseward.casework.people.models import Person
from caseward.casework.sentences.models import Sentence
from caseward.rules.enforcement import STEP_TITLES, Options

from .models import AbsenceDecision, Breach, EnforcementDecision, failures

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

DECIDED_MEANWHILE = "Somebody decided this since you opened the page. Look at it before you change it."


def reasons_not_to_change(user: "Viewer", person: Person) -> list[str]:
    """Whoever works on the case."""
    return people.reasons_not_to_work_on(user, person)


def reasons_not_to_decide_absence(user: "Viewer", contact: Contact) -> list[str]:
    """The first decision is about contacts to which the person did not come."""
    if not contact.is_required or contact.outcome != Contact.Outcome.DID_NOT_ATTEND:
        return ["Only an absence from a contact that must be attended is decided here."]
    return reasons_not_to_change(user, contact.person)


def reasons_not_to_judge(contact: Contact, verdict: str) -> list[str]:
    """Before the day, a good reason can be accepted; nobody has failed yet."""
    if contact.held_on > timezone.localdate() and verdict != AbsenceDecision.Verdict.ACCEPTABLE:
        return ["Before the day you can only accept a reason that was given in advance."]
    return []


def is_failure(contact: Contact) -> bool:
    """Whether the contact counts as a failure now."""
    return failures(Contact.objects.filter(pk=contact.pk)).exists()


def reasons_not_to_decide(user: "Viewer", contact: Contact, sentence: Sentence | None) -> list[str]:
    """The second decision is about failures of a sentence."""
    if not is_failure(contact):
        return ["There is no failure to decide about: decide first whether the absence was acceptable."]
    if sentence is None:
        return ["No sentence ran on that day. Record the sentence first."]
    return reasons_not_to_change(user, contact.person)


def reasons_not_to_review(user: "Viewer", sentence: Sentence, last_failure_on: date | None) -> list[str]:
    """A count of failures is reviewed while there are failures and no breach."""
    if last_failure_on is None:
        return ["No failure counts now."]
    if running_breach(sentence):
        return ["A breach or recall is running for this sentence."]
    return reasons_not_to_change(user, sentence.person)


def running_breach(sentence: Sentence) -> bool:
    """Whether a breach or recall is running for the sentence."""
    return Breach.objects.running().filter(sentence=sentence).exists()


def actions_for(sentence: Sentence) -> list[EnforcementDecision.Action]:
    """What can be thought of for a kind of sentence, open or not."""
    action = EnforcementDecision.Action
    last = action.RECALL if sentence.kind == Sentence.Kind.LICENCE else action.REFER
    return [action.NONE, action.LETTER, action.FIRST_WARNING, action.FINAL_WARNING, last, action.MANAGER]


def reasons_not_to_take(action: str, options: Options) -> list[str]:
    """Why a step is not open: the law asks for another one. A manager may be asked at any time."""
    if action == EnforcementDecision.Action.MANAGER:
        return []
    steps = {choice.value: step for choice, step in EnforcementDecision.STEPS.items()}
    if steps[action] in options.steps:
        return []
    least = STEP_TITLES[options.least].lower()
    return [f"{options.because} The law then asks you at least to {least}."]


def reasons_not_to_refer(user: "Viewer", sentence: Sentence) -> list[str]:
    """One breach or recall runs at a time, and rests on a sentence that has begun."""
    if running_breach(sentence):
        return ["A breach or recall is running for this sentence."]
    if sentence.ended_on or not sentence.starts_on:
        return ["This sentence is not being served in the community now."]
    return reasons_not_to_change(user, sentence.person)


def reasons_not_to_agree(user: "Viewer", breach: Breach) -> list[str]:
    """A second pair of eyes: a manager who did not refer it."""
    if breach.ended_on or breach.agreed_at:
        return ["This referral is decided."]
    if barred := people.reasons_not_to_lead(user) or reasons_not_to_change(user, breach.person):
        return barred
    own = breach.referred_by_id == user.pk
    return ["You referred this yourself, so another manager must agree."] if own else []


def reasons_not_to_present(user: "Viewer", breach: Breach) -> list[str]:
    """What a manager agreed to goes to the court or the recall team once."""
    if not breach.agreed_at or breach.ended_on:
        return ["Only a referral that a manager agreed to goes on."]
    if breach.presented_on:
        return ["The court or the recall team has it."]
    return reasons_not_to_change(user, breach.person)


def reasons_not_to_end(user: "Viewer", breach: Breach) -> list[str]:
    """What was presented gets its result once."""
    if breach.ended_on or not breach.presented_on:
        return ["Only what was presented and has no result can be ended."]
    return reasons_not_to_change(user, breach.person)
