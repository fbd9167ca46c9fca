"""The kinds of finding that rest on words, counts and tables; and what keeps a finding the same."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from caseward.rules.wording.findings import Kind, finding
from caseward.rules.wording.known import Known, KnownFigure, number
from caseward.rules.wording.sentences import Place, Sentence
from caseward.rules.wording.words import phrases, plain
from tests.rules.wording.known import (
    ASSESSMENT,
    DATA,
    FIGURES,
    PLANNING,
    UNPAID,
    figure,
    judge,
    kinds,
    say,
)


@given(some.integers(1, 9999), some.integers(1, 9999))
def test_a_finding_stays_the_same_when_text_above_it_grows(line: int, later: int) -> None:
    one = finding(Kind.DISAGREEMENT, say("Six were new.", line=line), "6", "5, on line 4: “Five.”")
    other = finding(Kind.DISAGREEMENT, say("Six  were new.", line=later), "6", "5, on line 9: “Five.”")
    assert one.identity == other.identity
    assert one.identity != replace(one, says="7").identity


def test_findings_come_by_line_and_print_as_rows() -> None:
    found = judge(
        say("The division is large.", line=9), say("Turnover was £14,303m.", line=2), say("Nothing.", line=3)
    )
    assert [row.line for row in found] == [2, 9]
    assert found[1].as_row() == {
        "kind": "wrong_kind",
        "line": 9,
        "sentence": "The division is large.",
        "says": "division",
        "data": "This is the word for another kind of provider",
    }


def test_of_what_nothing_is_known_nothing_is_checked() -> None:
    assert kinds(say("The division found that 71 per cent was right."), data=Known()) == []


def test_a_figure_says_its_title_beside_its_code() -> None:
    assert figure("2.1.1", "Engaged", None).shown == "2.1.1 Engaged: no figure"
    assert figure("staff", "Staff", 1198, is_per_cent=False).shown == "staff Staff: 1,198"
    assert number(Fraction("7.30")) == "7.3"
    assert KnownFigure("x", "X", None, base=4).count is None


def test_a_phrase_is_found_as_a_whole_word_with_either_apostrophe() -> None:
    assert phrases(("children's",)).search(plain("The children’s home"))
    assert not phrases(("all",)).search("overall")


SIGNIFICANCE = [
    ("Home visits have improved significantly in planning, with a pattern of them.", "Not significant"),
    ("Contingency arrangements in planning have fallen significantly.", ""),
    ("Planning to keep other people safe was significantly better than the average.", "one base is not"),
    ("Planning to keep other people safe improved significantly.", "none would make it significant"),
    ("Assessment to engage the person improved significantly.", "there is no figure for last time"),
    ("The mood has improved significantly.", "names no figure"),
    ("There was significant investment in planning.", ""),
]


@pytest.mark.parametrize(("text", "data"), SIGNIFICANCE)
def test_significant_is_kept_for_a_change_that_passes_the_test(text: str, data: str) -> None:
    section = ASSESSMENT if "Assessment" in text else PLANNING
    found = [row for row in judge(say(text, section)) if row.kind == "significance"]
    assert [data in row.data for row in found] == ([True] if data else [])


def test_significance_of_what_the_section_is_about_is_found_by_this_question() -> None:
    headings = (*PLANNING, "Does planning keep other people safe?")
    (found,) = judge(say("This element was significantly better than the national average.", headings))
    assert "46 for the average" in found.data


def test_significance_without_a_base_on_either_side_cannot_be_tested() -> None:
    bare = tuple(replace(row, base=None) for row in FIGURES)
    text = "Planning to keep other people safe was significantly better than the average."
    (found,) = judge(say(text, PLANNING), data=replace(DATA, figures=bare))
    assert found.data.endswith("no base is published for either")


def test_significance_of_no_change_is_found() -> None:
    same = (
        *FIGURES[:8],
        replace(FIGURES[8], value=Fraction(40)),
        replace(FIGURES[9], value=Fraction(40), base=80),
    )
    text = "Planning for a pattern of home visits has improved significantly."
    found = judge(say(text, PLANNING), data=replace(DATA, figures=same))
    assert any(row.data.startswith("No change") for row in found)


DIRECTIONS = [
    ("The caseload has risen from 53 to 46.", ["direction"]),
    ("The caseload has fallen from 53 to just under 46.", []),
    ("Waits have fallen from 28 to 32 weeks and from 18 to 13.", ["direction"]),
    ("It has grown from 2018 to 2019.", []),
    ("We went from 5 to 6.", []),
    ("It was 61 per cent, higher than before; 70 per cent were late.", []),
    ("It was seen in 61 per cent, which was lower than 46 per cent.", ["direction"]),
    ("It was seen in 61 per cent, which was higher than 46 per cent.", []),
    ("It was done more often for men (46 per cent) than women (61 per cent).", ["direction"]),
    ("It was 61 per cent, an improvement from 70 per cent.", ["direction"]),
    ("Staff attrition was 61 per cent, better than 70 per cent.", []),
    ("A caseload of 61 per cent was better than 70 per cent.", []),
    ("It was better than all others; 70 per cent said so.", []),
    ("More of them came than before.", []),
]


@pytest.mark.parametrize(("text", "expected"), DIRECTIONS)
def test_a_word_for_the_way_is_held_to_the_numbers_beside_it(text: str, expected: list[str]) -> None:
    assert kinds(say(text)) == expected


AGAINST = [
    ("Planning to keep other people safe has deteriorated since our last inspection.", True),
    ("Planning to keep other people safe has improved since our last inspection.", False),
    ("Planning to keep other people safe was worse than the national average.", True),
    ("Contingency arrangements in planning have improved.", True),
    ("Contingency arrangements in planning need to improve.", False),
    ("We did not find that contingency arrangements in planning had improved.", False),
    ("Planning has deteriorated.", True),
    ("Planning has improved.", False),
    ("Planning is better at contingency arrangements.", False),
    ("Although contingency arrangements were planned, there was an improvement since last time.", True),
    ("Recall in planning for contingency arrangements has improved.", False),
]


@pytest.mark.parametrize(("text", "is_wrong"), AGAINST)
def test_a_word_for_the_way_is_held_to_the_figures(text: str, is_wrong: bool) -> None:
    assert kinds(say(text, PLANNING)) == (["direction"] if is_wrong else [])


def test_a_way_without_a_named_standard_is_that_of_the_section() -> None:
    assert kinds(say("Contingency arrangements have improved.", PLANNING)) == ["direction"]
    assert kinds(say("Letters have improved.", PLANNING)) == []
    assert kinds(say("Letters have improved.", ("2. Casework",))) == []


def test_two_places_that_differ_in_one_number_disagree() -> None:
    found = judge(
        say("During the past 12 months, 6 new interventions have been introduced.", line=3),
        say("Over the last twelve months, five additional group interventions were introduced.", line=8),
    )
    assert [(row.kind, row.line, row.says) for row in found] == [("disagreement", 8, "5")]
    assert "on line 3" in found[0].data


def test_two_places_that_differ_in_a_word_for_a_share_disagree() -> None:
    found = judge(
        say("Written letters were sent home in just over half of cases.", line=3),
        say("Written letters were sent home in just under half of cases.", line=8),
    )
    assert [(row.kind, row.says) for row in found] == [("disagreement", "just under half")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("We take three questions into account.", "We take three questions into account."),
        ("For leadership we weigh three main questions.", "For staffing we weigh five main questions."),
        ("The wait for BBR is 5 weeks at present.", "The wait for TSP is 6 weeks at present."),
        ("There are 5 new offices for women.", "There are 6 new offices for men."),
        ("It rained on 5 days.", "The lift broke down on 6 mornings last spring."),
    ],
)  # fmt: skip
def test_sentences_about_two_things_may_differ(first: str, second: str) -> None:
    assert kinds(say(first, line=1), say(second, line=2)) == []


def test_a_list_may_count_several_things_alike() -> None:
    rows = [
        say("5 service users with alcohol misuse issues", place=Place.ITEM),
        say("6 service users with alcohol misuse issues", place=Place.ITEM),
    ]
    assert kinds(*rows) == []


def row(label: str, *cells: str, line: int = 1) -> Sentence:
    """A row of a table."""
    return say(f"{label} {' '.join(cells)}", place=Place.ROW, label=label, cells=cells, line=line)


def test_rows_printed_twice_are_found_once() -> None:
    rows = [row("One?", "71%"), row("Two?", "82%"), row("Three?", "60%")]
    found = judge(*rows, row("Other?", "1%"), *[replace(each, line=9) for each in rows])
    assert [(each.kind, each.line) for each in found] == [("repeated_table", 9)]
    assert found[0].says == "3 rows from “One?”"


def test_one_row_alike_or_the_same_table_much_later_is_no_finding() -> None:
    rows = [row("One?", "71%"), row("Two?", "82%")]
    assert kinds(*rows, row("One?", "71%"), row("Four?", "9%")) == []
    between = [row(f"Row {place}", f"{place}%") for place in range(20)]
    later = [replace(each, headings=("Chapter",)) for each in rows]
    assert kinds(*rows, *between, *later) == []
    assert kinds(*rows, *between, *rows) == ["repeated_table"]


def test_two_grades_that_change_places_look_swapped() -> None:
    rows = row("Caseload of grade A", "30.27", "48.60"), row("Caseload of grade B", "59.2", "36.12")
    assert kinds(*rows) == ["implausible"]
    assert kinds(rows[0], row("Caseload of grade B", "49.2", "46.12")) == []
    assert kinds(rows[0], row("Waits in weeks", "59.2", "36.12")) == []
    assert kinds(rows[0], row("Caseload of grade B", "0", "36.12")) == []
    assert kinds(rows[0], row("Caseload of grade B", "36%", "49%")) == []


COUNTS = [
    ("We have made four recommendations.", (), ["count"]),
    ("We have made three recommendations.", (), []),
    ("At our previous inspection we made four recommendations.", (), []),
    ("We inspected 62 community cases and 36 licence cases.", ("2. Casework",), ["count"]),
    ("We inspected 62 community cases and 38 licence cases.", ("2. Casework",), []),
    ("We examined 36 cases with unpaid work requirements.", (), ["count"]),
    ("We examined 35 cases with unpaid work requirements.", (), []),
    ("We examined 36 cases.", UNPAID, ["count"]),
    ("We examined 36 cases.", (), []),
    ("Of the 36 cases, some were late.", UNPAID, ["count"]),
    ("Of the 36 cases, some were late.", (), []),
    ("We looked at the 78 cases with a risk of harm.", (), ["count"]),
    ("We looked at the 79 cases with a risk of harm.", (), []),
    ("We interviewed 61 responsible officers.", (), ["count"]),
    ("We conducted 33 meetings.", (), []),
    ("We interviewed 9 service users.", (), []),
    ("Of the 36 cases we inspected, some were late.", (), []),
    ("Of the 35 requirements, 20 (57 per cent) were late.", (), []),
    ("Of the 35 requirements, 20 (67 per cent) were late.", (), ["number"]),
    ("Of the 20 requirements, 35 (57 per cent) were late.", (), ["implausible"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "headings", "expected"), COUNTS)
def test_counts_are_held_to_the_data_and_to_each_other(
    text: str, headings: tuple[str, ...], expected: list[str]
) -> None:
    assert kinds(say(text, headings)) == expected


def items(*labels: str) -> list[Sentence]:
    """Items of a numbered list."""
    return [say(f"do thing {label}", place=Place.ITEM, label=label) for label in labels]


def test_recommendations_are_held_to_the_list_below() -> None:
    said = say("We have made three recommendations.")
    assert kinds(said, *items("1", "2", "3")) == []
    assert kinds(said, *items("1", "2"), say("Background", place=Place.HEADING), *items("3")) == ["count"]
    assert kinds(said, *items("1", "3")) == []
    between = say("The provider should", headings=("Recommendations",))
    assert kinds(said, *items("1", "2"), between, *items("3")) == []
    assert kinds(said, *items("1"), between, *items("2")) == ["count"]
    unknown = replace(DATA, recommendations=None)
    assert kinds(said, *items("1", "2"), said, *items("1", "2", "3"), data=unknown) == ["count"]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Turnover was £14,303 million.", True),
        ("Turnover was £14.3m.", False),
        ("It was done in 104 per cent of cases.", True),
        ("Demand rose by 104 per cent.", False),
        ("We saw it in 8 out of 7 cases.", True),
        ("We saw it in 7 of the 8 cases.", False),
    ],
)
def test_what_can_hardly_be_is_found(text: str, is_found: bool) -> None:
    assert kinds(say(text)) == (["implausible"] if is_found else [])


def test_a_footnote_may_say_large_numbers() -> None:
    assert kinds(say("£14,303m in all.", place=Place.NOTE)) == []


def example(text: str, paragraph: int = 5) -> Sentence:
    """A practice example."""
    return say(text, place=Place.EXAMPLE, paragraph=paragraph)


CHANGED = say("Names have been changed.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Rosalind Petherick was seen.", "Rosalind Petherick"),
        ("Petherick was seen.", "Petherick"),
        ("Brian Hartley was seen.", "Brian Hartley"),
        ("Mrs Jones was seen.", "Mrs Jones"),
    ],
)
def test_a_real_or_full_name_in_an_example_is_found(text: str, says: str) -> None:
    (found,) = judge(example(text), CHANGED)
    assert (found.kind, found.says) == ("real_name", says)


def test_first_names_need_somebody_who_vouches_for_them() -> None:
    assert [row.says for row in judge(example("Brian met Wayne."))] == ["Brian, Wayne"]
    assert kinds(example("Brian met Wayne."), CHANGED) == []
    assert kinds(example("Marcus was seen.")) == []
    assert kinds(example("Nobody was seen.")) == []


def test_a_first_name_that_stands_elsewhere_in_the_report_is_found() -> None:
    chief = say("Brian Hartley, Chief Inspector", place=Place.HEADING)
    assert kinds(chief, example("Brian was seen."), CHANGED) == ["real_name"]
    near = say("The case of Brian shows it.", paragraph=4)
    assert kinds(near, example("Brian was seen."), CHANGED) == []


def test_an_allowed_full_name_is_no_finding() -> None:
    allowed = replace(DATA, allowed_names=("Brian Hartley", "Brian"))
    assert kinds(example("Brian Hartley was seen."), data=allowed) == []


def test_a_real_name_outside_examples_is_found_whole_only() -> None:
    assert kinds(say("We thank Rosalind Petherick.")) == ["real_name"]
    assert kinds(say("The Petherick prize was won.")) == []
    assert kinds(say("Rosalind Petherick", place=Place.HEADING)) == []


def test_the_other_kind_of_provider_is_found_in_headings_but_not_in_quotations() -> None:
    asked = "Does the division provide services?"
    assert kinds(say(asked, place=Place.HEADING)) == ["wrong_kind"]
    assert kinds(say(asked, place=Place.QUOTATION)) == []
    assert kinds(say(asked, place=Place.NOTE)) == []
    assert kinds(say(asked, ("Glossary",))) == []
    assert kinds(say("The division of labour is clear.")) == []
