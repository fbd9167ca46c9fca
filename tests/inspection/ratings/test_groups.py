"""Key questions by groups of cases: counted by the database, tested, and published without small numbers."""

import re
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from caseward.inspection.case_assessments.models import Answer
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings import inputs
from caseward.inspection.results.actions import GroupedFigure, QuestionFigure
from caseward.inspection.results.models import Result
from caseward.inspection.results.presenters import preview
from caseward.inspection.results.presenters.groups import GroupCases, publishable
from caseward.inspection.samples.models import ListedCase
from caseward.inspection.standards import readers as standards
from tests.factories import ratings, results
from tests.factories.accounts import Cast
from tests.inspection.ratings.test_actions import publish

COLUMNS = {column.code: column for column in inputs.group_columns()}
LARGE = {"case-supervision": ratings.THAMES_VALLEY["case-supervision"]}


def spread(inspection: Inspection) -> None:
    """Let the cases differ: ages on both sides of every edge, offices, and some of which little is known."""
    births = [date(2001, 8, 5), date(2001, 8, 6), date(1993, 8, 5), date(1993, 8, 6), date(1969, 8, 5), None]
    for place, case in enumerate(ListedCase.objects.filter(case_list__inspection=inspection).order_by("pk")):
        case.date_of_birth = births[place % len(births)]
        case.office = f"Office {place % 3}"
        case.ethnicity = "" if place % 10 == 0 else "white" if place % 3 else "black"
        case.save()


@pytest.mark.django_db
class TestCounting:
    def test_ages_are_those_on_the_first_day_of_fieldwork(self, cast: Cast) -> None:
        inspection = ratings.counted(cast, {"case-supervision": {"info.harm": (12, 12), "2.1.1": (6, 12)}})
        Inspection.objects.filter(pk=inspection.pk).update(fieldwork_starts_on=date(2019, 8, 5))
        inspection.refresh_from_db()
        spread(inspection)
        groups = inputs.groups_for(inspection, "2.1.1", COLUMNS["date_of_birth"])
        assert list(groups) == ["Under 18", "18 to 25", "26 to 49", "50 and over", ""]
        assert [count.base for count in groups.values()] == [2, 4, 2, 2, 2]

    def test_every_group_of_every_question_is_what_a_slow_count_gives(self, cast: Cast) -> None:
        inspection = ratings.counted(cast, LARGE)
        spread(inspection)
        slow: Counter[tuple[str, str, str]] = Counter()
        for answer in Answer.objects.filter(assessment__inspection=inspection).select_related(
            "assessment__case__listed_case"
        ):
            office = answer.assessment.case.listed_case.office
            slow[answer.question_code, office, answer.value] += 1
        fast = inputs.cases_by_group(inspection, COLUMNS["office"])
        for code in ("2.1.1", "2.2.3", "2.4.2"):
            for group in fast[code]:
                assert group.yes == slow[code, group.group, "yes"]
                assert group.no == slow[code, group.group, "no"]
        assert sum(group.left_out for group in fast["2.2.3"]) == 21

    def test_all_questions_of_a_column_take_two_statements(
        self, cast: Cast, django_assert_num_queries: Any
    ) -> None:
        inspection = ratings.counted(cast, LARGE)
        with django_assert_num_queries(2):
            inputs.cases_by_group(inspection, COLUMNS["sex"])


@pytest.mark.django_db
class TestPublishing:
    @pytest.fixture
    def result(self, cast: Cast) -> Result:
        inspection = ratings.counted(cast, LARGE)
        spread(inspection)
        return publish(cast, ratings.locked(cast, inspection).inspection).result

    def test_groups_are_published_with_the_result(self, result: Result) -> None:
        women = result.groups.get(question_code="2.1.1", dimension="sex", group="Female")
        assert (women.yes, women.base, women.percent) == (48, 75, 64)

    def test_no_stored_figure_is_small(self, result: Result) -> None:
        rows = result.groups.exclude(base=None)
        assert rows
        for row in rows:
            assert row.yes is not None
            assert row.base is not None
            assert all(side == 0 or side >= 5 for side in (row.yes, row.base - row.yes)), row

    def test_what_is_withheld_is_said_and_nothing_of_it_is_stored(self, result: Result) -> None:
        rows = result.groups.filter(base=None)
        assert rows
        assert all(row.withheld and row.yes is None and row.percent is None for row in rows)

    def test_anybody_reads_them_beside_the_rest(self, client: Client, result: Result) -> None:
        address = reverse("results:groups", args=[result.slug])
        page = words(client.get(address, {"question": "2.1.1"}))
        assert "By sex Group Per cent Yes, of cases Beside the rest Test Male 68% 17 of 25 +4 points" in page
        assert "By age" in page
        assert client.get(address, {"question": "9.9.9"}).status_code == 404

    def test_the_files_hold_the_same_groups(self, client: Client, result: Result) -> None:
        found = client.get(reverse("results:json", args=[result.slug])).json()["groups"]
        stored = result.groups.values_list("question_code", "dimension", "group", "percent", "yes", "base")
        names = ("question", "dimension", "group", "percent", "yes", "base")
        assert [tuple(row[name] for name in names) for row in found] == list(stored)
        file = client.get(reverse("results:csv", args=[result.slug])).content.decode()
        assert file.count("\ngroup,") == len(found)

    def test_without_groups_the_page_says_why(self, client: Client, result: Result) -> None:
        result.groups.all().delete()
        page = words(client.get(reverse("results:groups", args=[result.slug])))
        assert "No groups are published" in page


