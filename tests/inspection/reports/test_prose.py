"""Markdown with live figures as safe HTML and as paragraphs."""

import pytest

from caseward.inspection.reports.writers import WrittenSection, written_section
from caseward.rules.framework_evidence import ReportSection
from caseward.rules.framework_parts import Provenance
from caseward.rules.wording.live_figures import Box, LiveFigure

SECTION = ReportSection("assessment", "Assessment", "chapter", (), Provenance("A test"), standard="2.1")
BOXES = {
    "note.1": Box("note.1", "Good practice examples", "2.1.1", "Sam <kept> it.\nAnd more.", is_example=True),
    "quotation.2": Box("quotation.2", "Quotations", "An officer", "We talk.", said_by="An officer"),
}
FIGURES = {
    "2.1.2": LiveFigure("2.1.2", "Look?", "2.1", {"": "70 per cent"}),
    "recommendations": LiveFigure("recommendations", "Made", "Report", {"": "six"}),
    **{code: box.figure for code, box in BOXES.items()},
}


def written(typed: str) -> WrittenSection:
    """What becomes of typed text."""
    return written_section(SECTION, typed, FIGURES, BOXES)


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hello)",
        "<javascript:alert(1)>",
        "![x](https://example.org/x.png)",
        '<img src="x" onerror="alert(1)">',
    ],
)
def test_what_is_typed_can_never_act_on_a_page(typed: str) -> None:
    html = written(typed).html
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert 'href="data' not in html


def test_links_lead_to_the_web() -> None:
    assert '<a href="https://example.org">here</a>' in written("[here](https://example.org)").html


def test_a_reference_reads_as_its_figure_inside_sentences_lists_and_tables() -> None:
    html = written("In [[2.1.2]].\n\n- of [[2.1.2]]\n\n| a |\n|---|\n| [[2.1.2]] |").html
    assert html.count("70 per cent") == 3


def test_a_figure_that_begins_a_sentence_has_a_capital() -> None:
    assert (
        "<p>Six were made. We made six.</p>"
        in written("[[recommendations]] were made. We made [[recommendations]].").html
    )


def test_a_number_at_the_start_of_a_line_does_not_make_a_list() -> None:
    twelve = {"recommendations": LiveFigure("recommendations", "Made", "Report", {"": "12"})}
    html = written_section(SECTION, "We made\n[[recommendations]]. Then", twelve, {}).html
    assert "<ol" not in html


@pytest.mark.parametrize("typed", ["# [[note.1]]", "| a |\n|---|\n| [[quotation.2]] |", "**[[note.1]]**"])
def test_a_box_in_a_heading_or_a_cell_stays_words(typed: str) -> None:
    page = written(typed)
    assert "cw-box" not in page.html
    assert "cw-quote" not in page.html
    assert any(word in page.paragraphs[0].text for word in ("Sam", "We talk"))


@pytest.mark.parametrize("typed", ["> [[quotation.2]]", "- [[quotation.2]]"])
def test_the_words_of_a_box_in_a_list_or_quotation_are_read_too(typed: str) -> None:
    assert "We talk." in written(typed).paragraphs[0].text


def test_an_unknown_reference_is_marked_and_told_with_its_line() -> None:
    found = written("All good.\n\nIn [[9.9.9]] cases.")
    assert '<mark class="cw-unknown">[[9.9.9]]</mark>' in found.html
    assert [(fault.line, fault.reference) for fault in found.faults] == [(3, "[[9.9.9]]")]


def test_headings_begin_below_the_section_and_skip_no_level() -> None:
    html = written("### Deep\n\n# Top\n\n### Too deep\n\n#### More").html
    assert "<h3>Deep</h3>" in html
    assert "<h3>Top</h3>" in html
    assert "<h4>Too deep</h4>" in html
    assert "<h5>More</h5>" in html


def test_an_example_in_a_paragraph_of_its_own_is_a_box_and_its_text_is_escaped() -> None:
    html = written("Before.\n\n[[note.1]]\n\nAfter.").html
    assert '<p class="cw-box__title">Good practice example</p><p>Sam &lt;kept&gt; it.</p>' in html
    assert "details that could point to a person are changed" in html
    assert "<p><div" not in html


def test_a_quotation_says_whose_words_they_are() -> None:
    html = written("[[quotation.2]]").html
    assert "“We talk.”" in html
    assert "An officer" in html


def test_a_quotation_inside_a_sentence_is_in_quotation_marks() -> None:
    assert "One said: “We talk.”" in written("One said: [[quotation.2]]").html


def test_paragraphs_have_kind_line_and_plain_text() -> None:
    typed = (
        "# Head\n\nTwo\nlines with **bold**.\n\n3. third\n4. fourth\n   - inner\n\n"
        "[[note.1]]\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    )
    assert [(each.kind, each.line, each.text, each.number) for each in written(typed).paragraphs] == [
        ("heading", 1, "Head", ""),
        ("paragraph", 3, "Two\nlines with bold.", ""),
        ("item", 6, "third", "3"),
        ("item", 7, "fourth", "4"),
        ("item", 8, "inner", ""),
        ("box", 10, "Sam <kept> it.\nAnd more.", ""),
        ("table", 12, "a\tb\n\n1\t2", ""),
    ]


def test_a_numbered_item_keeps_its_number_alone() -> None:
    assert written("3. third\n4. fourth").paragraphs[1].html == '<ol start="4"><li>fourth</li></ol>'


def test_nothing_typed_is_an_empty_section() -> None:
    assert written("  \n").is_empty
