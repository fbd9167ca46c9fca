"""What changed from one version of a plan to another: added, changed, dropped, word by word."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup, escape

from caseward.casework.plans.models import Action, Plan
from caseward.shared.govuk.filters import written_date

ADDED, CHANGED, DROPPED = ("Added", "green"), ("Changed", "yellow"), ("Dropped", "red")
DONE = ("Done", "blue")
"""Not in the new version because nothing was left to do: no loss."""


@dataclass(frozen=True)
class Difference:
    """One thing that two versions say differently."""

    kind: tuple[str, str]
    """Word and colour."""
    label: str
    text: Markup
    """What was and what is, the words that went struck out and the new ones underlined."""
    note: str = ""


@dataclass(frozen=True)
class Part:
    """The differences of one part of the plan."""

    title: str
    differences: list[Difference]


Said = Mapping[Hashable, tuple[str, str, str]]
"""By what stays the same through the versions: a label, the words, the day of what was done or reached."""


def compare(old: Plan, new: Plan) -> list[Part]:
    """The parts in which two versions of one person's plan differ."""
    parts = [
        Part("How often and how you meet", _between(_contact(old), _contact(new))),
        Part("Goals", _between(_goals(old), _goals(new))),
        Part("Actions", _between(_actions(old), _actions(new))),
        Part("Areas without a goal", _between(_without(old), _without(new))),
        Part("Contingencies", _between(_contingencies(old), _contingencies(new))),
        Part("The person’s view", _between(_agreement(old), _agreement(new))),
    ]
    return [part for part in parts if part.differences]


def worded(before: str, after: str) -> Markup:
    """Both texts in one: words that went as deleted, words that came as inserted."""
    old, new = before.split(), after.split()
    pieces: list[Markup] = []
    for what, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(escape(" ".join(old[a:b])))
            continue
        if a < b:
            pieces.append(Markup("<del>{}</del>").format(" ".join(old[a:b])))
        if c < d:
            pieces.append(Markup("<ins>{}</ins>").format(" ".join(new[c:d])))
    return Markup(" ").join(pieces)


def _between(old: Said, new: Said) -> list[Difference]:
    found = []
    for key, (label, words, note) in new.items():
        if key not in old:
            found.append(Difference(ADDED, label, worded("", words)))
        elif (old[key][0], old[key][1]) != (label, words):
            was = old[key][0]
            renamed = f"It stood under {was}." if was != label else ""
            found.append(Difference(CHANGED, label, worded(old[key][1], words), note or renamed))
    dropped = [
        Difference(DONE, label, escape(words), note)
        if note
        else Difference(DROPPED, label, worded(words, ""))
        for key, (label, words, note) in old.items()
        if key not in new
    ]
    return found + dropped


def _contact(plan: Plan) -> Said:
    if not plan.contact_every_days:
        return {}
    how = plan.get_contact_how_display().lower()
    return {"contact": ("Contact", f"Every {plan.contact_every_days} days, {how}", "")}


def _agreement(plan: Plan) -> Said:
    if not plan.agreement:
        return {}
    return {"agreement": (plan.get_agreement_display(), plan.agreement_words, "")}


def _goals(plan: Plan) -> Said:
    return {
        goal.first_id: (
            goal.get_area_display(),
            goal.text,
            f"Reached on {written_date(goal.achieved_on)}." if goal.achieved_on else "",
        )
        for goal in plan.goals.all()
    }


def _actions(plan: Plan) -> Said:
    return {
        action.first_id: (
            goal.get_area_display(),
            _words_of(action),
            f"Done on {written_date(action.done_on)}." if action.done_on else "",
        )
        for goal in plan.goals.all()
        for action in goal.actions.all()
    }


def _words_of(action: Action) -> str:
    sessions = f", {action.sessions} sessions" if action.sessions else ""
    under = f", under {str(action.requirement).lower()}" if action.requirement else ""
    who = action.partner or action.get_owner_display().lower()
    return f"{action.what} – {who}{under}{sessions}, by {written_date(action.by_on)}"


def _without(plan: Plan) -> Said:
    return {row.area: (row.get_area_display(), row.because, "") for row in plan.without_goal.all()}


def _contingencies(plan: Plan) -> Said:
    return {
        row.trigger: (f"If: {row.trigger}", f"{row.action} – {row.who}", "")
        for row in plan.contingencies.all()
    }
