"""What changed between an assessment and the one before it."""

from dataclasses import dataclass

from caseward.casework.assessments.models import GROUPS, Assessment, Factor
from caseward.casework.assessments.policies import GROUP_TITLES
from caseward.rules.risk_of_harm import SUMMARY_QUESTIONS

from .assessments import level

TEXTS = [
    ("history", "What earlier sentences show"),
    ("diversity", "How who they are bears on supervision"),
    *((f"harm_{code}", question) for code, question in SUMMARY_QUESTIONS),
]

NOTHING = "Nothing written"


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was."""

    what: str
    before: str
    now: str


def changes_of(assessment: Assessment, before: Assessment) -> list[Change]:
    """Everything that differs, in the order of the parts."""
    return [
        *_changed_areas(assessment, before),
        *_changed_levels(assessment, before),
        *(
            Change(
                title,
                getattr(before, name) or "Nothing written",
                getattr(assessment, name) or "Nothing written",
            )
            for name, title in TEXTS
            if getattr(before, name) != getattr(assessment, name)
        ),
    ]


def _changed_areas(assessment: Assessment, before: Assessment) -> list[Change]:
    earlier = {factor.area: factor for factor in before.factors.all()}
    found = []
    for factor in assessment.factors.all():
        was = earlier.get(factor.area)
        if was is None or was.judged() != factor.judged():
            found.append(Change(factor.get_area_display(), _judgement(was), _judgement(factor)))
    return found


def _judgement(factor: Factor | None) -> str:
    if factor is None or not factor.is_need:
        return "Not looked at"
    parts = [factor.get_is_need_display()]
    if factor.links:
        parts.append(f"linked to {', '.join(factor.links)}")
    words = [", ".join(parts) + "."]
    if factor.analysis:
        words.append(factor.analysis)
    if factor.strength:
        words.append(f"Strength: {factor.strength}")
    return " ".join(words)


def _changed_levels(assessment: Assessment, before: Assessment) -> list[Change]:
    was, now = level(before.harm()), level(assessment.harm())
    found = [] if was.words == now.words else [Change("Risk of serious harm overall", was.words, now.words)]
    for group in GROUPS:
        earlier, later = before.level_of(group), assessment.level_of(group)
        if earlier != later:
            found.append(
                Change(
                    f"Risk of serious harm: {GROUP_TITLES[group].lower()}",
                    earlier.label if earlier else "Not assessed",
                    later.label if later else "Not assessed",
                )
            )
    return found
