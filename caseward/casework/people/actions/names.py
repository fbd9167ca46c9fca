"""The keys by which people are found."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import islice

from django.db import transaction

from caseward.casework.people.inputs import keys_of
from caseward.casework.people.models import Alias, Person, SearchKey

AT_ONCE = 500


@transaction.atomic
def index_names(*, people: Collection[Person]) -> None:
    """Make the keys of these people again: after every change of a name, an alias or a PNC number.

    The record that was kept is found by the names of those that were joined with it. For any number of
    people: a few statements for each five hundred. It writes no event: whoever changed the name has.
    """
    waiting = iter(people)
    while batch := list(islice(waiting, AT_ONCE)):
        SearchKey.objects.filter(person__in=batch).delete()
        SearchKey.objects.bulk_create(_keys(batch), batch_size=5 * AT_ONCE)


def _keys(people: Collection[Person]) -> Iterator[SearchKey]:
    also, numbers = _also_known(people)
    for person in people:
        keys = keys_of(person.name, also[person.pk], person.pnc)
        for number in numbers[person.pk]:
            keys |= keys_of("", pnc=number)
        for kind, key in sorted(keys):
            yield SearchKey(person=person, kind=kind, key=key)


def _also_known(people: Collection[Person]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Aliases, and the names and numbers of records joined with these, by the record that was kept."""
    names: dict[int, list[str]] = defaultdict(list)
    numbers: dict[int, list[str]] = defaultdict(list)
    for person_id, name in Alias.objects.filter(person__in=people).values_list("person", "name"):
        names[person_id].append(name)
    joined = Person.objects.filter(merged_into__in=people).values_list("merged_into_id", "name", "pnc")
    for kept_id, name, pnc in joined:
        if kept_id is not None:
            names[kept_id].append(name)
            numbers[kept_id].append(pnc)
    return names, numbers
