"""Who may record what a court ordered, and in which state. Empty lists mean allowed."""

from typing import TYPE_CHECKING

from caseward.casework.people import policies as people
from caseward.casework.people.models import Person

from .models import LicenceCondition, Requirement, Sentence, Transfer

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


def reasons_not_to_add(user: "Viewer", person: Person) -> list[str]:
    """Whoever works on the case records its sentences."""
    return people.reasons_not_to_work_on(user, person)


def reasons_not_to_change(user: "Viewer", sentence: Sentence) -> list[str]:
    """A sentence that has ended is fixed; a manager may still put its record right."""
    reasons = people.reasons_not_to_work_on(user, sentence.person)
    if sentence.ended_on and not people.leads(user):
        reasons.append("This sentence has ended. Only a manager can correct its record.")
    return reasons


def reasons_not_to_end(user: "Viewer", sentence: Sentence) -> list[str]:
    """A sentence ends once."""
    reasons = people.reasons_not_to_work_on(user, sentence.person)
    if sentence.ended_on:
        reasons.append("The end of this sentence is recorded already.")
    return reasons


def reasons_not_to_release(user: "Viewer", sentence: Sentence) -> list[str]:
    """Only somebody who is in custody can be released."""
    reasons = reasons_not_to_end(user, sentence)
    if not sentence.is_before_release:
        reasons.append("Only a licence that waits for release can begin by it.")
    return reasons


def reasons_not_to_add_requirement(user: "Viewer", sentence: Sentence) -> list[str]:
    """Courts attach requirements to orders."""
    reasons = reasons_not_to_change(user, sentence)
    if sentence.kind not in {Sentence.Kind.COMMUNITY_ORDER, Sentence.Kind.SUSPENDED_SENTENCE_ORDER}:
        reasons.append("Only orders have requirements. A licence has conditions.")
    return reasons


def reasons_not_to_change_requirement(user: "Viewer", requirement: Requirement) -> list[str]:
    """What is completed stays as it was."""
    reasons = reasons_not_to_change(user, requirement.sentence)
    if requirement.completed_on:
        reasons.append("This requirement is completed.")
    return reasons


def reasons_not_to_request_condition(user: "Viewer", sentence: Sentence) -> list[str]:
    """Conditions belong to licences."""
    reasons = reasons_not_to_change(user, sentence)
    if sentence.kind != Sentence.Kind.LICENCE:
        reasons.append("Only a licence has conditions.")
    return reasons


def reasons_not_to_answer_condition(user: "Viewer", condition: LicenceCondition) -> list[str]:
    """A condition is granted or refused once."""
    reasons = reasons_not_to_change(user, condition.sentence)
    if condition.granted_on or condition.refused_on:
        reasons.append("This condition has been answered already.")
    return reasons


def reasons_not_to_request_transfer(user: "Viewer", sentence: Sentence) -> list[str]:
    """One request at a time, for a sentence that runs."""
    reasons = reasons_not_to_end(user, sentence)
    if sentence.transfers.filter(accepted_on=None, returned_on=None).exists():
        reasons.append("A transfer of this sentence has been requested already.")
    return reasons


def reasons_not_to_answer_transfer(user: "Viewer", transfer: Transfer) -> list[str]:
    """A request is answered once."""
    reasons = people.reasons_not_to_work_on(user, transfer.sentence.person)
    if transfer.accepted_on or transfer.returned_on:
        reasons.append("This request has been answered already.")
    return reasons
