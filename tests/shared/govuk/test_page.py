import gzip
import re
from pathlib import Path

import pytest
from django import forms
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from jinja2 import UndefinedError

pytestmark = pytest.mark.django_db

PAGE = """{% extends "govuk/page.html" %}{% block title %}Ratings so far{% endblock %}
{% block content %}<p>Body</p>{% endblock %}"""


def request() -> HttpRequest:
    asked = RequestFactory().get("/")
    asked._messages = CookieStorage(asked)  # type: ignore[attr-defined] # what the middleware would do
    return asked


def page(source: str = PAGE, asked: HttpRequest | None = None, **context: object) -> str:
    return str(engines["jinja2"].from_string(source).render(context, asked or request()))


class ShareForm(forms.Form):
    share = forms.IntegerField()


def test_a_page_has_its_language_title_heading_skip_link_and_one_main() -> None:
    drawn = page()
    assert '<html lang="en-GB"' in drawn
    assert "<title>Ratings so far – Caseward</title>" in drawn
    assert '<a href="#main-content" class="govuk-skip-link"' in drawn
    assert drawn.count("<main") == drawn.count("<h1") == 1


def test_the_title_says_error_first_when_the_form_has_errors() -> None:
    assert "<title>Error: Ratings" in page(form=ShareForm({}))
    assert 'href="#id_share"' in page(form=ShareForm({}))
    assert "Error:" not in page(form=ShareForm())


def test_a_message_of_success_is_a_banner() -> None:
    asked = request()
    messages.success(asked, "Sample <drawn>")
    drawn = page(asked=asked)
    assert "govuk-notification-banner--success" in drawn
    assert "Sample &lt;drawn&gt;" in drawn


def test_only_a_demonstration_says_that_it_is_one() -> None:
    with override_settings(DEMO=True):
        assert "Invented cases" in page()
    with override_settings(DEMO=False):
        assert "Invented cases" not in page()


def test_the_side_column_is_there_only_when_it_is_filled() -> None:
    assert "cw-beside" not in page()
    filled = page(PAGE + "{% block side %}<nav>Stages</nav>{% endblock %}")
    assert "cw-beside__side" in filled
    assert filled.count("<p>Body</p>") == 1


def test_a_misspelt_name_stops_the_page() -> None:
    with pytest.raises(UndefinedError, match="inspektion"):
        page("{{ inspektion.title }}")


def test_the_only_inline_script_carries_the_nonce_and_there_is_no_inline_style() -> None:
    asked = request()
    asked.csp_nonce = "abc123"  # type: ignore[attr-defined] # what the middleware would do
    drawn = page(asked=asked)
    assert [tag for tag in re.findall(r"<script[^>]*>", drawn) if "src=" not in tag] == [
        '<script nonce="abc123">'
    ]
    assert not re.search(r"<style|\sstyle=|\son\w+=", drawn)


def test_the_frame_of_a_first_view_keeps_its_promise() -> None:
    """At most 6 requests and 60 kB: the page, and what it asks for."""
    drawn = page()
    asked_for = re.findall(r'<(?:link|script)[^>]*(?:href|src)="/static/([^"]+)"', drawn)
    sizes = [len(gzip.compress(_static(name).read_bytes())) for name in asked_for]
    assert 1 + len(asked_for) <= 6
    assert sum(sizes) + len(gzip.compress(drawn.encode())) <= 45_000, (
        "leave 15 kB for what stands on the page"
    )


def _static(name: str) -> Path:
    # With hashed names (…css → ….1a2b3c.css) the source is found under the name without its hash.
    found = finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", name))
    assert isinstance(found, str), name
    return Path(found)


def test_nothing_of_the_crown_or_its_letters_is_served() -> None:
    style = _static("vendor/frontend.css").read_text(encoding="utf-8")
    for word in ("GDS Transport", "@font-face", "url(", "crown"):
        assert word not in style


def test_long_work_can_be_followed_without_a_script_and_no_page_reloads_under_a_reader() -> None:
    context = {"heading": "Checking the case list", "label": "Rows checked", "done": 12, "total": 255_000}
    drawn = render_to_string("govuk/progress.html", context, request())
    assert "12 of 255,000" in drawn
    assert '<a class="govuk-link" href="/">Look again now</a>' in drawn
    assert "http-equiv" not in drawn
