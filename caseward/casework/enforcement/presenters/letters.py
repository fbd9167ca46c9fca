"""The text of letters before anybody edits it: plain words to the person, with names and days filled in."""

from datetime import date

from django.utils import timezone

from caseward.casework.contacts.models import Contact
from caseward.casework.enforcement import inputs
from caseward.casework.enforcement.models import EnforcementDecision, Letter
from caseward.casework.people.models import Person
from caseward.casework.sentences.models import Sentence
from caseward.shared.accounts.models import User
from caseward.shared.govuk.filters import written_date

TEMPLATE_OF: dict[str, str] = {
    EnforcementDecision.Action.FIRST_WARNING: Letter.Template.WARNING,
    EnforcementDecision.Action.FINAL_WARNING: Letter.Template.FINAL_WARNING,
    EnforcementDecision.Action.REFER: Letter.Template.BREACH,
    EnforcementDecision.Action.RECALL: Letter.Template.BREACH,
}
"""The letter that tells of a decision."""
NEXT = "Your next appointment is on [day] at [time] at [place]."
APPOINTMENT = f"{NEXT} You must come.\n\nIf you cannot come, tell me before the day."
ACCEPTED = (
    "You did not come to your appointment{when}. You told us why, and we accept the reason. "
    "It does not count against you.\n\n"
    f"{NEXT}"
)
EVIDENCE = (
    "You did not come to your appointment{when}.\n\n"
    "Please show us why you could not come, for example by a letter from your doctor or your employer. "
    "We need it by {evidence}.\n\n"
    "If we do not get it, we decide without it, and the absence may count against you."
)
WARNING = (
    "{heading}\n\n{happened}\n\n"
    "This is not acceptable, because your {sentence} requires you to do it.\n\n"
    "If you fail again within 12 months, which means up to and including {until}, {outcome}\n\n"
    "If something makes it hard for you to come, tell me, and we will see what can be done."
)
BREACH = (
    f"{{happened}}\n\nWe do not accept this. {{step}}\n\nYou must go on coming to your appointments. {NEXT}"
)
NO_RECALL = (
    "We looked at whether you should go back to prison, because you did not keep to your licence. "
    "We decided that you should not, for now.\n\n"
    "Your licence goes on. If you break it again, we look at this again."
)


def text_of(template: str, *, person: Person, decision: EnforcementDecision | None, by: User) -> str:
    """The prefilled letter, from greeting to signature; in square brackets what is still to be typed."""
    body = _body(Letter.Template(template), decision)
    return f"Dear {person.addressed_as}\n\n{body}\n\nYours sincerely\n\n{by.name}\n"


def _body(template: Letter.Template, decision: EnforcementDecision | None) -> str:
    contact = decision.contact if decision else None
    when = f" on {written_date(contact.held_on)}" if contact else " on [day]"
    plain = {
        Letter.Template.APPOINTMENT: APPOINTMENT,
        Letter.Template.ACCEPTED: ACCEPTED.format(when=when),
        Letter.Template.EVIDENCE: EVIDENCE.format(when=when, evidence=_evidence_by(contact)),
        Letter.Template.NO_RECALL: NO_RECALL,
    }
    if template in plain:
        return plain[template]
    return _about_a_failure(template, decision)


def _evidence_by(contact: Contact | None) -> str:
    due = inputs.evidence_by(contact.held_on) if contact else None
    return written_date(due.on) if due else "[day]"


def _about_a_failure(template: Letter.Template, decision: EnforcementDecision | None) -> str:
    sentence = decision.sentence if decision else None
    happened = _happened(decision.contact if decision else None)
    is_licence = sentence is not None and sentence.kind == Sentence.Kind.LICENCE
    if template == Letter.Template.BREACH:
        to = "the team that decides on recall to prison" if is_licence else "the court"
        return BREACH.format(happened=happened, step=f"We are asking {to} to look at it.")
    is_final = template == Letter.Template.FINAL_WARNING
    warned_on: date = decision.decided_on if decision else timezone.localdate()
    return WARNING.format(
        heading="This is a final warning." if is_final else "This is a warning.",
        happened=happened,
        sentence=str(sentence).lower() if sentence else "sentence",
        until=written_date(inputs.warning_holds_until(warned_on)),
        outcome="you can be taken back to prison." if is_licence else "you can be brought to court.",
    )


def _happened(contact: Contact | None) -> str:
    """What happened: on which day, and how the person did not do what is required."""
    if contact is None:
        return "You did not keep to your sentence: [what happened, and on which days]."
    day = written_date(contact.held_on)
    time = f" at {contact.held_from:%-I:%M%p}".lower() if contact.held_from else ""
    what = f"your appointment ({str(contact).lower()}) on {day}{time}"
    if contact.outcome == Contact.Outcome.DID_NOT_ATTEND:
        return f"You did not come to {what}."
    if contact.outcome == Contact.Outcome.SENT_HOME_BEHAVIOUR:
        return f"You were sent home from {what} because of how you behaved."
    return f"You came to {what} but did not do what you were asked to do."
