"""From a list of cases to a sample: size, eligibility, strata, selection, reserves."""

import hashlib
import itertools
import math
import random
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, getcontext
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from caseward.rules import sampling
from caseward.rules.columns import load_columns
from caseward.rules.framework import Sample, Window
from caseward.rules.framework_parts import Provenance
from caseward.rules.sampling import Case, Method, margins
from caseward.rules.sampling.eligibility import Values

Cell = tuple[str, ...]
REFERENCE_SIZES = {50: 39, 100: 63, 200: 91, 300: 107, 500: 124, 1000: 142, 2000: 152}


class TestSize:
    @pytest.mark.parametrize(("population", "cases"), REFERENCE_SIZES.items())
    def test_the_reference_values_at_eighty_per_cent_and_five_points(
        self, population: int, cases: int
    ) -> None:
        assert sampling.size(population, 80, 5).cases == cases

    @pytest.mark.parametrize(
        ("population", "cases"), [(247, 99), (248, 100), (254, 100), (255, 101), (44, 35)]
    )
    def test_the_sizes_of_the_published_samples_come_from_plausible_populations(
        self, population: int, cases: int
    ) -> None:
        assert sampling.size(population, 80, 5).cases == cases

    def test_an_endless_population_needs_165_cases_and_no_more(self) -> None:
        assert sampling.size(10**12, 80, 5).cases == 165

    @pytest.mark.parametrize("population", [0, 1, 2, 5])
    def test_a_population_too_small_for_a_sample_is_taken_whole(self, population: int) -> None:
        size = sampling.size(population, 80, 5)
        assert (size.cases, size.is_census) == (population, True)

    def test_a_sample_is_not_called_a_census(self) -> None:
        assert not sampling.size(50, 80, 5).is_census

    def test_the_working_can_be_shown(self) -> None:
        size = sampling.size(200, 80, 5)
        assert size.z is not None
        assert size.uncorrected is not None
        assert size.corrected is not None
        assert (size.confidence, size.margin) == (80, 5)
        assert (
            f"{float(size.z):.4f} {float(size.uncorrected):.2f} {float(size.corrected):.2f}"
            == "1.2816 164.24 90.43"
        )

    @given(st.integers(1, 10**6), st.integers(1, 99), st.integers(1, 50))
    def test_the_formula_by_another_route(self, population: int, confidence: int, margin: int) -> None:
        getcontext().prec = 40
        z = Decimal(str(round(float(norm.ppf(0.5 + confidence / 200)), 9)))
        uncorrected = (z * 50 / margin) ** 2
        corrected = 1 / (1 / uncorrected + (1 - 1 / uncorrected) / population)
        assert sampling.size(population, confidence, margin).cases == math.ceil(round(corrected, 25))

    @given(st.integers(0, 10**6), st.integers(1, 99), st.integers(1, 50))
    def test_a_sample_is_never_larger_than_its_population_nor_empty(
        self, population: int, confidence: int, margin: int
    ) -> None:
        cases = sampling.size(population, confidence, margin).cases
        assert min(1, population) <= cases <= population

    @pytest.mark.parametrize(
        ("population", "confidence", "margin", "message"),
        [
            (-1, 80, 5, "population"),
            (10, 0, 5, "confidence"),
            (10, 100, 5, "confidence"),
            (10, 80, 0, "margin"),
            (10, 80, 51, "margin"),
        ],
    )
    def test_impossible_settings_are_refused(
        self, population: int, confidence: int, margin: int, message: str
    ) -> None:
        with pytest.raises(ValueError, match=message):
            sampling.size(population, confidence, margin)

    def test_a_size_by_hand_keeps_its_reason_and_has_no_working(self) -> None:
        size = sampling.size_by_hand(40, 14, " estimated from releases a month ")
        assert (size.cases, size.reason, size.z) == (14, "estimated from releases a month", None)

    def test_a_size_by_hand_needs_a_reason(self) -> None:
        with pytest.raises(ValueError, match="needs a reason"):
            sampling.size_by_hand(40, 14, "  ")

    @pytest.mark.parametrize("cases", [-1, 0, 41])
    def test_a_size_by_hand_must_be_there_to_draw(self, cases: int) -> None:
        with pytest.raises(ValueError, match="from 1 to the 40 eligible cases"):
            sampling.size_by_hand(40, cases, "reason")


