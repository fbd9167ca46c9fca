"""What the ratings panel may do to a calculated rating, and what its decisions make of the score.

Two acts, both settings of the framework. *Discretion* moves a rating across the edge that its lowest
key question is near, or that one answer of one case would cross. *Moderation* moves one standard on
qualitative evidence, proposed by the lead inspector [TV annex 2].

The sources do not say what happens when both touch one standard. Here (inferred) each is measured from
the calculated rating, in either order, so that a rating never ends further away than one act allows:
one decision a ground, and two that move the rating must move it to the same band.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from caseward.rules.figures import band_fault, standard_fault
from caseward.rules.framework import Discretion as DiscretionRule
from caseward.rules.framework import Framework, RatedBy
from caseward.rules.rating import Rating, Score, StandardRating, score_of, weakest

GROUNDS = ("discretion", "moderation")
UP, DOWN = -1, 1


class DecisionRefused(ValueError):
    """Decisions that the framework's rules do not allow; `reasons` has one line for each."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Discretion:
    """Whether the panel may use discretion on one standard, why, and to which bands (best first)."""

    open: bool
    grounds: tuple[str, ...]
    """Why it is open; and, where only percentages are known, that one test could not be made."""
    to: tuple[str, ...]
    note: str
    """What the panel may do, or why it may do nothing."""


@dataclass(frozen=True)
class Moderation:
    """Whether one standard may be moderated on the evidence for `question`, and to which bands."""

    open: bool
    question: str | None
    to: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Decision:
    """What the panel decided on one standard. A final rating equal to the calculated one confirms it."""

    standard: str
    final: str
    reason: str
    ground: str = "discretion"


@dataclass(frozen=True)
class DecidedStandard:
    """One standard before and after the panel; both are None where it is not rated."""

    code: str
    indicative: str | None
    final: str | None
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class Decided:
    """Every standard and the score, before and after the panel."""

    standards: Mapping[str, DecidedStandard]
    indicative: Score
    final: Score


@dataclass(frozen=True)
class _Opening:
    direction: int
    ground: str


def discretion(framework: Framework, standard: StandardRating) -> Discretion:
    """Say whether discretion is open on a calculated rating, and to which bands.

    Looks at the lowest key question's rounded whole per cent and, where cases are counted, at every
    rating that one other answer in one case would give. Raises KeyError for a standard that the
    framework has not. [TV annex 2]; that five points themselves count, and that a rating moves only
    across the edge that is near, is inferred.
    """
    rule = framework.discretion
    shut = _why_shut(framework, standard)
    if rule is None or standard.band is None or shut:
        return Discretion(open=False, grounds=(), to=(), note=shut)
    openings = (*_near_edges(framework, rule, standard), *_one_answer(framework, rule, standard))
    to = _across(framework, standard.band, {opening.direction for opening in openings}, rule.bands)
    return Discretion(
        open=bool(to),
        grounds=(*(opening.ground for opening in openings), *_untested(framework, rule, standard)),
        to=to,
        note=f"The panel may move the rating to {_titles(framework, to)}."
        if to
        else _why_closed(rule, standard),
    )


def moderation(framework: Framework, standard: StandardRating) -> Moderation:
    """Say whether a standard's rating may be moderated on qualitative evidence, and to which bands.

    The lead inspector proposes, the panel ratifies or rejects. [TV annex 2]
    """
    rule = next((rule for rule in framework.moderation if rule.standard == standard.code), None)
    if rule is None:
        return Moderation(open=False, question=None, to=(), note="This standard is not moderated.")
    if standard.band is None:
        return Moderation(open=False, question=rule.question, to=(), note="There is no rating to moderate.")
    to = _across(framework, standard.band, {UP, DOWN}, rule.bands)
    evidence = _named(framework, standard.code, rule.question)
    note = f"On the evidence for {evidence}, the rating may become {_titles(framework, to)}."
    return Moderation(open=True, question=rule.question, to=to, note=note)


def reasons_against(
    framework: Framework, rating: Rating, decision: Decision, beside: Sequence[Decision] = ()
) -> list[str]:
    """Why a decision of the panel is not allowed; an empty list means that it is.

    `beside` holds the decisions already taken at the same meeting. A decision that confirms the
    calculated rating is allowed on any standard that has one.
    """
    faults = field_faults(framework, decision)
    if faults:
        return [f"{field}: {fault}" for field, fault in faults.items()]
    standard = rating.standards[decision.standard]
    title = framework.standard(decision.standard).title
    reasons = (*_against_move(framework, standard, decision), *_against_beside(standard, decision, beside))
    return [f"{title}: {reason}" for reason in reasons]


def field_faults(framework: Framework, decision: Decision) -> dict[str, str]:
    """What is wrong with a decision in itself, by its field, before any rating is looked at."""
    faults = {
        "standard": standard_fault(framework, decision.standard),
        "ground": None if decision.ground in GROUNDS else f"must be one of {', '.join(GROUNDS)}",
        "final": band_fault(framework, decision.final),
        "reason": None if decision.reason.strip() else "a decision needs its reason",
    }
    return {field: fault for field, fault in faults.items() if fault}


