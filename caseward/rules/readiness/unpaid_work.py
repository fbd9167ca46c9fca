"""What an inspector looks for in unpaid work."""

from datetime import date

from .facts import Case, Circumstance, Contact, Requirement
from .failures import absences_found, enforcement_found
from .findings import Check, Finding, Place, Record, Yardstick, missing, not_applicable, shown
from .gaps import not_assessed, of_assessment
from .limits import due_by, last_day, no_number
from .meetings import records_of, times_between
from .texts import says_something, tells

UNPAID_WORK = "unpaid_work"
HEALTH = ("disability", "mental_health", "physical_health", "learning", "neurodiversity")
NO_UNPAID_WORK = "No sentence that runs asks for unpaid work."


def circumstances_answered(case: Case, by: Yardstick) -> Finding:
    """Whether what was recorded of the person’s circumstances says what it means for the work.

    Shown: caring for a child, recorded on 7 August 2019, with “no Fridays” as its effect. Missing: three
    circumstances, of which one has no effect written down; or none at all, and nobody asked for ethnicity
    either, or the assessment says nothing of diversity. It does not arise without unpaid work. [TV 4.1]
    """
    if not _required(case):
        return not_applicable(NO_UNPAID_WORK)
    if unanswered := [each for each in case.circumstances if not says_something(each.effect)]:
        return missing(
            "A circumstance is recorded, and not what it means for the work.",
            "Write down what each circumstance means for the work.",
            Place.DETAILS,
            _circumstance_records(unanswered),
        )
    if case.circumstances:
        return shown(
            "Every circumstance says what it means for the work.", _circumstance_records(case.circumstances)
        )
    if not case.is_ethnicity_asked:
        return missing(
            "No circumstance is recorded, and nobody asked for ethnicity.",
            "Ask the person, and record what they say, or that they prefer not to.",
            Place.DETAILS,
            _requirement_records(case),
        )
    return _answered_by_the_assessment(case, by)


def _answered_by_the_assessment(case: Case, by: Yardstick) -> Finding:
    """What is shown where no circumstance is recorded: that nobody looked, or that the assessment did."""
    assessment = case.assessment
    if assessment is None:
        return not_assessed(case, by)
    if not tells(assessment.diversity):
        return missing(
            "No circumstance is recorded, and the assessment says nothing of any.",
            "Ask the person what may bear on the work, and write down what they say.",
            Place.DETAILS,
            [*_requirement_records(case), of_assessment(assessment)],
        )
    because = "No circumstance is recorded that bears on the work, and the assessment looked for them."
    return shown(because, [of_assessment(assessment)])


def health_answered(case: Case, by: Yardstick) -> Finding:
    """Whether health and disability were considered before the first session of work.

    Shown: anxiety, recorded with its effect on 7 August 2019, and a first session on 20 August. Missing: no
    effect, or recorded only from 21 August on. Where no such circumstance is recorded, the assessment shows
    whether anybody looked at health by then. It does not arise without unpaid work, nor before the assessment
    is due. [TV 4.1]
    """
    if not _required(case):
        return not_applicable(NO_UNPAID_WORK)
    health = [each for each in case.circumstances if each.kind in HEALTH]
    worked_on = next((each.held_on for each in _sessions(case) if each.was_attended), date.max)
    if not health:
        return _looked_at_health(case, worked_on, by)
    too_late = [each for each in health if not says_something(each.effect) or each.recorded_on > worked_on]
    if too_late:
        return missing(
            "A condition of health was not considered before the first session of work.",
            "Write down what it means for the work, and look again whether the work suits.",
            Place.DETAILS,
            _circumstance_records(too_late),
        )
    return shown("Health was considered before the first session of work.", _circumstance_records(health))


def _looked_at_health(case: Case, worked_on: date, by: Yardstick) -> Finding:
    """Whether an assessment says, before the first session, if health is a need."""
    since = [each for each in case.assessments if each.completed_on >= case.sentenced_on]
    in_time = [each for each in since if each.completed_on <= worked_on]
    if not since and worked_on > by.on:
        return not_assessed(case, by)
    if any(each.area == "health" and each.need in ("yes", "no") for made in in_time for each in made.factors):
        because = "No condition of health is recorded, and health was looked at before the first session."
        return shown(because, map(of_assessment, in_time))
    return missing(
        "Nobody wrote down before the first session of work whether health bears on it.",
        "Ask the person about their health, write it into the assessment, and look whether the work suits.",
        Place.ASSESSMENT,
        [*_requirement_records(case), *map(of_assessment, since)],
    )


