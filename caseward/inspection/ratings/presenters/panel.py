"""What lies before the panel and the publisher: calculated, proposed, allowed, decided, checked."""

from collections.abc import Sequence
from dataclasses import dataclass

from caseward.inspection.ratings.models import Decision, Meeting, Proposal
from caseward.inspection.results.presenters import Figure
from caseward.rules.framework import Framework, RatedBy
from caseward.rules.panel import Discretion, discretion, moderation
from caseward.rules.rating import Rating
from caseward.shared.govuk.filters import written_moment

from .figures import StandardLine, band_title, standard_lines


@dataclass(frozen=True)
class OnTheTable:
    """One standard before the panel: what was calculated, what is proposed, what may be and is decided."""

    line: StandardLine
    discretion: Discretion
    proposal: Proposal | None
    decision: Decision | None
    choices: tuple[tuple[str, str], ...]
    """What the panel may choose: value of the radio button and its words."""
    final_title: str

    @property
    def judged(self) -> bool:
        """Whether the rating was proposed, not calculated."""
        return self.line.standard.rated_by is RatedBy.JUDGEMENT


def on_the_table(meeting: Meeting, rating: Rating) -> list[OnTheTable]:
    """Every standard as the panel sees it; two queries."""
    proposals = meeting.inspection.proposals.filter(is_current=True).select_related("proposed_by")
    proposed = {row.standard_code: row for row in proposals}
    decisions = meeting.decisions.filter(is_current=True).select_related("decided_by")
    decided = {row.standard_code: row for row in decisions}
    framework = meeting.inspection.framework
    return [
        _on_the_table(framework, line, proposed.get(line.standard.code), decided.get(line.standard.code))
        for line in standard_lines(framework, rating)
    ]


def _on_the_table(
    framework: Framework, line: StandardLine, proposal: Proposal | None, decision: Decision | None
) -> OnTheTable:
    latitude = discretion(framework, line.rated)
    indicative = line.rated.band or ""
    moved = proposal if proposal and proposal.band != indicative else None
    confirm = "as proposed" if line.standard.rated_by is RatedBy.JUDGEMENT else "as calculated"
    choices = [
        (choice_of(Decision.Ground.CONFIRMED, indicative), f"{line.band_title}: confirm {confirm}"),
        *(
            (choice_of(Decision.Ground.DISCRETION, band), f"{framework.band(band).title}: use discretion")
            for band in latitude.to
        ),
    ]
    if moved and moved.band in moderation(framework, line.rated).to:
        words = f"{framework.band(moved.band).title}: accept the lead inspector’s proposal"
        choices.append((choice_of(Decision.Ground.MODERATION, moved.band), words))
    final = decision.final if decision else indicative
    return OnTheTable(
        line, latitude, proposal, decision, tuple(choices), band_title(framework, final or None)
    )


def choice_of(ground: str, band: str) -> str:
    """A decision as one value of a radio button."""
    return f"{ground}:{band}"


def checks_of(
    meeting: Meeting, rows: Sequence[OnTheTable], figures: Sequence[Figure]
) -> list[tuple[str, str]]:
    """What a publisher checks before publishing: what it is about, and what was found."""
    decided = sum(row.decision is not None for row in rows)
    moved = [row.decision for row in rows if row.decision and row.decision.final != row.decision.indicative]
    withheld = sum(bool(figure.withheld) for figure in figures)
    same = meeting.calculated.framework_digest == meeting.inspection.framework.digest
    locked = (
        f"Locked on {written_moment(meeting.locked_at)} by {meeting.locked_by}"
        if meeting.locked_at
        else "Open"
    )
    return [
        ("The panel’s meeting", locked),
        ("Standards decided", f"{decided} of {len(rows)}"),
        ("Ratings that the panel moved", f"{len(moved)}, each with its reason" if moved else "None"),
        ("Framework", "The version that the panel decided on" if same else "Changed since the panel decided"),
        ("Figures", f"{len(figures)}, of which {withheld} have small numbers withheld"),
    ]


def clash(framework: Framework, bands: tuple[str, str], texts: tuple[str, str]) -> list[tuple[str, str, str]]:
    """Where two people disagree: rating and reasons, theirs beside yours."""
    rows = [
        ("Rating", band_title(framework, bands[0]), band_title(framework, bands[1])),
        ("Reasons", *texts),
    ]
    return [row for row in rows if row[1] != row[2]]
