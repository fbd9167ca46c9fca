"""An officer goes on leave, and a colleague has the caseload from the first day on."""

from datetime import date, timedelta

import pytest

from tests.journeys.conftest import Clock
from tests.journeys.walk import Walk
from tests.journeys.working_day import Caseload

pytestmark = pytest.mark.journey

TOMORROW, LAST = date(2026, 11, 10), date(2026, 11, 20)
HANDOVER = "Ivan Ill is in hospital: ring the ward."


def test_a_colleague_has_the_caseload_from_the_next_day_on(
    sized_walk: Walk, caseload: Caseload, clock: Clock
) -> None:
    walk = sized_walk
    walk.sign_in(caseload.officer)
    walk.to("allocation:covers")
    walk.click("Arrange cover")
    walk.select("Who is away?", caseload.officer.name)
    walk.select("Who covers?", caseload.colleague.name)
    walk.fill_date("First day away", TOMORROW)
    walk.fill_date("Last day away", LAST)
    walk.fill("What matters meanwhile?", HANDOVER)
    walk.click("Save")
    walk.sign_in(caseload.colleague)
    walk.to("dashboards:caseload")
    walk.sees("Dora Drifting")
    walk.sees_not("Ivan Ill")
    clock.shift(timedelta(days=1))
    walk.sign_in(caseload.colleague)
    walk.to("dashboards:home")
    walk.sees(f"You cover for {caseload.officer.name}", HANDOVER)
    walk.to("dashboards:caseload")
    walk.sees("Dora Drifting", "Ivan Ill", "Ada Attends")
