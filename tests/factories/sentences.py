"""Sentences and requirements."""

from datetime import date
from typing import Any

from caseward.casework.people.models import Person
from caseward.casework.sentences.models import Requirement, Sentence


def sentence(person: Person, **fields: Any) -> Sentence:
    """A community order that runs, unless told otherwise."""
    values: dict[str, Any] = {
        "kind": Sentence.Kind.COMMUNITY_ORDER,
        "offence": "Common assault",
        "sentenced_on": date(2026, 8, 3),
        "months": 12,
        "starts_on": date(2026, 8, 3),
        "ends_on": date(2027, 8, 2),
    }
    return Sentence.objects.create(person=person, **values | fields)


def requirement(sentence: Sentence, kind: str = Requirement.Kind.RAR, amount: int = 20) -> Requirement:
    """A requirement from the first day of the sentence."""
    return Requirement.objects.create(
        sentence=sentence, kind=kind, amount=amount, starts_on=sentence.starts_on or sentence.sentenced_on
    )