def decide(framework: Framework, rating: Rating, decisions: Sequence[Decision]) -> Decided:
    """Lay the panel's decisions beside the calculated ratings, which stay as they were.

    Raises DecisionRefused with every reason where the rules do not allow a decision. [TV annex 2]
    """
    reasons = [
        reason
        for place, decision in enumerate(decisions)
        for reason in reasons_against(framework, rating, decision, decisions[:place])
    ]
    if reasons:
        raise DecisionRefused(reasons)
    standards = {code: _decided(standard, decisions) for code, standard in rating.standards.items()}
    return Decided(
        standards=standards,
        indicative=score_of(framework, {code: one.indicative for code, one in standards.items()}),
        final=score_of(framework, {code: one.final for code, one in standards.items()}),
    )


def _decided(standard: StandardRating, decisions: Iterable[Decision]) -> DecidedStandard:
    own = tuple(decision for decision in decisions if decision.standard == standard.code)
    moved = next((decision.final for decision in own if decision.final != standard.band), None)
    return DecidedStandard(standard.code, standard.band, moved or standard.band, own)


def _against_move(framework: Framework, standard: StandardRating, decision: Decision) -> list[str]:
    latitude = (
        discretion(framework, standard)
        if decision.ground == "discretion"
        else moderation(framework, standard)
    )
    if standard.band is None or (decision.ground == "moderation" and not latitude.open):
        return [latitude.note]
    if decision.final in (standard.band, *latitude.to):
        return []
    return [f"{decision.ground} cannot make it {framework.band(decision.final).title}. {latitude.note}"]


def _against_beside(standard: StandardRating, decision: Decision, beside: Sequence[Decision]) -> list[str]:
    others = [other for other in beside if other.standard == standard.code]
    reasons = []
    if any(other.ground == decision.ground for other in others):
        reasons.append(f"there is already a decision on the ground of {decision.ground}")
    if len({other.final for other in (*others, decision)} - {standard.band}) > 1:
        reasons.append("two decisions would move it to different ratings")
    return reasons


def _why_shut(framework: Framework, standard: StandardRating) -> str:
    if framework.discretion is None:
        return "This framework gives the panel no discretion."
    if standard.band is None:
        return "There is no rating to move."
    if framework.standard(standard.code).rated_by is RatedBy.JUDGEMENT:
        return "This standard is judged as a whole; discretion is for ratings calculated from cases."
    return ""


def _near_edges(framework: Framework, rule: DiscretionRule, standard: StandardRating) -> Iterable[_Opening]:
    lowest = standard.questions[standard.decided_by[0]]
    for direction, points in ((UP, lowest.points_to_next_band_up), (DOWN, lowest.points_to_band_below)):
        if points is not None and _is_near(rule, points):
            edge = _edge(points, lowest.percent - direction * points)
            named = _named(framework, standard.code, lowest.code)
            yield _Opening(direction, f"{named} is at {lowest.percent} per cent, {edge}.")


def _edge(points: int, percent: int) -> str:
    if not points:
        return "on the edge of its band"
    return f"{_points(points)} from the edge of its band at {percent}"


def _is_near(rule: DiscretionRule, points: int) -> bool:
    return points <= rule.within_points if rule.inclusive else points < rule.within_points


def _one_answer(framework: Framework, rule: DiscretionRule, standard: StandardRating) -> Iterable[_Opening]:
    for code, question in standard.questions.items():
        change = question.one_case_changes
        if not rule.one_case or change is None:
            continue
        for direction, word, band in (
            (UP, "more", change.one_more_yes),
            (DOWN, "fewer", change.one_fewer_yes),
        ):
            after = _rating_with(framework, standard, code, band)
            if after != standard.band:
                would = f"would make the rating {framework.band(after).title}"
                yield _Opening(
                    direction, f"One {word} yes in {_named(framework, standard.code, code)} {would}."
                )


def _rating_with(framework: Framework, standard: StandardRating, changed: str, band: str | None) -> str:
    bands = {code: rated.band for code, rated in standard.questions.items()}
    return weakest(framework, (bands | {changed: band or bands[changed]}).values())


def _untested(framework: Framework, rule: DiscretionRule, standard: StandardRating) -> Iterable[str]:
    without = [code for code, rated in standard.questions.items() if rated.one_case_changes is None]
    if not rule.one_case or not without:
        return
    test = "Whether one case would change the rating cannot be tested"
    if len(without) == len(standard.questions):
        yield f"{test} from percentages alone."
    else:
        named = "; ".join(_named(framework, standard.code, code) for code in without)
        yield f"{test} for questions with percentages alone: {named}."


def _why_closed(rule: DiscretionRule, standard: StandardRating) -> str:
    lowest = standard.questions[standard.decided_by[0]]
    reach = "more than" if rule.inclusive else "at least"
    edges = (
        f"At {lowest.percent} per cent it is {reach} {_points(rule.within_points)} from an edge of its band"
    )
    tested = rule.one_case and any(one.one_case_changes for one in standard.questions.values())
    return f"{edges}, and no one answer would change its rating." if tested else f"{edges}."


def _across(framework: Framework, band: str, directions: Iterable[int], most: int) -> tuple[str, ...]:
    scale = [known.code for known in framework.bands]
    place = scale.index(band)
    reached = {place + direction * step for direction in directions for step in range(1, most + 1)}
    return tuple(code for index, code in enumerate(scale) if index in reached)


def _named(framework: Framework, standard: str, code: str) -> str:
    questions = framework.standard(standard).key_questions
    return f"{code} ({next(question.text for question in questions if question.code == code)})"


def _titles(framework: Framework, bands: Iterable[str]) -> str:
    return " or ".join(framework.band(band).title for band in bands)


def _points(points: int) -> str:
    return f"{points} point" if points == 1 else f"{points} points"
