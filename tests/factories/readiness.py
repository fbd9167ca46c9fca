"""Facts of a case, read person by person in the most obvious way: what the fast way must say as well."""

from datetime import date
from typing import Any

from django.utils import timezone

from caseward.casework.assessments.models import Area, Assessment
from caseward.casework.people.models import Person
from caseward.casework.plans.models import Action, Plan
from caseward.casework.sentences.models import Sentence
from caseward.rules.readiness import facts
from caseward.rules.risk_of_harm import RISING
from caseward.rules.self_assessment import Rating

GROUPS = ("children", "public", "known_adult", "staff", "prisoners")


def plain_case(person: Person, on: date) -> facts.Case | None:
    """The facts of one case from instances of the models; none where no sentence runs on that day."""
    begun = [each for each in person.sentences.all() if each.starts_on and each.starts_on <= on]
    begun.sort(key=lambda each: (each.starts_on, each.pk))
    running = [each for each in begun if each.ended_on is None or each.ended_on > on]
    if not running or person.merged_into is not None:
        return None
    return facts.Case(
        key=person.pk,
        sentences=tuple(map(_sentence, running)),
        earlier_sentences=tuple(_sentence(each) for each in begun if each not in running),
        is_ethnicity_asked=bool(person.ethnicity),
        **_around(person, on),
        **_assessed(person, on),
        **_since_the_sentence(person, running[0].sentenced_on, on),
    )


def _sentence(row: Sentence) -> facts.Sentence:
    requirements = sorted(row.requirements.all(), key=lambda each: (each.starts_on, each.pk))
    conditions = sorted(row.conditions.all(), key=lambda each: (each.requested_at, each.pk))
    assert row.starts_on is not None
    return facts.Sentence(
        key=row.pk,
        kind=row.kind,
        sentenced_on=row.sentenced_on,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        ended_on=row.ended_on,
        requirements=tuple(
            facts.Requirement(each.pk, each.kind, each.amount, each.starts_on, each.completed_on)
            for each in requirements
        ),
        conditions=tuple(
            facts.Condition(each.pk, _day(each.requested_at), each.granted_on, each.refused_on)
            for each in conditions
        ),
    )


def _around(person: Person, on: date) -> dict[str, Any]:
    def goes_on(row: Any) -> bool:
        return row.ended_on is None or row.ended_on > on

    def of_age(row: Any) -> bool:
        born = row.born_on
        is_child = row.relation == "child" and born is not None
        return is_child and (on.year - 18, on.month, on.day) >= (born.year, born.month, born.day)

    circumstances = [
        each for each in person.circumstances.all() if goes_on(each) and _day(each.recorded_at) <= on
    ]
    relations = [each for each in person.related_people.order_by("pk") if goes_on(each)]
    flags = [each for each in person.risk_flags.order_by("starts_on", "pk") if each.starts_on <= on]
    return {
        "circumstances": tuple(
            facts.Circumstance(each.pk, each.kind, _day(each.recorded_at), each.effect)
            for each in sorted(circumstances, key=lambda each: (_day(each.recorded_at), each.pk))
        ),
        "relations": tuple(
            facts.Relation(each.pk, "other_family" if of_age(each) else each.relation, each.is_at_risk)
            for each in relations
        ),
        "flags": tuple(
            facts.Flag(each.pk, each.kind, each.starts_on, each.review_on)
            for each in flags
            if each.ends_on is None or each.ends_on > on
        ),
    }


def _assessed(person: Person, on: date) -> dict[str, Any]:
    given = [each for each in person.self_assessments.order_by("given_on", "pk") if each.given_on <= on]
    completed = [
        each
        for each in person.assessments.order_by("completed_at", "pk")
        if each.completed_at and _day(each.completed_at) <= on
    ]
    return {
        "self_assessments": tuple(
            facts.SelfAssessment(
                each.pk,
                each.given_on,
                {area: Rating() for area in Area.values}
                | {said.area: Rating(said.score, said.words) for said in each.ratings.all()},
            )
            for each in given
        ),
        "assessments": tuple(map(_assessment, completed)),
    }


def _assessment(row: Assessment) -> facts.Assessment:
    levels = {group: row.level_of(group) for group in GROUPS}
    return facts.Assessment(
        key=row.pk,
        completed_on=_day(row.completed_at),
        reason=row.reason,
        self_assessment=row.self_assessment.pk if row.self_assessment else None,
        history=row.history,
        diversity=row.diversity,
        harm={group: RISING[level - 1] for group, level in levels.items() if level},
        harm_who=row.harm_who,
        harm_nature=row.harm_nature,
        harm_when=row.harm_when,
        harm_raises=row.harm_raises,
        harm_lowers=row.harm_lowers,
        factors=tuple(
            facts.Factor(
                area=each.area,
                need=each.is_need,
                strength=each.strength,
                analysis=each.analysis,
                is_linked_to_offending=each.is_linked_to_offending,
                is_linked_to_harm=each.is_linked_to_harm,
                answer_to_difference=each.answer_to_difference,
            )
            for each in row.factors.order_by("pk")
        ),
    )


