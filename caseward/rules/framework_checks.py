"""What must agree between the tables and files of a framework, beyond the shape of each.

Every check takes what was read and yields faults; it may meet tables with keys missing, whose
absence is already a fault of shape, and then says nothing about them.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Any

from caseward.rules.columns import Column
from caseward.rules.framework import AnswerType, Base, Kind, RatedBy
from caseward.rules.framework_evidence_checks import evidence_disagreements
from caseward.rules.framework_folder import Folder, QuestionRow, Row, codes_of, is_judged, used_before
from caseward.rules.framework_names import unknown_names
from caseward.rules.readiness.checks import BY_CODE

WITH_OPTIONS = {AnswerType.CLASSIFICATION, AnswerType.FREQUENCY}
DECIDED_BASES = {Base.HARM, Base.POST_CUSTODY}


def disagreements(folder: Folder, columns: Collection[Column]) -> list[str]:
    """Every fault of meaning in a folder, as sentences that name file and key. Raises nothing."""
    faults = [fault for check in CHECKS for fault in check(folder)]
    return [*faults, *unknown_names(folder, columns), *evidence_disagreements(folder, columns)]


# ── codes ──────────────────────────────────────────────────────────────────────────────────────────


def _the_code_is_the_folders_name(folder: Folder) -> Iterator[str]:
    code = folder.framework.table.get("code", folder.path.name)
    if code != folder.path.name:
        yield f"{folder.framework.place}code: {code} is not the folder's name, {folder.path.name}"


def _codes_are_unique(folder: Folder) -> Iterator[str]:
    together = (
        folder.framework.rows("domains"),
        folder.framework.inner("scale").rows("bands"),
        folder.framework.inner("score").rows("bands"),
        folder.samples.rows("samples"),
        [*folder.standards, *(asked.row for asked in folder.questions())],
    )
    for rows in together:
        yield from used_before(rows, "code")
    yield from used_before(folder.framework.rows("bases"), "base")


def _a_code_begins_with_the_code_above_it(folder: Folder) -> Iterator[str]:
    for asked in folder.questions():
        code, above = asked.row.table.get("code", ""), asked.under.table.get("code", "")
        start = {Kind.KEY_QUESTION: f"{above}.", Kind.INFORMATION: "info."}.get(asked.kind, above)
        if code and not code.startswith(start):
            yield f"{asked.row.place}code: must begin with {start}"


# ── the scale and the score ────────────────────────────────────────────────────────────────────────


def _falls(values: list[int]) -> bool:
    return all(before > after for before, after in pairwise(values))


def _column_of(rows: Iterable[Row], key: str) -> list[Any]:
    return [row.table[key] for row in rows if key in row.table]


def _bands_run_from_best_to_worst(folder: Folder) -> Iterator[str]:
    place = f"{folder.framework.place}scale.bands"
    scale = folder.framework.inner("scale")
    for key in ("from_percent", "points"):
        values = _column_of(scale.rows("bands"), key)
        if not _falls(values):
            yield f"{place}: {key} must fall from each band to the next"
        if values and values[-1] != 0:
            yield f"{place}: the last band's {key} must be 0"


def _score_bands_cover_every_total(folder: Folder) -> Iterator[str]:
    place = f"{folder.framework.place}score.bands"
    rows = list(folder.framework.inner("score").rows("bands"))
    limits = _column_of(rows, "up_to")
    if not _falls(limits[::-1]):
        yield f"{place}: up_to must rise from each band to the next"
    scale = folder.framework.inner("scale")
    counted = sum(standard.table.get("counts", True) for standard in folder.standards)
    most = counted * max(_column_of(scale.rows("bands"), "points"), default=0)
    if limits and limits[-1] != most:
        yield f"{place}: the last up_to must be {most}, the most that {counted} counted standards can have"
    unnamed = set(codes_of(scale.rows("bands"))) - set(codes_of(rows))
    yield from (f"{place}: {code} is missing" for code in sorted(unnamed))


# ── where values come from ─────────────────────────────────────────────────────────────────────────


def _every_table(row: Row) -> Iterator[Row]:
    yield row
    for key, value in row.table.items():
        if isinstance(value, dict):
            yield from _every_table(row.inner(key))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for inner in row.rows(key):
                yield from _every_table(inner)


def _what_is_inferred_has_a_source_of_its_own(folder: Folder) -> Iterator[str]:
    files = (
        *(folder.framework, folder.samples, folder.links, folder.examples),
        *(folder.survey, folder.evidence, folder.report, folder.readiness, *folder.standards),
    )
    for row in (each for file in files for each in _every_table(file)):
        for confidence, needed in (
            ("confidence", "source"),
            ("base_confidence", "base_source"),
            ("base_source", "base"),
            ("in_force_confidence", "in_force_source"),
        ):
            if confidence in row.table and needed not in row.table:
                yield f"{row.place}{confidence}: needs {needed} beside it"


# ── questions ──────────────────────────────────────────────────────────────────────────────────────


def _options_go_with_the_answer_type(folder: Folder) -> Iterator[str]:
    for row in (asked.row for asked in folder.questions()):
        answer = row.table.get("answer", AnswerType.YES_NO)
        if answer in WITH_OPTIONS and "options" not in row.table:
            yield f"{row.place}options: missing, for the answer is a {answer}"
        if answer not in WITH_OPTIONS and "options" in row.table:
            yield f"{row.place}options: not for the answer {answer}"


def _a_deciding_question_says_which_answers_decide(folder: Folder) -> Iterator[str]:
    for row in folder.samples.rows("information"):
        base = row.table.get("decides")
        if (base is None) != ("in_base" not in row.table):
            yield f"{row.place}decides: must stand together with in_base"
        if base is not None and base not in DECIDED_BASES:
            yield f"{row.place}decides: no answer can decide the base {base}"


def _bases_used(folder: Folder, standard: Row) -> Iterator[tuple[QuestionRow, str]]:
    for asked in folder.asked_in(standard):
        if "base" in asked.row.table:
            yield asked, asked.row.table["base"]


def _bases_are_described_and_decided(folder: Folder) -> Iterator[str]:
    described = {row.get("base") for row in folder.framework.table.get("bases", ())}
    for standard in folder.standards:
        decided = Counter(
            row.table.get("decides")
            for row in folder.samples.rows("information")
            if standard.table.get("sample") in row.table.get("samples", ())
        )
        for asked, base in _bases_used(folder, standard):
            if base not in described:
                yield f"{asked.row.place}base: framework.toml does not describe the base {base}"
            if base in DECIDED_BASES and decided[base] != 1:
                yield f"{asked.row.place}base: one information question of its sample must decide {base}"


# ── standards and samples ──────────────────────────────────────────────────────────────────────────


def _standards_can_be_rated(folder: Folder) -> Iterator[str]:
    for standard in folder.standards:
        judged = is_judged(standard)
        for question in standard.rows("key_questions"):
            if judged and question.table.get("scored"):
                yield f"{question.place}scored: the standard is judged, not counted"
            if not judged and "base" not in question.table:
                yield f"{question.place}base: missing, for the standard is counted"
        if folder.framework.table.get("offered") and not judged:
            yield from _what_a_counted_standard_lacks(standard)


def _what_a_counted_standard_lacks(standard: Row) -> Iterator[str]:
    if "sample" not in standard.table:
        yield f"{standard.place}sample: missing, for its cases are counted"
    if not any(question.table.get("scored", True) for question in standard.rows("key_questions")):
        yield f"{standard.place}key_questions: none is scored, so the standard can have no rating"


def _moderated_standards_have_their_rule(folder: Folder) -> Iterator[str]:
    ruled = {row.get("standard") for row in folder.framework.table.get("moderation", ())}
    for standard in folder.standards:
        moderated = standard.table.get("rated_by") == RatedBy.WEAKEST_KEY_QUESTION_MODERATED
        if moderated != (standard.table.get("code") in ruled):
            word = RatedBy.WEAKEST_KEY_QUESTION_MODERATED
            yield f"{standard.place}rated_by: must be {word} where framework.toml moderates it, only there"


def _samples_have_a_size_and_windows(folder: Folder) -> Iterator[str]:
    for sample in folder.samples.rows("samples"):
        if ("confidence_percent" in sample.table) != ("margin_points" in sample.table):
            yield f"{sample.place}confidence_percent: must stand together with margin_points"
        for window in sample.inner("eligibility").rows("windows"):
            if ("only_where" in window.table) != ("only_for" in window.table):
                yield f"{window.place}only_where: must stand together with only_for"
            until = window.table.get("until_days", 0)
            if window.table.get("from_days", until) < until:
                yield f"{window.place}from_days: the oldest date cannot be after the newest, until_days"


# ── what records can say ───────────────────────────────────────────────────────────────────────────


def _every_prompt_is_classed_once(folder: Folder) -> Iterator[str]:
    rows = list(folder.readiness.rows("prompts"))
    if not rows:
        return
    yield from used_before(rows, "code")
    under = (Kind.PROMPT, Kind.SUPPLEMENTARY)
    prompts = set(codes_of(asked.row for asked in folder.questions() if asked.kind in under))
    classed = set(codes_of(rows))
    yield from (f"{folder.readiness.place}prompts: {code} is missing" for code in sorted(prompts - classed))
    yield from (f"{folder.readiness.place}prompts: {code} is no prompt" for code in sorted(classed - prompts))


def _every_check_exists(folder: Folder) -> Iterator[str]:
    for row in folder.readiness.rows("prompts"):
        check = row.table.get("check", "")
        if check and check not in BY_CODE:
            yield f"{row.place}check: there is no check {check}"


CHECKS = (
    _every_prompt_is_classed_once,
    _every_check_exists,
    _the_code_is_the_folders_name,
    _codes_are_unique,
    _a_code_begins_with_the_code_above_it,
    _bands_run_from_best_to_worst,
    _score_bands_cover_every_total,
    _what_is_inferred_has_a_source_of_its_own,
    _options_go_with_the_answer_type,
    _a_deciding_question_says_which_answers_decide,
    _bases_are_described_and_decided,
    _standards_can_be_rated,
    _moderated_standards_have_their_rule,
    _samples_have_a_size_and_windows,
)
