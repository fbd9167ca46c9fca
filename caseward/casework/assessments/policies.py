"""Who may assess and check, in which state; what an assessment still lacks. Empty lists mean allowed."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from caseward.casework.people import policies as people
from caseward.casework.people.models import Person
from caseward.rules import agency_checks
from caseward.rules.risk_of_harm import GROUPS, SUMMARY_QUESTIONS
from caseward.rules.self_assessment import Earlier, state, unanswered_differences

from .models import Area, Assessment, Check, Factor, PoliceItem, SelfAssessment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db.models import QuerySet

    from caseward.casework.sentences.models import Sentence
    from caseward.rules.self_assessment import Rating
    from caseward.shared.records.models import Viewer

GROUP_TITLES = dict(GROUPS)


@dataclass(frozen=True)
class Missing:
    """Something that an assessment lacks: the part and, of areas, the area where it is put right."""

    part: str
    words: str
    area: str = ""


def reasons_not_to_start(user: "Viewer", person: Person) -> list[str]:
    """Whoever works on the case starts an assessment, one at a time."""
    reasons = people.reasons_not_to_work_on(user, person)
    if person.assessments.filter(completed_at=None).exists():
        reasons.append("An assessment is open already. Complete that one first.")
    return reasons


def reasons_not_to_change(user: "Viewer", assessment: Assessment) -> list[str]:
    """An assessment is written until it is completed; after that it is fixed."""
    reasons = people.reasons_not_to_work_on(user, assessment.person)
    if assessment.completed_at is not None:
        reasons.append("This assessment is completed and fixed. Start a new one to change what it says.")
    return reasons


def reasons_not_to_complete(user: "Viewer", assessment: Assessment) -> list[str]:
    """An assessment is completed when nothing is missing."""
    reasons = reasons_not_to_change(user, assessment)
    return reasons or [each.words for each in what_is_missing(assessment, assessment.own_view())]


def reasons_not_to_keep(user: "Viewer", factor: Factor, before: Factor | None) -> list[str]:
    """What was judged last time can be kept only where something was judged."""
    reasons = reasons_not_to_change(user, factor.assessment)
    if before is None or not before.is_need:
        reasons.append("The last assessment said nothing of this area.")
    return reasons


def earlier_sentences(person: Person) -> "QuerySet[Sentence]":
    """Sentences that have ended: what became of them belongs into the assessment."""
    return person.sentences.exclude(ended_on=None)


def what_is_missing(assessment: Assessment, own_view: SelfAssessment | None) -> list[Missing]:
    """What an assessment still lacks, in the order of its parts; nothing that is missing counts as none."""
    return [
        *_missing_areas(assessment),
        *_missing_answers(assessment, own_view),
        *_missing_words(assessment),
        *_missing_harm(assessment),
    ]


def _missing_areas(assessment: Assessment) -> "Iterator[Missing]":
    for factor in assessment.factors.all():
        title = factor.get_area_display()
        if not factor.is_need:
            yield Missing("area", f"Say whether “{title}” is a need.", factor.area)
        elif factor.is_need == Factor.Need.YES and not factor.analysis.strip():
            yield Missing("area", f"Say what lies behind the need “{title}”.", factor.area)


def _missing_answers(assessment: Assessment, own_view: SelfAssessment | None) -> "Iterator[Missing]":
    answers = {factor.area: factor.answer_to_difference for factor in assessment.factors.all()}
    for difference in unanswered_differences(assessment.differences(own_view), answers):
        title = Area(difference.area).label
        yield Missing("area", f"Answer why you and the person see “{title}” differently.", difference.area)


def _missing_words(assessment: Assessment) -> "Iterator[Missing]":
    if not assessment.history.strip() and earlier_sentences(assessment.person).exists():
        yield Missing("history", "Write what earlier sentences show.")
    if not assessment.diversity.strip():
        yield Missing("diversity", "Write how who they are bears on supervision.")


def _missing_harm(assessment: Assessment) -> "Iterator[Missing]":
    for group in assessment.harm().missing:
        yield Missing("harm", f"Rate the risk of serious harm: {GROUP_TITLES[group].lower()}.")
    for code, question in SUMMARY_QUESTIONS:
        if not getattr(assessment, f"harm_{code}").strip():
            yield Missing("harm", f"Answer in the summary of harm: {question}")


def same_as_before(person: Person, ratings: "Mapping[str, Rating]", given_on: date) -> SelfAssessment | None:
    """The self-assessment before that day, if every score and word is the same as in it."""
    earlier = person.self_assessments.saying_something().filter(given_on__lte=given_on).first()
    if earlier is None:
        return None
    found = state(ratings, Earlier(earlier.given_on, earlier.rated()))
    return earlier if found.unchanged_since else None


def reasons_not_to_record_own_view(
    user: "Viewer",
    person: Person,
    ratings: "Mapping[str, Rating]",
    same_as: SelfAssessment | None,
    *,
    is_confirmed: bool,
) -> list[str]:
    """A blank self-assessment is not done; one that is as before is taken once the person confirms it."""
    reasons = people.reasons_not_to_work_on(user, person)
    if all(rating.is_blank for rating in ratings.values()):
        reasons.append("Nothing was filled in, so nothing is saved. Give at least one score or a few words.")
    if same_as is not None and not is_confirmed:
        reasons.append("Every answer is the same as last time. The person confirms that it is still so.")
    return reasons


def reasons_not_to_ask(user: "Viewer", person: Person) -> list[str]:
    """Whoever works on the case asks other agencies."""
    return people.reasons_not_to_work_on(user, person)


def reasons_not_to_follow(user: "Viewer", check: Check, step: str) -> list[str]:
    """The steps of a check come in their order: chase or answer, then read, then use."""
    reasons = people.reasons_not_to_work_on(user, check.person)
    if step not in steps_open(check):
        state = agency_checks.STATES[check.state].lower()
        reasons.append(f"The check is {state}, so this is not its next step.")
    return reasons


def steps_open(check: Check) -> tuple[str, ...]:
    """What can be done with a check now."""
    if check.answered_on is None:
        return ("chase", "answer")
    if check.read_at is None:
        return ("read",)
    return ("use",) if check.used_at is None else ()


def reasons_not_to_take_police_file(user: "Viewer") -> list[str]:
    """Managers take in what the police send."""
    return people.reasons_not_to_take_in(user)


def reasons_not_to_decide(user: "Viewer", item: PoliceItem) -> list[str]:
    """A manager decides once, who may open every record that the item may be about."""
    if reasons := reasons_not_to_take_police_file(user):
        return reasons
    if item.state != PoliceItem.State.UNCERTAIN:
        return ["Somebody has decided this already."]
    if not PoliceItem.objects.decidable_by(user).filter(pk=item.pk).exists():
        return ["It may be about somebody whose record you may not open. It waits for a manager who may."]
    return []


def reasons_not_to_choose(item: PoliceItem, person: Person) -> list[str]:
    """It is about one of those whom the matching found, or about nobody."""
    of_them = Q(pk=person.pk) | Q(merged_into=person.pk) | Q(merged_into__merged_into=person.pk)
    return [] if item.candidates.filter(of_them).exists() else ["Choose one of those who are shown."]
