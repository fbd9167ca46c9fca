"""What the drawings of a report show, as plain values; the table beside each has the same figures."""

from collections.abc import Iterator
from typing import Any

from caseward.inspection.reports.inputs.catalogue import Material
from caseward.inspection.results.presenters import Figure
from caseward.rules.framework import Framework, Standard

from .cells import Table

BELOW = "The table below the drawing has the same figures."
SHORTEST, LONGEST = 2, 12
"""Rows of a chart of groups: one group shows nothing, a long list is left to its table."""
Chart = dict[str, Any]


def ratings_grid(material: Material) -> Chart:
    """Every standard in the colour of its rating, domain by domain."""
    framework, bands = material.standing.framework, material.standing.bands
    return {
        "kind": "ratings",
        "title": "Ratings of the standards",
        "description": BELOW,
        "groups": [
            {
                "title": domain.label,
                "cells": [
                    _cell(framework, standard, bands.get(standard.code))
                    for standard in framework.standards
                    if standard.domain == domain.value
                ],
            }
            for domain in framework.domains
        ],
    }


def _cell(framework: Framework, standard: Standard, band: str | None) -> dict[str, str]:
    word = framework.band(band).title if band else "Not rated"
    return {"label": f"{standard.code} {standard.title}", "band": band or "", "word": word}


def key_questions(material: Material, standard: Standard) -> Iterator[Chart]:
    """The key questions of a counted standard with their intervals, last time and the comparator."""
    figures = [
        each
        for each in material.standing.figures
        if each.standard.code == standard.code and each.question.scored
    ]
    if figures:
        bands = material.standing.framework.bands
        yield {
            "kind": "intervals",
            "title": f"Key questions of {standard.code} {standard.title}",
            "description": f"Each dot is the per cent of cases answered yes. {BELOW}",
            "rows": [_dot(material, figure) for figure in figures],
            "bands": [
                {"code": band.code, "label": band.title, "starts_at": band.from_percent} for band in bands
            ],
        }


def _dot(material: Material, figure: Figure) -> dict[str, Any]:
    low, high = figure.interval or (None, None)
    beside = material.asked.compared.of(figure.question.code)
    return {
        "label": f"{figure.question.code} {figure.question.text}",
        "percent": figure.percent,
        "low": low,
        "high": high,
        "before": beside.last.percent,
        "beside": beside.comparator.percent if beside.comparator else None,
    }


def groups(table: Table) -> Iterator[Chart]:
    """The shares of a table of groups: of the eligible cases beside those of the sample."""
    rows = [row for row in table.rows[:-1] if row[2].value is not None]
    if SHORTEST <= len(rows) <= LONGEST:
        yield {
            "kind": "bars",
            "title": f"{table.caption}: share of eligible cases and of the sample",
            "description": BELOW,
            "series": ["Eligible cases", "Sample"],
            "rows": [{"label": row[0].text, "values": [row[2].value, row[4].value]} for row in rows],
        }
