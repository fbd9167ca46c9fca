"""Cases that the reports tell of, as named records: each shows one thing that must not happen again.

The names, numbers and places are invented. They are the first cases of every estate.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from caseward.casework.assessments.models import Area, Assessment, SelfAssessment
from caseward.casework.people.models import Person, RelatedPerson, RiskFlag
from caseward.casework.plans.models import Action, Plan
from caseward.casework.sentences.models import Requirement, Sentence

from . import words
from .days import DAY, Days
from .profiles import crn_of
from .record import Record
from .rows import Rows
from .staff import Staff

PEOPLE = {
    1: ("Wayne Brackenridge", "male"),
    2: ("Tariq Mehmood-Lacey", "male"),
    3: ("Shaun Pettifer-Oakes", "male"),
    4: ("Denzil Arkwright", "male"),
    5: ("Kirsty Vanterpool", "female"),
    6: ("Leon Hesketh-Bamidele", "male"),
    7: ("Marta Zielinska-Rowe", "female"),
    8: ("Corey Attenborrow", "male"),
}
"""Two open appointments are Denzil's, call-outs Kirsty's; Leon's own view is blank, Marta's is copied; what
the manager asked about Corey was never verified."""
BORN = date(1988, 4, 12)
PARTNER = "Carys Undermead"
NEEDS = ("alcohol", "relationships", "thinking")
STRENGTHS = ("employment", "lifestyle")
ACTIVITY = 2
"""The number of the contact, counted from 0, that is the first day of rehabilitation activity."""


@dataclass
class Case:
    """One vignette while it is written."""

    record: Record
    days: Days
    planned_on: date = date.max
    actions: list[Action] = field(default_factory=list)
    """Of the plan, for the contacts after it."""
    activity_days: Requirement | None = None
    """What the court requires, of those who serve a community sentence."""

    def ago(self, days: int) -> date:
        """The working day so many days before the estate's own day, or the next one after it."""
        return self.days.working(self.days.on - timedelta(days=days))

    def order(self, days: int, offence: str, *, kind: str = "community_order", months: int = 18) -> Sentence:
        """The sentence that runs since so many days, with rehabilitation days."""
        sentence = self.record.sentence(kind, self.ago(days), months, offence=offence)
        self.activity_days = self.record.requirement(sentence, "rar", 20)
        return sentence

    def assessed(self, days: int, harm: int = 2, **fields: Any) -> Assessment:
        """An assessment of all areas, three of them needs."""
        levels: dict[str, Any] = {
            "harm_to_known_adult": harm,
            "harm_to_public": 1,
            "harm_to_staff": 1,
            "harm_to_children": 1,
        }
        texts = {f"harm_{part}": text for part, text in words.HARM.items()}
        texts |= {"diversity": words.DIVERSITY}
        if "self_assessment" not in fields:
            fields["self_assessment"] = self.said(days + 2)
        assessment = self.record.assessment(self.ago(days), **levels, **texts | fields)
        if harm > 1:
            self.record.rows.add(
                RelatedPerson(
                    person=self.record.person,
                    name=PARTNER,
                    relation="former_partner",
                    born_on=BORN,
                    is_at_risk=True,
                )
            )
        for area in Area.values:
            is_need = area in NEEDS
            links: dict[str, Any] = {"is_linked_to_offending": is_need, "is_linked_to_harm": is_need}
            links |= {"strength": words.STRENGTH[area] if area in STRENGTHS else ""}
            text = words.NEED[area] if is_need else words.NO_NEED
            self.record.factor(assessment, area, "yes" if is_need else "no", analysis=text, **links)
        return assessment

    def said(self, days: int) -> SelfAssessment:
        """What the person says of their own life, with a word on the worst."""
        scores = {area: 3 if area in NEEDS else 8 for area in Area.values}
        return self.record.self_assessment(
            self.ago(days), scores, words={area: words.OWN_WORDS[area] for area in NEEDS}
        )

    def planned(self, days: int, assessment: Assessment, *, every_days: int = 14, poor: bool = False) -> Plan:
        """A plan for the three needs; a poor one is a shopping list with a contingency of two words."""
        plan = self.record.plan(
            self.ago(days), every_days=every_days, assessment=assessment, agreement_words="I can do this."
        )
        for area in NEEDS:
            text = words.SHOPPING_LIST if poor else words.GOAL[area]
            goal = self.record.goal(plan, area, text)
            by_on = self.days.on + timedelta(days=60)
            sessions, requirement = (0, None) if poor else (4, self.activity_days)
            action = self.record.action(
                goal, words.ACTION[area], by_on, sessions=sessions, requirement=requirement
            )
            self.actions.append(action)
        self.planned_on = self.ago(days)
        for texts in [words.POOR_CONTINGENCY] if poor else [words.CONTINGENCIES[0], words.FOR_OTHERS[1]]:
            self.record.contingency(plan, texts)
        return plan

    def met(self, sentence: Sentence, since: int, *, every: int = 14, until: int = 1) -> None:
        """Contacts from so many days ago on, to which the person came."""
        for number, days in enumerate(range(since, until, -every)):
            day = self.ago(days)
            work: dict[str, Any] = {"nothing_worked_on": "check_in"}
            if day > self.planned_on and number % 4:
                work = {"worked_on": self.actions[number % len(self.actions)]}
            if number == ACTIVITY and self.activity_days:
                work |= {"purpose": "rar", "requirement": self.activity_days}
            if day < self.days.on:
                how = "home_visit" if number == 1 else "office"
                self.record.contact(day, "attended", sentence=sentence, how=how, **work)

    def seen_next(self, sentence: Sentence, days: int) -> None:
        """An appointment that is still to come."""
        self.record.contact(self.days.after(self.days.on, days), sentence=sentence)

    def checked(self, days: int, assessment: Assessment) -> None:
        """The police were asked at the start; the answer was read and used."""
        use = self.record.read_and_used(self.ago(days - 7), assessment)
        self.record.check("police", self.ago(days), answered_on=self.ago(days - 5), **use)


