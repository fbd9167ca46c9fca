"""The stages of an inspection: one table a kind, from which pages, policies and documentation are drawn.

Order and content follow the published method: preparation, fieldwork, then ratings and publication
[TV annex 2]. Each move forward is made by the verb of the app that finishes the stage; each move back
needs a reason. A provider’s audit of its own cases goes the same way as far as it serves the provider:
it has no panel, and nothing of it is published (a rule of this service).
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


AUDIT_STAGES: tuple[Stage, ...] = (
    Stage(
        "set_up",
        "Setting up",
        "Framework, dates, team and samples are settled.",
        ("lead",),
        "sampling",
        None,
    ),
    Stage(
        "sampling",
        "Case lists and samples",
        "Lists of the provider’s own cases come in, are checked whole, and samples are drawn and allocated.",
        ("analyst", "lead"),
        "assessment",
        "set_up",
    ),
    Stage(
        "assessment",
        "Case assessment",
        "Auditors read the sampled cases and answer the questions; second readers read some again.",
        ("inspector", "quality_lead", "lead"),
        "ratings",
        "sampling",
    ),
    Stage(
        "ratings",
        "Result",
        "The audit lead reads what the answers come to, and asks for actions. No panel meets.",
        ("lead",),
        "decided",
        "assessment",
    ),
    Stage(
        "decided",
        "Closed",
        "The result stands, as the provider’s own view. What was asked for is followed to its end.",
        (),
        None,
        None,
    ),
)

TABLES: dict[str, tuple[Stage, ...]] = {"external": STAGES, "internal": AUDIT_STAGES}
"""The stages of each kind of inspection."""


def stage(code: str, kind: str = "external") -> Stage:
    """The stage of that code, of an inspection of that kind; KeyError where there is none."""
    for candidate in TABLES[kind]:
        if candidate.code == code:
            return candidate
    raise KeyError(code)
