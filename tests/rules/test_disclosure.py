"""Small numbers in published tables: hidden, and not to be worked back."""

import itertools
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseward.rules.disclosure import Limits, Sum, hidden_cells, hidden_groups, hidden_splits, why_hidden

LIMITS = Limits(least_count=5, least_base=10)
SPLIT_LIMITS = Limits(least_count=5, least_base=5)


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


class TestSplits:
    def test_large_parts_are_shown(self) -> None:
        assert hidden_splits({"men": (40, 30, 0), "women": (10, 9, 0)}, SPLIT_LIMITS) == frozenset()

    def test_a_small_part_takes_another_group_with_it(self) -> None:
        splits = {"a": (20, 3), "b": (30, 10), "c": (40, 20)}
        assert hidden_splits(splits, SPLIT_LIMITS) == {"a", "b"}

    def test_groups_are_hidden_until_what_is_hidden_adds_up_to_enough(self) -> None:
        """Three no and none make three by the whole's no: a third group goes too."""
        splits = {"a": (20, 3), "b": (22, 0), "c": (40, 20), "d": (50, 60)}
        assert hidden_splits(splits, SPLIT_LIMITS) == {"a", "b", "c"}

    def test_nought_is_not_small(self) -> None:
        assert hidden_splits({"a": (20, 0), "b": (30, 0)}, SPLIT_LIMITS) == frozenset()

    def test_cases_left_out_count_as_a_part(self) -> None:
        """Fourteen women in all and thirteen in the base would tell that one woman is left out."""
        assert hidden_splits({"men": (40, 26, 20), "women": (6, 7, 1)}, SPLIT_LIMITS) == {"men", "women"}

    def test_a_small_group_is_hidden_with_another(self) -> None:
        splits = {"a": (2, 1), "b": (10, 10), "c": (20, 20)}
        assert {"a", "b"} <= hidden_splits(splits, SPLIT_LIMITS)

    def test_two_small_parts_can_hide_everything(self) -> None:
        assert hidden_splits({"a": (20, 1), "b": (30, 1)}, SPLIT_LIMITS) == {"a", "b"}

    @settings(max_examples=120, deadline=None)
    @given(st.lists(st.tuples(*[st.integers(0, 8)] * 3), min_size=2, max_size=3))
    def test_no_reader_can_work_back_a_small_part(self, rows: list[tuple[int, ...]]) -> None:
        """The slow way: every other way to split the hidden groups; a small part must differ in one."""
        splits = {str(number): row for number, row in enumerate(rows)}
        hidden = hidden_splits(splits, SPLIT_LIMITS)
        unsized = hidden_groups({group: sum(row) for group, row in splits.items()}, SPLIT_LIMITS)
        whole = [sum(parts) for parts in zip(*rows, strict=True)]
        if any(0 < part < SPLIT_LIMITS.least_count for part in whole) or 0 < sum(whole) < 5:
            return
        small = {
            (group, place)
            for group, row in splits.items()
            for place, part in enumerate(row)
            if 0 < part < SPLIT_LIMITS.least_count
        }
        assert {group for group, _ in small} <= hidden
        for group, place in small:
            assert another_split(splits, sorted(hidden), unsized, (group, place)), (splits, hidden)


def another_split(
    splits: Mapping[str, tuple[int, ...]],
    hidden: Sequence[str],
    unsized: frozenset[str],
    cell: tuple[str, int],
) -> bool:
    """Whether the hidden groups could be split otherwise, as seen from the whole and the shown sizes."""
    left = tuple(sum(parts) for parts in zip(*(splits[group] for group in hidden), strict=True))
    group, place = cell
    order = [group, *(each for each in hidden if each != group)]
    return _fills(splits, order, unsized, left, (place, splits[group][place]))


def _fills(
    splits: Mapping[str, tuple[int, ...]],
    order: Sequence[str],
    unsized: frozenset[str],
    left: tuple[int, ...],
    not_this: tuple[int, int] | None,
) -> bool:
    if not order:
        return not any(left)
    size = None if order[0] in unsized else sum(splits[order[0]])
    for parts in itertools.product(*(range(most + 1) for most in left)):
        if size is not None and sum(parts) != size:
            continue
        if not_this is not None and parts[not_this[0]] == not_this[1]:
            continue
        rest = tuple(whole - part for whole, part in zip(left, parts, strict=True))
        if _fills(splits, order[1:], unsized, rest, None):
            return True
    return False
