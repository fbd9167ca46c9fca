"""A page asks the database as often for thirty rows as for three."""

import re
from collections import Counter
from collections.abc import Iterator

from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseward.shared.accounts.models import User
from tests.factories import estate as estates
from tests.factories.accounts import Cast
from tests.factories.estate import Estate
from tests.house import source
from tests.sweeps.addresses import SWITCHED_OFF, Address, Visitors, addresses
from tests.sweeps.oracle import PAGES

FEW, MANY = 3, 30
MOST = 40
Counts = dict[str, list[str]]


def _readers(estate: Estate, address: Address) -> Iterator[User]:
    """Who opens the page: those of the oracle, else somebody who works with everything and who manages."""
    if address.name in PAGES:
        names = [PAGES[address.name].seen_by[0], PAGES[address.name].seen_by[-1]]
        return (getattr(estate.cast, name) for name in dict.fromkeys(names))
    return iter((estate.cast.lead, estate.cast.administrator))


def _statements(estate: Estate) -> Counts:
    """What every page asks, by page and reader; the second time, so that nothing is fetched once for all."""
    visitors, counts = Visitors(), {}
    for address in addresses():
        if address.name in SWITCHED_OFF:
            continue
        estate.at(PAGES[address.name].stage if address.name in PAGES else "assessment")
        for user in _readers(estate, address):
            client, path = visitors.of(user), address.path(estate)
            if client.get(path).status_code == 200:
                with CaptureQueriesContext(connection) as asked:
                    client.get(path)
                counts[f"{address.name} for {user}"] = [query["sql"] for query in asked.captured_queries]
    return counts


def test_no_page_asks_more_often_when_there_is_more(cast: Cast) -> None:
    estate = estates.estate(cast, FEW)
    few = _statements(estate)
    estates.grow(estate, MANY)
    many = _statements(estate)
    assert set(few) == set(many)
    assert len(few) > 50
    grown = [
        f"{page}: {len(few[page])}, then {len(many[page])}: {_new(few[page], many[page])}"
        for page in few
        if len(few[page]) != len(many[page])
    ]
    heavy = [f"{page}: {len(asked)} of {MOST} allowed" for page, asked in many.items() if len(asked) > MOST]
    source.assert_none([*grown, *heavy])


def _new(few: list[str], many: list[str]) -> str:
    """The kind of statement of which there are more, as far as its table tells."""
    difference = Counter(map(_kind, many)) - Counter(map(_kind, few))
    return "; ".join(f"{number} × {kind}" for kind, number in difference.most_common(3))


def _kind(statement: str) -> str:
    return re.sub(r"\d+", "n", re.sub(r"SELECT .*? FROM", "SELECT … FROM", statement, flags=re.DOTALL))[:160]
