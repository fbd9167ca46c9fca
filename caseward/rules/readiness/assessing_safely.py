"""What an inspector looks for in the assessment of harm to other people.

Reports found harm not analysed in half of the cases, victims overlooked, agencies not asked, and answers
not used. So a level alone is no analysis, a question alone no check, an answer alone no source. [LON 2.1]
[TV 2.1]
"""

from collections.abc import Iterator
from datetime import date

from caseward.rules import risk_of_harm

from .asked_agencies import (
    AGENCIES,
    CHILDRENS_SERVICES,
    POLICE,
    asked_first_until,
    asked_since_sentence,
    awaited_until,
    is_answered,
    is_used,
    of_checks,
)
from .facts import Assessment, Case, Event, Flag, Relation
from .facts import Check as AgencyCheck
from .findings import Check, Finding, Place, Record, Yardstick, missing, not_applicable, shown
from .gaps import Gap, assessments_before_sentence, first_gap, not_assessed, of_assessment, of_sentence
from .history import gaps_in_history, gaps_in_use
from .limits import day, is_left
from .texts import is_same, plain, tells

GROUPS = tuple(group for group in risk_of_harm.GROUP_CODES if group != "prisoners")
"""Those to be assessed in the community."""
GROUP_TITLES = dict(risk_of_harm.GROUPS)
QUESTIONS = (
    "who is at risk",
    "what the harm would be",
    "when it is likeliest",
    "what raises it",
    "what lowers it",
)
"""What `Assessment.harm_texts` answer, in the same order."""
VICTIM_FLAGS = frozenset(
    ("domestic_abuse", "restraining_order", "non_contact", "spousal_assault", "child_protection")
)


def analysed(case: Case, by: Yardstick) -> Finding:
    """Shown: each group has a level; above low, who, what, when, raises and lowers have words of their own.

    Missing: a group without a level, an answer that is blank or stands in another place too, or all as in an
    assessment of an earlier sentence. It always arises; low to every group needs no words. Example: medium
    harm on 20 August 2019, with the same words for what raises and what lowers it: missing. [LON 2.1]
    """
    assessment = case.assessment
    if assessment is None:
        return not_assessed(case, by)
    return first_gap(
        _gaps_in_analysis(case, assessment),
        "Harm to each group was assessed, and where it is above low it is analysed.",
        [of_assessment(assessment)],
    )


def _gaps_in_analysis(case: Case, assessment: Assessment) -> Iterator[Gap]:
    place = Place.ASSESSMENT
    overall = risk_of_harm.overall(assessment.harm, GROUPS)
    if overall.missing:
        groups = "; ".join(GROUP_TITLES[group].lower() for group in overall.missing)
        yield Gap(f"Nobody has assessed harm to: {groups}.", f"Assess the level of harm to: {groups}.", place)
    if overall.level == risk_of_harm.RISING[0]:
        return
    texts = dict(zip(QUESTIONS, assessment.harm_texts, strict=True))
    if left := "; ".join(question for question, text in texts.items() if not tells(text)):
        yield Gap(f"Harm is above low, and the assessment does not say {left}.", f"Write down {left}.", place)
    twice = assessment.said_twice
    if left := "; ".join(question for question, text in texts.items() if plain(text) in twice):
        yield Gap(
            f"The same words stand in several places for {left}.", f"Write in words of its own {left}.", place
        )
    if any(_is_all_the_same(assessment, each) for each in assessments_before_sentence(case)):
        because = "The analysis of harm is copied from the time before this sentence."
        yield Gap(because, "Write how harm could come about now.", place)


def _is_all_the_same(assessment: Assessment, earlier: Assessment) -> bool:
    return all(map(is_same, assessment.harm_texts, earlier.harm_texts))


def victims(case: Case, by: Yardstick) -> Finding:
    """Shown: the assessment says who is at risk, in words of its own, and is no older than the flags.

    Missing: it does not, or a flag began after it. It always arises; where harm to every group is low, and
    no victim, nobody at risk and no flag such as domestic abuse is recorded, no words are needed. Example:
    assessed on 20 August 2019; a flag that begins on 20 August 2019: shown; on 21 August 2019: missing.
    [LON 2.1] [TV 2.1]
    """
    people = [each for each in case.relations if each.relation == "victim" or each.is_at_risk]
    flags = [each for each in case.flags if each.kind in VICTIM_FLAGS]
    assessment = case.assessment
    if assessment is None:
        return not_assessed(case, by)
    records = [of_assessment(assessment), *map(_of_relation, people), *map(_of_flag, flags)]
    if not people and not flags and _is_low_to_all(assessment):
        return shown("Nobody is recorded as at risk, and harm to every group was assessed as low.", records)
    return first_gap(
        _gaps_in_victims(assessment, flags),
        "The assessment says who is at risk, and takes in every flag.",
        records,
    )


def _is_low_to_all(assessment: Assessment) -> bool:
    overall = risk_of_harm.overall(assessment.harm, GROUPS)
    return overall.level == risk_of_harm.RISING[0] and not overall.missing


def _gaps_in_victims(assessment: Assessment, flags: list[Flag]) -> Iterator[Gap]:
    mend = "Write who is at risk, who has been harmed before, and how each may be kept safe."
    if not tells(assessment.harm_who):
        yield Gap("Somebody may be at risk, and the assessment does not say who.", mend, Place.ASSESSMENT)
    if plain(assessment.harm_who) in assessment.said_twice:
        because = "What the assessment says of who is at risk stands in another part of it too."
        yield Gap(because, mend, Place.ASSESSMENT)
    if any(flag.starts_on > assessment.completed_on for flag in flags):
        because = "A flag of harm to somebody began after the assessment was completed."
        yield Gap(because, "Assess again with what the flag says.", Place.ASSESSMENT)


