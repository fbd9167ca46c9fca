import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from markupsafe import Markup

from caseward.shared.govuk.pagination import page_links


def draw(call: str, **context: Any) -> str:
    name = re.split(r"[(\s]", call.replace("{% call", "").replace("{{", "").strip())[0]
    source = f'{{% from "govuk/components.html" import {name}, figure %}}{call}'
    return " ".join(str(engines["jinja2"].from_string(source).render(context)).split())


def test_a_table_has_a_caption_headings_for_columns_and_rows_and_numbers_to_the_right() -> None:
    drawn = draw(
        "{{ table('Key questions', ['Question', 'Per cent'], rows, numeric=[1]) }}",
        rows=[["Engaging", 74], ["Harm", Markup("<b>62</b>")]],
    )
    assert "Key questions</caption>" in drawn
    assert drawn.count('scope="col"') == 2
    assert drawn.count('scope="row"') == 2
    assert '<td class="govuk-table__cell govuk-table__cell--numeric">74</td>' in drawn
    assert "<b>62</b>" in drawn


def test_a_table_escapes_its_cells_and_keeps_what_to_sort_by() -> None:
    rows = [["<i>", {"text": "1,234", "sort": 1234}]]
    drawn = draw("{{ table('Cases', ['Office', 'Cases'], rows, sortable=true) }}", rows=rows)
    assert "&lt;i&gt;" in drawn
    assert 'data-sort-value="1234">1,234' in drawn
    assert 'data-module="moj-sortable-table"' in drawn


@pytest.mark.parametrize(
    ("band", "words", "look"),
    [
        ("outstanding", "Outstanding", "outstanding"),
        ("requires_improvement", "Requires improvement", "requires-improvement"),
        (None, "Not rated", "none"),
    ],
)
def test_a_rating_is_always_said_in_words(band: str | None, words: str, look: str) -> None:
    drawn = draw("{{ rating_tag(band) }}", band=band)
    assert f">{words}<" in drawn
    assert f"cw-rating--{look}" in drawn


def test_a_framework_may_have_its_own_word_for_a_band() -> None:
    assert ">Well led<" in draw("{{ rating_tag('good', label='Well led') }}")


def test_an_inferred_value_says_so_and_why() -> None:
    assert re.search(
        r">Inferred</strong>.*The report does not print it",
        draw("{{ inferred('The report does not print it') }}"),
    )


def test_a_clash_shows_both_versions_side_by_side() -> None:
    drawn = draw("{{ conflict([('Band', 'Good', 'Outstanding')], by='Kim Analyst') }}")
    assert "Kim Analyst changed this since you opened it" in drawn
    cells = re.findall(r"<t[hd]\b[^>]*>([^<]*)<", drawn)
    assert cells == ["Field", "Saved by Kim Analyst", "Typed by you", "Band", "Good", "Outstanding"]


def test_reasons_are_listed_where_a_button_would_be() -> None:
    drawn = draw("{{ reasons(['Two standards are unrated.'], title='You cannot confirm this yet') }}")
    assert "<li>Two standards are unrated.</li>" in drawn


def test_an_event_of_the_timeline_says_what_when_and_by_whom() -> None:
    at = datetime(2019, 8, 5, 13, 3, tzinfo=UTC)
    drawn = draw("{{ timeline([{'title': 'Sample drawn', 'at': at, 'by': 'Kim Analyst'}]) }}", at=at)
    assert "Sample drawn" in drawn
    assert "by Kim Analyst" in drawn
    assert '<time datetime="2019-08-05T13:03:00+00:00">5 August 2019 at 2:03pm</time>' in drawn


def test_a_task_shows_its_state_as_words_and_links_to_its_page() -> None:
    drawn = draw("{{ task_list([{'title': 'Sample', 'status': 'To do', 'href': '/sample/'}]) }}")
    assert 'href="/sample/"' in drawn
    assert "To do" in drawn


def test_the_current_page_is_marked_in_both_navigations() -> None:
    links = [("By standard", "/a/"), ("By question", "/b/")]
    for macro in ("sub_navigation", "side_navigation"):
        drawn = draw(f"{{{{ {macro}(links, current='By question') }}}}", links=links)
        assert re.findall(r'aria-current="page"[^>]*>([^<]+)|href="/b/" aria-current="page">([^<]+)', drawn)
        assert drawn.count("aria-current") == 1


def test_figures_cards_and_empty_states_take_what_is_called_into_them() -> None:
    figures = draw("{% call figures() %}{{ figure('63%', 'Planning', note='65 of 103 cases') }}{% endcall %}")
    assert re.search(r"<ul.*63%.*Planning.*65 of 103 cases.*</ul>", figures)
    assert "4,000 rows" in draw("{% call card('Case list', '/list/') %}4,000 rows{% endcall %}")
    assert "Upload" in draw("{% call empty_state('No cases yet') %}Upload{% endcall %}")
    assert "No cases yet" in draw("{{ empty_state('No cases yet') }}")


def test_a_filter_form_is_open_when_filters_are_on_and_can_be_cleared() -> None:
    on = draw("{% call filter_form(clear='/all/', active=2) %}fields{% endcall %}")
    off = draw("{% call filter_form(clear='/all/') %}fields{% endcall %}")
    assert '<details class="cw-filter" open>' in on
    assert 'href="/all/"' in on
    assert "open>" not in off


def test_progress_counts_in_words_too_and_stands_an_unknown_total() -> None:
    assert "12,000 of 255,000" in draw("{{ progress('Rows checked', 12000, 255000) }}")
    assert 'max="1"' in draw("{{ progress('Rows checked', 0, 0) }}")


def test_other_pages_keep_the_filters_and_the_current_one_is_marked() -> None:
    request = RequestFactory().get("/cases/", {"office": "Oxford & Slough", "page": "4"})
    drawn = page_links(Paginator(range(500), 25).page(4), request)
    assert "?office=Oxford+%26amp;Slough" not in drawn
    assert "?office=Oxford+%26+Slough&amp;page=5" in drawn
    assert "?office=Oxford+%26+Slough&amp;page=3" in drawn
    assert drawn.count('aria-current="page"') == 1


def test_a_list_of_one_page_has_no_links() -> None:
    assert page_links(Paginator([1], 25).page(1), RequestFactory().get("/cases/")) == ""
