"""Writing a result."""

from uuid import uuid4

import pytest

from caseward.inspection.results.actions import QuestionFigure
from caseward.inspection.results.models import QuestionResult, Result
from caseward.shared.audit.models import Event
from caseward.shared.records.models import NotAllowed
from tests.factories import accounts, results

pytestmark = pytest.mark.django_db


def test_the_scores_are_added_up_from_the_standards() -> None:
    result = results.result()
    assert (result.indicative_points, result.indicative_rating) == (15, "requires_improvement")
    assert (result.points, result.out_of, result.rating) == (17, 30, "good")


def test_the_per_cent_is_counted_where_cases_were_counted() -> None:
    results.result(QuestionFigure("2.2.3", yes=48, base=79), QuestionFigure("2.1.1", percent=65))
    assert dict(QuestionResult.objects.values_list("question_code", "percent")) == {"2.2.3": 61, "2.1.1": 65}


def test_a_question_with_no_cases_has_no_per_cent() -> None:
    results.result(QuestionFigure("2.2.3", yes=0, base=0, why_no_figure="No case had this question."))
    assert QuestionResult.objects.get().percent is None


def test_more_yes_than_cases_is_refused_and_nothing_is_written() -> None:
    with pytest.raises(ValueError, match=r"2\.2\.3: 80 of 79 cannot be"):
        results.result(QuestionFigure("2.2.3", yes=80, base=79))
    assert not Result.objects.exists()


def test_only_the_publisher_makes_a_result_public() -> None:
    cast = accounts.cast()
    for user in cast.everybody():
        if user != cast.publisher:
            with pytest.raises(NotAllowed):
                results.result(by=user)
    assert not Result.objects.exists()


def test_the_same_form_sent_twice_makes_one_result() -> None:
    key = uuid4()
    assert results.result(creation_key=key) == results.result(creation_key=key)
    assert Result.objects.count() == 1


def test_recording_a_result_is_in_the_log() -> None:
    result = results.result()
    event = Event.objects.get(action="recorded_result")
    assert (event.subject_id, event.details["slug"]) == (str(result.pk), "northshire-2019")
