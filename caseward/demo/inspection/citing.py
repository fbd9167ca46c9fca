"""Evidence cited by invention on every key question that lacks it, so that a panel can meet."""

from collections.abc import Iterator
from datetime import datetime
from uuid import uuid4

from caseward.inspection.fieldwork.actions.citations import Cited, cite
from caseward.inspection.fieldwork.models import Side, Source
from caseward.inspection.fieldwork.policies.citations import judged_key_questions, sides_cited
from caseward.inspection.inspections.models import Inspection
from caseward.rules.framework_evidence import Evidence
from caseward.shared.accounts.models import User

WORDS = {
    Side.FOR: "Invented: what was asked for here, and what was heard of it, mostly supports good work.",
    Side.AGAINST: "Invented: in some offices it was otherwise, and nobody had followed it up yet.",
}


def cite_what_is_missing(inspection: Inspection, *, by: User, at: datetime) -> int:
    """Cite evidence on every side of every key question that has none; returns how much was cited."""
    missing = list(_missing(inspection))
    for cited in missing:
        cite(inspection=inspection, cited=cited, creation_key=uuid4(), by=by, at=at)
    return len(missing)


def _missing(inspection: Inspection) -> Iterator[Cited]:
    present = sides_cited(inspection)
    bands = inspection.framework.bands
    speaks_to = {Side.FOR: bands[1].code, Side.AGAINST: bands[2].code}
    for code in judged_key_questions(inspection):
        sides = {side for side, _ in present.get(code, ())}
        sources = _sources(inspection.framework.evidence.bearing_on(code))
        for side, (source, key) in zip(Side, sources, strict=False):
            if side not in sides:
                yield Cited(code, side.value, WORDS[side], speaks_to[side], source.value, key)


def _sources(bears: Evidence) -> list[tuple[Source, str]]:
    """Two things to rest on: what was asked in interviews first, then figures, then the cases."""
    found = [
        *((Source.SURVEY, item.code) for item in bears.survey if item.counts_as_yes),
        *((Source.FIGURE, figure.code) for figure in bears.figures),
        *((Source.CASES, code) for row in bears.case_figures for code in row.codes),
        *((Source.PRESENTATION, row.code) for row in bears.presentation),
    ]
    return (found * 2)[:2]
