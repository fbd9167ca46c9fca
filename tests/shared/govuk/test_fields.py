from datetime import date

import pytest
from django.core.exceptions import ValidationError

from caseward.shared.govuk.fields import DateParts

FIELD = DateParts(label="Start", earliest=date(2019, 1, 1), latest=date(2019, 12, 31))


def complaint(*typed: str) -> tuple[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        FIELD.clean(typed)
    return caught.value.messages[0], (caught.value.error_list[0].params or {}).get("parts", [])


@pytest.mark.parametrize(
    "typed", [("5", "8", "2019"), ("05", "08", "2019"), ("5", "August", "2019"), ("5", "aug", "2019")]
)
def test_a_date_may_be_typed_with_or_without_noughts_or_with_the_name_of_the_month(
    typed: tuple[str, str, str],
) -> None:
    assert FIELD.clean(typed) == date(2019, 8, 5)


def test_a_missing_part_is_named() -> None:
    assert complaint("", "8", "") == ("Start must include a day and a year", ["day", "year"])


def test_a_day_that_no_calendar_has_is_not_a_real_date() -> None:
    assert complaint("31", "2", "2019")[0] == "Start must be a real date, like 5 8 2019"
    assert complaint("5", "Brumaire", "2019")[0] == "Start must be a real date, like 5 8 2019"


def test_a_year_of_two_figures_is_asked_for_in_full() -> None:
    assert complaint("5", "8", "19") == ("Start must have a year of four figures, like 2019", ["year"])


def test_a_date_outside_its_limits_says_the_limit() -> None:
    assert complaint("31", "12", "2018")[0] == "Start must be 1 January 2019 or later"
    assert complaint("1", "1", "2020")[0] == "Start must be 31 December 2019 or earlier"


def test_the_limits_themselves_are_allowed() -> None:
    assert FIELD.clean(("1", "1", "2019")) == date(2019, 1, 1)
    assert FIELD.clean(("31", "12", "2019")) == date(2019, 12, 31)


def test_an_empty_date_is_nothing_where_it_may_be() -> None:
    assert DateParts(required=False).clean(("", "", "")) is None


def test_the_same_date_typed_another_way_is_no_change() -> None:
    assert not FIELD.has_changed(date(2019, 8, 5), ("05", "August", "2019"))
    assert FIELD.has_changed(date(2019, 8, 5), ("6", "8", "2019"))


def test_a_per_cent_sign_in_the_label_does_no_harm() -> None:
    with pytest.raises(ValidationError) as caught:
        DateParts(label="Day of 50% done").clean(("5", "", "2019"))
    assert caught.value.messages == ["Day of 50% done must include a month"]
