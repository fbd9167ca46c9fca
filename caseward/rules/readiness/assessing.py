"""What an inspector looks for in an assessment of the person and of what is linked to offending.

The latest assessment completed since the sentence was passed is looked at. What is blank, copied from an
earlier one, or said in the same words of several areas is not there: reports found self-assessments left
blank or repeated, and lists of factors without analysis. [TV 2.1] [LON 2.1]
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from caseward.rules import self_assessment
from caseward.rules.self_assessment import Earlier, Rating

from .areas import AREAS, named
from .asked_agencies import is_answered, is_stuck, is_used, of_checks
from .facts import Assessment, Case, Circumstance, Factor, SelfAssessment
from .findings import Check, Finding, Place, Record, Yardstick, not_applicable
from .gaps import Gap, first_gap, not_assessed, of_assessment, one_before
from .history import gaps_in_history, gaps_in_use
from .texts import is_same, plain, repeated, says_something, tells

CIRCUMSTANCES = {
    "disability": "their disability",
    "mental_health": "their mental health",
    "physical_health": "their physical health",
    "learning": "their learning difficulty",
    "neurodiversity": "their neurodiversity",
    "caring": "caring for somebody",
    "work": "their work or study",
    "faith": "their faith",
}


def diversity(case: Case, by: Yardstick) -> Finding:
    """Shown: words on diversity that are new and stand nowhere else, an effect for each circumstance.

    Missing: one of these is not there; nobody asked for the ethnicity; no assessment. It always arises. An
    effect may be "none". Example: autism is recorded on 7 August 2019, and nobody writes what it means:
    missing on 20 August 2019, though the assessment speaks of diversity. [TV 2.1] [LON 2.1]
    """
    assessment = case.assessment
    if assessment is None:
        return not_assessed(case, by)
    records = [of_assessment(assessment), *map(_of_circumstance, case.circumstances)]
    return first_gap(
        _gaps_in_diversity(case, assessment),
        "The assessment says how who they are bears on this sentence, and each circumstance has its effect.",
        records,
    )


def _gaps_in_diversity(case: Case, assessment: Assessment) -> Iterator[Gap]:
    text, place = assessment.diversity, Place.ASSESSMENT
    mend = "Write how who they are and how they live bears on this sentence."
    if not tells(text):
        yield Gap("The assessment says nothing of diversity and circumstances.", mend, place)
    if any(is_same(text, each.diversity) for each in case.assessments if each is not assessment):
        yield Gap("The assessment repeats on diversity the words of an earlier one.", mend, place)
    if plain(text) in assessment.said_twice:
        yield Gap("What the assessment says of diversity stands in another part of it too.", mend, place)
    for each in case.circumstances:
        if not says_something(each.effect):
            words = f"Write what {_words_for(each)} means for this sentence."
            yield Gap("A circumstance is recorded, and not what it means.", words, Place.DETAILS)
    if repeated(each.effect for each in case.circumstances):
        words = "Write for each circumstance what it means for this sentence."
        yield Gap("Several circumstances have the same words for what they mean.", words, Place.DETAILS)
    if not case.is_ethnicity_asked:
        yield Gap("Nobody has asked for the person’s ethnicity.", "Ask for their ethnicity.", Place.DETAILS)


def involved(case: Case, by: Yardstick) -> Finding:
    """Shown: the assessment rests on what the person says now, and every difference of view has an answer.

    Missing: nothing is linked, it is blank, from before the sentence, or unchanged from the one before; a
    difference has no answer, or several have the same. It always arises. Example: the self-assessment of
    14 August 2019 repeats every score and word of the one before: missing. [TV 2.1]
    """
    assessment = case.assessment
    if assessment is None:
        return not_assessed(case, by)
    said = next((each for each in case.self_assessments if each.key == assessment.self_assessment), None)
    records = [
        of_assessment(assessment),
        *map(_of_self_assessment, [said] if said else case.self_assessments[-1:]),
    ]
    return first_gap(
        _gaps_in_own_view(case, assessment, said),
        "The assessment rests on what the person says of their own life, and answers where views differ.",
        records,
    )


def _gaps_in_own_view(case: Case, assessment: Assessment, said: SelfAssessment | None) -> Iterator[Gap]:
    mend = "Ask the person how they see their own life now, and rest the assessment on it."
    place = Place.SELF_ASSESSMENT
    if said is None:
        yield Gap("The assessment does not rest on what the person says of their own life.", mend, place)
    elif (code := self_assessment.state(_whole(said), _earlier(case, said)).code) == "not_done":
        yield Gap("The self-assessment on which the assessment rests is blank.", mend, place)
    elif code == "unchanged":
        yield Gap("The self-assessment repeats every score and word of the one before.", mend, place)
    elif said.given_on < case.sentenced_on:
        yield Gap("The self-assessment is from before this sentence.", mend, place)
    else:
        yield from _gaps_in_answers(assessment, said)


def _gaps_in_answers(assessment: Assessment, said: SelfAssessment) -> Iterator[Gap]:
    needs = {each.area: each.need if each.need in ("yes", "no") else "unknown" for each in assessment.factors}
    answers = {
        each.area: each.answer_to_difference
        for each in assessment.factors
        if tells(each.answer_to_difference)
    }
    found = self_assessment.differences(_whole(said), needs)
    if left := self_assessment.unanswered_differences(found, answers):
        areas = named(each.area for each in left)
        because = f"Officer and person see these areas differently, and nobody says why: {areas}."
        yield Gap(because, f"Write why you see it differently: {areas}.", Place.ASSESSMENT)
    if repeated(answers.get(each.area, "") for each in found):
        because = "Officer and person differ on several areas, and the same words answer them."
        yield Gap(because, "Write for each area by itself why you see it differently.", Place.ASSESSMENT)


def needs(case: Case, by: Yardstick) -> Finding:
    """Shown: all ten areas looked at, each need analysed, those linked to offending in words of their own.

    Missing: an area that nobody looked at, a need without analysis or without a word whether it is linked,
    words repeated across areas or from the assessment before. It always arises. Example: on 20 August 2019
    alcohol is a need in the words of the assessment before: missing. [TV 2.1] [LON 2.1]
    """
    assessment = case.assessment
    if assessment is None:
        return not_assessed(case, by)
    before = one_before(case, assessment)
    return first_gap(
        (*_gaps_in_looking(assessment), *_gaps_in_analysis(assessment, before)),
        "Every area was looked at, and each need is analysed in words of its own.",
        [of_assessment(assessment), *map(of_assessment, [before] if before else [])],
    )


def _gaps_in_looking(assessment: Assessment) -> Iterator[Gap]:
    place = Place.ASSESSMENT
    looked_at = {each.area: each.need for each in assessment.factors if each.need}
    if left := named(AREAS.keys() - looked_at.keys()):
        yield Gap(f"Nobody has looked at these areas: {left}.", f"Look at these areas: {left}.", place)
    if set(looked_at.values()) == {"not_known"}:
        yield Gap("It is not known of any area whether it is a need.", "Find out what the needs are.", place)
    found = [each for each in assessment.factors if each.need == "yes"]
    if left := named(each.area for each in found if not tells(each.analysis)):
        yield Gap(f"These needs are named and not analysed: {left}.", f"Analyse these needs: {left}.", place)
    if left := named(each.area for each in found if each.is_linked_to_offending is None):
        because = f"Nobody says whether these needs are linked to offending: {left}."
        yield Gap(because, f"Say whether these needs are linked to offending: {left}.", place)


def _gaps_in_analysis(assessment: Assessment, before: Assessment | None) -> Iterator[Gap]:
    found = [each for each in assessment.factors if each.need == "yes"]
    linked = [each for each in found if each.is_linked_to_offending]
    twice = repeated(each.analysis for each in found)
    if twice and (same := named(each.area for each in linked if plain(each.analysis) in twice)):
        because = f"These needs are analysed in the same words as another: {same}."
        yield Gap(
            because, f"Write for each need what it has to do with the offence: {same}.", Place.ASSESSMENT
        )
    if same := named(_unchanged(linked, before, lambda factor: factor.analysis)):
        because = f"These needs are analysed in the words of the assessment before: {same}."
        yield Gap(because, f"Write how these needs stand now: {same}.", Place.ASSESSMENT)


def strengths(case: Case, by: Yardstick) -> Finding:
    """Shown: an area names a strength, not all in one set of words, and not all as in the assessment before.

    Missing: none is named, or only such. It always arises. Example: on 20 August 2019 money and drugs both
    have "Engages well": missing; a job named beside them: shown. [TV 2.1] [LON 2.1]
    """
    assessment = case.assessment
    if assessment is None:
        return not_assessed(case, by)
    before = one_before(case, assessment)
    return first_gap(
        _gaps_in_strengths(assessment, before),
        "The assessment names strengths.",
        [of_assessment(assessment), *map(of_assessment, [before] if before else [])],
    )


def _gaps_in_strengths(assessment: Assessment, before: Assessment | None) -> Iterator[Gap]:
    found = [each for each in assessment.factors if tells(each.strength)]
    mend, place = "Write what helps this person to stop offending, and in which area.", Place.ASSESSMENT
    if not found:
        yield Gap("The assessment names no strength.", mend, place)
    elif len(found) > 1 and len({plain(each.strength) for each in found}) == 1:
        yield Gap("The assessment names the same strength in every area.", mend, place)
    elif len(_unchanged(found, before, lambda factor: factor.strength)) == len(found):
        yield Gap("Every strength stands in the words of the assessment before.", mend, place)


def sources(case: Case, by: Yardstick) -> Finding:
    """Shown: what earlier sentences show is drawn together, and what agencies answered was used.

    Missing: no history where there are earlier sentences, or one that is copied; an answer since the sentence
    that nobody used in the time for it. It does not arise where the record has neither. Example: two earlier
    orders, and an assessment of 20 August 2019 without a word on them: missing. [LON 2.1]
    """
    answered = [
        each for each in case.checks if is_answered(each) and _is_since_sentence(each.days.answered_on, case)
    ]
    answered = [each for each in answered if is_used(each) or is_stuck(each, by)]
    if not case.earlier_sentences and not answered:
        return not_applicable(
            "The record has no earlier sentence, and no answer of another agency that should be used by now."
        )
    assessment = case.assessment
    if assessment is None:
        return not_assessed(case, by)
    earlier = [
        Record("sentence", each.key, each.sentenced_on, "Earlier sentence") for each in case.earlier_sentences
    ]
    return first_gap(
        (*gaps_in_history(case, assessment), *gaps_in_use(answered, by)),
        "The assessment draws on earlier sentences and on what agencies answered.",
        [of_assessment(assessment), *earlier, *of_checks(answered)],
    )


def _is_since_sentence(on: date | None, case: Case) -> bool:
    return on is not None and on >= case.sentenced_on


def _unchanged(
    factors: Iterable[Factor], before: Assessment | None, text_of: Callable[[Factor], str]
) -> list[str]:
    """The areas whose text is that of the same area in the assessment before."""
    earlier = {each.area: text_of(each) for each in before.factors} if before else {}
    return [each.area for each in factors if is_same(text_of(each), earlier.get(each.area, ""))]


def _whole(said: SelfAssessment) -> dict[str, Rating]:
    return {area: said.ratings.get(area, Rating()) for area in AREAS}


def _earlier(case: Case, said: SelfAssessment) -> Earlier | None:
    """What the person said the last time before that they said anything."""
    before = case.self_assessments[: case.self_assessments.index(said)]
    given = [each for each in before if not all(rating.is_blank for rating in each.ratings.values())]
    return Earlier(given[-1].given_on, given[-1].ratings) if given else None


def _words_for(circumstance: Circumstance) -> str:
    return CIRCUMSTANCES.get(circumstance.kind, "it")


def _of_circumstance(circumstance: Circumstance) -> Record:
    return Record("circumstance", circumstance.key, circumstance.recorded_on, "Circumstance that was told")


def _of_self_assessment(said: SelfAssessment) -> Record:
    return Record("self_assessment", said.key, said.given_on, "Self-assessment")


CHECKS = (
    Check(
        "assessment.diversity", "Diversity and circumstances analysed, with their effect", diversity, "TV 2.1"
    ),
    Check("assessment.involved", "The person’s own view used in the assessment", involved, "TV 2.1"),
    Check("assessment.needs", "Every area looked at, and needs analysed", needs, "TV 2.1"),
    Check("assessment.strengths", "Strengths named", strengths, "TV 2.1"),
    Check("assessment.sources", "Earlier sentences and other sources used", sources, "LON 2.1"),
)