def sources(case: Case, by: Yardstick) -> Finding:
    """Shown: an answer of the police since the sentence was used, and earlier sentences are drawn together.

    Missing: the police were not asked, did not answer, or the answer lies unused; no history where there are
    earlier sentences. It does not arise while there is time for them to be asked and to answer. Example:
    asked on 7 August 2019, answered on the 12th, read on the 13th and never used: missing from 29 August on.
    [LON 2.1] [TV 2.1]
    """
    asked = asked_since_sentence(case, POLICE)
    assessment = case.assessment
    if assessment is None:
        return not_assessed(case, by)
    if (until := _time_until(case, asked, by)) and not any(map(is_used, asked)):
        return not_applicable(f"It is too early: the police have not been heard yet, and {_there_is(until)}.")
    return first_gap(
        (*_gaps_in_police(asked, by), *gaps_in_history(case, assessment)),
        "What the police know was used, and the past was looked at.",
        [of_assessment(assessment), *of_checks(asked)],
    )


def _gaps_in_police(asked: list[AgencyCheck], by: Yardstick) -> Iterator[Gap]:
    answered = [each for each in asked if is_answered(each)]
    if not answered:
        because = "There is no answer of the police since the sentence was passed."
        yield Gap(because, "Ask the police what they know, and use what they answer.", Place.CHECKS)
    elif not any(map(is_used, answered)):
        yield from gaps_in_use(answered, by)


def police_asked(case: Case, by: Yardstick) -> Finding:
    """Shown: the police were asked since the sentence was passed, and answered.

    Missing: not asked, asked only before it, or without an answer, however often it was chased. It does not
    arise while there is time: checks are expected in every case. Example: not asked by 12 August 2019; or
    asked on 6 August 2019, no answer, and not chased by 13 August 2019: missing. [TV 2.1] [LON 2.1]
    """
    return _finding_on_question(case, by, POLICE)


def children_asked(case: Case, by: Yardstick) -> Finding:
    """Shown: children’s services were asked since the sentence was passed, and answered.

    Missing as for the police. It arises where a child, a flag of child protection, or contact with a child is
    recorded. Example: contact with a child on 5 August 2019, and no question to anybody: missing. [TV 2.1]
    """
    children = _records_of_children(case)
    if not children:
        return not_applicable("The record has no child, no contact with one and no flag of child protection.")
    return _finding_on_question(case, by, CHILDRENS_SERVICES, children)


def _finding_on_question(
    case: Case, by: Yardstick, agency: str, because_of: tuple[Record, ...] = ()
) -> Finding:
    asked, whom = asked_since_sentence(case, agency), AGENCIES[agency]
    records = [*because_of, *of_checks(asked)]
    if any(map(is_answered, asked)):
        return shown(f"It is recorded that {whom} were asked, and what they answered.", records)
    if until := _time_until(case, asked, by):
        what = "answered" if asked else "been asked"
        return not_applicable(f"It is too early: {whom} have not {what} yet, and {_there_is(until)}.")
    if asked:
        return missing(*_gap_in_answer(asked[-1], whom), records)
    older = [each for each in case.checks if each.agency == agency]
    because = f"Nobody has asked {whom} since the sentence was passed."
    mend = f"Ask {whom} what they know."
    return missing(because, mend, Place.CHECKS, [*because_of, *of_checks(older), of_sentence(case)])


def _time_until(case: Case, asked: list[AgencyCheck], by: Yardstick) -> date | None:
    """The last day on which an agency may still be asked, answer or be made use of; None where it is over."""
    until = awaited_until(asked[-1], by) if asked else asked_first_until(case, by)
    return until if is_left(until, by) else None


def _there_is(until: date) -> str:
    return f"there is time until {day(until)}"


def _gap_in_answer(check: AgencyCheck, whom: str) -> Gap:
    if check.days.answered_on is not None:
        because = f"The day on which {whom} answered is recorded, and not what they said."
        return Gap(because, "Write down what they answered.", Place.CHECKS)
    because = f"The record shows that {whom} were asked, and no answer."
    mend = f"Chase {whom}, through your manager where they stay silent, and write down what they answer."
    return Gap(because, mend, Place.CHECKS)


def _records_of_children(case: Case) -> tuple[Record, ...]:
    return (
        *(_of_relation(each) for each in case.relations if each.relation == "child"),
        *(_of_flag(each) for each in case.flags if each.kind == "child_protection"),
        *(_of_event(each) for each in case.events if each.kind == "child_contact"),
    )


def _of_relation(relation: Relation) -> Record:
    words = "A child" if relation.relation == "child" else "Somebody at risk or harmed before"
    return Record("relation", relation.key, None, words)


def _of_flag(flag: Flag) -> Record:
    return Record("flag", flag.key, flag.starts_on, "A flag of risk")


def _of_event(event: Event) -> Record:
    return Record("event", event.key, event.happened_on, "Contact with a child")


CHECKS = (
    Check("harm.analysed", "Harm analysed: who, what, when, what raises and lowers it", analysed, "LON 2.1"),
    Check("harm.victims", "Actual and possible victims considered", victims, "LON 2.1"),
    Check("harm.sources", "Past behaviour and what agencies know used", sources, "LON 2.1"),
    Check("harm.police_asked", "Police asked about domestic abuse", police_asked, "TV 2.1"),
    Check("harm.children_asked", "Children’s services asked", children_asked, "TV 2.1"),
)
