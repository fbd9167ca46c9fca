"""The publisher: checks the decided ratings and makes them public."""

import json

import pytest

from caseward.inspection.results.models import Result
from tests.factories import ratings
from tests.factories.accounts import Cast
from tests.journeys.conftest import NewWalk

pytestmark = pytest.mark.journey


def test_a_decided_result_is_published_and_everybody_can_read_it(new_walk: NewWalk, cast: Cast) -> None:
    inspection = ratings.counted(cast, ratings.THAMES_VALLEY)
    ratings.locked(cast, inspection)
    publisher, reader = new_walk(), new_walk()
    reader.to("results:index")
    reader.sees("No results yet")

    publisher.sign_in(cast.publisher)
    publisher.click("Northshire Probation")
    publisher.open_part("Publish")
    publisher.sees("10 of 10", "A published result cannot be changed or taken back.")
    publisher.click("Publish the result")
    publisher.sees("The result is public.", "15 of 30 points")

    result = Result.objects.get()
    reader.to("home")
    reader.click(result.title)
    reader.sees("15 of 30 points", "Requires improvement")
    published = json.loads(reader.fetch(f"/results/{result.slug}.json"))
    assert published["overall"]["points"] == 15
    assert inspection.framework.digest in json.dumps(published)
    publisher.to("ratings:publish", inspection_id=inspection.pk)
    publisher.is_at("Published result")
