"""What a confirmed draft is recorded as: the plain values that every result is written from."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from caseward.inspection.results.models import FactResult, ImportDraft, Result
from caseward.rules.framework import Framework

from .draft_parts import parts_of
from .draft_ratings import Standing, standing
from .draft_rows import Row, loaded
from .values import (
    About,
    DecidedStandard,
    Fact,
    Further,
    GroupedFigure,
    PublishedRecommendation,
    QuestionFigure,
)

NUMBER = re.compile(r"£?\s?(\d[\d,]*(?:\.\d+)?)\s?(m?)(?:%| weeks| days| hours)?")
LEFT_OUT = "Left out by the person who checked the reading."


@dataclass(frozen=True)
class Made:
    """Everything of one result, ready to be written."""

    framework: Framework
    provider: str
    about: About
    published_on: date
    standards: list[DecidedStandard]
    questions: list[QuestionFigure]
    further: Further


def about_of(kind: str, reading: Mapping[str, Any]) -> dict[str, Any]:
    """What a file says of the inspection as a whole, before a person has looked at it."""
    said = reading["about"] if kind == ImportDraft.Kind.RESULT else {}
    return {
        "provider": (said or reading).get("provider") or "",
        "title": said.get("title") or "",
        "source": said.get("source") or "",
        "note": said.get("note") or "",
        "fieldwork_starts_on": said.get("fieldwork_starts_on"),
        "published_on": said.get("published_on"),
    }


def _reasons_not_whole(draft: ImportDraft) -> list[str]:
    """Why a draft that is confirmed throughout still makes no result."""
    framework = draft.framework
    if framework is None:
        return ["Say first under which framework the inspection was made."]
    if draft.kind == ImportDraft.Kind.RESULT:
        finals = [row["final"] for row in draft.reading["standards"]]
        known = any(finals) or draft.reading["about"]["rating"]
        return [] if known else ["The file gives no rating at all."]
    now = standing(framework, _rows(draft))
    if now.is_whole or now.overall:
        return []
    return ["Give the overall rating, because the ratings of the standards are not all known."]


def made_of(draft: ImportDraft, *, slug: str) -> Made:
    """The result that a draft makes, under that address."""
    framework = draft.framework
    assert framework is not None  # noqa: S101 - reasons_not_whole has asked
    is_result = draft.kind == ImportDraft.Kind.RESULT
    parts = _of_result(draft.reading) if is_result else _of_report(framework, draft)
    standards, questions, further, printed = parts
    said = draft.about
    return Made(
        framework=framework,
        provider=said["provider"],
        about=About(
            slug=slug,
            title=said["title"],
            source=said["source"],
            origin=Result.Origin.IMPORTED,
            note=_note(draft, framework),
            fieldwork_starts_on=_day(said["fieldwork_starts_on"]),
            printed_rating=printed,
            framework_digest=str(draft.reading["about"]["digest"] or "")[:64] if is_result else "",
        ),
        published_on=date.fromisoformat(said["published_on"]),
        standards=standards,
        questions=questions,
        further=further,
    )


Parts = tuple[list[DecidedStandard], list[QuestionFigure], Further, str]


def _of_result(reading: Mapping[str, Any]) -> Parts:
    """Of a public result of another installation: every value as it stands."""
    standards = [
        DecidedStandard(
            code=row["code"],
            indicative=row["indicative"] or None,
            final=row["final"] or None,
            ground=row["ground"],
            reason=row["reason"],
            decided_by=tuple(row["decided_by"]),
            is_inferred=row["inferred"],
            why_no_rating=row["why_no_rating"],
            remark=row["remark"],
        )
        for row in reading["standards"]
    ]
    further = Further(
        facts=[_fact_of_result(row) for row in reading["facts"]],
        recommendations=[_recommendation_of_result(row) for row in reading["recommendations"]],
        groups=[
            GroupedFigure(question_code=row["question"], **{k: v for k, v in row.items() if k != "question"})
            for row in reading["groups"]
        ],
    )
    questions = [QuestionFigure(**row) for row in reading["questions"]]
    return standards, questions, further, reading["about"]["rating"] or ""


def _fact_of_result(row: Mapping[str, Any]) -> Fact:
    value = row["value"]
    plain = {name: row[name] for name in ("code", "title", "printed", "period", "yes", "base")}
    words = {name: row[name] for name in ("why_no_figure", "source", "remark")}
    number = None if value is None else Decimal(str(value))
    return Fact(**plain, **words, value=number, is_inferred=row["inferred"])


def _recommendation_of_result(row: Mapping[str, Any]) -> PublishedRecommendation:
    return PublishedRecommendation(
        number=row["number"],
        addressee=row["addressee"],
        text=row["text"],
        standard_codes=tuple(row["standards"]),
        is_repeated=row["repeated"],
    )


def _of_report(framework: Framework, draft: ImportDraft) -> Parts:
    """Of a report: the rows as a person has confirmed them."""
    rows = _rows(draft)
    now = standing(framework, rows)
    known = any(one.printed for one in now.placed)
    percents = [*rows["questions"], *rows["prompts"]]
    questions = [_question(row) for row in percents] if known or _any_value(percents) else []
    standards = _standards(now) if known or questions else []
    facts = {
        (fact.code, fact.period): fact
        for fact in [*_samples(rows["samples"], draft), *_facts(rows["facts"], draft)]
    }
    recommended = [row for row in rows["recommendations"] if row.value and not row.is_left_out]
    further = Further(
        facts=list(facts.values()),
        recommendations=[
            PublishedRecommendation(
                number=int(row.key),
                addressee=row.addressee[:120],
                text=row.value,
                is_repeated=row.is_repeated,
            )
            for row in recommended
        ],
    )
    return standards, questions, further, now.overall


def _rows(draft: ImportDraft) -> dict[str, list[Row]]:
    return {section: loaded(rows) for section, rows in draft.rows.items()}


def _any_value(rows: list[Row]) -> bool:
    return any(row.value and not row.is_left_out for row in rows)


def _standards(now: Standing) -> list[DecidedStandard]:
    return [
        DecidedStandard(
            code=one.standard.code,
            indicative=one.calculated or one.printed or None,
            final=one.printed or None,
            ground=one.ground,
            reason=one.reason,
            decided_by=one.decided_by,
            why_no_rating=one.why_no_rating,
            remark=one.remark,
        )
        for one in now.placed
    ]


def _question(row: Row) -> QuestionFigure:
    if row.is_left_out or not row.value:
        return QuestionFigure(row.key, why_no_figure=row.why or LEFT_OUT)
    return QuestionFigure(row.key, percent=int(row.value), remark=row.remark)


def _facts(rows: list[Row], draft: ImportDraft) -> Iterator[Fact]:
    for row in rows:
        if row.is_left_out or not row.value:
            continue
        read = draft.reading["facts"][row.key]
        period = str(read.get("period") or FactResult.Period.CURRENT)
        value = number_in(row.value) if row.is_by_hand else read.get("value")
        yield Fact(
            code=row.key.removesuffix(f".{period}")[:60],
            title=str(read["title"])[:200],
            printed=row.value[:100],
            period=period,
            value=None if value is None else Decimal(str(value)),
            why_no_figure=row.value[:200] if value is None else "",
            source=_source(draft, row),
            remark=row.remark,
        )


def _samples(rows: list[Row], draft: ImportDraft) -> Iterator[Fact]:
    for row in rows:
        if row.value and not row.is_left_out:
            yield Fact(
                code=row.key,
                title=row.title[:200],
                printed=row.value,
                value=Decimal(row.value),
                source=_source(draft, row),
                remark=row.remark,
            )


def _source(draft: ImportDraft, row: Row) -> str:
    place = f", line {row.line} of its text" if row.line and not row.is_by_hand else ""
    return f"{draft.about['source'][:250]}{place}"


def number_in(printed: str) -> Decimal | None:
    """The number that is printed; None where words say that there is none."""
    found = NUMBER.fullmatch(printed.strip())
    if found is None:
        return None
    return Decimal(found[1].replace(",", "")) * (1_000_000 if found[2] else 1)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _note(draft: ImportDraft, framework: Framework) -> str:
    """What the person wrote, and where the source contradicts itself."""
    said = str(draft.about["note"])
    if draft.kind == ImportDraft.Kind.RESULT:
        return said
    now = standing(framework, _rows(draft))
    if not now.is_whole or not now.overall or now.overall == now.reckoned.band:
        return said
    printed = framework.band(now.overall).title
    return f"{said} The source prints {printed} overall, which its ratings do not add up to.".strip()[:500]


def reasons_not_confirmed(draft: ImportDraft) -> list[str]:
    """What is left to do before a draft can be recorded; empty where nothing is."""
    waiting = [part.title for part in parts_of(draft) if part.code not in draft.confirmed]
    reasons = [f"Confirm first: {', '.join(waiting)}."] if waiting else []
    return reasons or _reasons_not_whole(draft)
