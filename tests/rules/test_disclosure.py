"""Small numbers in published tables: hidden, and not to be worked back."""

import itertools
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseward.rules.disclosure import Limits, Sum, hidden_cells, hidden_groups, why_hidden

LIMITS = Limits(least_count=5, least_base=10)


def two_way(table: Sequence[Sequence[int]]) -> tuple[dict[str, int], list[Sum]]:
    """A table with the totals of its rows, of its columns and of all, as cells and lines."""
    full = [[*row, sum(row)] for row in table]
    full.append([sum(column) for column in zip(*full, strict=True)])
    last_row, last = len(full) - 1, len(full[0]) - 1
    counts = {
        f"{row}.{column}": full[row][column] for row in range(last_row + 1) for column in range(last + 1)
    }
    lines = [
        Sum(f"{row}.{last}", tuple(f"{row}.{column}" for column in range(last)))
        for row in range(last_row + 1)
    ]
    lines += [
        Sum(f"{last_row}.{column}", tuple(f"{row}.{column}" for row in range(last_row)))
        for column in range(last + 1)
    ]
    return counts, lines


def test_a_small_count_is_hidden_and_nought_is_not() -> None:
    assert hidden_cells({"a": 4, "b": 5, "c": 0}, [], 5) == {"a"}


def test_a_hidden_count_takes_its_smallest_neighbour_with_it() -> None:
    counts = {"all": 60, "men": 37, "women": 20, "other": 3}
    assert hidden_cells(counts, [Sum("all", ("men", "women", "other"))], 5) == {"other", "women"}


def test_nought_protects_only_where_nothing_else_can() -> None:
    counts = {"all": 23, "men": 20, "women": 3, "other": 0}
    assert hidden_cells(counts, [Sum("all", ("men", "women", "other"))], 5) == {"women", "men"}


def test_two_small_counts_whose_sum_is_small_take_a_third() -> None:
    """Two and one add up to three by the total: a count that is itself too small to show."""
    counts = {"all": 53, "a": 2, "b": 1, "c": 20, "d": 30}
    assert hidden_cells(counts, [Sum("all", ("a", "b", "c", "d"))], 5) == {"a", "b", "c"}


def test_a_table_without_small_counts_is_shown_whole() -> None:
    counts, lines = two_way([[5, 9], [7, 0]])
    assert hidden_cells(counts, lines, 5) == frozenset()


def test_a_small_total_hides_what_it_could_be_added_up_from() -> None:
    counts = {"all": 3, "a": 3, "b": 0}
    assert hidden_cells(counts, [Sum("all", ("a", "b"))], 5) == {"all", "a"}


def test_one_hidden_cell_of_a_two_way_table_takes_a_rectangle() -> None:
    counts, lines = two_way([[3, 20, 30], [20, 20, 30], [30, 40, 50]])
    hidden = hidden_cells(counts, lines, 5)
    assert {"0.0", "0.1", "1.0", "1.1"} == hidden


def test_a_cell_known_through_two_lines_hides_a_cell_of_another_line() -> None:
    """All of the second line is hidden, yet the first and third give its cells away: they lose one too."""
    counts = {"t": 4, "a": 2, "b": 2, "x": 50, "y": 46, "u": 40, "v": 38}
    lines = [Sum("x", ("t", "y")), Sum("t", ("a", "b")), Sum("u", ("a", "v"))]
    hidden = hidden_cells(counts, lines, 5)
    assert {"t", "a", "b", "y", "v"} <= hidden


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=2, max_size=2))
def test_no_reader_can_work_back_a_small_count(table: list[list[int]]) -> None:
    """The slow way: for each small cell another table that agrees on all that is shown and differs there."""
    counts, lines = two_way(table)
    hidden = hidden_cells(counts, lines, 5)
    small = {cell for cell, count in counts.items() if 0 < count < 5}
    assert small <= hidden
    for cell in small:
        assert differs_somewhere(counts, lines, hidden, cell)


def differs_somewhere(
    counts: Mapping[str, int], lines: Sequence[Sum], hidden: frozenset[str], cell: str
) -> bool:
    """Whether some change of hidden cells by one, up or down or not at all, adds up and changes this cell."""
    others = sorted(hidden - {cell})
    for changes in itertools.product((0, 1, -1), repeat=len(others)):
        table = dict(counts)
        table[cell] += 1
        for other, change in zip(others, changes, strict=True):
            table[other] += change
        if all(table[line.total] == sum(table[part] for part in line.parts) for line in lines):
            return True
    return False


def test_a_line_that_names_no_cell_is_an_error() -> None:
    with pytest.raises(KeyError):
        hidden_cells({"a": 1}, [Sum("all", ("a",))], 5)


def test_a_single_small_group_takes_the_next_smallest_with_it() -> None:
    assert hidden_groups({"men": 80, "women": 14, "not recorded": 3}, LIMITS) == {"women", "not recorded"}


def test_groups_that_are_large_enough_are_all_shown() -> None:
    assert hidden_groups({"men": 80, "women": 20, "not recorded": 0}, LIMITS) == frozenset()


def test_a_breakdown_of_a_small_whole_shows_no_group() -> None:
    assert hidden_groups({"men": 5, "women": 3}, LIMITS) == {"men", "women"}


@pytest.mark.parametrize(
    ("yes", "base", "why"),
    [
        (5, 9, "fewer than 10 cases"),
        (5, 10, ""),
        (4, 30, "fewer than 5 cases on one side"),
        (26, 30, "fewer than 5 cases on one side"),
        (25, 30, ""),
        (0, 30, ""),
        (30, 30, ""),
    ],
)
def test_a_percentage_is_shown_where_its_base_and_both_its_sides_are_large_enough(
    yes: int, base: int, why: str
) -> None:
    assert why_hidden(yes, base, LIMITS) == why
