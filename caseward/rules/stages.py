"""The stages of an inspection: one table, from which the pages, the policies and the documentation are drawn.

Order and content follow the published method: preparation, fieldwork, then ratings and publication
[TV annex 2]. Each move forward is made by the verb of the app that finishes the stage; each move back
needs a reason.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """One stage: what happens in it, who holds the pen, and where it may lead."""

    code: str
    title: str
    happens: str
    pen: tuple[str, ...]
    """Team roles that may change the inspection in this stage."""
    forward: str | None
    back: str | None


STAGES: tuple[Stage, ...] = (
    Stage(
        "set_up",
        "Setting up",
        "Provider, framework, fieldwork dates, team and samples are settled.",
        ("lead",),
        "sampling",
        None,
    ),
    Stage(
        "sampling",
        "Case lists and samples",
        "The provider’s case lists come in, are checked whole, and samples are drawn and allocated.",
        ("analyst", "lead"),
        "assessment",
        "set_up",
    ),
    Stage(
        "assessment",
        "Case assessment",
        "Inspectors read the sampled cases and answer the questions; quality leads read some a second time.",
        ("inspector", "quality_lead", "lead"),
        "ratings",
        "sampling",
    ),
    Stage(
        "ratings",
        "Proposing ratings",
        "The lead inspector reads the calculated ratings and proposes ratings for the judged standards.",
        ("lead",),
        "panel",
        "assessment",
    ),
    Stage(
        "panel",
        "Ratings panel",
        "The panel meets, uses its discretion where the rules open it, and decides every rating.",
        ("panel_member",),
        "decided",
        "ratings",
    ),
    Stage(
        "decided",
        "Decided",
        "The ratings stand. The publisher checks the result and publishes it.",
        ("publisher",),
        "published",
        None,
    ),
    Stage(
        "published",
        "Published",
        "The result is public and frozen.",
        (),
        None,
        None,
    ),
)


def stage(code: str) -> Stage:
    """The stage of that code; KeyError where there is none."""
    for candidate in STAGES:
        if candidate.code == code:
            return candidate
    raise KeyError(code)
