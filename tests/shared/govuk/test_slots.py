import pytest
from django.template import engines
from markupsafe import Markup

from caseward.shared.govuk import slots


@pytest.fixture(autouse=True)
def _no_fillers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_fillers", {})
    monkeypatch.setattr(slots, "_fillers_of_each", {})


def _case(case: str) -> str:
    return Markup("<p>{}</p>").format(case)


def test_an_empty_slot_draws_nothing() -> None:
    assert slots.draw("case_side", case="A12") == ""


def test_a_filled_slot_draws_what_its_filler_makes_of_the_pages_values() -> None:
    slots.register("case_side", _case)
    slots.register("case_side", _case)
    page = engines["jinja2"].from_string('{{ slot("case_side", case=case) }}')
    assert page.render({"case": "<A12>"}) == "<p>&lt;A12&gt;</p>"


def test_plain_text_from_a_filler_is_escaped() -> None:
    slots.register("case_side", lambda case: f"<b>{case}</b>")
    assert slots.draw("case_side", case="A12") == "&lt;b&gt;A12&lt;/b&gt;"


def test_every_filler_of_many_places_is_asked_once_for_all_of_them() -> None:
    asked: list[list[str]] = []

    def fill(codes: list[str], case: str) -> dict[str, str]:
        asked.append(codes)
        return {"b": f"<{case}>"}

    slots.register_each("beside_question", fill)
    slots.register_each("beside_question", fill)
    assert slots.draw_each("beside_question", ["a", "b"], case="A12") == {"a": "", "b": "&lt;A12&gt;"}
    assert asked == [["a", "b"]]


def test_a_page_finds_an_empty_place_for_every_key() -> None:
    page = engines["jinja2"].from_string('{{ slot_each("beside_question", ["a"])["a"] }}')
    assert page.render() == ""
