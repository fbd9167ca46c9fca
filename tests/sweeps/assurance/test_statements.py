"""A page of assurance asks the database as often for thirty of everything as for three."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import assurance as estates
from tests.factories.assurance import Assurance
from tests.house import source
from tests.sweeps.addresses import Visitors, assurance_addresses
from tests.sweeps.assurance.oracle import PAGES

FEW, MANY = 3, 30
MOST, MOST_OF_AN_INSPECTION = 25, 40
OF_AN_INSPECTION = ("evidence:", "audits:", "case_assessments:", "samples:", "inspections:")
"""Their pages stand among those of an inspection, with its header and its parts."""
Counts = dict[str, list[str]]


def _visits(made: Assurance) -> Iterator[tuple[str, str, str]]:
    """(page, its path, who reads it): the first and the last of the oracle, and what assurance fills."""
    for address in assurance_addresses():
        if address.name in PAGES:
            page = PAGES[address.name]
            made.at(page.stage)
            for who in dict.fromkeys((page.seen_by[0], page.seen_by[-1])):
                yield address.name, address.path(made), who
    yield from _filled(made)


def _filled(made: Assurance) -> Iterator[tuple[str, str, str]]:
    """Pages of the halves into which assurance puts something."""
    case = {"inspection_id": made.inspection.pk, "case_id": made.read.pk}
    person = {"person_id": made.person.pk}
    section = case | {"reading": "first", "section": "2.2"}
    of_sample = {"inspection_id": made.inspection.pk, "sample_code": made.by_name["sample_code"]}
    audit = {"inspection_id": made.audit.pk}
    for name, arguments, who in (
        ("case_assessments:case", case, "inspector let in"),
        ("case_assessments:section", section, "inspector let in"),
        ("samples:sample", of_sample, "contact"),
        ("inspections:overview", audit, "audit lead"),
        ("inspections:index", {}, "quality team"),
        ("dashboards:case", person, "officer"),
        ("dashboards:case", person, "inspector let in"),
    ):
        yield name, reverse(name, kwargs=arguments), who


def _statements(made: Assurance) -> Counts:
    """What every page asks, by page and reader; the second time, so that nothing is fetched once for all.

    Marks of transactions ask nothing.
    """
    visitors, counts = Visitors(), {}
    for name, path, who in _visits(made):
        client = visitors.of(made.who[who])
        if client.get(path).status_code == 200:
            with CaptureQueriesContext(connection) as asked:
                client.get(path)
            counts[f"{name} for {who}"] = [
                query["sql"] for query in asked.captured_queries if "SAVEPOINT" not in query["sql"]
            ]
    return counts


@pytest.mark.django_db
def test_no_page_of_assurance_asks_more_often_when_there_is_more() -> None:
    made = estates.assurance(FEW)
    few = _statements(made)
    estates.grow(made, MANY)
    many = _statements(made)
    assert set(few) == set(many)
    assert len(few) > 40
    grown = [
        f"{page}: {len(few[page])}, then {len(many[page])}: {_new(few[page], many[page])}"
        for page in few
        if len(few[page]) != len(many[page])
    ]
    heavy = [
        f"{page}: {len(asked)} of {_most(page)} allowed"
        for page, asked in many.items()
        if len(asked) > _most(page)
    ]
    source.assert_none([*grown, *heavy])


def _most(page: str) -> int:
    return MOST_OF_AN_INSPECTION if page.startswith(OF_AN_INSPECTION) else MOST


def _new(few: list[str], many: list[str]) -> str:
    """The kind of statement of which there are more, as far as its table tells."""
    difference = Counter(map(_kind, many)) - Counter(map(_kind, few))
    return "; ".join(f"{number} × {kind}" for kind, number in difference.most_common(3))


def _kind(statement: str) -> str:
    return re.sub(r"\d+", "n", re.sub(r"SELECT .*? FROM", "SELECT … FROM", statement, flags=re.DOTALL))[:160]