def work_under_way(case: Case, by: Yardstick) -> Finding:
    """Whether the person came to a first session in time, and to sessions regularly since.

    Shown: a requirement of 5 August 2019, a session by 2 September, and never more than four weeks without
    one until the hours are done. Missing: the sessions were only offered, or we cancelled them or sent the
    person home. It does not arise without unpaid work, nor while there is time for the first. [TV 4.1]
    """
    required = _required(case)
    if not required:
        return not_applicable(NO_UNPAID_WORK)
    first = min(required, key=lambda each: each.starts_on)
    by_on = last_day(by, due_by, "requirement_start.unpaid_work", first.starts_on)
    if by_on is None:
        return no_number()
    sessions = [each for each in _sessions(case) if first.starts_on <= each.held_on <= by.on]
    worked = [each for each in sessions if each.was_attended]
    if not worked and by.on <= by_on:
        return not_applicable("It is too early: there is still time for the first session.")
    if not worked or worked[0].held_on > by_on:
        return _not_under_way(case, "Unpaid work did not begin in the time allowed.", sessions)
    for start, end in times_between(
        [each.held_on for each in worked], worked[0].held_on, _worked_until(required, by)
    ):
        last = last_day(by, due_by, "unpaid_work.between_sessions", start)
        if last and end > last:
            inside = [each for each in sessions if start <= each.held_on <= end]
            return _not_under_way(case, "Unpaid work stood still for too long between two sessions.", inside)
    return shown("Unpaid work began in time and goes on.", records_of([worked[0], *worked[1:][-2:]]))


def work_absences_decided(case: Case, by: Yardstick) -> Finding:
    """Whether each missed session of work was decided about, with a reason and what it rests on.

    Shown: missed on Monday 5 August 2019 and by 6 August accepted as work, with the letter of the employer.
    Missing: accepted on professional judgement alone, or a session without an outcome. Sessions that we
    cancelled are not missed. It does not arise without unpaid work or a missed session. [TV 4.1] [LON 4.1]
    """
    if not _required(case):
        return not_applicable(NO_UNPAID_WORK)
    return absences_found(case, by, _sessions(case))


def work_enforced(case: Case, by: Yardstick) -> Finding:
    """Whether failures at unpaid work were answered in time, and taken to court at the limit.

    Shown: sent home for behaviour on Monday 2 September, and warned by 4 September. Missing: two
    failures of an order, each with a warning, and neither a breach nor a review of the count. Ten sessions
    that we cancelled are no failure at all. [TV 4.1] [LON 4.1]
    """
    if not _required(case):
        return not_applicable(NO_UNPAID_WORK)
    keys = {session.key for session in _sessions(case)}
    return enforcement_found(case, by, lambda contact: contact.key in keys)


def _required(case: Case) -> list[Requirement]:
    return [
        requirement
        for sentence in case.sentences
        for requirement in sentence.requirements
        if requirement.kind == UNPAID_WORK
    ]


def _sessions(case: Case) -> list[Contact]:
    """Sessions of work, by what they were for or by the requirement that they name."""
    keys = {requirement.key for requirement in _required(case)}
    return [each for each in case.contacts if each.purpose == UNPAID_WORK or each.requirement in keys]


def _worked_until(required: list[Requirement], by: Yardstick) -> date:
    """The day on which the last hours were done; the day of the look where some are left."""
    done = [requirement.completed_on for requirement in required if requirement.completed_on]
    return max(done) if len(done) == len(required) else by.on


def _not_under_way(case: Case, because: str, sessions: list[Contact]) -> Finding:
    mend = "Arrange the next sessions without such gaps, and record why it stood still."
    return missing(because, mend, Place.CONTACTS, [*_requirement_records(case), *records_of(sessions)])


def _requirement_records(case: Case) -> list[Record]:
    return [Record("requirement", each.key, each.starts_on, "Unpaid work") for each in _required(case)]


def _circumstance_records(circumstances: list[Circumstance] | tuple[Circumstance, ...]) -> list[Record]:
    return [
        Record(
            "circumstance",
            each.key,
            each.recorded_on,
            "Circumstance with its effect"
            if says_something(each.effect)
            else "Circumstance without an effect",
        )
        for each in circumstances
    ]


CHECKS = (
    Check(
        "unpaid_work.circumstances",
        "Circumstances and their effect on unpaid work",
        circumstances_answered,
        "TV 4.1",
    ),
    Check("unpaid_work.health", "Health and safety considered", health_answered, "TV 4.1"),
    Check("unpaid_work.start", "Unpaid work began promptly and goes on", work_under_way, "TV 4.1"),
    Check("unpaid_work.absences", "Missed sessions decided with reasons", work_absences_decided, "TV 4.1"),
    Check("unpaid_work.enforcement", "Enforcement at unpaid work when it should be", work_enforced, "TV 4.1"),
)
