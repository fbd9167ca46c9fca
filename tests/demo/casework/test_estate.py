"""The invented estate: stories that hang together, the skew of real records, and one fingerprint."""

import json
from collections import Counter
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, F
from django.db.models.functions import Length

from caseward.casework.assessments.models import Assessment, Check
from caseward.casework.contacts.models import Contact
from caseward.casework.enforcement.models import AbsenceDecision, Breach, EnforcementDecision, Letter
from caseward.casework.people.models import AccessList, Alias, ChangeEvent, Person, SearchKey
from caseward.casework.plans.models import Contingency, Goal, Plan, Review
from caseward.casework.sentences.models import Requirement, Sentence
from caseward.demo.casework import fingerprint, generator
from caseward.demo.casework.names import LONGEST
from caseward.demo.casework.profiles import number_of, profile_of
from caseward.demo.casework.rows import TO_PERSON
from caseward.demo.casework.sizes import SIZES, Size
from caseward.demo.casework.truths import NO, YES, truths_of
from caseward.shared.accounts.models import Role, User
from tests.demo.casework.estates import ON, SEED, TINY, WithAnEstate, case, silent
from tests.factories import accounts

pytestmark = pytest.mark.django_db
FEW = Size("few", "Few Probation", 15, 9, 2, 1, 1, 60, 4)


def agreement(code: str, those: dict[int, bool]) -> float:
    """In which share of the cases the record looks as the truth is."""
    truths = {number: truths_of(SEED, number)[code] for number in those}
    agrees = [those[number] == (truth == YES) for number, truth in truths.items() if truth in {YES, NO}]
    assert len(agrees) > 20
    return sum(agrees) / len(agrees)


class TestTheEstate(WithAnEstate):
    def test_it_has_the_people_and_the_staff_that_were_asked_for(self) -> None:
        assert Person.objects.count() == TINY.people
        assert User.objects.count() == TINY.staff
        assert Person.objects.filter(officer=None).count() < 5

    def test_everything_lies_before_the_day_on_which_it_stands(self) -> None:
        assert not Contact.objects.exclude(outcome="").filter(held_on__gte=ON).exists()
        assert not ChangeEvent.objects.filter(happened_on__gt=ON).exists()
        for model, column in ((Assessment, "completed_at"), (Plan, "completed_at"), (Review, "concluded_at")):
            assert not model._default_manager.filter(**{f"{column}__date__gt": ON}).exists()

    def test_a_plan_follows_an_assessment_and_goals_follow_its_needs(self) -> None:
        assert Plan.objects.exists()
        assert not Plan.objects.filter(completed_at__lt=F("assessment__completed_at")).exists()
        for goal in Goal.objects.select_related("plan"):
            assert goal.plan.assessment is not None
            needs = goal.plan.assessment.factors.filter(is_need="yes").values_list("area", flat=True)
            assert not needs or goal.area in needs

    def test_appointments_begin_with_the_sentence_and_are_kept_on_working_days(self) -> None:
        theirs = Contact.objects.exclude(sentence=None).exclude(purpose="pre_release")
        assert not theirs.filter(held_on__lt=F("sentence__starts_on")).exists()
        arranged = Contact.objects.exclude(purpose="other")
        assert {day.weekday() for day in arranged.values_list("held_on", flat=True)} <= {0, 1, 2, 3, 4}

    def test_only_missed_appointments_are_decided_about(self) -> None:
        decided = AbsenceDecision.objects.values_list("contact__outcome", flat=True)
        assert set(decided) == {"did_not_attend"}
        answered = EnforcementDecision.objects.filter(contact__outcome="did_not_attend")
        assert answered.exists()
        assert not answered.exclude(contact__absence_decisions__verdict="unacceptable").exists()

    def test_a_warning_has_its_letter_and_a_breach_comes_after_a_warning(self) -> None:
        warnings = EnforcementDecision.objects.warnings()
        assert Letter.objects.filter(decision__in=warnings).count() == warnings.count() > 0
        for breach in Breach.objects.filter(kind="breach"):
            before = breach.person.enforcement_decisions.filter(decided_on__lt=breach.referred_on)
            assert before.warnings().exists()

    def test_a_licence_before_release_has_no_start_and_community_orders_have_requirements(self) -> None:
        inside = Sentence.objects.before_release()
        assert inside.exists()
        assert not inside.filter(release_expected_on__lte=ON).exists()
        without = Sentence.objects.filter(ended_on=None, requirements=None)
        assert not without.filter(kind="community_order").exists()
        assert Requirement.objects.filter(kind="unpaid_work").exists()

    def test_some_sentences_came_before_and_ended(self) -> None:
        ends = Counter(Sentence.objects.exclude(ended_on=None).values_list("end", flat=True))
        assert ends["revoked"] and ends["completed"]

    def test_names_are_of_every_length_and_direction(self) -> None:
        everybody = Person.objects.annotate(long=Length("name"))
        assert everybody.filter(long=0).exists()
        assert everybody.filter(long=80, name=LONGEST).exists()
        assert any("\u0590" < letter < "\u0700" for name in _names() for letter in name)
        assert any(not name.isascii() for name in _names())
        assert any(name and " " not in name for name in _names())
        assert Alias.objects.exists()

    def test_everybody_with_a_name_is_found_by_it(self) -> None:
        found = SearchKey.objects.values("person").distinct().count()
        assert found >= Person.objects.exclude(name__in=("", "-")).count()

    def test_one_person_has_far_more_contacts_than_any_other(self) -> None:
        numbers = Person.objects.annotate(number=Count("contacts")).order_by("-number")
        first, second = numbers.values_list("number", flat=True)[:2]
        assert first == TINY.most_contacts
        assert second < 150

    def test_one_officer_has_far_too_many_cases(self) -> None:
        officers = Person.objects.exclude(officer=None).values_list("officer", flat=True)
        counts = sorted(Counter(officers).values())
        assert counts[-1] > 2 * counts[-2]

    def test_some_records_are_closed(self) -> None:
        assert set(AccessList.objects.values_list("kind", flat=True)) <= {"exclusion", "restriction"}
        assert AccessList.objects.exists()

    def test_the_ethnicity_of_a_fifth_is_missing(self) -> None:
        missing = [profile_of(SEED, number).ethnicity for number in range(1, 2_001)].count("")
        assert 0.17 < missing / 2_000 < 0.23
        assert Person.objects.filter(ethnicity="").exists()

    def test_a_review_that_was_not_done_has_no_row(self) -> None:
        events = ChangeEvent.objects.filter(person__plans__completed_at__date__lt=F("happened_on"))
        those = events.filter(happened_on__lt=date(2019, 9, 6)).exclude(person__crn__in=_vignettes())
        reviewed = {number_of(event.person.crn): event.reviews.exists() for event in those.distinct()}
        # Five questions turn on whether reviews are there, and the record goes by most of the answers.
        assert agreement("2.4.1d", reviewed) > 0.65

    def test_a_check_that_was_not_made_has_no_row(self) -> None:
        begun = Person.objects.filter(sentences__starts_on__lt=date(2019, 9, 1), sentences__ended_on=None)
        asked = set(Check.objects.filter(agency="police", event=None).values_list("person__crn", flat=True))
        those = begun.exclude(crn__in=_vignettes()).distinct()
        assert agreement("2.1.3s1", {number_of(one.crn): one.crn in asked for one in those}) > 0.85

    def test_the_record_is_sometimes_against_the_truth(self) -> None:
        begun = Person.objects.filter(sentences__starts_on__lt=date(2019, 9, 1), sentences__ended_on=None)
        asked = set(Check.objects.filter(agency="police", event=None).values_list("person__crn", flat=True))
        those = begun.exclude(crn__in=_vignettes()).distinct()
        assert agreement("2.1.3s1", {number_of(one.crn): one.crn in asked for one in those}) < 1

    def test_every_value_is_one_that_a_form_would_take(self) -> None:
        """Lengths, choices, limits; only the poor contingency names nobody, which no form takes any more."""
        for model in set(TO_PERSON) - {Contingency}:
            relations = [field.name for field in model._meta.concrete_fields if field.is_relation]
            for row in model._default_manager.all():
                row.clean_fields(exclude=relations)

    def test_the_fingerprint_is_of_the_content(self) -> None:
        before, counted = fingerprint.of_the_estate()
        assert counted[Person] == TINY.people
        assert fingerprint.of_the_estate()[0] == before
        Person.objects.filter(pk=case(9).pk).update(creation_key="0" * 32)
        assert fingerprint.of_the_estate()[0] == before
        Contact.objects.filter(person=case(9)).update(minutes=31)
        assert fingerprint.of_the_estate()[0] != before


