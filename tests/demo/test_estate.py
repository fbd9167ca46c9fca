"""The demonstration's data: the published inspections come out as published."""

import csv
from collections.abc import Mapping

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from caseward.demo import accounts
from caseward.demo.inspection import answers, assist, case_lists, estate, published
from caseward.inspection.case_assessments import actions as assessments
from caseward.inspection.case_assessments.models import Assessment
from caseward.inspection.fieldwork.inputs import provided_figures, survey_figures
from caseward.inspection.fieldwork.inputs.figures import figure_remarks
from caseward.inspection.fieldwork.inputs.survey import findings_of
from caseward.inspection.fieldwork.models import Interview
from caseward.inspection.fieldwork.policies.citations import key_questions_without_evidence
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.results.models import FactResult, QuestionResult, Result
from caseward.inspection.samples.models import ListedCase, SampledCase
from caseward.rules.bases import groups_of
from caseward.rules.rating import whole_per_cent
from caseward.shared.accounts.models import Role, User
from caseward.shared.records.models import NotAllowed
from tests.demo.loaded import WithTheEstate
from tests.factories import accounts as real_accounts

pytestmark = pytest.mark.django_db

THAMES_VALLEY = {
    "1.1": ("good", "good"),
    "1.2": ("good", "good"),
    "1.3": ("good", "good"),
    "1.4": ("good", "good"),
    "2.1": ("good", "good"),
    "2.2": ("requires_improvement", "good"),
    "2.3": ("inadequate", "inadequate"),
    "2.4": ("inadequate", "inadequate"),
    "4.1": ("good", "good"),
    "4.2": ("good", "outstanding"),
}


def ratings_of(result: Result) -> Mapping[str, tuple[str, str]]:
    return {row.standard_code: (row.indicative, row.final) for row in result.standards.all()}


