"""What stands beside a figure: last inspection, named sets, the test, and every reason for a blank."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.inspection.results.actions import (
    About,
    Fact,
    Further,
    PrintedAverage,
    QuestionFigure,
    add_further,
)
from caseward.inspection.results.models import Comparator, FactResult, Result
from caseward.inspection.results.presenters import comparison
from caseward.inspection.results.presenters.comparison import (
    Beside,
    Other,
    comparator_side,
    last_side,
    side_of,
)
from caseward.inspection.standards import readers as standards
from caseward.rules.figures import Count, Figure, Percent
from caseward.shared.organisations.models import Organisation
from tests.factories import organisations, results

pytestmark = pytest.mark.django_db
LATER, EARLIER = standards.framework("crc-2019"), standards.framework("crc-2018")


def past(
    *figures: QuestionFigure, slug: str = "before", on: date = date(2018, 11, 1), **changes: Any
) -> Result:
    about = About(slug=slug, title=f"Result {slug}", source="A report", **changes.pop("about", {}))
    return results.result(*figures, framework=EARLIER, about=about, on=on, **changes)


def beside(
    code: str,
    own: Figure | None,
    *,
    provider: Organisation | None = None,
    comparator: Comparator | None = None,
    facts: list[FactResult] | None = None,
) -> Beside:
    provider = provider or organisations.provider()
    return comparison.comparisons(
        LATER,
        {code: own} if own else {},
        last=last_side(provider, date(2019, 9, 16), facts or []),
        comparator=comparator_side(comparator, provider) if comparator else None,
    ).of(code)


def across(
    code: str, own: Figure | None, comparator: Comparator, provider: Organisation | None = None
) -> Other:
    found = beside(code, own, comparator=comparator, provider=provider).comparator
    assert found is not None
    return found


class TestTheLastInspection:
    def test_counts_of_two_rounds_are_tested(self) -> None:
        past(QuestionFigure("2.1.1", yes=46, base=100))
        last = beside("2.1.1", Count(61, 39)).last
        assert (last.percent, last.points, last.significant) == (46, 15, True)
        assert last.interval is not None
        assert [round(end) for end in last.interval] == [3, 26]
        assert last.verdict == "Significant"

    def test_a_small_change_is_not_significant(self) -> None:
        past(QuestionFigure("2.1.1", yes=57, base=100))
        assert beside("2.1.1", Count(61, 39)).last.verdict == "Not significant"

    def test_it_is_the_latest_of_the_same_provider_that_came_before(self) -> None:
        past(QuestionFigure("2.1.1", percent=10), slug="first", on=date(2017, 1, 1))
        past(QuestionFigure("2.1.1", percent=20), slug="second", on=date(2018, 1, 1))
        past(QuestionFigure("2.1.1", percent=30), slug="too-late", on=date(2020, 1, 1))
        other = organisations.provider("Elsewhere")
        past(QuestionFigure("2.1.1", percent=40), slug="other", on=date(2019, 1, 1), provider=other)
        assert beside("2.1.1", Count(6, 4)).last.percent == 20

    def test_the_day_of_fieldwork_orders_inspections_where_it_is_known(self) -> None:
        past(
            QuestionFigure("2.1.1", percent=20),
            slug="slow",
            on=date(2019, 12, 1),
            about={"fieldwork_starts_on": date(2018, 9, 1)},
        )
        assert beside("2.1.1", Count(6, 4)).last.percent == 20

    def test_without_an_earlier_inspection_the_column_says_so(self) -> None:
        last = beside("2.1.1", Count(6, 4)).last
        assert (
            last.verdict == "No comparative data. No earlier inspection of this provider is in the results."
        )

    def test_a_question_that_changed_is_blank_with_the_reason(self) -> None:
        past(QuestionFigure("4.1.1", yes=20, base=40))
        last = beside("4.1.1", Count(30, 5)).last
        assert last.percent is None
        assert last.verdict.startswith("No comparative data. The questions changed with the standard")

    def test_a_question_asked_first_now_says_so_though_the_earlier_result_has_no_row(self) -> None:
        past(QuestionFigure("2.1.1", percent=50))
        assert "New or changed in this round" in beside("2.1.1b", Count(30, 5)).last.why_blank

    def test_an_unreadable_earlier_figure_gives_its_reason(self) -> None:
        past(QuestionFigure("2.1.1", why_no_figure="A digit is lost in the printed table."))
        assert beside("2.1.1", Count(6, 4)).last.why_blank == "A digit is lost in the printed table."

    def test_a_per_cent_without_its_base_cannot_be_tested_and_says_which_base_would_settle_it(self) -> None:
        past(QuestionFigure("2.2.3", percent=46))
        last = beside("2.2.3", Count(48, 31)).last
        assert last.significant is None
        assert last.settles == 51
        settled = "Significant from 51 cases on."
        assert last.verdict == f"Cannot be tested. The number of cases is not published. {settled}"

    def test_the_missing_base_may_be_our_own(self) -> None:
        past(QuestionFigure("2.2.3", yes=40, base=100))
        last = beside("2.2.3", Percent(61)).last
        assert last.why_untested.startswith("This inspection’s number of cases is not published.")
        assert last.settles is not None

    def test_two_per_cents_cannot_be_tested_at_all(self) -> None:
        past(QuestionFigure("2.2.3", percent=46))
        last = beside("2.2.3", Percent(61)).last
        assert (last.points, last.why_untested) == (15, "Neither number of cases is published.")

    def test_where_everybody_answered_alike_there_is_nothing_to_test(self) -> None:
        past(QuestionFigure("4.2.3", yes=40, base=40))
        last = beside("4.2.3", Count(14, 0)).last
        assert last.points == 0
        assert "nothing to test" in last.why_untested

    def test_a_withheld_base_is_worked_back_from_no_difference(self) -> None:
        """13 of 14 is published as 93 per cent alone, so nothing beside it may rest on the 14."""
        past(QuestionFigure("4.2.1", yes=13, base=14))
        last = beside("4.2.1", Count(40, 40)).last
        assert (last.percent, last.count, last.interval, last.significant) == (93, None, None, None)

    def test_what_the_own_report_prints_of_last_time_stands_before_the_earlier_result(self) -> None:
        earlier = past(QuestionFigure("2.1.1", percent=50))
        keep(earlier, Fact("caseload-manageable", "Caseload is manageable", "40%", value=Decimal(40)))
        now = results.result(slug="now")
        keep(
            now,
            Fact(
                "caseload-manageable", "Caseload is manageable", "44%", period="previous", value=Decimal(44)
            ),
        )
        last = beside("caseload-manageable", Percent(56), facts=list(now.facts.all())).last
        assert (last.percent, last.points) == (44, 12)
        assert "own report" in last.note

    def test_a_further_figure_needs_no_link_across_frameworks(self) -> None:
        keep(past(), Fact("caseload-manageable", "Caseload is manageable", "44%", value=Decimal(44)))
        assert beside("caseload-manageable", Count(34, 26)).last.percent == 44

    def test_a_figure_only_there_leaves_this_side_empty(self) -> None:
        past(QuestionFigure("2.1.1", percent=50))
        last = beside("2.1.1", None).last
        assert (last.percent, last.points) == (50, None)
        assert "This inspection has no figure" in last.verdict


def keep(result: Result, *facts: Fact) -> None:
    add_further(result=result, further=Further(facts=facts), by=results.publisher())


class TestANamedSet:
    def member(self, name: str, *figures: QuestionFigure) -> Result:
        provider = organisations.provider(name)
        return past(*figures, slug=name.lower(), provider=provider)

    def test_members_are_pooled_case_by_case(self) -> None:
        members = [
            self.member("North", QuestionFigure("2.1.1", yes=30, base=100)),
            self.member("South", QuestionFigure("2.1.1", yes=20, base=20)),
        ]
        found = across("2.1.1", Count(61, 39), results.comparator(members=members, framework_code="crc-2018"))
        assert found.count == Count(50, 70)
        assert (found.percent, found.points, found.significant) == (42, 19, True)
        assert found.note == "Pooled from 2 inspections."

    def test_the_provider_itself_is_left_out_and_it_is_said(self) -> None:
        own = organisations.provider("North")
        members = [
            past(QuestionFigure("2.1.1", yes=30, base=100), slug="own", provider=own),
            self.member("South", QuestionFigure("2.1.1", yes=12, base=20)),
        ]
        comparator = results.comparator(members=members, framework_code="crc-2018")
        assert across("2.1.1", Count(61, 39), comparator, own).count == Count(12, 8)
        assert comparator_side(comparator, own).remark == (
            "This provider is itself in the set. It is left out where members are pooled."
        )
        assert comparator_side(comparator).figures["2.1.1"] == Count(42, 78)

    def test_a_member_without_a_base_makes_a_mean_that_cannot_be_tested(self) -> None:
        members = [
            self.member("North", QuestionFigure("2.1.1", yes=30, base=100)),
            self.member("South", QuestionFigure("2.1.1", percent=61)),
        ]
        found = across("2.1.1", Count(61, 39), results.comparator(members=members, framework_code="crc-2018"))
        assert (found.percent, found.count) == (46, None)
        assert found.note.startswith("Mean of 2 inspections, each counting alike")
        assert found.why_untested

    def test_pooling_never_shows_what_a_member_withholds(self) -> None:
        """One member alone is counted: the pooled count less its own would be the other's hidden base."""
        members = [
            self.member("North", QuestionFigure("4.2.1", yes=40, base=80)),
            self.member("South", QuestionFigure("4.2.1", yes=13, base=14)),
        ]
        found = across("4.2.1", Count(40, 40), results.comparator(members=members, framework_code="crc-2018"))
        assert found.count is None

    def test_a_printed_average_stands_before_a_pooled_one(self) -> None:
        members = [self.member("North", QuestionFigure("2.1.1", yes=30, base=100))]
        comparator = results.comparator(
            PrintedAverage("2.1.1", percent=68), members=members, framework_code="crc-2018"
        )
        found = across("2.1.1", Count(65, 35), comparator)
        assert (found.percent, found.count, found.note) == (68, None, "Printed average.")

    def test_a_printed_average_with_its_base_is_tested(self) -> None:
        comparator = results.comparator(
            PrintedAverage("2.1.1", yes=300, base=1000), framework_code="crc-2018"
        )
        assert across("2.1.1", Count(65, 35), comparator).significant is True

    def test_members_of_another_round_count_only_where_the_question_is_the_same(self) -> None:
        members = [
            self.member("North", QuestionFigure("4.1.1", yes=30, base=100)),
            results.result(
                QuestionFigure("4.1.1", yes=20, base=40),
                slug="south",
                provider=organisations.provider("South"),
                about=About(slug="south", title="South", source="x"),
            ),
        ]
        found = across("4.1.1", Count(61, 39), results.comparator(members=members))
        assert found.count == Count(20, 20)

    @pytest.mark.parametrize(
        ("is_known", "is_inside", "said"),
        [
            (False, True, "is itself inside the printed averages"),
            (True, False, "is not in the set"),
            (False, False, "is not known"),
        ],
    )
    def test_it_says_whether_the_provider_is_inside(self, is_known: bool, is_inside: bool, said: str) -> None:
        provider = organisations.provider("North")
        comparator = results.comparator(
            PrintedAverage("2.1.1", percent=68),
            framework_code="crc-2018",
            is_membership_known=is_known,
            providers_inside=[provider] if is_inside else [],
        )
        assert said in comparator_side(comparator, provider).remark

    def test_what_the_set_does_not_have_is_blank(self) -> None:
        comparator = results.comparator(PrintedAverage("2.1.1", percent=68), framework_code="crc-2018")
        assert across("2.1.2", Count(6, 4), comparator).verdict.startswith("No comparative data.")

    def test_sets_of_the_own_framework_come_first_then_linked_ones_and_no_others(self) -> None:
        near = results.comparator(title="Near", framework_code="crc-2018")
        own = results.comparator(title="Own")
        results.comparator(title="Far", framework_code="youth-2018")
        assert list(comparison.offered(LATER)) == [own, near]
        assert comparison.chosen(LATER, None)[1] == own
        assert comparison.chosen(LATER, str(near.pk))[1] == near
        assert comparison.chosen(LATER, "none")[1] is None

    def test_it_takes_as_many_statements_for_one_figure_as_for_all(
        self, django_assert_num_queries: Any
    ) -> None:
        provider = organisations.provider("North")
        codes = [question.code for question in EARLIER.questions() if question.code[0] in "24"]
        for number in range(6):
            figures = [QuestionFigure(code, yes=30, base=60) for code in codes[: 10 * number + 1]]
            self.member(f"M{number}", *figures)
        comparator = results.comparator(members=list(Result.objects.all()), framework_code="crc-2018")
        with django_assert_num_queries(5):
            comparator_side(comparator, provider)
        past(*[QuestionFigure(code, yes=30, base=60) for code in codes], provider=provider)
        with django_assert_num_queries(3):
            last_side(provider, date(2019, 9, 16))


