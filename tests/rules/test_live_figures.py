"""References in prose that stand for figures."""

import pytest

from caseward.rules.wording.live_figures import (
    Box,
    Fault,
    LiveFigure,
    faults,
    look_up,
    starts_a_sentence,
    written,
)

FACTORS = LiveFigure(
    "2.1.2a",
    "Are factors analysed?",
    "2.1 Assessment",
    {"": "70 per cent", "word": "reasonable majority"},
    {"previous": "The earlier inspection did not ask this."},
)
ADVICE = LiveFigure("recommendations", "Recommendations", "The report", {"": "six"})
CATALOGUE = {figure.code: figure for figure in (FACTORS, ADVICE)}


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("2.1.2a", "70 per cent"),
        (" 2.1.2a ", "70 per cent"),
        ("2.1.2a.word", "reasonable majority"),
        ("recommendations", "six"),
    ],
)
def test_a_reference_stands_for_its_figure(reference: str, text: str) -> None:
    assert look_up(reference, CATALOGUE) == (text, "")


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ("2.9.9", "There is no such figure"),
        ("nothing", "There is no such figure"),
        ("2.1.2a.previous", "did not ask this"),
        ("2.1.2a.colour", "has no form of that name"),
    ],
)
def test_a_reference_to_nothing_says_why(reference: str, reason: str) -> None:
    text, why = look_up(reference, CATALOGUE)
    assert text == ""
    assert reason in why


def test_faults_name_their_line() -> None:
    found = faults("Good: [[2.1.2a]].\n\nNot: [[2.9.9]] and [[recommendations]].", CATALOGUE)
    assert [(fault.line, fault.reference) for fault in found] == [(3, "[[2.9.9]]")]
    assert isinstance(found[0], Fault)


def test_what_to_type_is_told_by_the_figure() -> None:
    assert FACTORS.reference() == "[[2.1.2a]]"
    assert FACTORS.reference("word") == "[[2.1.2a.word]]"


@pytest.mark.parametrize(
    "before",
    ["", "# ", "- ", "1. ", "> - ", "It ended. ", "He said “No.” ", "Why?\n", "One\n\n", "One\n- ", "“"],
)
def test_what_begins_a_sentence_has_a_capital(before: str) -> None:
    assert starts_a_sentence(before)
    assert written("recommendations", CATALOGUE, before) == "Six"


@pytest.mark.parametrize("before", ["We made ", "We made\n", "cases (", "in 2.", "e.g.,\n"])
def test_what_stands_inside_a_sentence_has_none(before: str) -> None:
    assert not starts_a_sentence(before)
    assert written("recommendations", CATALOGUE, before) == "six"


def test_nothing_is_written_for_an_unknown_reference() -> None:
    assert written("2.9.9", CATALOGUE, "We found ") == ""


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Then [[2.1.2a] rose.", "[[2.1.2a]"),
        ("Then [2.1.2a]] rose.", "2.1.2a]]"),
        ("Then [[2.1.2a", "[[2.1.2a"),
    ],
)
def test_a_reference_with_a_bracket_too_few_is_a_fault(typed: str, left: str) -> None:
    (fault,) = faults(typed, CATALOGUE)
    assert fault.reference == left
    assert "two brackets" in fault.reason


def test_other_brackets_are_no_fault() -> None:
    assert faults("[A link](https://example.org), [[[2.1.2a]]] and [a] b].", CATALOGUE) == []


def test_somebodys_words_stand_in_quotation_marks_and_an_inspectors_note_does_not() -> None:
    quoted = Box("quotation.3", "Quotations", "Help at the office", "They listened.", said_by="Officer")
    noted = Box("note.4", "Notes", "A good plan", "The plan named each step.", is_example=True)
    assert look_up("quotation.3", {"quotation.3": quoted.figure}) == ("“They listened.”", "")
    assert look_up("note.4", {"note.4": noted.figure}) == ("The plan named each step.", "")
