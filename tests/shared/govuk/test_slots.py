import pytest
from django.template import engines
from markupsafe import Markup

from caseward.shared.govuk import slots


@pytest.fixture(autouse=True)
def _no_fillers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_fillers", {})


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
