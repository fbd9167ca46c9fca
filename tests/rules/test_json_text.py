"""JSON read strictly, with the place of every fault."""

import pytest

from caseward.rules.json_text import parse, under


def test_sound_json_has_no_faults() -> None:
    assert parse('{"a": [1, {"b": null}]}') == ({"a": [1, {"b": None}]}, [])


def test_a_key_given_twice_is_a_fault_with_its_place_however_deep() -> None:
    value, faults = parse('{"panel": [{"final": "good", "final": "good"}], "a": 1, "a": 2}')
    assert faults == ["a: is given twice", "panel[0].final: is given twice"]
    assert value["a"] == 2


def test_a_key_given_twice_inside_a_value_given_twice_is_told_too() -> None:
    _, faults = parse('{"a": {"yes": 1, "yes": 2}, "a": {"yes": 3}}')
    assert faults == ["a: is given twice", "a.yes: is given twice"]


def test_text_that_is_not_json_says_where_it_stops_being_so() -> None:
    value, (fault,) = parse('{\n  "a": 1,\n}')
    assert value is None
    assert fault.startswith("line 3, column 1: not JSON: ")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5_000])
def test_a_number_that_json_or_python_does_not_have_is_never_a_whole_one(number: str) -> None:
    value, faults = parse(f'{{"a": {number}}}')
    assert (type(value["a"]), faults) == (float, [])


def test_hostile_text_is_a_fault_and_never_a_crash() -> None:
    assert parse("[" * 100_000) == (None, ["file: not usable: its values are nested too deeply"])


def test_a_place_reads_plainly_and_quotes_a_key_that_would_not() -> None:
    assert under("answers", "2.1.1") == "answers.2.1.1"
    assert under("panel", 0) == "panel[0]"
    assert under("", "framework") == "framework"
    assert under("answers", "two\nlines") == 'answers."two\\nlines"'
