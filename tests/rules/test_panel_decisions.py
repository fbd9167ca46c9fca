"""What the panel's decisions may be, and what they make of the score."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from caseward.rules.panel import Decided, Decision, DecisionRefused, decide, reasons_against
from caseward.rules.rating import Figure, Percent, Rating, rate
from tests.factories import frameworks

SMALL = frameworks.small()


def rated(first: Figure | None = None) -> Rating:
    """Planning rated on its first question, leadership judged good, nothing else."""
    return rate(SMALL, {"2.2.1": first} if first else {}, {"1.1": "good"})


def unpaid_work(percent: int) -> Rating:
    return rate(SMALL, {"4.1.1": Percent(percent), "4.1.2": Percent(percent)}, {})


def planned(final: str, **changes: str) -> Decision:
    return replace(Decision("2.2", final, "wider evidence"), **changes)


def test_a_decision_inside_the_rules_has_nothing_against_it() -> None:
    assert reasons_against(SMALL, rated(first=Percent(61)), planned("good")) == []


@pytest.mark.parametrize(
    ("percent", "final", "reason"),
    [
        (57, "good", "Planning: discretion cannot make it Good. At 57 per cent it is more than 5 points"),
        (
            61,
            "outstanding",
            "Planning: discretion cannot make it Outstanding. The panel may move the rating to Good.",
        ),
        (
            61,
            "inadequate",
            "Planning: discretion cannot make it Inadequate. The panel may move the rating to Good.",
        ),
    ],
)
def test_a_move_beyond_the_near_edge_is_refused_and_says_what_is_possible(
    percent: int, final: str, reason: str
) -> None:
    (told,) = reasons_against(SMALL, rated(first=Percent(percent)), planned(final))
    assert told.startswith(reason)


@pytest.mark.parametrize("percent", [57, 61])
def test_a_decision_may_confirm_the_calculated_rating_with_its_reason(percent: int) -> None:
    assert reasons_against(SMALL, rated(first=Percent(percent)), planned("requires_improvement")) == []


def test_a_judged_standard_may_be_confirmed_but_not_moved() -> None:
    confirmed, moved = Decision("1.1", "good", "agreed"), Decision("1.1", "outstanding", "better")
    assert reasons_against(SMALL, rated(), confirmed) == []
    (told,) = reasons_against(SMALL, rated(), moved)
    assert told.startswith("Leadership: discretion cannot make it Outstanding. This standard is judged")


def test_an_unrated_standard_cannot_be_decided_at_all() -> None:
    assert reasons_against(SMALL, rated(), planned("good")) == ["Planning: There is no rating to move."]


def test_every_fault_in_a_decision_itself_is_told() -> None:
    wrong = Decision("9.9", "great", " ", ground="whim")
    assert reasons_against(SMALL, rated(), wrong) == [
        "standard: there is no such standard in Small framework",
        "ground: must be one of discretion, moderation",
        "final: must be one of outstanding, good, requires_improvement, inadequate",
        "reason: a decision needs its reason",
    ]


def moderated(final: str, ground: str = "moderation") -> Decision:
    return Decision("4.1", final, "observed on site", ground=ground)


def test_moderation_moves_one_band_where_discretion_is_closed() -> None:
    rating = unpaid_work(72)
    assert reasons_against(SMALL, rating, moderated("outstanding", "discretion"))
    assert reasons_against(SMALL, rating, moderated("outstanding")) == []
    (told,) = reasons_against(SMALL, rating, moderated("inadequate"))
    assert told.startswith("Unpaid work: moderation cannot make it Inadequate. On the evidence for 4.1.3")
    assert told.endswith("the rating may become Outstanding or Requires improvement.")


def test_a_rejected_proposal_to_moderate_is_recorded_as_the_calculated_rating() -> None:
    assert reasons_against(SMALL, unpaid_work(72), moderated("good")) == []


def test_a_standard_that_is_not_moderated_cannot_even_be_confirmed_on_that_ground() -> None:
    decision = planned("requires_improvement", ground="moderation")
    assert reasons_against(SMALL, rated(first=Percent(61)), decision) == [
        "Planning: This standard is not moderated."
    ]


def test_one_decision_a_ground_on_each_standard() -> None:
    rating = rated(first=Percent(61))
    assert reasons_against(SMALL, rating, planned("good"), beside=[planned("good")]) == [
        "Planning: there is already a decision on the ground of discretion"
    ]
    elsewhere = Decision("1.1", "good", "agreed")
    assert reasons_against(SMALL, rating, planned("good"), beside=[elsewhere]) == []


@pytest.mark.parametrize(
    ("by_discretion", "by_moderation", "final"),
    [
        ("requires_improvement", "good", "good"),
        ("good", "requires_improvement", "good"),
        ("good", "good", "good"),
        ("requires_improvement", "inadequate", "inadequate"),
    ],
)
def test_both_grounds_together_never_move_a_rating_further_than_one(
    by_discretion: str, by_moderation: str, final: str
) -> None:
    both = [moderated(by_discretion, "discretion"), moderated(by_moderation)]
    for order in (both, both[::-1]):
        assert decide(SMALL, unpaid_work(61), order).standards["4.1"].final == final


def test_two_grounds_that_move_a_rating_apart_are_refused() -> None:
    with pytest.raises(DecisionRefused) as refused:
        decide(SMALL, unpaid_work(61), [moderated("good", "discretion"), moderated("inadequate")])
    assert refused.value.reasons == ["Unpaid work: two decisions would move it to different ratings"]


def test_decisions_change_the_score_and_leave_the_calculated_ratings_as_they_were() -> None:
    rating = rated(first=Percent(61))
    decided = decide(SMALL, rating, [planned("good")])
    assert (decided.standards["2.2"].indicative, decided.standards["2.2"].final) == (
        "requires_improvement",
        "good",
    )
    assert (decided.indicative.points, decided.final.points, decided.final.out_of) == (3, 4, 6)
    assert (decided.indicative.band, decided.final.band) == ("requires_improvement", "good")
    assert decided.standards["2.2"].decisions == (planned("good"),)
    assert rating.standards["2.2"].band == "requires_improvement"


def test_without_decisions_the_final_ratings_are_the_calculated_ones() -> None:
    decided = decide(SMALL, rated(first=Percent(61)), [])
    assert decided.indicative == decided.final
    assert decided.standards["2.1"].final is None


def test_every_refused_decision_is_told_at_once() -> None:
    with pytest.raises(DecisionRefused) as refused:
        decide(SMALL, rated(first=Percent(57)), [planned("good"), Decision("1.1", "inadequate", "worse")])
    assert len(refused.value.reasons) == 2


THAMES_VALLEY = [
    Decision("2.2", "good", "the lowest figure is near the edge and the wider evidence is better"),
    Decision("4.2", "outstanding", "the lowest figure is near the edge"),
]
LONDON = [Decision(code, "requires_improvement", "wider evidence") for code in ("2.2", "2.3", "2.4")]


def shipped(code: str, decisions: Sequence[Decision]) -> Decided:
    framework = frameworks.shipped(code)
    worked = framework.examples[0]
    figures = {code: Percent(percent) for code, percent in worked.answers.items()}
    return decide(framework, rate(framework, figures, worked.judgements), decisions)


def test_thames_valley_goes_from_15_to_17_and_to_good() -> None:
    decided = shipped("crc-2019", THAMES_VALLEY)
    assert (decided.indicative.points, decided.indicative.band) == (15, "requires_improvement")
    assert (decided.final.points, decided.final.out_of, decided.final.band) == (17, 30, "good")


def test_thames_valley_delivery_and_reviewing_could_not_have_been_lifted() -> None:
    for code in ("2.3", "2.4"):
        with pytest.raises(DecisionRefused):
            shipped("crc-2019", [Decision(code, "requires_improvement", "wider evidence")])


def test_london_goes_from_12_to_15_and_stays_requires_improvement() -> None:
    decided = shipped("crc-2018", LONDON)
    assert (decided.indicative.points, decided.final.points, decided.final.out_of) == (12, 15, 30)
    assert (decided.indicative.band, decided.final.band) == ("requires_improvement", "requires_improvement")
