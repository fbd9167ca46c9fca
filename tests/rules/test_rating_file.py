"""The file that `caseward rate` reads, and what it prints."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.framework import Framework
from caseward.rules.panel import Decision
from caseward.rules.rating import Count, Percent
from caseward.rules.rating_file import FaultyFile, RatingInput, outcome, read
from tests.factories import frameworks

SMALL = frameworks.small()
SOUND: dict[str, Any] = {
    "framework": "small",
    "judgements": {"1.1": "good"},
    "inferred": ["1.1", "2.2.2"],
    "answers": {
        "2.1.1": {"yes": 65, "no": 35},
        "2.2.1": {"percent": 74},
        "2.2.2": {"percent": 61},
        "4.1.1": {"yes": 1, "no": 1, "not_applicable": 3},
    },
    "panel": [{"standard": "2.2", "final": "good", "reason": "near the edge"}],
}


def find(code: str) -> Framework:
    if code == "small":
        return SMALL
    raise LookupError(f"there is no framework {code!r}")


def read_with(**changes: Any) -> RatingInput:
    return read(json.dumps(SOUND | changes), find)


def faults_with(**changes: Any) -> list[str]:
    with pytest.raises(FaultyFile) as refused:
        read_with(**changes)
    return refused.value.faults


def test_a_sound_file_is_read_as_plain_values() -> None:
    assert read_with() == RatingInput(
        framework=SMALL,
        answers={
            "2.1.1": Count(65, 35),
            "2.2.1": Percent(74),
            "2.2.2": Percent(61),
            "4.1.1": Count(1, 1, 3),
        },
        judgements={"1.1": "good"},
        inferred=frozenset({"1.1", "2.2.2"}),
        decisions=(Decision("2.2", "good", "near the edge"),),
    )


def near(code: str, percent: int, *, points: int, edge: int) -> str:
    distance = (
        f"{points} points from the edge of its band at {edge}." if points else "on the edge of its band."
    )
    return f"{code} (the text of {code}) is at {percent} per cent, {distance}"


def one_case(word: str, code: str, rating: str) -> str:
    return f"One {word} yes in {code} (the text of {code}) would make the rating {rating}."


def test_the_result_has_the_promised_keys_and_no_others() -> None:
    assert outcome(read_with()) == {
        "framework": "small",
        "standards": {
            "1.1": {
                "indicative": "good",
                "final": "good",
                "decided_by": [],
                "percent": {},
                "missing": [],
                "discretion": {"open": False, "grounds": []},
            },
            "2.1": {
                "indicative": "good",
                "final": "good",
                "decided_by": ["2.1.1"],
                "percent": {"2.1.1": 65},
                "missing": ["2.1.2", "2.1.3"],
                "discretion": {
                    "open": True,
                    "grounds": [
                        near("2.1.1", 65, points=0, edge=65),
                        one_case("fewer", "2.1.1", "Requires improvement"),
                    ],
                },
            },
            "2.2": {
                "indicative": "requires_improvement",
                "final": "good",
                "decided_by": ["2.2.2"],
                "percent": {"2.2.1": 74, "2.2.2": 61},
                "missing": [],
                "discretion": {
                    "open": True,
                    "grounds": [
                        near("2.2.2", 61, points=4, edge=65),
                        "Whether one case would change the rating cannot be tested from percentages alone.",
                    ],
                },
            },
            "4.1": {
                "indicative": "requires_improvement",
                "final": "requires_improvement",
                "decided_by": ["4.1.1"],
                "percent": {"4.1.1": 50},
                "missing": ["4.1.2"],
                "discretion": {
                    "open": True,
                    "grounds": [
                        near("4.1.1", 50, points=0, edge=50),
                        one_case("more", "4.1.1", "Outstanding"),
                        one_case("fewer", "4.1.1", "Inadequate"),
                    ],
                },
            },
        },
        "overall": {
            "points": 7,
            "out_of": 12,
            "rating": "good",
            "indicative_points": 6,
            "indicative_rating": "requires_improvement",
        },
    }


def test_a_file_with_a_framework_alone_rates_nothing() -> None:
    result = outcome(read('{"framework": "small"}', find))
    assert [standard["final"] for standard in result["standards"].values()] == [None] * 4
    assert result["overall"]["rating"] is None
    assert result["overall"]["indicative_rating"] is None


@pytest.mark.parametrize(("person", "time"), [("by", "at"), ("who", "when")])
def test_moderation_is_asked_for_by_its_ground_and_people_and_times_may_be_given(
    person: str, time: str
) -> None:
    decision = {
        "standard": "4.1",
        "ground": "moderation",
        "final": "good",
        "reason": "seen on site",
        person: "the panel",
        time: "2001-02-03",
    }
    assert outcome(read_with(panel=[decision]))["standards"]["4.1"]["final"] == "good"


@pytest.mark.parametrize(
    ("figure", "fault"),
    [
        ({"percent": 165}, "answers.2.1.1.percent: must be a whole number from 0 to 100, not 165"),
        ({"percent": 65.0}, "answers.2.1.1.percent: must be a whole number from 0 to 100, not 65.0"),
        ({"percent": True}, "answers.2.1.1.percent: must be a whole number from 0 to 100"),
        ({"percent": "65"}, "answers.2.1.1.percent: must be a whole number from 0 to 100"),
        ({"yes": -1, "no": 2}, "answers.2.1.1.yes: must be a whole number 0 or more, not -1"),
        ({"yes": 1, "no": None}, "answers.2.1.1.no: must be a whole number 0 or more"),
        ({"yes": 1}, "answers.2.1.1.no: is missing"),
        ({"percent": 65, "yes": 1}, "answers.2.1.1.yes: does not belong here: only percent"),
        (
            {"yes": 1, "no": 2, "maybe": 3},
            "answers.2.1.1.maybe: does not belong here: only yes, no, not_applicable",
        ),
        (
            {"yes": 1, "no": 2, "not_applicable": False},
            "answers.2.1.1.not_applicable: must be a whole number 0 or more",
        ),
        (65, 'answers.2.1.1: must be {"yes": …, "no": …} or {"percent": …}'),
    ],
)
def test_a_figure_that_cannot_be_is_a_fault_with_its_place(figure: object, fault: str) -> None:
    assert faults_with(answers={"2.1.1": figure}, inferred=[], panel=[]) == [fault]


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (10**9, "is more cases than there can be, at most 999,999,999"),
        (10**400, "is more cases than there can be, at most 999,999,999"),
        (float("nan"), "must be a whole number 0 or more, not NaN"),
        (float("-inf"), "must be a whole number 0 or more, not -Infinity"),
    ],
)
def test_a_number_that_no_count_can_be_is_a_fault_at_its_place(number: float, fault: str) -> None:
    figures = {"2.1.1": {"yes": number, "no": 1}}
    assert faults_with(answers=figures, inferred=[], panel=[]) == [f"answers.2.1.1.yes: {fault}"]


def test_figures_are_for_counted_questions_and_judgements_for_judged_standards() -> None:
    faults = faults_with(
        answers={code: {"percent": 50} for code in ("4.1.3", "1.1", "2.1", "9.9")},
        judgements={"2.1": "good", "9.9": "good", "1.1": 3},
        inferred=[],
        panel=[],
    )
    assert faults == [
        "answers.4.1.3: this key question has no percentage",
        "answers.1.1: Leadership is judged, not counted from cases",
        "answers.2.1: Assessment is a standard: figures are for its key questions",
        "answers.9.9: there is no such question in Small framework",
        "judgements.2.1: Assessment is counted from cases, not judged",
        "judgements.9.9: there is no such standard in Small framework",
        "judgements.1.1: must be one of outstanding, good, requires_improvement, inadequate",
    ]


@pytest.mark.parametrize("code", ["9.9", "2.1.2", 1.1, None])
def test_only_what_is_given_can_be_marked_inferred(code: object) -> None:
    assert faults_with(inferred=["1.1", code]) == [
        "inferred[1]: must be the code of a judgement or an answer that this file gives"
    ]


@pytest.mark.parametrize(
    ("decision", "faults"),
    [
        ("good", ["panel[0]: must be an object with standard, final and reason"]),
        ({"standard": "2.2", "final": "good"}, ["panel[0].reason: is missing"]),
        (
            {"standard": "9.9", "ground": "whim", "final": "great", "reason": " "},
            [
                "panel[0].standard: there is no such standard in Small framework",
                "panel[0].ground: must be one of discretion, moderation",
                "panel[0].final: must be one of outstanding, good, requires_improvement, inadequate",
                "panel[0].reason: a decision needs its reason",
            ],
        ),
        (
            {"standard": "2.2", "final": None, "reason": "r", "by": 3, "whom": "x"},
            [
                (
                    "panel[0].whom: does not belong here: "
                    "only standard, ground, final, reason, by, at, who, when"
                ),
                "panel[0].final: must be text",
                "panel[0].by: must be text",
            ],
        ),
        (
            {"standard": "2.2", "final": "inadequate", "reason": "worse"},
            [
                (
                    "panel[0]: Planning: discretion cannot make it Inadequate. "
                    "The panel may move the rating to Good."
                )
            ],
        ),
    ],
)
def test_a_decision_that_cannot_stand_is_a_fault(decision: object, faults: list[str]) -> None:
    assert sorted(faults_with(panel=[decision])) == sorted(faults)


def test_a_second_decision_on_the_same_ground_is_a_fault_at_its_own_place() -> None:
    once = SOUND["panel"][0]
    assert faults_with(panel=[once, once]) == [
        "panel[1]: Planning: there is already a decision on the ground of discretion"
    ]


def test_decisions_are_held_against_the_rules_only_where_the_figures_are_sound() -> None:
    lifted = {"standard": "2.2", "final": "outstanding", "reason": "better"}
    judged = {"standard": "1.1", "final": "outstanding", "reason": "better"}
    faults = faults_with(
        answers={"2.2.1": {"percent": 101}}, judgements={"1.1": "great"}, inferred=[], panel=[lifted, judged]
    )
    assert [fault.split(":")[0] for fault in faults] == ["answers.2.2.1.percent", "judgements.1.1"]


def test_faults_of_figures_and_of_decisions_elsewhere_are_told_together() -> None:
    far = {"standard": "2.2", "final": "outstanding", "reason": "better"}
    faults = faults_with(answers=SOUND["answers"] | {"2.1.1": {"percent": 101}}, panel=[far])
    assert [fault.split(":")[0] for fault in faults] == ["answers.2.1.1.percent", "panel[0]"]


@pytest.mark.parametrize("key", ["answers", "judgements"])
def test_a_part_of_the_wrong_shape_is_one_fault_and_does_not_condemn_the_panel(key: str) -> None:
    assert faults_with(**{key: []}, inferred=[]) == [f"{key}: must be an object"]


@pytest.mark.parametrize("key", ["inferred", "panel"])
def test_a_list_of_the_wrong_shape_is_one_fault(key: str) -> None:
    assert faults_with(**{key: {}}) == [f"{key}: must be a list"]


def test_an_unknown_framework_does_not_hide_the_other_faults() -> None:
    faults = faults_with(
        framework="large",
        answers={"9.9.9": {"percent": 165}},
        judgements=[],
        inferred=[],
        panel=[{"standard": "2.2", "final": "good", "reason": ""}, {}],
        title="x",
    )
    assert faults == [
        "title: does not belong here: only framework, judgements, inferred, answers, panel",
        "framework: there is no framework 'large'",
        "answers.9.9.9.percent: must be a whole number from 0 to 100, not 165",
        "judgements: must be an object",
        "panel[1].standard: is missing",
        "panel[1].final: is missing",
        "panel[1].reason: is missing",
    ]


def test_the_framework_must_be_named_by_its_code() -> None:
    assert faults_with(framework=3) == ["framework: must be text, the code of a framework"]
    with pytest.raises(FaultyFile, match="framework: is missing"):
        read("{}", find)


def test_a_key_given_twice_is_a_fault() -> None:
    with pytest.raises(FaultyFile) as refused:
        read('{"framework": "small", "answers": {"2.1.1": {"percent": 1, "percent": 2}}}', find)
    assert refused.value.faults == ["answers.2.1.1.percent: is given twice"]


@pytest.mark.parametrize("text", ["[]", "null", '"x"'])
def test_the_file_must_be_an_object(text: str) -> None:
    with pytest.raises(FaultyFile) as refused:
        read(text, find)
    assert refused.value.faults == [
        "file: must be an object with the keys framework, judgements, inferred, answers, panel"
    ]


def test_text_that_is_not_json_is_a_fault() -> None:
    with pytest.raises(FaultyFile, match="line 1, column 1: not JSON"):
        read("", find)


texts = st.text('a1.\n"é', max_size=3) | st.sampled_from(["good", "2.2", "2.2.1"])
keys = st.sampled_from(["yes", "no", "percent", "standard", "final", "reason", "1.1", "2.2.1"]) | texts
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 101) | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["judgements", "inferred", "answers", "panel", "odd"]), json_values))
def test_whatever_a_file_holds_it_is_rated_or_its_faults_are_told_one_a_line(parts: dict[str, Any]) -> None:
    try:
        outcome(read_with(**parts))
    except FaultyFile as faulty:
        assert faulty.faults
        assert all("\n" not in fault for fault in faulty.faults)
