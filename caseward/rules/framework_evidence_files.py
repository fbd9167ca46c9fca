"""From the sound tables of survey.toml, evidence.toml and report.toml to what a framework asks for."""

from collections.abc import Iterator
from typing import Any

from caseward.rules.framework_evidence import (
    CaseFigures,
    DocumentRequest,
    Evidence,
    FigureGroup,
    InspectionFigure,
    PresentationHeading,
    ProviderFigure,
    ReportSection,
    ReportShape,
    SurveyItem,
    WordSet,
)
from caseward.rules.framework_parts import Option, Provenance, origin

Table = dict[str, Any]


def evidence_of(survey: Table, evidence: Table) -> Evidence:
    """What fieldwork asks for.

    In: the tables of survey.toml and evidence.toml, sound or empty. Out: items, documents, headings and
    figures in the order of the files. Raises nothing for sound tables.
    """
    scales = {scale["code"]: scale for scale in survey.get("scales", ())}
    return Evidence(
        survey=tuple(
            _item(row, scales[row["scale"]], provenance) for row, provenance in _rows(survey, "items")
        ),
        documents=tuple(
            DocumentRequest(row["code"], row["title"], row["text"], tuple(row["key_questions"]), provenance)
            for row, provenance in _rows(evidence, "documents")
        ),
        presentation=tuple(
            PresentationHeading(row["code"], row["text"], row.get("standard"), provenance)
            for row, provenance in _rows(evidence, "presentation")
        ),
        figure_groups=tuple(FigureGroup(**row) for row in evidence.get("figure_groups", ())),
        figures=tuple(_figure(row, provenance) for row, provenance in _rows(evidence, "figures")),
        findings=tuple(_finding(row, provenance) for row, provenance in _rows(evidence, "findings")),
        case_figures=tuple(
            CaseFigures(row["key_question"], tuple(row["codes"]), provenance)
            for row, provenance in _rows(evidence, "case_figures")
        ),
    )


def report_of(report: Table) -> ReportShape:
    """The report that the framework asks for.

    In: the table of report.toml, sound or empty. Out: sections in their order, and words. Raises nothing.
    """
    words = WordSet()
    if "words" in report:
        row = report["words"]
        words = WordSet(tuple(row["own"]), tuple(row["foreign"]), origin(row, origin(report)))
    return ReportShape(
        sections=tuple(_section(row, provenance) for row, provenance in _rows(report, "sections")),
        words=words,
    )


def _rows(file: Table, key: str) -> Iterator[tuple[Table, Provenance]]:
    for row in file.get(key, ()):
        yield row, origin(row, origin(file))


def _item(row: Table, scale: Table, provenance: Provenance) -> SurveyItem:
    return SurveyItem(
        code=row["code"],
        asked_of=row["asked_of"],
        text=row["text"],
        short=row["short"],
        options=tuple(Option(**option) for option in scale["options"]),
        counts_as_yes=tuple(scale["counts_as_yes"]),
        key_questions=tuple(row["key_questions"]),
        provenance=provenance,
        options_provenance=origin(scale),
    )


def _figure(row: Table, provenance: Provenance) -> ProviderFigure:
    return ProviderFigure(
        code=row["code"],
        title=row["title"],
        group=row["group"],
        unit=row["unit"],
        key_questions=tuple(row["key_questions"]),
        provenance=provenance,
        guidance=row.get("guidance", ""),
        has_target=row.get("has_target", False),
        has_comparator=row.get("has_comparator", False),
        least=row.get("least"),
        most=row.get("most"),
        pair=row.get("pair"),
    )


def _finding(row: Table, provenance: Provenance) -> InspectionFigure:
    return InspectionFigure(
        code=row["code"],
        title=row["title"],
        group=row["group"],
        counted_from=row["counted_from"],
        answers=tuple(row["answers"]),
        key_questions=tuple(row["key_questions"]),
        provenance=provenance,
        only_for=tuple(row.get("only_for", ())),
    )


def _section(row: Table, provenance: Provenance) -> ReportSection:
    return ReportSection(
        code=row["code"],
        title=row["title"],
        kind=row["kind"],
        draws=tuple(row.get("draws", ())),
        provenance=provenance,
        standard=row.get("standard"),
        guidance=row.get("guidance", ""),
        is_annex=row.get("is_annex", False),
    )