def words(answer: Any) -> str:
    return " ".join(re.sub("<[^>]+>", " ", answer.content.decode()).split())


FRAMEWORK = standards.framework("crc-2019")


def whole_of(groups: list[GroupCases]) -> list[GroupedFigure]:
    """What may be published of one question whose cases are those of the groups."""
    yes, no = sum(each.yes for each in groups), sum(each.no for each in groups)
    shown = preview(FRAMEWORK, [QuestionFigure("2.1.1", yes=yes, base=yes + no)])
    return list(publishable(shown[0], "office", groups))


def test_a_whole_that_is_withheld_shows_no_group() -> None:
    found = whole_of([GroupCases("a", 40, 3, 0), GroupCases("b", 30, 1, 0)])
    assert [each.base for each in found] == [None, None]
    assert all(each.withheld == "Withheld with the figure of all cases." for each in found)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 9)), min_size=2, max_size=4))
def test_taking_the_shown_groups_from_the_whole_leaves_no_small_number(
    rows: list[tuple[int, int, int]],
) -> None:
    """A reader subtracts: what is left of yes, of no and of those left out must not be small."""
    groups = [GroupCases(str(number), *row) for number, row in enumerate(rows)]
    if not sum(each.yes + each.no for each in groups):
        return
    found = {each.group: each for each in whole_of(groups)}
    hidden = [each for each in groups if each.group in found and found[each.group].base is None]
    shown = [each for each in groups if each not in hidden]
    for each in shown:
        assert all(part == 0 or part >= 5 for part in each.parts)
    if shown and hidden:
        left = [sum(parts) for parts in zip(*(each.parts for each in hidden), strict=True)]
        assert len(hidden) > 1
        assert all(part == 0 or part >= 5 for part in left)


@pytest.mark.django_db
class TestPage:
    def visit(self, client: Client, user: Any, inspection: Inspection, **query: str) -> str:
        client.force_login(user)
        return words(client.get(reverse("ratings:groups", args=[inspection.pk, "2.1.1"]), query))

    def test_each_group_is_tested_against_the_rest(self, client: Client, cast: Cast) -> None:
        inspection = ratings.counted(cast, LARGE)
        men = ListedCase.objects.filter(case_list__inspection=inspection).order_by("pk")[65:100]
        ListedCase.objects.filter(pk__in=men.values("pk")).update(sex="male")
        page = self.visit(client, cast.lead, inspection, by="sex")
        assert re.search(r"Male \d+% .* −\d+ points .* Significant", page)
        assert "about 10 would still be called significant" in page
        assert "Castle Street" not in page

    def test_few_cases_make_a_rough_test(self, client: Client, cast: Cast) -> None:
        inspection = ratings.counted(cast, {"case-supervision": {"info.harm": (8, 8), "2.1.1": (6, 8)}})
        assert "few cases: rough" in self.visit(client, cast.lead, inspection, by="sex")

    def test_no_difference_gives_a_hidden_group_away(self, client: Client, cast: Cast) -> None:
        inspection = ratings.counted(cast, {"case-supervision": {"info.harm": (12, 12), "2.1.1": (6, 12)}})
        panel = self.visit(client, cast.panel_member, inspection, by="sex")
        assert "Male hidden hidden – – –" in panel

    def test_another_question_is_chosen_from_the_list(self, client: Client, cast: Cast) -> None:
        inspection = ratings.counted(cast, LARGE)
        client.force_login(cast.lead)
        address = reverse("ratings:groups", args=[inspection.pk, "2.1.1"])
        answer = client.get(address, {"question": "2.2.3", "by": "sex"})
        assert (
            answer.headers["Location"] == reverse("ratings:groups", args=[inspection.pk, "2.2.3"]) + "?by=sex"
        )
        assert client.get(address, {"question": "9.9.9"}).status_code == 404

    def test_last_time_stands_beside_the_live_figures(self, client: Client, cast: Cast) -> None:
        inspection = ratings.counted(cast, LARGE)
        results.result(
            QuestionFigure("2.1.1", yes=80, base=100), provider=inspection.provider, on=date(2018, 1, 1)
        )
        client.force_login(cast.lead)
        page = words(client.get(reverse("ratings:index", args=[inspection.pk])))
        assert "80% −15 points (−25 to −5) Significant" in page
