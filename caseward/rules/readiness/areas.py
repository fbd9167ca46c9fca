"""The areas of life as findings name them, in the order in which they are asked. No source is needed."""

from collections.abc import Iterable, Mapping

AREAS: Mapping[str, str] = {
    "accommodation": "somewhere to live",
    "employment": "work, training and education",
    "finance": "money",
    "relationships": "family and relationships",
    "lifestyle": "friends and way of life",
    "drugs": "drugs",
    "alcohol": "alcohol",
    "health": "health and wellbeing",
    "thinking": "thinking and behaviour",
    "attitudes": "attitudes",
}


def named(areas: Iterable[str]) -> str:
    """Areas as a sentence names them: "money; drugs", in the order of `AREAS`.

    A semicolon parts them, for some titles hold a comma and an "and" themselves.
    """
    wanted = set(areas)
    return "; ".join(title for area, title in AREAS.items() if area in wanted)
