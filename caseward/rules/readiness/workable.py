"""Whether a contingency says what would show that risk is rising, and what is then done, for this case.

An inspector found a contingency of increased reporting and recall only, which does not say how rising risk
is managed [LON 2.2], and arrangements that looked generic [TV 2.2]. A contingency is read by its words: what
is left of it without small words and without the words below is what it says of this case. The lists are
inferred; a reader may see more.

Worked examples:

- "Increase reporting, consider recall": nothing is left: not workable.
- "See them the same day and ask the police": same, day, ask, police are left: workable.
- If "risk goes up": nothing is left. If "a new call-out to the home": new, call, out, home are left.
"""

from .facts import Contingency
from .texts import plain, tells


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SMALL = _words(
    """
    a an and any anything appropriate appropriately are as at be been by can client consider considered
    considering could do done for from get given has have he her him his how i if immediate immediately in
    into is it its likely may me might more must my necessary need needed needs of offender on one or our
    out person possible possibly probation promptly required s service she should so something soon such
    take taken that the their them then there these they this to up us user we when where which will with
    within would
    """
)
"""Words that say nothing of a case by themselves."""
MEASURES = _words(
    """
    action additional again appointment appointments assess assessment back breach breached caution contact
    contacts court custody daily decrease discuss discussed discussion enforce enforced enforcement escalate
    escalated escalation extra final first formal frequency frequent frequently further increase increased
    increasing inform informed initiate initiated instigate instigated letter letters level levels licence
    management manager meet meetings monitor monitored monitoring officer often oversight plan prison
    procedure proceedings process raise raised raising reassess recall recalled recalling report reported
    reporting reports return returned review reviewed risk sanction sanctions see seen senior start started
    step steps supervision talk tell tighten times twice warn warned warning warnings week weekly written
    """
)
"""More reporting, enforcement, recall, and looking again: what can be written of anybody."""
RISING = _words(
    """
    bad badly behaviour breach breaches change changed changes circumstances compliance comply concern
    concerning concerns crisis danger deteriorate deteriorates deterioration escalate escalates escalating
    escalation fail failed fails failure further goes going happens harm heightened high higher increase
    increased increases increasing indicators issue issues level levels non offence offend offending offends
    problem problems raised re reoffend reoffending reoffends rise rises rising risk risks serious
    significant situation worse worsens
    """
)
"""That risk rises, and no word of what would show it."""
ITSELF = {
    *("i", "me", "self", "my manager", "manager", "senior probation officer", "spo", "team manager"),
    *("officer", "offender manager", "probation officer", "responsible officer", "supervising officer"),
    *("om", "po", "probation", "pso", "ro"),
}
"""Those who supervise the person, as plans name them: no other organisation."""


def is_whole(contingency: Contingency) -> bool:
    """Whether it says if what, then what, and by whom. [LON 2.2]"""
    return tells(contingency.trigger) and tells(contingency.action) and tells(contingency.who)


def has_own_action(contingency: Contingency) -> bool:
    """Whether what is then done is more than reporting, enforcement, recall or looking again. [LON 2.2]"""
    return _says_more_than(contingency.action, MEASURES)


def has_own_trigger(contingency: Contingency) -> bool:
    """Whether it names what would show that risk is rising, not only that it rises. [TV 2.2]"""
    return _says_more_than(contingency.trigger, RISING)


def names_somebody_else(who: str) -> bool:
    """Whether somebody is named who does not supervise the person: an organisation, say. Inferred."""
    words = plain(who)
    return tells(who) and words.removeprefix("the ").removeprefix("their ") not in ITSELF


def _says_more_than(text: str, words: frozenset[str]) -> bool:
    return any(word not in SMALL and word not in words for word in plain(text).split())
