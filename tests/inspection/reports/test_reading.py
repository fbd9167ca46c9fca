"""Reading the text of a report: headings, rows, footnotes, pages and lines."""

from caseward.inspection.reports.readers import read_markdown, read_plain
from caseward.rules.wording.sentences import Place, Sentence


def plain(*lines: str) -> list[Sentence]:
    return read_plain("\n".join(lines) + "\n")


def brief(sentences: list[Sentence]) -> list[tuple[int, str, str]]:
    return [(row.line, str(row.place), row.text) for row in sentences]


def test_sentences_keep_the_line_on_which_they_begin() -> None:
    found = plain("The work of Mr. Hill was good. It has", "improved since 5 May. We saw 1.5 of it.")
    assert brief(found) == [
        (1, "prose", "The work of Mr. Hill was good."),
        (1, "prose", "It has improved since 5 May."),
        (2, "prose", "We saw 1.5 of it."),
    ]


def test_a_sentence_goes_on_over_a_page_break_its_footnotes_and_its_furniture() -> None:
    found = plain(
        "In a minority of cases the work of the officers was",
        "",
        " " * 40,
        "23 The rating is driven by the lowest score.",
        "",
        "Inspection of probation services: Somewhere      7",
        "",
        " (26 per cent) insufficient.",
    )
    assert brief(found) == [
        (1, "prose", "In a minority of cases the work of the officers was (26 per cent) insufficient."),
        (4, "note", "23 The rating is driven by the lowest score."),
    ]


def test_the_last_blocks_of_a_page_are_footnotes_without_a_rule() -> None:
    found = plain(
        "All went well here.", "", "2 Ministry of Justice, 2018.", "", " Next page begins. It is long."
    )
    assert [row.place for row in found][:2] == [Place.PROSE, Place.NOTE]


def test_marks_of_footnotes_are_not_read_as_numbers() -> None:
    (found,) = plain("Officers said that it mattered to them.12 ")
    assert found.text == "Officers said that it mattered to them."
    (row,) = plain("Is unpaid work delivered safely?40 83%28")
    assert (row.label, row.cells) == ("Is unpaid work delivered safely?", ("83%",))


def test_headings_are_in_force_until_another_of_their_rank() -> None:
    found = plain(
        " 2. Case supervision", "", "2.1. Assessment", "", "Does assessment engage the person?",
        "It does so in most offices of the area.", "", "2.2. Planning", "", "Plans are good and are read.",
    )  # fmt: skip
    texts = {row.text: row.headings for row in found}
    assert texts["It does so in most offices of the area."] == (
        "2. Case supervision", "2.1. Assessment", "Does assessment engage the person?",
    )  # fmt: skip
    assert texts["Plans are good and are read."] == ("2. Case supervision", "2.2. Planning")


def test_a_row_has_its_label_above_or_before_its_cells() -> None:
    found = plain(
        "Does assessment focus on", "engaging the person?", "", "74% 65% 68%", "",
        "Were checks made? No data available 85%", "Total staff headcount (FTE) 210 198",
        "", "Caseload of PSOs", "", "59.2 36.12",
    )  # fmt: skip
    assert [(row.line, row.label, row.cells) for row in found] == [
        (1, "Does assessment focus on engaging the person?", ("74%", "65%", "68%")),
        (6, "Were checks made?", ("No data available", "85%")),
        (7, "Total staff headcount (FTE)", ("210", "198")),
        (9, "Caseload of PSOs", ("59.2", "36.12")),
    ]


def test_bullets_and_numbers_begin_items() -> None:
    found = plain(
        "They should:", "", "1. train staff", "2. write to the", "courts each year", "", "• meet them."
    )
    items = [(row.label, row.text) for row in found if row.place is Place.ITEM]
    assert items == [("1", "train staff"), ("2", "write to the courts each year"), ("", "meet them.")]


def test_examples_and_quotations_are_told_from_what_the_report_says() -> None:
    found = plain(
        "The following case illustrates this.", "", "Tim was seen each week at the office.", "",
        "One inspector said:", "", "“A plan was made,", "and it was good”.", "",
        "Good practice example", "", "Ann was met at the gate of the prison.", "", "All of this helps.",
    )  # fmt: skip
    places = {row.text: row.place for row in found}
    assert places["Tim was seen each week at the office."] is Place.EXAMPLE
    assert places["“A plan was made, and it was good”."] is Place.QUOTATION
    assert places["Ann was met at the gate of the prison."] is Place.EXAMPLE
    assert places["All of this helps."] is Place.PROSE


def test_a_label_without_cells_is_a_heading() -> None:
    found = plain("Something that stands alone", "on two lines here", "", "It is done.")
    assert [row.place for row in found] == [Place.HEADING, Place.PROSE]


def test_a_draft_in_markdown_is_read_alike() -> None:
    text = (
        "# Planning\n\nIn **most** cases\n[it](x) worked. It did.\n\n- one\n- two\n\n2. three\n\n> “Said.”\n"
    )
    text += "\n## Practice example\n\nTim came.\n\n| What | Now |\n| --- | --- |\n| Plans? | 61% |\n"
    assert brief(read_markdown(text)) == [
        (1, "heading", "Planning"),
        (3, "prose", "In most cases it worked."),
        (4, "prose", "It did."),
        (6, "item", "one"),
        (7, "item", "two"),
        (9, "item", "three"),
        (11, "quotation", "“Said.”"),
        (13, "heading", "Practice example"),
        (15, "example", "Tim came."),
        (17, "row", "What Now"),
        (19, "row", "Plans? 61%"),
    ]
    assert read_markdown(text)[-1].headings == ("Planning", "Practice example")
