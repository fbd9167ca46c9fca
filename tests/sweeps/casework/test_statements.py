"""A page of casework asks the database no more often at ten times the size, and never more than 25 times.

It may ask less often: nothing is looked for beside rows that happen to have nothing.
"""

import re
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import caseload as caseloads
from tests.factories.caseload import Caseload
from tests.house import source
from tests.sweeps.addresses import Visitors, casework_addresses
from tests.sweeps.casework.oracle import BUTTONS

FEW, MANY = 3, 30
MOST = 25
Counts = dict[str, list[str]]


def _statements(made: Caseload) -> Counts:
    """What every page asks, by page and reader; the second time, so that nothing is fetched once for all."""
    visitors, counts = Visitors(), {}
    for address in casework_addresses():
        if address.name in BUTTONS:
            continue
        for user in (made.cast.officer, made.cast.manager):
            client, path = visitors.of(user), address.path(made)
            if client.get(path).status_code == 200:
                with CaptureQueriesContext(connection) as asked:
                    client.get(path)
                counts[f"{address.name} for {user}"] = [query["sql"] for query in asked.captured_queries]
    return counts


@pytest.mark.django_db
def test_no_page_of_casework_asks_more_often_when_there_is_more() -> None:
    made = caseloads.caseload(FEW)
    few = _statements(made)
    caseloads.grow(made, MANY)
    many = _statements(made)
    assert set(few) == set(many)
    assert len(few) > 100
    grown = [
        f"{page}: {len(few[page])}, then {len(many[page])}: {_new(few[page], many[page])}"
        for page in few
        if len(few[page]) < len(many[page])
    ]
    heavy = [f"{page}: {len(asked)} of {MOST} allowed" for page, asked in many.items() if len(asked) > MOST]
    source.assert_none([*grown, *heavy])


def _new(few: list[str], many: list[str]) -> str:
    """The kind of statement of which there are more, as far as its table tells."""
    difference = Counter(map(_kind, many)) - Counter(map(_kind, few))
    return "; ".join(f"{number} × {kind}" for kind, number in difference.most_common(3))


def _kind(statement: str) -> str:
    return re.sub(r"\d+", "n", re.sub(r"SELECT .*? FROM", "SELECT … FROM", statement, flags=re.DOTALL))[:160]