def opened(number: int, *, days: Days, staff: Staff, rows: Rows) -> Case:
    """The empty record of the vignette of that number; the first officer supervises them all."""
    name, sex = PEOPLE[number]
    desk = staff.desks[0]
    person = Person(
        provider=staff.provider,
        crn=crn_of(number),
        name=name,
        called=name.split(" ", maxsplit=1)[0],
        born_on=BORN + timedelta(days=97 * number),
        sex=sex,
        ethnicity="" if number == len(PEOPLE) - 1 else "white",
        language="English",
        officer=desk.officer,
        team=desk.team,
    )
    return Case(Record(rows, days, desk, person), days)


def wayne(case: Case) -> None:
    """Seen with a gang, in a fight, then stabbed; nobody reviewed or asked anybody; contact became less."""
    sentence = case.order(200, "Affray")
    assessment = case.assessed(188)
    case.checked(195, assessment)
    case.planned(183, assessment, every_days=14)
    case.record.event("gang_link", case.ago(70))
    case.record.event("arrest", case.ago(55), detail="Altercation outside a bar; no charge.")
    case.record.event("victim_of_violence", case.ago(40), detail="Stabbed; two nights in hospital.")
    case.met(sentence, 196, until=45)
    case.met(sentence, 38, every=28)
    case.seen_next(sentence, 12)


def tariq(case: Case) -> None:
    """Out of prison with no further condition asked for, and a contingency of more reporting and recall."""
    released = case.ago(95)
    sentence = case.record.sentence(
        "licence",
        released,
        12,
        sentenced_on=released - timedelta(days=180),
        offence="Assault causing actual bodily harm",
        prison=words.PRISONS[0],
    )
    assessment = case.assessed(85, harm=3)
    case.checked(93, assessment)
    case.planned(82, assessment, every_days=7, poor=True)
    case.met(sentence, 94, every=7)
    case.seen_next(sentence, 3)


