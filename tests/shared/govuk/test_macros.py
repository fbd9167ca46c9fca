import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.template import engines

from caseward.shared.govuk import macros

EXAMPLES: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "published_examples.json").read_text(encoding="utf-8")
)


class Pieces(HTMLParser):
    """What a browser would make of some markup, whatever its spaces and the order of its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, sorted((name, " ".join((value or "").split())) for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            self.seen.append(words)


def pieces(markup: str) -> list[object]:
    parser = Pieces()
    parser.feed(markup)
    return parser.seen


@pytest.mark.parametrize(
    ("component", "example"),
    [(component, example) for component, examples in EXAMPLES.items() for example in examples],
    ids=lambda value: value if isinstance(value, str) else value["name"],
)
def test_a_macro_draws_what_govuk_publishes(component: str, example: dict[str, Any]) -> None:
    drawn = macros.macro(component)(example["options"])
    assert pieces(drawn) == pieces(example["html"])


def test_a_misspelt_option_is_refused_with_those_that_exist() -> None:
    with pytest.raises(macros.UnknownOptionError, match=r"govukButton has no option 'txt'.*text"):
        macros.macro("button")({"txt": "Save"})


def test_a_misspelt_option_is_found_deep_inside_lists_and_other_components() -> None:
    with pytest.raises(macros.UnknownOptionError, match=r"govukRadios\.items has no option 'txt'"):
        macros.macro("radios")({"name": "band", "items": [{"text": "Good"}, {"txt": "Inadequate"}]})
    with pytest.raises(macros.UnknownOptionError, match=r"govukInput\.errorMessage has no option 'words'"):
        macros.macro("input")({"name": "share", "errorMessage": {"words": "Enter a share"}})


def test_attributes_may_have_any_name() -> None:
    assert 'data-case="A12"' in macros.macro("button")({"text": "Open", "attributes": {"data-case": "A12"}})


def test_what_a_template_hands_to_a_macro_is_escaped() -> None:
    page = engines["jinja2"].from_string('{{ govukTag({"text": words}) }}')
    assert "&lt;b&gt;" in page.render({"words": "<b>"})


def test_the_crown_is_not_offered() -> None:
    assert {"govukHeader", "govukFooter"}.isdisjoint(macros.all_macros())
    assert "govukGenericHeader" in macros.all_macros()
