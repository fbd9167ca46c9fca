"""Sharing drawn cases out: which go together, and in what order they are given away."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def groups_largest_first(keyed: Iterable[tuple[str, T]]) -> list[list[T]]:
    """Put together what has the same key, such as an office; the largest groups first, ties by key.

    Giving away the largest group first, each to whoever has the fewest cases, keeps loads nearly even.
    """
    groups: dict[str, list[T]] = defaultdict(list)
    for key, item in keyed:
        groups[key].append(item)
    return [groups[key] for key in sorted(groups, key=lambda key: (-len(groups[key]), key))]