def a_sample(*windows: Window, strata: Cell = ()) -> Sample:
    return Sample("s", "S", "", strata, (), Provenance("a report"), windows=windows)


FIELDWORK = date(2019, 9, 2)
STARTED = Window("sentence_started_on", 10, 5, "sentence_type", ("community", "suspended"))
RELEASED = Window("released_on", 10, 5, "sentence_type", ("licence",))
SUPERVISED = a_sample(STARTED, RELEASED)


class TestEligibility:
    @pytest.mark.parametrize(
        ("day", "reason"),
        [
            (22, "sentence started on: before 23 August 2019"),
            (23, ""),
            (28, ""),
            (29, "sentence started on: after 28 August 2019"),
        ],
    )
    def test_both_ends_of_a_window_are_inside_it(self, day: int, reason: str) -> None:
        case: Values = {"sentence_type": "community", "sentence_started_on": date(2019, 8, day)}
        assert sampling.reason_not_eligible(SUPERVISED, case, FIELDWORK) == reason

    def test_each_kind_of_sentence_has_its_own_date(self) -> None:
        case: Values = {
            "sentence_type": "licence",
            "sentence_started_on": date(2015, 1, 1),
            "released_on": date(2019, 8, 25),
        }
        assert sampling.reason_not_eligible(SUPERVISED, case, FIELDWORK) == ""

    @pytest.mark.parametrize("day", [None, ""])
    def test_a_date_that_is_not_known_is_a_reason(self, day: str | None) -> None:
        case: Values = {
            "sentence_type": "licence",
            "released_on": day,
            "sentence_started_on": date(2019, 8, 25),
        }
        assert sampling.reason_not_eligible(SUPERVISED, case, FIELDWORK) == "released on: not known"

    def test_a_missing_column_is_a_date_not_known(self) -> None:
        case: Values = {"sentence_type": "community"}
        assert sampling.reason_not_eligible(SUPERVISED, case, FIELDWORK) == "sentence started on: not known"

    def test_a_case_of_no_window_is_told_so(self) -> None:
        case: Values = {"sentence_type": "fine", "released_on": date(2019, 8, 25)}
        reason = sampling.reason_not_eligible(SUPERVISED, case, FIELDWORK)
        assert reason == "sentence type: not one that this sample is about"

    def test_a_case_whose_kind_is_not_known_is_told_so(self) -> None:
        case: Values = {"sentence_type": "", "released_on": date(2019, 8, 25)}
        assert sampling.reason_not_eligible(SUPERVISED, case, FIELDWORK) == "sentence type: not known"

    def test_an_open_window_has_no_oldest_date(self) -> None:
        sample = a_sample(Window("requirement_started_on", None, 92))
        assert (
            sampling.reason_not_eligible(sample, {"requirement_started_on": date(1999, 1, 1)}, FIELDWORK)
            == ""
        )

    def test_a_window_that_would_begin_before_the_calendar_begins_with_it(self) -> None:
        case: Values = {"sentence_type": "community", "sentence_started_on": date(2019, 8, 25)}
        reason = sampling.reason_not_eligible(SUPERVISED, case, date.min)
        assert reason == "sentence started on: after 1 January 1"

    def test_an_open_window_has_no_newest_date(self) -> None:
        sample = a_sample(Window("released_on", 10, None))
        assert sampling.reason_not_eligible(sample, {"released_on": FIELDWORK}, FIELDWORK) == ""

    def test_one_of_two_windows_is_enough_and_both_reasons_are_given_where_neither_is(self) -> None:
        sample = a_sample(Window("released_on", 10, 5), Window("sentence_started_on", 10, 5))
        inside, outside = date(2019, 8, 25), date(2019, 9, 1)
        for released, started in ((inside, outside), (outside, inside)):
            case = {"released_on": released, "sentence_started_on": started}
            assert sampling.reason_not_eligible(sample, case, FIELDWORK) == ""
        case = {"released_on": outside, "sentence_started_on": outside}
        assert sampling.reason_not_eligible(sample, case, FIELDWORK) == (
            "released on: after 28 August 2019; sentence started on: after 28 August 2019"
        )

    def test_a_sample_without_windows_takes_every_case(self) -> None:
        assert sampling.reason_not_eligible(a_sample(), {}, FIELDWORK) == ""


