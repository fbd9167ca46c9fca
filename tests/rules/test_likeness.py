"""Which printed question is which of ours: by order, and by the words where the order fails."""

from fractions import Fraction

from caseward.rules.likeness import likeness, pair, stems

OURS = [
    "Is enough done in assessment to engage the person?",
    "Does assessment look closely enough at what is linked to offending and to desistance?",
    "Does assessment look closely enough at keeping other people safe?",
]
PRINTED = [
    "Does assessment focus sufficiently on engaging the service user?",
    "Does assessment focus sufficiently on the factors linked to offending and desistance?",
    "Does assessment focus sufficiently on keeping other people safe?",
]


def test_words_of_one_stem_are_one_word_and_empty_words_say_nothing() -> None:
    assert stems("Is the person engaged?") == stems("engaging a person")
    assert stems("are the plans of it") == stems("plan")


def test_likeness_runs_from_nothing_to_one() -> None:
    assert likeness(OURS[0], OURS[0]) == 1
    assert likeness("safe people", "unpaid hours") == 0
    assert likeness("", "") == Fraction(0)
    assert likeness(PRINTED[2], OURS[2]) > likeness(PRINTED[2], OURS[0])


def test_as_many_printed_as_known_are_matched_in_order() -> None:
    assert pair(PRINTED, OURS).known == (0, 1, 2)


def test_an_order_that_the_words_speak_against_is_not_taken() -> None:
    swapped = pair([PRINTED[1], PRINTED[0], PRINTED[2]], OURS)
    assert not swapped.is_whole
    assert swapped.known[0] in (1, None)
    assert swapped.known[1] in (0, None)


def test_a_lost_row_leaves_the_others_with_their_own() -> None:
    found = pair([PRINTED[0], PRINTED[2]], OURS)
    assert not found.is_whole
    assert found.known == (0, 2)


def test_a_row_that_could_be_two_is_none() -> None:
    assert pair(["Was the assessment enough?"], OURS).known == (None,)
    assert pair(["Was it?"], []).known == (None,)
