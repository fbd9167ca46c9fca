"""A framework small enough to hold in the head, and files of figures for it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from caseward.rules.framework import (
    AnswerType,
    Band,
    BandOrder,
    Base,
    Comparison,
    Discretion,
    Framework,
    Kind,
    Moderation,
    Question,
    RatedBy,
    ScoreBand,
    Standard,
)
from caseward.rules.framework_files import load
from caseward.rules.framework_parts import Provenance

PUBLISHED = Provenance("a report")
INFERRED = Provenance("our own reading", inferred=True)
DISCRETION = Discretion(within_points=5, inclusive=True, one_case=True, bands=1, provenance=PUBLISHED)
BANDS = (
    Band("outstanding", "Outstanding", "large majority", 3, 80),
    Band("good", "Good", "reasonable majority", 2, 65),
    Band("requires_improvement", "Requires improvement", "too few", 1, 50),
    Band("inadequate", "Inadequate", "minority", 0, 0),
)


def question(code: str, **changes: Any) -> Question:
    """A scored key question, or whatever the changes make of it."""
    usual: dict[str, Any] = {
        "kind": Kind.KEY_QUESTION,
        "text": f"the text of {code}",
        "answer": AnswerType.YES_NO,
        "base": Base.ALL,
        "provenance": PUBLISHED,
        "scored": True,
    }
    return Question(code, **usual | changes)


def standard(code: str, title: str, *questions: Question, **changes: Any) -> Standard:
    """A standard counted from its key questions, or judged where it has none."""
    usual: dict[str, Any] = {
        "domain": code[0],
        "statement": f"{title} is good enough.",
        "rated_by": RatedBy.WEAKEST_KEY_QUESTION if questions else RatedBy.JUDGEMENT,
        "provenance": PUBLISHED,
        "key_questions": questions,
    }
    return Standard(code, title=title, **usual | changes)


PROMPT = question("2.1.1a", kind=Kind.PROMPT, scored=False)
STANDARDS = (
    standard("1.1", "Leadership"),
    standard("2.1", "Assessment", question("2.1.1", prompts=(PROMPT,)), question("2.1.2"), question("2.1.3")),
    standard("2.2", "Planning", question("2.2.1"), question("2.2.2")),
    standard(
        "4.1",
        "Unpaid work",
        question("4.1.1"),
        question("4.1.2"),
        question("4.1.3", scored=False),
        rated_by=RatedBy.WEAKEST_KEY_QUESTION_MODERATED,
    ),
)


def small(**changes: Any) -> Framework:
    """Four standards: one judged, two counted, one counted and moderated; 12 points."""
    standards: tuple[Standard, ...] = changes.get("standards", STANDARDS)
    asked = [PROMPT, *(question for one in standards for question in one.key_questions)]
    framework = Framework(
        code="small",
        title="Small framework",
        in_force_from="2001-01-01",
        in_force_provenance=PUBLISHED,
        provider_kind="provider",
        offered=False,
        provenance=PUBLISHED,
        band_order=BandOrder.ROUND_THEN_BAND,
        band_order_provenance=INFERRED,
        bands=BANDS,
        score_bands=(
            ScoreBand("inadequate", 2),
            ScoreBand("requires_improvement", 6),
            ScoreBand("good", 10),
            ScoreBand("outstanding", 12),
        ),
        score_bands_provenance=PUBLISHED,
        standards=standards,
        samples=(),
        discretion=DISCRETION,
        moderation=(Moderation("4.1", "4.1.3", 1, PUBLISHED),),
        comparison=Comparison(100, PUBLISHED),
        domains=(),
        digest="0" * 64,
        _questions={question.code: question for question in asked},
    )
    return replace(framework, **changes)


def shipped(code: str) -> Framework:
    """One of the frameworks that come with Caseward."""
    return load(Path(__file__).parents[2] / "caseward" / "frameworks" / code)