class TestStratum:
    stratum_of = staticmethod(
        sampling.stratum_of(a_sample(strata=("sex", "risk_of_serious_harm", "delivery_unit")), load_columns())
    )

    def test_values_that_share_a_stratum_are_one_stratum(self) -> None:
        cases = [
            {"sex": "female", "risk_of_serious_harm": harm, "delivery_unit": "North"}
            for harm in ("high", "very_high", "low")
        ]
        assert [self.stratum_of(case) for case in cases] == [
            ("Female", "High or very high", "North"),
            ("Female", "High or very high", "North"),
            ("Female", "Low", "North"),
        ]

    def test_what_is_not_recorded_is_a_stratum_of_its_own(self) -> None:
        case = {"sex": "", "risk_of_serious_harm": None}
        assert self.stratum_of(case) == ("Not recorded", "Not recorded", "Not recorded")

    def test_a_stratum_has_a_name(self) -> None:
        assert sampling.stratum_name(("Female", "Low")) == "Female, Low"
        assert sampling.stratum_name(()) == "All cases"


populations = st.dictionaries(
    st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.sampled_from("123")),
    st.integers(1, 30),
    min_size=1,
    max_size=18,
)


def queue(numbers: Mapping[Cell, int], seed: int = 0) -> Callable[[], list[Cell]]:
    """The cells of all cases in an order that the seed decides."""
    cells = [cell for cell, number in numbers.items() for _ in range(number)]
    random.Random(seed).shuffle(cells)
    return lambda: cells


def obvious_largest_remainder(numbers: Mapping[Cell, int], cases: int) -> dict[Cell, int]:
    """One case at a time, each to the cell furthest behind its exact share, none to one that has it."""
    shares = {cell: Fraction(cases * number, sum(numbers.values())) for cell, number in numbers.items()}
    given_out = {cell: math.floor(share) for cell, share in shares.items()}
    while sum(given_out.values()) < cases:
        behind = sorted(numbers, key=lambda cell: (given_out[cell] - shares[cell], -numbers[cell], cell))
        given_out[behind[0]] += 1
    return given_out