class TestTheEstate(WithTheEstate):
    def test_thames_valley_goes_from_fifteen_points_to_seventeen_and_good(self) -> None:
        result = Result.objects.get(provider__short_name="thames-valley-crc", framework_code="crc-2019")
        assert ratings_of(result) == THAMES_VALLEY
        assert (result.indicative_points, result.indicative_rating) == (15, "requires_improvement")
        assert (result.points, result.out_of, result.rating) == (17, 30, "good")

    def test_every_published_figure_of_thames_valley_is_reproduced_from_its_cases(self) -> None:
        printed = published.read("thames-valley-2019").percent
        result = Result.objects.get(provider__short_name="thames-valley-crc", framework_code="crc-2019")
        rows = QuestionResult.objects.filter(result=result, question_code__in=printed)
        assert {row.question_code: row.percent for row in rows} == printed
        assert len(printed) == 18 + 75

    def test_the_bases_are_the_published_ones(self) -> None:
        result = Result.objects.get(provider__short_name="thames-valley-crc", framework_code="crc-2019")
        bases = dict(result.questions.values_list("question_code", "base"))
        assert {code: bases[code] for code in ("2.1.3", "2.2.3", "2.3.1d", "4.1.1", "4.2.1")} == {
            "2.1.3": 100,
            "2.2.3": 79,
            "2.3.1d": 38,
            "4.1.1": 35,
            "4.2.1": 14,
        }

    def test_london_goes_from_twelve_points_to_fifteen(self) -> None:
        result = Result.objects.get(slug="london-crc-2019")
        assert (result.indicative_points, result.points, result.rating) == (12, 15, "requires_improvement")

    def test_what_is_lost_or_inferred_of_london_says_so(self) -> None:
        result = Result.objects.get(slug="london-crc-2019")
        assert result.standards.get(standard_code="1.1").is_inferred
        lost = result.questions.filter(percent=None)
        assert {row.question_code for row in lost} == {"4.1.3", "4.2.2", "4.2.3"}
        assert all(row.why_no_figure for row in lost)

    def test_the_earlier_thames_valley_result_has_the_ratings_that_the_next_report_prints(self) -> None:
        result = Result.objects.get(slug="thames-valley-crc-2018")
        finals = {code: final for code, (_, final) in ratings_of(result).items()}
        assert finals["1.3"] == "requires_improvement"
        assert finals["4.1"] == "inadequate"
        assert (result.points, result.out_of) == (11, 30)

    def test_every_interview_figure_of_thames_valley_is_rebuilt_from_sixty_interviews(self) -> None:
        inspection = Inspection.objects.get(provider__short_name="thames-valley-crc")
        counted = {**survey_figures(inspection), **findings_of(inspection)}
        rebuilt = {code: whole_per_cent(count.share) for code, count in counted.items() if count.base}
        facts = FactResult.objects.filter(result=inspection.publication.result, period="current")
        printed = {fact.code: fact.value for fact in facts if fact.code in counted}
        assert printed.pop("help-received") is None, "three of eight is too few to be published as a per cent"
        assert {code: rebuilt[code] for code in printed} == printed
        assert len(printed) == 13 + 2, "thirteen of officers, two of people on probation"
        assert Interview.objects.filter(inspection=inspection, asked_of="officers").count() == 60

    def test_the_odd_figures_of_thames_valley_are_questioned(self) -> None:
        inspection = Inspection.objects.get(provider__short_name="thames-valley-crc")
        provided = provided_figures(inspection)
        questioned = figure_remarks(inspection, provided)
        assert {"turnover", "average-caseload-po", "average-caseload-pso"} <= set(questioned)
        assert provided["vacancy-rate", "previous"].no_data
        assert provided["sickness", "target"].value == 5

    def test_every_key_question_of_thames_valley_cites_evidence(self) -> None:
        inspection = Inspection.objects.get(provider__short_name="thames-valley-crc")
        assert not any(key_questions_without_evidence(inspection).values())

    def test_invented_answers_come_with_invented_evidence(self) -> None:
        inspection = Inspection.objects.get(stage="assessment")
        assert all(key_questions_without_evidence(inspection).values())
        lead = User.objects.get(email="lead@demo.caseward.example")
        assist.assess_the_rest(inspection=inspection, by=lead, at=timezone.now())
        assert not any(key_questions_without_evidence(inspection).values())

    def test_loading_twice_is_loading_once(self) -> None:
        before = (Inspection.objects.count(), Result.objects.count(), SampledCase.objects.count())
        estate.load()
        assert (Inspection.objects.count(), Result.objects.count(), SampledCase.objects.count()) == before

    def test_one_inspection_waits_at_sampling_and_one_is_being_assessed(self) -> None:
        stages = Inspection.objects.values_list("stage", flat=True)
        assert sorted(stages) == ["assessment", "published", "sampling"]

    def test_the_rest_of_the_cases_can_be_assessed_by_invention(self) -> None:
        inspection = Inspection.objects.get(stage="assessment")
        lead = inspection.team.get(role="lead").user
        unfinished = SampledCase.objects.in_use().filter(draw__inspection=inspection).count()
        unfinished -= Assessment.objects.finished().filter(inspection=inspection).count()
        assert unfinished > 0
        assert assist.assess_the_rest(inspection=inspection, by=lead, at=timezone.now()) == unfinished
        assert all(not row.unanswered() for row in Assessment.objects.filter(inspection=inspection))

    def test_invented_answers_follow_from_what_was_answered_by_hand(self) -> None:
        inspection = Inspection.objects.get(stage="assessment")
        lead = inspection.team.get(role="lead").user
        by_hand = {
            "low": self._begun(inspection, "low", "high"),
            "high": self._begun(inspection, "high", "low"),
        }
        assist.assess_the_rest(inspection=inspection, by=lead, at=timezone.now())
        for harm, reading in by_hand.items():
            answers = reading.current_answers()
            assert answers["info.harm"] == harm
            assert ("2.2.3" in answers) is (harm == "high")
            assert not reading.unanswered()

    def _begun(self, inspection: Inspection, harm: str, listed: str) -> Assessment:
        """A reading that its inspector began: another harm than first thought, and than the list says."""
        cases = SampledCase.objects.in_use().filter(
            draw__inspection=inspection, draw__sample_code="case-supervision", assessments=None
        )
        case = cases.select_related("draw", "listed_case").first()
        assert case is not None
        assert case.allocated_to is not None
        ListedCase.objects.filter(pk=case.listed_case_id).update(risk_of_serious_harm=listed)
        reading = assessments.start(case=case, by=case.allocated_to, at=timezone.now())
        facts = next(
            each for each in groups_of(inspection.framework, "case-supervision") if not each.standard
        )
        for version, value in enumerate((listed, harm)):
            assessments.save_answers(
                assessment=reading,
                group=facts,
                answers={"info.harm": value},
                version=version,
                by=case.allocated_to,
                at=timezone.now(),
            )
        return reading

    def test_nobody_but_the_lead_may_ask_for_invented_answers(self) -> None:
        inspection = Inspection.objects.get(stage="assessment")
        inspector = inspection.team.filter(role="inspector")[0].user
        with pytest.raises(NotAllowed):
            assist.assess_the_rest(inspection=inspection, by=inspector, at=timezone.now())


class TestTheCaseLists:
    @pytest.mark.parametrize("name", case_lists.FILES)
    def test_the_committed_lists_are_what_their_seed_gives(self, name: str) -> None:
        committed = (case_lists.FOLDER / name).read_text("utf-8")
        assert committed == case_lists.text_of(case_lists.FILES[name]())

    def test_the_large_list_has_four_thousand_cases_of_different_references(self) -> None:
        with (case_lists.FOLDER / "case-supervision.csv").open(encoding="utf-8") as file:
            references = [row["case_reference"] for row in csv.DictReader(file)]
        assert len(references) == len(set(references)) == 4_000


class TestInventedAnswers:
    def test_a_per_cent_that_no_count_gives_is_not_invented(self) -> None:
        assert answers.yes_for(82, 35) is None

    def test_the_count_behind_a_published_per_cent_is_found(self) -> None:
        assert (answers.yes_for(61, 79), answers.yes_for(79, 14)) == (48, 11)


def test_every_job_has_an_account() -> None:
    accounts.load()
    assert {account.role for account in accounts.ACCOUNTS} == set(Role)


def test_invented_people_never_come_among_real_ones(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DEMO = True
    real_accounts.account(Role.ADMINISTRATOR)
    with pytest.raises(SystemExit) as refused:
        call_command("demo")
    assert refused.value.code == 2
    assert "This database holds real accounts." in capsys.readouterr().err
    assert not User.objects.filter(is_demonstration=True).exists()


def test_accounts_that_the_demonstration_made_do_not_stop_it() -> None:
    accounts.load()
    real_accounts.account()
    assert estate.reasons_not_to_load() == []
