"""Whom an arrest or a call-out may be about: the database finds whom to compare, the rule decides.

Compared are those with the same PNC number, those born on the same day whose names share a word as written
or as it sounds, and, where a date of birth is missing, those whose names share a word.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db.models import Exists, OuterRef, Q, QuerySet

from caseward.casework.people.inputs import identity_of, keys_of
from caseward.casework.people.models import Person, SearchKey
from caseward.rules.person_matching import Identity, certainty, police_number
from caseward.shared.files.lists import Row

AT_ONCE = 200
WORD, PNC = SearchKey.Kind.WORD, SearchKey.Kind.PNC


@dataclass(frozen=True)
class Match:
    """One row of the file, the people whom it is certainly about, and those whom it may be about."""

    row: Row
    same: tuple[Person, ...]
    perhaps: tuple[Person, ...]

    @property
    def person(self) -> Person | None:
        """Whom it is about, where exactly one is certain."""
        return self.same[0] if len(self.same) == 1 else None

    @property
    def candidates(self) -> tuple[Person, ...]:
        """Between whom a person decides; two certain records of one person are uncertain too."""
        return () if self.person else self.same + self.perhaps


def matches(rows: Iterable[Row], people: QuerySet[Person]) -> Iterator[Match]:
    """Each row with whom of the people it is about, or may be."""
    waiting = iter(rows)
    while batch := list(islice(waiting, AT_ONCE)):
        among = _Among(list(_candidates(batch, people)))
        for row in batch:
            yield _match(row, among)


def identity(row: Row) -> Identity:
    """What the police say of who it was."""
    told = row.values
    return Identity(name=told.get("name", ""), born_on=told.get("born_on"), pnc=told.get("pnc", ""))


class _Among:
    """The candidates of a batch, by the facts that each row is compared by."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._people = [(person, identity_of(person)) for person in people]
        self._by_day: dict[object, list[int]] = {}
        self._by_number: dict[str, list[int]] = {}
        for place, (_, known) in enumerate(self._people):
            self._by_day.setdefault(known.born_on, []).append(place)
            self._by_number.setdefault(police_number(known.pnc), []).append(place)

    def compared_with(self, told: Identity) -> Iterator[tuple[Person, Identity]]:
        """Whom that row may be about: the rule calls everybody else different."""
        places = set(self._by_number.get(police_number(told.pnc), ())) if told.pnc else set()
        if told.born_on is None:
            places |= set(range(len(self._people)))
        else:
            places |= {*self._by_day.get(told.born_on, ()), *self._by_day.get(None, ())}
        return (self._people[place] for place in sorted(places))


def _match(row: Row, among: _Among) -> Match:
    told = identity(row)
    found: dict[str, list[Person]] = {"same": [], "perhaps": [], "different": []}
    for person, known in among.compared_with(told):
        found[certainty(told, known).level].append(person)
    return Match(row, tuple(found["same"]), tuple(found["perhaps"]))


def _candidates(rows: Sequence[Row], people: QuerySet[Person]) -> QuerySet[Person]:
    """Everybody whom the rows of a batch may be about; the record that was kept has the keys of all."""
    told = [identity(row) for row in rows]
    sounds = _keys(told)
    days = {each.born_on for each in told if each.born_on}
    words = {key for kind, key in sounds if kind == WORD}
    undated = {key for kind, key in _keys(each for each in told if not each.born_on) if kind == WORD}
    born = Q(born_on__in=days) & _has(
        Q(kind__in={kind for kind, _ in sounds}, key__in={k for _, k in sounds})
    )
    without_day = Q(born_on=None) & _has(Q(kind=WORD, key__in=words))
    row_without_day = _has(Q(kind=WORD, key__in=undated))
    numbered = _has(Q(kind=PNC, key__in={police_number(each.pnc) for each in told if each.pnc}))
    rows_found = people.filter(numbered | born | without_day | row_without_day)
    return rows_found.prefetch_related("aliases").order_by("pk")


def _keys(told: Iterable[Identity]) -> set[tuple[str, str]]:
    return {key for each in told for key in keys_of(each.name)}


def _has(keys: Q) -> Q:
    return Q(Exists(SearchKey.objects.filter(keys, person=OuterRef("pk"))))