class TestQuotas:
    @given(populations, st.data())
    def test_the_largest_remainder_by_the_slow_way(
        self, numbers: dict[Cell, int], data: st.DataObject
    ) -> None:
        cases = data.draw(st.integers(0, sum(numbers.values())))
        assert sampling.largest_remainder(numbers, cases) == obvious_largest_remainder(numbers, cases)

    def test_ties_go_to_the_larger_stratum_and_then_by_name(self) -> None:
        assert sampling.largest_remainder({"b": 1, "a": 1}, 1) == {"b": 0, "a": 1}
        assert sampling.largest_remainder({"a": 1, "b": 3}, 2) == {"a": 0, "b": 2}

    def test_joint_quotas_where_every_cell_has_a_case(self) -> None:
        numbers: dict[Cell, int] = {("f", "low"): 10, ("m", "low"): 30, ("m", "high"): 20}
        quotas = sampling.quotas(numbers, 6, queue(numbers))
        assert quotas.method is Method.JOINT
        assert quotas.cells == {("f", "low"): 1, ("m", "low"): 3, ("m", "high"): 2}

    def test_each_column_has_its_own_quotas_where_a_cell_would_have_none(self) -> None:
        numbers: dict[Cell, int] = {("f", "high"): 1, ("f", "low"): 9, ("m", "high"): 19, ("m", "low"): 71}
        quotas = sampling.quotas(numbers, 10, queue(numbers))
        assert quotas.method is Method.MARGINAL
        assert quotas.columns == ({"f": 1, "m": 9}, {"high": 2, "low": 8})
        assert sum(quotas.cells[cell] for cell in numbers if cell[0] == "f") == 1
        assert sum(quotas.cells[cell] for cell in numbers if cell[1] == "high") == 2

    def test_no_columns_is_one_stratum(self) -> None:
        quotas = sampling.quotas({(): 40}, 14, queue({}))
        assert (quotas.method, quotas.cells) == (Method.SIMPLE, {(): 14})

    def test_nobody_to_draw_from_gives_nothing(self) -> None:
        assert sampling.quotas({}, 0, queue({})).cells == {}

    def test_more_cases_than_there_are_is_refused(self) -> None:
        with pytest.raises(ValueError, match="larger than the population"):
            sampling.quotas({("f",): 2}, 3, queue({}))

    @given(populations, st.data())
    def test_quotas_add_up_and_never_exceed_a_cell(
        self, numbers: dict[Cell, int], data: st.DataObject
    ) -> None:
        cases = data.draw(st.integers(0, sum(numbers.values())))
        quotas = sampling.quotas(numbers, cases, queue(numbers, data.draw(st.integers(0, 99))))
        assert sum(quotas.cells.values()) == cases
        assert quotas.cells.keys() == numbers.keys()
        assert all(0 <= quotas.cells[cell] <= number for cell, number in numbers.items())
        joint = obvious_largest_remainder(numbers, cases)
        assert (quotas.method is Method.JOINT) == all(joint.values())

    @given(populations, st.data())
    def test_the_first_column_has_exactly_its_quotas(
        self, numbers: dict[Cell, int], data: st.DataObject
    ) -> None:
        cases = data.draw(st.integers(1, sum(numbers.values())))
        quotas = sampling.quotas(numbers, cases, queue(numbers, data.draw(st.integers(0, 99))))
        if quotas.method is Method.MARGINAL:
            assert column_totals(quotas.cells, 0) == quotas.columns[0]

    @settings(max_examples=60)
    @given(
        st.dictionaries(
            st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")),
            st.integers(1, 4),
            min_size=2,
            max_size=6,
        ),
        st.data(),
    )
    def test_no_other_table_comes_nearer_to_the_second_columns_quotas(
        self, numbers: dict[Cell, int], data: st.DataObject
    ) -> None:
        cases = data.draw(st.integers(1, sum(numbers.values())))
        quotas = sampling.quotas(numbers, cases, queue(numbers, data.draw(st.integers(0, 99))))
        if quotas.method is Method.JOINT:
            return
        nearest = min(
            distance(table, quotas.columns[1])
            for table in every_table(numbers)
            if column_totals(table, 0) == quotas.columns[0]
        )
        assert distance(quotas.cells, quotas.columns[1]) == nearest

    def test_a_case_is_exchanged_through_a_third_value_where_need_be(self) -> None:
        """Rows a and b took y and z; an x is only to be had by giving back a z, and a z for the y."""
        columns = ({"a": 1, "b": 1}, {"x": 1, "y": 0, "z": 1})
        in_draw_order = [("b", "z"), ("a", "y"), ("a", "z"), ("b", "x")]
        filled = margins.fill(columns, 2, in_draw_order)
        assert filled == {("b", "z"): 0, ("a", "y"): 0, ("a", "z"): 1, ("b", "x"): 1}

    def test_quotas_that_the_cases_cannot_meet_are_met_as_nearly_as_can_be(self) -> None:
        columns = ({"a": 1, "b": 0}, {"x": 0, "y": 1})
        assert margins.fill(columns, 1, [("a", "x"), ("b", "y")]) == {("a", "x"): 1, ("b", "y"): 0}

    @settings(max_examples=25)
    @given(st.integers(0, 10**6))
    def test_three_columns_of_an_ordinary_list_all_have_their_quotas(self, seed: int) -> None:
        draw = sampling.draw(ordinary_list(300, seed), size=35, seed=seed, sample="s")
        assume(draw.method is Method.MARGINAL)
        assert all(quota.drawn == quota.quota for column in draw.columns for quota in column)

    def test_a_small_cell_has_its_fair_chance(self) -> None:
        """One woman in ten at high risk, by quotas of their own columns: her cell's share is a third."""
        numbers = {("f", "high"): 10, ("f", "low"): 20, ("m", "high"): 90, ("m", "low"): 180}
        cases = [Case(f"{cell}{number}", cell) for cell, count in numbers.items() for number in range(count)]
        drawn = sum(
            chosen.stratum == ("f", "high")
            for seed in range(600)
            for chosen in sampling.draw(cases, size=10, seed=seed, sample="s", reserves=0).sample
        )
        assert 150 <= drawn <= 240