class TestFacts:
    def figure(self, **changes: Any) -> Figure | None:
        return comparison.fact_figure(FactResult(**{"printed": "", **changes}))

    def test_a_counted_fact_is_a_count(self) -> None:
        assert self.figure(yes=34, base=60) == Count(34, 26)

    def test_a_small_count_leaves_the_per_cent(self) -> None:
        assert self.figure(yes=58, base=60) == Percent(97)

    def test_hardly_any_answers_leave_nothing(self) -> None:
        assert self.figure(yes=2, base=4) is None

    @pytest.mark.parametrize(
        ("printed", "value", "figure"),
        [
            ("56%", 56, Percent(56)),
            ("7.34%", 7.34, None),
            ("17 weeks", 17, None),
            ("140%", 140, None),
            ("–", None, None),
        ],
    )
    def test_a_printed_fact_is_a_share_only_where_it_is_a_whole_per_cent(
        self, printed: str, value: float | None, figure: Figure | None
    ) -> None:
        assert self.figure(printed=printed, value=value) == figure


@given(st.integers(0, 300), st.integers(1, 300), st.integers(0, 300), st.integers(1, 300))
def test_what_is_said_agrees_with_the_rule(yes: int, base: int, other: int, other_base: int) -> None:
    """Properties of one cell: a verdict of exactly one kind, and an interval around the difference."""
    if yes > base or other > other_base:
        return
    side = comparison.Side("Before", EARLIER, {"2.1.1": Count(other, other_base - other)})
    own = Count(yes, base - yes)
    cell = comparison.comparisons(LATER, {"2.1.1": own}, last=side, comparator=None).of("2.1.1").last
    assert (cell.significant is None) == bool(cell.why_untested)
    assert not cell.why_blank
    if cell.interval and cell.points is not None:
        exact = 100 * (yes / base - other / other_base)
        assert cell.interval[0] - 1e-9 <= exact <= cell.interval[1] + 1e-9


def test_a_result_gives_its_own_side() -> None:
    side = side_of(
        results.result(QuestionFigure("2.1.1", yes=65, base=100), QuestionFigure("4.2.1", yes=13, base=14))
    )
    assert side.figures == {"2.1.1": Count(65, 35), "4.2.1": Percent(93)}