def _names() -> list[str]:
    return list(Person.objects.values_list("name", flat=True))


def _vignettes() -> list[str]:
    return [case(number).crn for number in range(1, 9)]


def test_the_same_seed_and_day_give_the_same_estate_whatever_the_primary_keys() -> None:
    first, again, other = (_line(seed) for seed in (5, 5, 6))
    assert first == again != other


def _line(seed: int) -> str:
    """The fingerprint of a small estate that is taken away again."""
    with transaction.atomic():
        generator.make(FEW, seed, ON, silent)
        sha256, _ = fingerprint.of_the_estate()
        transaction.set_rollback(True)
    return sha256


def test_the_last_line_is_one_line_of_json(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SIZES, "small", FEW)
    call_command("estate", "--size", "small", "--seed", "5", "--on", "16 September 2019")
    written = capsys.readouterr()
    said = json.loads(written.out.splitlines()[-1])
    assert (said["people"], said["officers"], said["managers"], said["staff"]) == (15, 2, 1, 9)
    assert said["contacts"] == Contact.objects.count()
    assert len(said["sha256"]) == 64
    assert "15 of 15 people" in written.err


def test_an_estate_never_comes_among_real_accounts(capsys: pytest.CaptureFixture[str]) -> None:
    accounts.account(Role.OFFICER)
    with pytest.raises(SystemExit) as refused:
        call_command("estate", "--size", "small", "--seed", "5")
    assert refused.value.code == 2
    assert "This database holds real accounts." in capsys.readouterr().err
    assert not Person.objects.exists()


def test_an_estate_never_comes_into_a_demonstration(capsys: pytest.CaptureFixture[str]) -> None:
    accounts.account(Role.OFFICER, is_demonstration=True)
    with pytest.raises(SystemExit) as refused:
        call_command("estate", "--size", "small", "--seed", "5")
    assert refused.value.code == 2
    assert "holds an estate or a demonstration already" in capsys.readouterr().err


def test_a_day_of_which_the_bank_holidays_are_not_known_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as refused:
        call_command("estate", "--size", "small", "--seed", "5", "--on", "2016-01-04")
    assert refused.value.code == 2
    assert "Bank holidays are known" in capsys.readouterr().err


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(CommandError, match="--on"):
        call_command("estate", "--size", "small", "--seed", "5", "--on", "soon")


def test_the_sizes_are_those_of_the_reports() -> None:
    thames_valley, london = SIZES["thames-valley"], SIZES["london"]
    assert (thames_valley.people, thames_valley.staff, thames_valley.offices) == (4_212, 257, 8)
    assert (london.people, london.offices) == (28_819, 22)
    assert SIZES["small"].people == 500
