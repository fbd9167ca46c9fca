"""Exclusions and restrictions: who may not look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.limited_access import is_barred

USERS = st.integers(1, 5)
LISTS = st.frozensets(USERS)
RESTRICTIONS = st.none() | LISTS


def test_without_a_list_nobody_is_barred() -> None:
    assert not is_barred("a", [], None)
    assert not is_barred(None, [], None)


def test_an_exclusion_bars_those_it_names_and_no_others() -> None:
    assert is_barred("a", ["a"], None)
    assert not is_barred("b", ["a"], None)


def test_a_restriction_bars_all_but_those_it_names() -> None:
    assert not is_barred("a", [], ["a"])
    assert is_barred("b", [], ["a"])


def test_an_exclusion_wins_over_a_restriction_that_allows() -> None:
    assert is_barred("a", ["a"], ["a"])


def test_a_restriction_that_names_nobody_bars_everybody() -> None:
    assert is_barred("a", [], [])
    assert is_barred(None, [], [])


@pytest.mark.parametrize(("excluded", "restricted_to"), [(["a"], None), ([], ["a"]), (["a"], ["b"])])
def test_somebody_unknown_is_barred_where_either_list_exists(
    excluded: list[str], restricted_to: list[str] | None
) -> None:
    assert is_barred(None, excluded, restricted_to)


@given(USERS, LISTS, RESTRICTIONS)
def test_the_slow_way_gives_the_same(
    user: int, excluded: frozenset[int], restricted_to: frozenset[int] | None
) -> None:
    """Everybody is let in, the restriction takes all others away, the exclusion takes its own."""
    allowed = set(range(1, 6))
    if restricted_to is not None:
        allowed &= restricted_to
    allowed -= excluded
    assert is_barred(user, excluded, restricted_to) == (user not in allowed)


@given(USERS, LISTS, LISTS, RESTRICTIONS)
def test_a_longer_exclusion_never_lets_anybody_in(
    user: int, excluded: frozenset[int], more: frozenset[int], restricted_to: frozenset[int] | None
) -> None:
    if is_barred(user, excluded, restricted_to):
        assert is_barred(user, excluded | more, restricted_to)


@given(USERS, LISTS, LISTS, LISTS)
def test_a_longer_restriction_never_bars_anybody(
    user: int, excluded: frozenset[int], restricted_to: frozenset[int], more: frozenset[int]
) -> None:
    if not is_barred(user, excluded, restricted_to):
        assert not is_barred(user, excluded, restricted_to | more)


@given(USERS, LISTS, RESTRICTIONS)
def test_somebody_unknown_never_sees_more_than_somebody_known(
    user: int, excluded: frozenset[int], restricted_to: frozenset[int] | None
) -> None:
    if is_barred(user, excluded, restricted_to):
        assert is_barred(None, excluded, restricted_to)
