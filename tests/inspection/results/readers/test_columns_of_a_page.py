"""Text that keeps the columns of a page is read row by row, wherever the cells of a row stand."""

from caseward.inspection.results.readers.lines import Line
from caseward.inspection.results.readers.straight import straightened


def straight(text: str) -> list[str]:
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    return [f"{line.number} {line.text.strip()}" for line in straightened(lines)]


def test_cells_beside_the_first_line_of_a_question_follow_its_words() -> None:
    assert straight(
        "Does planning focus on engaging                  60%      66%\n"
        "the person?\n"
        "Does planning focus on keeping                   41%      48%\n"
        "other people safe?"
    ) == [
        "1 Does planning focus on engaging",
        "2 the person?",
        "1 60%   66%",
        "3 Does planning focus on keeping",
        "4 other people safe?",
        "3 41%   48%",
    ]


def test_a_cell_that_runs_over_two_lines_is_one_cell_of_its_own_row() -> None:
    assert straight(
        "Is the work allocated suitable                 No data\n"
        "for the person?                               available     38%"
    ) == ["1 Is the work allocated suitable", "2 for the person?", "2 No data available   38%"]


def test_rows_without_a_mark_begin_where_a_line_begins_with_a_capital() -> None:
    assert straight(
        "Vacancy rate (all unfilled                       6%       9%\n"
        "posts)\n"
        "Sickness absence rate                            7%       8%"
    ) == [
        "1 Vacancy rate (all unfilled",
        "2 posts)",
        "1 6%   9%",
        "3 Sickness absence rate",
        "3 7%   8%",
    ]


def test_heads_of_columns_at_several_heights_stand_on_one_line() -> None:
    found = straight(
        "Comparison with                              Previous     Current\n"
        "others                                      inspection   inspection    All CRCs\n"
        "Is unpaid work safe?                           50%         60%           70%"
    )
    assert "Previous inspection   Current inspection   All CRCs" in " | ".join(found)
    assert found[-1] == "3 50%   60%   70%"


def test_a_rating_that_a_hyphen_breaks_is_whole_again() -> None:
    assert (
        straight(
            "1.1 Leadership                                   Requires improve\u2010      Good\n"
            "                                                 ment"
        )[0]
        == "1 1.1 Leadership   Requires improvement   Good"
    )


def test_text_without_columns_is_left_alone() -> None:
    assert straight("In 41 per cent of cases\nthis was done.") == [
        "1 In 41 per cent of cases",
        "2 this was done.",
    ]