def shaun(case: Case) -> None:
    """Assessed as if there were no past: two earlier orders, one of them revoked."""
    for days, end in ((900, "completed"), (520, "revoked")):
        over: dict[str, Any] = {"ended_on": case.ago(days - 240), "end": end}
        earlier = case.record.sentence("community_order", case.ago(days), 9, offence="Common assault", **over)
        for back in range(days - 5, days - 200, -35):
            came = end == "completed" or back > days - 80
            outcome = "attended" if came else "did_not_attend"
            contact = case.record.contact(case.ago(back), outcome, sentence=earlier)
            if not came:
                case.record.absence(contact, "acceptable", "judgement", contact.held_on)
    sentence = case.order(120, "Common assault of a partner")
    assessment = case.assessed(108, history="")
    case.checked(117, assessment)
    case.planned(104, assessment)
    case.met(sentence, 117)
    case.seen_next(sentence, 4)


def two_open_appointments(case: Case) -> None:
    """Two appointments of which nobody said what happened, then attended as if nothing had been."""
    sentence = case.order(150, "Theft from a shop")
    assessment = case.assessed(138, harm=1)
    case.checked(147, assessment)
    case.planned(134, assessment)
    case.met(sentence, 147, until=40)
    for days in (34, 27):
        case.record.contact(case.ago(days), sentence=sentence)
    case.met(sentence, 13)
    case.seen_next(sentence, 6)


def call_outs(case: Case) -> None:
    """Two call-outs since the assessment, one of them last night; nobody asked anybody again."""
    sentence = case.order(130, "Common assault of a partner")
    assessment = case.assessed(120)
    case.checked(127, assessment)
    case.planned(116, assessment)
    flag = RiskFlag(
        person=case.record.person,
        kind="domestic_abuse",
        starts_on=case.ago(120),
        review_on=case.days.on + timedelta(days=30),
    )
    case.record.rows.add(flag)
    case.record.event("domestic_abuse_call_out", case.ago(25))
    case.record.event("domestic_abuse_call_out", case.days.on - DAY)
    case.met(sentence, 127)
    case.seen_next(sentence, 2)


def blank_own_view(case: Case) -> None:
    """The form lies in the record, and the person never wrote on it."""
    sentence = case.order(80, "Criminal damage")
    blank = case.record.self_assessment(case.ago(72), {})
    assessment = case.assessed(68, harm=1, self_assessment=blank)
    case.checked(77, assessment)
    case.planned(64, assessment)
    case.met(sentence, 77)
    case.seen_next(sentence, 5)


def copied_own_view(case: Case) -> None:
    """What she said half a year ago stands there again, letter by letter."""
    sentence = case.order(210, "Harassment")
    scores = {area: 3 + place % 5 for place, area in enumerate(Area.values)}
    said = {"alcohol": words.OWN_WORDS["alcohol"]}
    first = case.record.self_assessment(case.ago(200), scores, words=said)
    assessment = case.assessed(198, self_assessment=first)
    case.checked(207, assessment)
    case.record.self_assessment(case.ago(20), scores, words=said)
    case.planned(190, assessment)
    case.met(sentence, 207)
    case.seen_next(sentence, 7)


def management_task(case: Case) -> None:
    """The manager asked for a review; the officer says that it is done; nobody looked, and there is none."""
    sentence = case.order(160, "Affray")
    assessment = case.assessed(148)
    case.checked(157, assessment)
    case.planned(144, assessment)
    case.record.event("new_relationship", case.ago(50))
    case.record.oversight(
        case.ago(35),
        *words.OVERSIGHT[0],
        done_at=case.days.at(case.ago(28)),
        done_by=case.record.officer,
        done_words="Reviewed.",
    )
    case.met(sentence, 157)
    case.seen_next(sentence, 9)


CASES: dict[int, Callable[[Case], None]] = {
    1: wayne,
    2: tariq,
    3: shaun,
    4: two_open_appointments,
    5: call_outs,
    6: blank_own_view,
    7: copied_own_view,
    8: management_task,
}
