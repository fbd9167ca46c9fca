"""Whether two identities are of one person."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.person_matching import Certainty, Identity, certainty, police_number, words_of

BORN = date(1980, 8, 5)
NAMES = st.sampled_from(
    ["", "John Smith", "Smith John", "Jon Smith", "Zoë O’Neill", "محمد علي", "Suharto", "-"]
)
NUMBERS = st.sampled_from(["", "2012/0052494Q", "12/52494Q", "1999/0000001A"])
IDENTITIES = st.builds(
    Identity,
    name=NAMES | st.text(max_size=8),
    aliases=st.lists(NAMES, max_size=2).map(tuple),
    born_on=st.none() | st.sampled_from([BORN, date(1980, 8, 6)]),
    pnc=NUMBERS,
    crn=st.sampled_from(["", "X320741", "X320742"]),
)


def level(one: Identity, other: Identity) -> str:
    return certainty(one, other).level


def test_a_police_number_and_a_name_alike_are_the_same_person() -> None:
    one = Identity("Jon Smith", pnc="2012/0052494Q")
    other = Identity("John SMITH", born_on=BORN, pnc="12/52494Q")
    assert certainty(one, other) == Certainty(
        "same", ("The police number is the same.", "A name is alike.", "A date of birth is missing.")
    )


def test_a_police_number_with_another_name_is_looked_at() -> None:
    one = Identity("John Smith", born_on=BORN, pnc="2012/0052494Q")
    assert level(one, Identity("Mary Jones", born_on=BORN, pnc="2012/0052494Q")) == "perhaps"


def test_a_police_number_without_a_name_is_looked_at() -> None:
    assert certainty(Identity(pnc="12/52494Q"), Identity(pnc="12/52494Q")) == Certainty(
        "perhaps",
        ("The police number is the same.", "A name is missing.", "A date of birth is missing."),
    )


def test_a_case_number_and_a_name_are_the_same_person() -> None:
    assert level(Identity("John Smith", crn="X320741"), Identity("John Smith", crn="x 320741")) == "same"
    assert level(Identity("John Smith", crn="X320741"), Identity("Mary Jones", crn="X320741")) == "perhaps"


def test_two_case_numbers_say_nothing_for_one_person_may_have_two_records() -> None:
    one, other = (Identity("John Smith", born_on=BORN, crn=crn) for crn in ("X320741", "X320742"))
    assert level(one, other) == "same"


def test_a_name_and_a_date_of_birth_are_the_same_person() -> None:
    found = certainty(Identity("John Smith", born_on=BORN), Identity("SMITH, John", born_on=BORN))
    assert found == Certainty("same", ("A name is the same.", "The date of birth is the same."))


@pytest.mark.parametrize("crn", ["", "X320741"])
def test_two_police_numbers_speak_against_it_and_a_person_looks(crn: str) -> None:
    one = Identity("John Smith", born_on=BORN, pnc="2012/0052494Q", crn=crn)
    other = Identity("John Smith", born_on=BORN, pnc="2012/0052495R", crn=crn)
    assert level(one, other) == "perhaps"
    assert "The police numbers are different." in certainty(one, other).reasons


def test_a_name_alike_with_the_same_birth_is_looked_at() -> None:
    assert level(Identity("Jon Smith", born_on=BORN), Identity("John Smith", born_on=BORN)) == "perhaps"


def test_a_name_without_a_date_of_birth_is_looked_at() -> None:
    assert level(Identity("John Smith"), Identity("John Smith", born_on=BORN)) == "perhaps"
    assert level(Identity("John Smith"), Identity("John Smith")) == "perhaps"


def test_a_name_alike_without_a_date_of_birth_is_not_enough() -> None:
    assert level(Identity("Jon Smith"), Identity("John Smith", born_on=BORN)) == "different"


def test_the_same_name_born_on_another_day_is_somebody_else() -> None:
    other = Identity("John Smith", born_on=date(1980, 8, 6))
    assert certainty(Identity("John Smith", born_on=BORN), other) == Certainty(
        "different", ("A name is the same.", "The dates of birth are different.")
    )


def test_another_name_born_on_the_same_day_is_somebody_else() -> None:
    other = Identity("Mary Jones", born_on=BORN)
    assert certainty(Identity("John Smith", born_on=BORN), other) == Certainty(
        "different", ("The names are different.", "The date of birth is the same.")
    )


def test_an_alias_counts_as_a_name() -> None:
    one = Identity("John Smith", aliases=("Johnny Stone",), born_on=BORN)
    assert level(one, Identity("Johnny Stone", born_on=BORN)) == "same"


@pytest.mark.parametrize("empty", ["", "  ", "-", "’", "\u200f"])
def test_an_empty_name_matches_no_name(empty: str) -> None:
    other = Identity(empty, aliases=(empty,), born_on=BORN)
    assert level(Identity(empty, born_on=BORN), other) == "different"
    assert level(Identity("John Smith", born_on=BORN), other) == "different"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë", "ZOE"),
        ("Zoe\u0308", "Zoë"),
        ("O’Neill", "oneill"),
        ("Smith-Jones Ann", "Ann  Smith Jones"),
        ("Weiß", "WEISS"),
        ("İlker", "ilker"),
        ("Ann\u200dMarie", "annmarie"),
        ("مُحَمَّد علي", "علي محمد"),
        ("\u200fמשה כהן\u200f", "כהן משה"),
    ],
)
def test_case_accents_order_and_direction_do_not_make_another_name(one: str, other: str) -> None:
    assert words_of(one) == words_of(other)


def test_vowels_of_a_script_are_not_accents() -> None:
    assert words_of("किरण") != words_of("कुरण")


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("Mohammed Ali", "Muhammad Ali", True),
        ("Kathryn Adams", "Cathryn Adams", True),
        ("Mary Ann Smith", "Smith Mary", True),
        ("Sean O Neil", "Sean O’Neil", True),
        ("Suharto", "Soeharto", True),
        ("John Smith", "Jane Smith", False),
        ("Daniel Smith", "David Smith", False),
        ("Karen Smith", "Darren Smith", False),
        ("محمد علي", "John Smith", False),
    ],
)
def test_which_names_are_alike(one: str, other: str, is_alike: bool) -> None:
    found = level(Identity(one, born_on=BORN), Identity(other, born_on=BORN))
    assert found == ("perhaps" if is_alike else "different")


def test_words_that_difflib_judges_by_their_order_are_judged_alike_in_both() -> None:
    """Its likeness of these is 0.75 one way and 0.5 the other."""
    one, other = Identity("Aba", born_on=BORN), Identity("Anbab", born_on=BORN)
    assert level(one, other) == level(other, one) == "perhaps"


@pytest.mark.parametrize("written", ["2012/0052494Q", "12/52494q", " 2012 / 52494 Q "])
def test_a_police_number_is_one_however_it_is_written(written: str) -> None:
    assert police_number(written) == "12/52494Q"


@pytest.mark.parametrize(("written", "kept"), [("", ""), ("unknown?", "UNKNOWN"), ("1252494Q", "1252494Q")])
def test_what_is_no_police_number_keeps_its_letters(written: str, kept: str) -> None:
    assert police_number(written) == kept


@given(IDENTITIES, IDENTITIES)
def test_the_order_of_the_two_says_nothing(one: Identity, other: Identity) -> None:
    assert certainty(one, other) == certainty(other, one)


@given(IDENTITIES)
def test_whoever_can_be_told_apart_is_like_themselves(one: Identity) -> None:
    has_name = any(words_of(name) for name in (one.name, *one.aliases))
    has_number = bool(one.pnc or one.crn)
    if has_name and (has_number or one.born_on):
        assert level(one, one) == "same"
    elif has_name or has_number:
        assert level(one, one) == "perhaps"
    else:
        assert level(one, one) == "different"


@given(IDENTITIES, IDENTITIES)
def test_nothing_is_certain_without_a_name(one: Identity, other: Identity) -> None:
    if not any(words_of(name) for name in (one.name, *one.aliases)):
        assert level(one, other) != "same"


@given(st.text(max_size=12))
def test_the_words_of_a_name_are_words_already(name: str) -> None:
    assert words_of(" ".join(words_of(name))) == words_of(name)