def column_totals(cells: Mapping[Cell, int], column: int) -> dict[str, int]:
    totals: Counter[str] = Counter()
    for cell, cases in cells.items():
        totals[cell[column]] += cases
    return dict(totals)


def distance(cells: Mapping[Cell, int], quota: Mapping[str, int]) -> int:
    totals = column_totals(cells, 1)
    return sum(abs(totals[value] - cases) for value, cases in quota.items())


def every_table(numbers: Mapping[Cell, int]) -> list[dict[Cell, int]]:
    choices = itertools.product(*(range(number + 1) for number in numbers.values()))
    return [dict(zip(numbers, choice, strict=True)) for choice in choices]


def ordinary_list(rows: int, seed: int = 1) -> list[Case]:
    rng = random.Random(seed)
    return [
        Case(
            f"C{number:06d}",
            (
                rng.choices(["Female", "Male"], [15, 85])[0],
                rng.choices(["Community sentence", "Post-release supervision"], [70, 30])[0],
                rng.choices(["High or very high", "Low", "Medium"], [6, 40, 54])[0],
            ),
        )
        for number in range(rows)
    ]


class TestSelection:
    def test_the_same_list_in_another_order_gives_the_same_draw(self) -> None:
        cases = ordinary_list(200)
        shuffled = random.Random(2).sample(cases, len(cases))
        assert sampling.draw(cases, size=40, seed=7, sample="s") == sampling.draw(
            shuffled, size=40, seed=7, sample="s"
        )

    def test_another_seed_and_another_sample_draw_other_cases(self) -> None:
        cases = ordinary_list(200)
        draws = [
            {chosen.reference for chosen in sampling.draw(cases, size=40, seed=seed, sample=code).sample}
            for seed, code in ((7, "s"), (8, "s"), (7, "t"))
        ]
        assert len({frozenset(drawn) for drawn in draws}) == 3

    def test_selection_by_the_slow_way(self) -> None:
        cases = ordinary_list(80)
        draw = sampling.draw(cases, size=70, seed=11, sample="upw")
        for quota in draw.quotas:
            members = [case.reference for case in cases if case.strata == quota.stratum]
            ranked = sorted(
                members, key=lambda member: hashlib.sha256(f"11\x1fupw\x1f{member}".encode()).hexdigest()
            )
            listed = [chosen for chosen in draw.chosen if chosen.stratum == quota.stratum]
            assert [chosen.reference for chosen in listed] == ranked
            assert [chosen.order for chosen in listed] == list(range(1, len(members) + 1))
            assert [not chosen.reserve for chosen in listed].count(True) == quota.drawn
            assert quota.population == len(members)

    def test_the_draw_of_one_seed_never_changes(self) -> None:
        """Kept so that a draw recorded today can be repeated in ten years."""
        draw = sampling.draw(ordinary_list(30), size=4, seed=1, sample="case-supervision", reserves=0)
        assert [chosen.reference for chosen in draw.chosen] == ["C000024", "C000011", "C000021", "C000028"]

    def test_a_census_takes_every_case(self) -> None:
        cases = ordinary_list(50)
        draw = sampling.draw(cases, size=50, seed=1, sample="s")
        assert {chosen.reference for chosen in draw.sample} == {case.reference for case in cases}
        assert len(draw.chosen) == 50

    def test_one_number_of_two_organisations_is_two_cases(self) -> None:
        names = {
            sampling.whole_reference(organisation, reference)
            for organisation, reference in [("North", "1"), ("South", "1"), ("North1", ""), ("", "North1")]
        }
        assert len(names) == 4

    def test_a_list_of_nobody_gives_an_empty_draw(self) -> None:
        draw = sampling.draw([], size=0, seed=1, sample="s")
        assert (draw.population, draw.chosen, draw.quotas) == (0, (), ())

    def test_reserves_can_be_limited_and_the_sample_stays_the_same(self) -> None:
        cases = ordinary_list(200)
        limited = sampling.draw(cases, size=40, seed=7, sample="s", reserves=2)
        assert limited.sample == sampling.draw(cases, size=40, seed=7, sample="s").sample
        reserves = Counter(chosen.stratum for chosen in limited.chosen if chosen.reserve)
        assert max(reserves.values()) == 2

    def test_a_case_listed_twice_is_refused_by_name(self) -> None:
        cases = [Case("A", ("f",)), Case("B", ("f",)), Case("A", ("m",)), Case("A", ("m",))]
        with pytest.raises(sampling.DuplicateCases) as refusal:
            sampling.draw(cases, size=1, seed=1, sample="s")
        assert refusal.value.references == ("A",)

    @given(st.integers(0, 40), st.integers(0, 10**9))
    def test_exactly_so_many_cases_are_drawn_each_once(self, size: int, seed: int) -> None:
        draw = sampling.draw(ordinary_list(40), size=size, seed=seed, sample="s")
        assert len({chosen.reference for chosen in draw.sample}) == len(draw.sample) == size

    def test_every_case_is_about_equally_likely(self) -> None:
        cases = [Case(f"C{number}", ("f" if number < 20 else "m",)) for number in range(80)]
        times = Counter(
            chosen.reference
            for seed in range(2_000)
            for chosen in sampling.draw(cases, size=20, seed=seed, sample="s", reserves=0).chosen
        )
        assert len(times) == 80
        assert max(abs(drawn - 500) for drawn in times.values()) < 100


class TestReplacement:
    draw = sampling.draw(ordinary_list(200), size=40, seed=7, sample="s")
    stratum = max(draw.quotas, key=lambda quota: quota.population).stratum

    def test_the_next_reserve_of_the_same_stratum_comes_in(self) -> None:
        drawn = sum(chosen.stratum == self.stratum for chosen in self.draw.sample)
        first = sampling.next_reserve(self.draw, self.stratum, used=())
        assert first is not None
        assert (first.stratum, first.order, first.reserve) == (self.stratum, drawn + 1, True)
        second = sampling.next_reserve(self.draw, self.stratum, used=[first.reference])
        assert second is not None
        assert second.order == drawn + 2

    def test_there_is_none_when_the_stratum_is_used_up(self) -> None:
        everyone = [chosen.reference for chosen in self.draw.chosen]
        assert sampling.next_reserve(self.draw, self.stratum, used=everyone) is None


def test_the_largest_office_is_given_away_first_and_ties_go_by_name() -> None:
    keyed = [("Slough", 1), ("Reading", 2), ("Luton", 3), ("Reading", 4)]
    assert sampling.groups_largest_first(keyed) == [[2, 4], [3], [1]]
