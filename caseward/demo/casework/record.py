"""The record of one person, as it is written: the hand of an officer, without the story that it tells."""

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from typing import Any

from caseward.casework.assessments.models import Area, Assessment, Check, Factor, SelfAssessment, SelfRating
from caseward.casework.contacts.models import Contact
from caseward.casework.enforcement.models import AbsenceDecision, EnforcementDecision, Letter
from caseward.casework.oversight.models import OversightAction, OversightNote
from caseward.casework.people.models import ChangeEvent, Person
from caseward.casework.plans.models import Action, Contingency, Goal, Plan, Review
from caseward.casework.sentences.models import Requirement, Sentence
from caseward.rules.enforcement import WARNING_MONTHS
from caseward.rules.sentence_dates import order_ends_on

from . import words
from .days import Days
from .rows import ReviewedEvent, Rows
from .staff import Desk

BEFORE = timedelta(days=7)
"""How long before an appointment it is arranged."""
MET = ("attended", "failed_to_comply")
assert WARNING_MONTHS == 12, "words.WARNING names the months"  # noqa: S101 - a fact of the data, not of a user


class Record:
    """Everything that is kept about one person, written by one officer."""

    def __init__(self, rows: Rows, days: Days, desk: Desk, person: Person) -> None:
        self.rows, self.days, self.desk, self.person = rows, days, desk, person
        self.officer, self.manager = desk.officer, desk.manager
        self.plans = 0
        rows.add(person)

    def sentence(
        self, kind: str, starts_on: date | None, months: int, *, wave: int = 0, **fields: Any
    ) -> Sentence:
        """A sentence that ends when the rules say, unless it has not begun."""
        values: dict[str, Any] = {
            "sentenced_on": starts_on,
            "ends_on": order_ends_on(starts_on, months) if starts_on else None,
            "offence": "Common assault",
            "court": words.COURTS[0],
        }
        return self.rows.add(
            Sentence(person=self.person, kind=kind, starts_on=starts_on, months=months, **values | fields),
            wave=wave,
        )

    def requirement(self, sentence: Sentence, kind: str, amount: int, **fields: Any) -> Requirement:
        """One thing that the court requires, from the first day."""
        begins_on = sentence.starts_on or sentence.sentenced_on
        return self.rows.add(
            Requirement(sentence=sentence, kind=kind, amount=amount, starts_on=begins_on, **fields)
        )

    def self_assessment(
        self, on: date, scores: Mapping[str, int], *, words: Mapping[str, str] | None = None
    ) -> SelfAssessment:
        """What the person said; blank where there are no scores and no words."""
        made = self.rows.add(
            SelfAssessment(
                person=self.person, given_on=on, recorded_at=self.days.at(on, 11), recorded_by=self.officer
            )
        )
        for area in Area.values:
            rating = SelfRating(
                self_assessment=made, area=area, score=scores.get(area), words=(words or {}).get(area, "")
            )
            self.rows.add(rating)
        return made

    def assessment(self, on: date, *, wave: int = 0, reason: str = "start", **fields: Any) -> Assessment:
        """An assessment that was completed on that day; the factors come by `factor`."""
        at = self.days.at(on, 12)
        values = {"completed_at": at, "completed_by": self.officer}
        return self.rows.add(
            Assessment(
                person=self.person,
                reason=reason,
                started_at=at,
                started_by=self.officer,
                **values | fields,
            ),
            wave=wave,
        )

    def factor(self, assessment: Assessment, area: str, need: str, **fields: Any) -> Factor:
        """What the assessment says about one area; only a need is linked to anything."""
        links = dict.fromkeys(("offending", "harm", "desistance"), False)
        values = {f"is_linked_to_{link}": value for link, value in links.items()}
        return self.rows.add(Factor(assessment=assessment, area=area, is_need=need, **values | fields))

    def check(self, agency: str, asked_on: date, *, answered_on: date | None = None, **fields: Any) -> Check:
        """A question to an agency; what came back, if anything did."""
        values: dict[str, Any] = {
            "question": "What is known about domestic abuse and arrests?"
            if agency == "police"
            else "Are the children known to you?"
        }
        if answered_on:
            values |= {"answered_on": answered_on, "answer": words.ANSWERS.get(agency, "Nothing known.")}
        return self.rows.add(
            Check(
                person=self.person,
                agency=agency,
                asked_on=asked_on,
                asked_at=self.days.at(asked_on, 9),
                asked_by=self.officer,
                **values | fields,
            )
        )

    def read_and_used(self, on: date, assessment: Assessment | None) -> dict[str, Any]:
        """The columns of a check whose answer was read on that day and used in the assessment."""
        read = {"read_at": self.days.at(on, 14), "read_by": self.officer}
        if assessment is None:
            return read
        used = {"used_at": self.days.at(on, 15), "used_by": self.officer, "used_in": assessment}
        return read | used | {"use": "The level of harm to a known adult rests on it."}

    def plan(self, on: date, *, every_days: int, follows: Plan | None = None, **fields: Any) -> Plan:
        """The next version of the plan, completed on that day."""
        self.plans += 1
        at = self.days.at(on, 13)
        values: dict[str, Any] = {
            "contact_how": "face_to_face",
            "agreement": "agrees",
            "completed_at": at,
            "completed_by": self.officer,
        }
        return self.rows.add(
            Plan(
                person=self.person,
                number=self.plans,
                follows=follows,
                contact_every_days=every_days,
                started_at=at,
                started_by=self.officer,
                **values | fields,
            ),
            wave=self.plans,
        )

    def goal(self, plan: Plan, area: str, text: str, **fields: Any) -> Goal:
        """A goal of the plan."""
        return self.rows.add(Goal(plan=plan, area=area, text=text, **fields), wave=plan.number)

    def action(self, goal: Goal, what: str, by_on: date, **fields: Any) -> Action:
        """A step towards the goal."""
        values = {"owner": "partner" if fields.get("partner") else "officer"}
        return self.rows.add(
            Action(goal=goal, what=what, by_on=by_on, **values | fields), wave=goal.plan.number
        )

    def contingency(self, plan: Plan, texts: tuple[str, str, str]) -> Contingency:
        """If this happens, then that is done, by whom."""
        trigger, action, who = texts
        return self.rows.add(Contingency(plan=plan, trigger=trigger, action=action, who=who))

    def event(self, kind: str, on: date, **fields: Any) -> ChangeEvent:
        """Something that happened, known on the next morning."""
        values = {
            "source": "Police"
            if kind in {"arrest", "domestic_abuse_call_out", "gang_link"}
            else "The person",
            "detail": words.EVENTS[kind],
            "recorded_by": self.officer,
            "recorded_at": self.days.at(min(on + timedelta(days=1), self.days.on), 5, 30),
        }
        return self.rows.add(ChangeEvent(person=self.person, kind=kind, happened_on=on, **values | fields))

    def review(self, on: date, events: Iterable[ChangeEvent] = (), **fields: Any) -> Review:
        """A review that was concluded on that day, without a new plan unless told otherwise."""
        at = self.days.at(on, 14)
        values: dict[str, Any] = {
            "considered": words.CONSIDERED,
            "persons_part": words.PERSONS_PART,
            "outcome": "not_changed",
            "because": words.NOT_CHANGED,
            "concluded_at": at,
            "concluded_by": self.officer,
        }
        made = self.rows.add(
            Review(person=self.person, started_at=at, started_by=self.officer, **values | fields)
        )
        for event in events:
            self.rows.add(ReviewedEvent(review=made, changeevent=event))
        return made

    def contact(self, on: date, outcome: str = "", *, wave: int = 0, **fields: Any) -> Contact:
        """An appointment; recorded on the same day where it has an outcome."""
        values: dict[str, Any] = {
            "purpose": "supervision",
            "how": "office",
            "place": self.desk.team.office.name,
            "held_from": time(10, 30),
            "officer": self.officer,
            "arranged_at": self.days.at(on - BEFORE, 15),
            "arranged_by": self.officer,
        }
        if outcome:
            values |= {"recorded_at": self.days.at(on, 17), "recorded_by": self.officer}
        return self.rows.add(
            Contact(person=self.person, held_on=on, outcome=outcome, **values | fields), wave=wave
        )

    def absence(
        self, contact: Contact, verdict: str, reason: str, on: date, **fields: Any
    ) -> AbsenceDecision:
        """Whether an absence was acceptable."""
        return self.rows.add(
            AbsenceDecision(
                contact=contact,
                verdict=verdict,
                reason=reason,
                decided_at=self.days.at(on, 16),
                decided_by=self.officer,
                **fields,
            )
        )

    def enforcement(
        self, contact: Contact, sentence: Sentence, action: str, reason: str, on: date
    ) -> EnforcementDecision:
        """What is done about a failure; a warning brings its letter."""
        decision = self.rows.add(
            EnforcementDecision(
                person=self.person,
                sentence=sentence,
                contact=contact,
                action=action,
                reason=reason,
                alternatives=words.TRIED,
                decided_on=on,
                decided_at=self.days.at(on, 16, 10),
                decided_by=self.officer,
            )
        )
        if action in EnforcementDecision.WARNINGS:
            self.letter(on, "warning", words.WARNING.format(day=f"{contact.held_on:%-d %B %Y}"), decision)
        return decision

    def letter(
        self, on: date, template: str, text: str, decision: EnforcementDecision | None = None
    ) -> Letter:
        """A letter as it was sent."""
        return self.rows.add(
            Letter(
                person=self.person,
                decision=decision,
                template=template,
                text=text,
                sent_on=on,
                sent_at=self.days.at(on, 16, 30),
                sent_by=self.officer,
            )
        )

    def oversight(self, on: date, why: str, text: str, what: str, **fields: Any) -> OversightAction:
        """A note of the manager, and one thing that they asked of the officer."""
        note = self.rows.add(
            OversightNote(
                person=self.person,
                why=why,
                text=text,
                written_at=self.days.at(on, 11),
                written_by=self.manager,
            )
        )
        due_on = self.days.after(on, 5)
        return self.rows.add(
            OversightAction(note=note, what=what, asked_of=self.officer, due_on=due_on, **fields)
        )