def _since_the_sentence(person: Person, since: date, on: date) -> dict[str, Any]:
    def counts(day: date) -> bool:
        return since <= day <= on

    events = person.change_events.filter(withdrawn_because="").order_by("happened_on", "pk")
    asked = person.checks.order_by("asked_on", "pk")
    plans = person.plans.exclude(completed_at=None).order_by("completed_at", "pk")
    breaches = person.breaches.order_by("referred_on", "pk")
    reviews = person.reviews.order_by("started_at", "pk")
    return {
        "events": tuple(
            facts.Event(each.pk, each.kind, each.happened_on) for each in events if counts(each.happened_on)
        ),
        "checks": tuple(
            facts.Check(
                each.pk,
                each.agency,
                each.days(),
                each.event.pk if each.event else None,
                each.answer,
                each.use,
            )
            for each in asked
            if counts(each.asked_on)
        ),
        "plans": tuple(_plan(each) for each in plans if counts(_day(each.completed_at))),
        "breaches": tuple(
            facts.Breach(
                each.pk,
                each.sentence.pk,
                each.failed_on,
                each.referred_on,
                each.presented_on,
                each.ended_on,
            )
            for each in breaches
            if counts(each.referred_on)
        ),
        "reviews": tuple(_review(each) for each in reviews if counts(_day(each.started_at))),
        **_met(person, since, on),
    }


def _plan(row: Plan) -> facts.Plan:
    return facts.Plan(
        key=row.pk,
        number=row.number,
        completed_on=_day(row.completed_at),
        assessment=row.assessment.pk if row.assessment else None,
        contact_every_days=row.contact_every_days,
        contact_how=row.contact_how,
        agreement=row.agreement,
        agreement_words=row.agreement_words,
        goals=tuple(
            facts.Goal(
                goal.pk,
                goal.area,
                goal.text,
                goal.achieved_on,
                tuple(_action(each) for each in goal.actions.order_by("by_on", "pk")),
            )
            for goal in row.goals.order_by("pk")
        ),
        without_goal={each.area: each.because for each in row.without_goal.all()},
        contingencies=tuple(
            facts.Contingency(each.pk, each.trigger, each.action, each.who)
            for each in row.contingencies.order_by("pk")
        ),
    )


def _action(row: Action) -> facts.Action:
    return facts.Action(
        key=row.pk,
        first=row.first_id,
        what=row.what,
        owner=row.owner,
        by_on=row.by_on,
        partner=row.partner,
        requirement=row.requirement.pk if row.requirement else None,
        sessions=row.sessions,
        done_on=row.done_on,
    )


def _review(row: Any) -> facts.Review:
    events = row.events.filter(withdrawn_because="").order_by("pk")
    return facts.Review(
        key=row.pk,
        started_on=_day(row.started_at),
        concluded_on=_day(row.concluded_at) if row.concluded_at else None,
        events=tuple(each.pk for each in events),
        considered=row.considered,
        persons_part=row.persons_part,
        outcome=row.outcome,
        because=row.because,
        plan=row.plan.pk if row.plan else None,
    )


def _met(person: Person, since: date, on: date) -> dict[str, Any]:
    held = [each for each in person.contacts.order_by("held_on", "pk") if since <= each.held_on <= on]
    missed = [each for each in held if each.outcome == "did_not_attend"]
    decided = [
        decision for each in missed for decision in each.absence_decisions.all() if decision.is_current
    ]
    decided.sort(key=lambda each: (_day(each.decided_at), each.contact.pk))
    standing: Any = person.enforcement_decisions.order_by("decided_on", "pk")
    return {
        "contacts": tuple(
            facts.Contact(
                key=each.pk,
                held_on=each.held_on,
                purpose=each.purpose,
                how=each.how,
                outcome=each.outcome,
                is_required=each.is_required,
                sentence=each.sentence.pk if each.sentence else None,
                requirement=each.requirement.pk if each.requirement else None,
                worked_on=each.worked_on.first_id if each.worked_on else None,
                planned_action=each.planned_action.first_id if each.planned_action else None,
            )
            for each in held
        ),
        "absences": tuple(
            facts.Absence(each.contact.pk, each.verdict, each.reason, _day(each.decided_at), each.evidence)
            for each in decided
        ),
        "enforcements": tuple(
            facts.Enforcement(
                each.pk,
                each.sentence.pk,
                each.action,
                each.decided_on,
                each.contact.pk if each.contact else None,
            )
            for each in standing.with_standing()
            if each.stands and since <= each.decided_on <= on
        ),
    }


def _day(moment: Any) -> date:
    return timezone.localdate(moment)
