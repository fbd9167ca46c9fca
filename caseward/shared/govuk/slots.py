"""Named places on a page that another package may fill, so that neither half of Caseward knows the other.

A page offers `{{ slot("case_side", case=case) }}`; whoever is installed registers a function that takes the
same keywords and returns markup. An empty slot draws nothing.
"""

from collections.abc import Callable, Collection, Mapping

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

Filler = Callable[..., str]
FillerOfEach = Callable[..., Mapping[str, str]]
"""Takes the keys of all places of one kind on a page first, and returns markup by key for those it fills."""

_fillers: dict[str, list[Filler]] = {}
_fillers_of_each: dict[str, list[FillerOfEach]] = {}


def register(slot: str, filler: Filler) -> None:
    """Fill a slot; several fillers stand in the order of their registration, each once."""
    fillers = _fillers.setdefault(slot, [])
    if filler not in fillers:
        fillers.append(filler)


def register_each(slot: str, filler: FillerOfEach) -> None:
    """Fill the many places of a slot that stands beside each row of a page; each filler once."""
    fillers = _fillers_of_each.setdefault(slot, [])
    if filler not in fillers:
        fillers.append(filler)


def draw(slot: str, /, **context: object) -> Markup:
    """What all fillers of a slot return, in order; text that is not Markup is escaped."""
    return Markup("").join(filler(**context) for filler in _fillers.get(slot, []))


def draw_each(slot: str, keys: Collection[str], /, **context: object) -> dict[str, Markup]:
    """What all fillers of a slot return for each key; every filler is asked once, for all keys together."""
    drawn = [filler(keys, **context) for filler in _fillers_of_each.get(slot, [])]
    return {key: Markup("").join(each.get(key, "") for each in drawn) for key in keys}


def drawn_from(template: str, context: dict[str, object], request: HttpRequest | None = None) -> Markup:
    """A template as markup, for a filler to return."""
    return Markup(render_to_string(template, context, request))  # noqa: S704 - made by an autoescaping template
