"""Starting, writing and completing an assessment; what is missing; what is carried over."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from caseward.casework.assessments import policies
from caseward.casework.assessments.actions import assessments as actions
from caseward.casework.assessments.actions.assessments import Judgement
from caseward.casework.assessments.models import Area, Assessment, Factor
from caseward.casework.assessments.presenters.assessments import events_since_last, unchanged_since
from caseward.casework.assessments.presenters.changes import changes_of
from caseward.casework.people.models import Person
from caseward.casework.sentences.models import Sentence
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import assessments, people, sentences
from tests.factories.people import CaseworkCast

AT = datetime(2026, 11, 2, 10, tzinfo=UTC)
NO_NEED = Judgement(
    is_need="no",
    strength="",
    analysis="",
    is_linked_to_offending=None,
    is_linked_to_harm=None,
    is_linked_to_desistance=None,
    answer_to_difference="",
)
NEED = replace(
    NO_NEED,
    is_need="yes",
    analysis="It began at school.",
    is_linked_to_offending=True,
    is_linked_to_harm=False,
    is_linked_to_desistance=False,
)
HARM: dict[str, Any] = {
    "harm_to_children": 1,
    "harm_to_public": 2,
    "harm_to_known_adult": 3,
    "harm_to_staff": 1,
    "harm_who": "A former partner.",
    "harm_nature": "Assault.",
    "harm_when": "After drinking.",
    "harm_raises": "Losing the flat.",
    "harm_lowers": "Work.",
}


@pytest.fixture
def open_one(those: CaseworkCast, person: Person) -> Assessment:
    """An assessment that was just started."""
    return actions.start(person=person, reason="start", creation_key=uuid4(), by=those.officer, at=AT)


def whole(assessment: Assessment, by: Any) -> Assessment:
    """The same with nothing missing."""
    for factor in assessment.factors.all():
        actions.judge(factor=factor, judgement=NO_NEED, version=factor.version, by=by)
    actions.judge_harm(assessment=assessment, harm=HARM, version=assessment.version, by=by)
    words = "Evenings are hard, so we meet in the morning."
    return actions.write_diversity(assessment=assessment, diversity=words, version=assessment.version, by=by)


def missing(assessment: Assessment) -> list[str]:
    stands = Assessment.objects.get(pk=assessment.pk)
    return [each.words for each in policies.what_is_missing(stands, stands.own_view())]


class TestStarting:
    def test_every_area_is_blank_even_after_an_earlier_one(self, those: CaseworkCast, person: Person) -> None:
        before = assessments.assessment(person, those.officer, needs=("drugs",))
        made = actions.start(person=person, reason="review", creation_key=uuid4(), by=those.officer, at=AT)
        assert made.follows == before
        assert [factor.area for factor in made.factors.all()] == Area.values
        assert {factor.is_need for factor in made.factors.all()} == {""}

    def test_the_same_form_sent_twice_starts_one(self, those: CaseworkCast, person: Person) -> None:
        key = uuid4()
        for _ in range(2):
            actions.start(person=person, reason="start", creation_key=key, by=those.officer, at=AT)
        assert person.assessments.count() == 1

    def test_a_second_one_beside_it_is_refused(
        self, those: CaseworkCast, person: Person, open_one: Assessment
    ) -> None:
        with pytest.raises(NotAllowed, match="open already"):
            actions.start(person=person, reason="review", creation_key=uuid4(), by=those.officer, at=AT)

    def test_somebody_elses_case_needs_a_reason_first(self, those: CaseworkCast, person: Person) -> None:
        with pytest.raises(NotAllowed, match="caseload"):
            actions.start(person=person, reason="start", creation_key=uuid4(), by=those.colleague, at=AT)
        people.involvement(person, those.colleague)
        assert policies.reasons_not_to_start(those.colleague, person) == []


class TestWhatIsMissing:
    def test_of_a_new_one_every_part_is_named(self, open_one: Assessment) -> None:
        words = missing(open_one)
        assert len([each for each in words if "is a need" in each]) == len(Area)
        assert "Rate the risk of serious harm: children." in words
        assert "Answer in the summary of harm: Who is at risk?" in words
        assert "Write how who they are bears on supervision." in words

    def test_nothing_is_missing_of_a_whole_one(self, those: CaseworkCast, open_one: Assessment) -> None:
        assert missing(whole(open_one, those.officer)) == []

    def test_not_known_is_an_answer_and_no_difference_follows_from_it(
        self, those: CaseworkCast, person: Person, open_one: Assessment
    ) -> None:
        assessments.self_assessment(person, those.officer, given_on=date(2026, 10, 1), scores={"drugs": 0})
        made = whole(open_one, those.officer)
        factor = made.factors.get(area="drugs")
        not_known = replace(NO_NEED, is_need="not_known")
        actions.judge(factor=factor, judgement=not_known, version=factor.version, by=those.officer)
        assert missing(made) == []

    def test_history_is_written_where_there_are_earlier_sentences(
        self, those: CaseworkCast, person: Person, open_one: Assessment
    ) -> None:
        """Shaun was assessed without drawing his history together."""
        made = whole(open_one, those.officer)
        ended = date(2021, 2, 1)
        sentences.sentence(person, ended_on=ended, end=Sentence.End.REVOKED)
        assert missing(made) == ["Write what earlier sentences show."]
        actions.write_history(
            assessment=made, history="He missed Mondays.", version=made.version, by=those.officer
        )
        assert missing(made) == []

    def test_prisoners_are_asked_about_while_the_person_is_in_custody(
        self, those: CaseworkCast, person: Person, open_one: Assessment
    ) -> None:
        made = whole(open_one, those.officer)
        sentences.sentence(person, kind=Sentence.Kind.LICENCE, starts_on=None)
        assert missing(made) == ["Rate the risk of serious harm: prisoners."]

    def test_a_difference_wants_an_answer(
        self, those: CaseworkCast, person: Person, open_one: Assessment
    ) -> None:
        made = whole(open_one, those.officer)
        assessments.self_assessment(person, those.officer, given_on=date(2026, 10, 1), scores={"drugs": 2})
        assert missing(made) == ["Answer why you and the person see “Drugs” differently."]
        answered = replace(NO_NEED, answer_to_difference="He speaks of his brother's use.")
        factor = made.factors.get(area="drugs")
        actions.judge(factor=factor, judgement=answered, version=factor.version, by=those.officer)
        assert missing(made) == []


class TestHarm:
    def test_the_highest_group_decides_and_the_rest_is_provisional(
        self, those: CaseworkCast, person: Person
    ) -> None:
        made = assessments.assessment(person, those.officer, harm_to_public=1, harm_to_staff=3)
        harm = made.harm()
        assert (harm.level, harm.is_provisional) == ("high", True)
        assert harm.missing == ("children", "known_adult")

    def test_nobody_assessed_is_no_level(self, person: Person) -> None:
        harm = Assessment.objects.level_of_harm(person)
        assert (harm.level, harm.is_provisional) == ("", True)

    def test_the_latest_completed_assessment_counts(self, those: CaseworkCast, person: Person) -> None:
        assessments.assessment(person, those.officer, harm_to_public=4)
        assessments.assessment(person, those.officer, harm_to_public=1, at=AT)
        assessments.assessment(person, those.officer, harm_to_public=3, completed=False)
        assert Assessment.objects.level_of_harm(person).level == "low"

    def test_the_database_and_the_rule_agree(self, those: CaseworkCast, person: Person) -> None:
        for number, level in enumerate((None, 1, 4, 2)):
            assessments.assessment(
                person,
                those.officer,
                at=AT.replace(hour=11 + number),
                harm_to_public=level,
                harm_to_staff=None,
            )
            counted = Person.objects.annotate(harm=Assessment.objects.harm_of("pk")).values_list("harm")
            names = {0: "", 1: "low", 2: "medium", 4: "very_high"}
            assert names[counted.get(pk=person.pk)[0]] == Assessment.objects.level_of_harm(person).level


class TestCompleting:
    def test_it_is_refused_with_each_missing_part_by_name(
        self, those: CaseworkCast, open_one: Assessment
    ) -> None:
        with pytest.raises(NotAllowed) as refused:
            actions.complete(assessment=open_one, version=open_one.version, by=those.officer, at=AT)
        assert "Say whether “Drugs” is a need." in refused.value.reasons

    def test_it_is_fixed_with_what_the_person_said_by_then(
        self, those: CaseworkCast, person: Person, open_one: Assessment
    ) -> None:
        said = assessments.self_assessment(
            person, those.officer, given_on=date(2026, 10, 1), scores={"drugs": 6}
        )
        made = whole(open_one, those.officer)
        done = actions.complete(assessment=made, version=made.version, by=those.officer, at=AT)
        assessments.self_assessment(person, those.officer, given_on=date(2026, 11, 1), scores={"drugs": 0})
        assert done.own_view() == said
        with pytest.raises(NotAllowed, match="fixed"):
            actions.judge_harm(assessment=done, harm=HARM, version=done.version, by=those.officer)

    def test_a_blank_self_assessment_is_not_what_it_rests_on(
        self, those: CaseworkCast, person: Person, open_one: Assessment
    ) -> None:
        assessments.self_assessment(person, those.officer, given_on=date(2026, 10, 1))
        assert open_one.own_view() is None

    def test_what_another_officer_has_just_saved_is_not_overwritten(
        self, those: CaseworkCast, open_one: Assessment
    ) -> None:
        stale = open_one.version
        actions.write_history(assessment=open_one, history="Theirs.", version=stale, by=those.manager)
        with pytest.raises(Conflict):
            actions.write_history(assessment=open_one, history="Mine.", version=stale, by=those.officer)

    def test_the_log_names_columns_and_levels_but_no_words(
        self, those: CaseworkCast, person: Person, open_one: Assessment
    ) -> None:
        actions.judge_harm(assessment=open_one, harm=HARM, version=open_one.version, by=those.officer)
        logged = Event.objects.get(action="harm assessed")
        assert logged.details["changes"]["harm_to_public"] == [None, 2]
        assert logged.details["person"] == person.pk
        assert "Assault" not in str(logged.details)


class TestCarryingOver:
    @pytest.fixture
    def review(self, those: CaseworkCast, person: Person) -> Assessment:
        first = assessments.assessment(
            person, those.officer, needs=("drugs",), at=datetime(2019, 8, 3, 10, tzinfo=UTC)
        )
        second = assessments.assessment(
            person, those.officer, needs=("drugs",), at=datetime(2020, 1, 5, 10, tzinfo=UTC), follows=first
        )
        Factor.objects.filter(area="health", assessment=second).update(analysis="New pains.")
        return actions.start(person=person, reason="review", creation_key=uuid4(), by=those.officer, at=AT)

    def test_still_true_copies_the_judgement_and_shows_since_when_it_has_stood(
        self, those: CaseworkCast, review: Assessment
    ) -> None:
        for area in ("drugs", "health"):
            factor = review.factors.get(area=area)
            actions.keep(factor=factor, version=factor.version, by=those.officer)
        assert review.factors.get(area="drugs").is_linked_to_offending
        assert unchanged_since(review) == {"drugs": date(2019, 8, 3), "health": date(2020, 1, 5)}

    def test_a_word_changed_is_a_change(self, those: CaseworkCast, review: Assessment) -> None:
        factor = review.factors.get(area="drugs")
        actions.keep(factor=factor, version=factor.version, by=those.officer)
        Factor.objects.filter(pk=factor.pk).update(strength="Goes to the group now.")
        assert unchanged_since(review) == {}

    def test_an_area_that_nobody_has_looked_at_is_not_unchanged(self, review: Assessment) -> None:
        assert unchanged_since(review) == {}

    def test_there_must_be_something_to_keep(self, those: CaseworkCast, open_one: Assessment) -> None:
        factor = open_one.factors.get(area="drugs")
        with pytest.raises(NotAllowed, match="said nothing"):
            actions.keep(factor=factor, version=factor.version, by=those.officer)

    def test_the_answer_to_the_person_is_not_carried_over(
        self, those: CaseworkCast, review: Assessment
    ) -> None:
        Factor.objects.filter(assessment=review.follows).update(answer_to_difference="As he told us.")
        factor = review.factors.get(area="drugs")
        actions.keep(factor=factor, version=factor.version, by=those.officer)
        assert review.factors.get(area="drugs").answer_to_difference == ""


class TestWhatChanged:
    def test_areas_levels_and_words_that_differ_are_named(self, those: CaseworkCast, person: Person) -> None:
        before = assessments.assessment(person, those.officer, needs=("drugs",), harm_to_public=1)
        after = assessments.assessment(
            person, those.officer, needs=(), harm_to_public=3, history="More is known.", at=AT
        )
        found = {change.what: (change.before, change.now) for change in changes_of(after, before)}
        assert found == {
            "Drugs": ("A need, linked to offending.", "Not a need."),
            "Risk of serious harm overall": ("Low", "High"),
            "Risk of serious harm: the public": ("Low", "High"),
            "What earlier sentences show": ("Nothing written", "More is known."),
        }

    def test_a_copy_of_the_last_one_changed_nothing(self, those: CaseworkCast, person: Person) -> None:
        before = assessments.assessment(person, those.officer, needs=("drugs",))
        after = assessments.assessment(person, those.officer, needs=("drugs",), at=AT)
        assert changes_of(after, before) == []


def test_the_assessor_sees_what_happened_since_the_last_assessment(
    those: CaseworkCast, person: Person
) -> None:
    """Wayne: entries on a gang and an altercation were on the record and not in the assessment."""
    day = date(2026, 10, 30)
    old = people.change_event(person, "arrest", by=those.officer, happened_on=date(2026, 7, 1))
    type(old).objects.filter(pk=old.pk).update(recorded_at=datetime(2026, 7, 1, 12, tzinfo=UTC))
    assessments.assessment(person, those.officer)
    gang = people.change_event(person, "gang_link", by=those.officer, happened_on=day)
    stabbed = people.change_event(person, "victim_of_violence", by=those.officer, happened_on=day)
    wrong = people.change_event(person, "move", by=those.officer, happened_on=day)
    type(wrong).objects.filter(pk=wrong.pk).update(withdrawn_because="Recorded for somebody else.")
    review = actions.start(person=person, reason="review", creation_key=uuid4(), by=those.officer, at=AT)
    assert set(events_since_last(review)) == {gang, stabbed}
