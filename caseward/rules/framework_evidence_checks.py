"""What must agree in survey.toml, evidence.toml and report.toml, among themselves and with the standards.

Like `framework_checks`, it may meet tables with keys missing, and then says nothing about them.
"""

from collections.abc import Collection, Iterable, Iterator

from caseward.rules.columns import Column
from caseward.rules.framework_folder import Folder, Row, codes_of, used_before
from caseward.rules.framework_names import Name, answers_of, undefined, used


def evidence_disagreements(folder: Folder, columns: Collection[Column]) -> list[str]:
    """Every fault of meaning in the three files, as sentences that name file and key. Raises nothing."""
    faults = [fault for check in CHECKS for fault in check(folder)]
    return faults + undefined([*_names_of_evidence(folder, columns), *_names_of_the_report(folder)])


def _figures_and_items(folder: Folder) -> list[Row]:
    return [
        *folder.survey.rows("items"),
        *folder.evidence.rows("figures"),
        *folder.evidence.rows("findings"),
    ]


def _codes_are_unique(folder: Folder) -> Iterator[str]:
    together: tuple[Iterable[Row], ...] = (
        folder.survey.rows("scales"),
        _figures_and_items(folder),
        folder.evidence.rows("documents"),
        folder.evidence.rows("presentation"),
        folder.evidence.rows("figure_groups"),
        folder.report.rows("sections"),
    )
    for rows in together:
        yield from used_before(rows, "code")


def _ranges_are_not_empty(folder: Folder) -> Iterator[str]:
    for figure in folder.evidence.rows("figures"):
        if figure.table.get("most", 0) < figure.table.get("least", 0) and "most" in figure.table:
            yield f"{figure.place}least: cannot be above most"


def _chapters_and_only_they_are_about_a_standard(folder: Folder) -> Iterator[str]:
    for section in folder.report.rows("sections"):
        if (section.table.get("kind") == "chapter") != ("standard" in section.table):
            yield f"{section.place}standard: must stand in a chapter, only there"
    yield from used_before(folder.report.rows("sections"), "standard")


def _every_standard_has_its_chapter(folder: Folder) -> Iterator[str]:
    chapters = {section.table.get("standard") for section in folder.report.rows("sections")}
    if chapters:
        for code in codes_of(folder.standards):
            if code not in chapters:
                yield f"{folder.report.place}sections: the standard {code} has no chapter"


def _drawn_sections_draw_something(folder: Folder) -> Iterator[str]:
    for section in folder.report.rows("sections"):
        if section.table.get("kind") == "tables" and not section.table.get("draws"):
            yield f"{section.place}draws: missing, for nobody writes the section"


def _no_word_is_both_own_and_foreign(folder: Folder) -> Iterator[str]:
    words = folder.report.inner("words")
    own = {word.casefold() for word in words.table.get("own", ())}
    for word in words.table.get("foreign", ()):
        if word.casefold() in own:
            yield f"{words.place}foreign: {word} is among the framework's own words"


CHECKS = (
    _codes_are_unique,
    _ranges_are_not_empty,
    _chapters_and_only_they_are_about_a_standard,
    _every_standard_has_its_chapter,
    _drawn_sections_draw_something,
    _no_word_is_both_own_and_foreign,
)


def _names_of_evidence(folder: Folder, columns: Collection[Column]) -> Iterator[Name]:
    asked = [question for standard in folder.standards for question in standard.rows("key_questions")]
    key_questions, standards = codes_of(asked), codes_of(folder.standards)
    scales = codes_of(folder.survey.rows("scales"))
    groups = codes_of(folder.evidence.rows("figure_groups"))
    for scale in folder.survey.rows("scales"):
        yield from used(scale, "counts_as_yes", "option", answers_of(scale))
    for row in (*_figures_and_items(folder), *folder.evidence.rows("documents")):
        yield from used(row, "key_questions", "key question", key_questions)
        yield from used(row, "scale", "scale", scales)
        yield from used(row, "group", "figure group", groups)
    for row in folder.evidence.rows("case_figures"):
        yield from used(row, "key_question", "key question", key_questions)
        yield from used(row, "codes", "question", _codes_of_questions(folder))
    for row in (*folder.evidence.rows("presentation"), *folder.evidence.rows("figure_groups")):
        yield from used(row, "standard", "standard", standards)
    yield from _names_of_pairs(folder)
    yield from _names_of_findings(folder, columns)


def _codes_of_questions(folder: Folder) -> list[str]:
    asked = [question for standard in folder.standards for question in standard.rows("key_questions")]
    prompts = [prompt for question in asked for prompt in question.rows("prompts")]
    return codes_of([*asked, *prompts])


def _names_of_pairs(folder: Folder) -> Iterator[Name]:
    codes = codes_of(folder.evidence.rows("figures"))
    for figure in folder.evidence.rows("figures"):
        others = [code for code in codes if code != figure.table.get("code")]
        yield from used(figure, "pair", "other figure", others)


def _names_of_findings(folder: Folder, columns: Collection[Column]) -> Iterator[Name]:
    answers = _answers_by_code(folder)
    grades = [value.value for column in columns if column.code == "officer_grade" for value in column.values]
    for finding in folder.evidence.rows("findings"):
        yield from used(finding, "counted_from", "survey item or information question", answers)
        if finding.table.get("counted_from") in answers:
            yield from used(finding, "answers", "answer", answers[finding.table["counted_from"]])
        yield from used(finding, "only_for", "officer grade", grades)


def _answers_by_code(folder: Folder) -> dict[str, Collection[str]]:
    scales = {row.table.get("code"): answers_of(row) for row in folder.survey.rows("scales")}
    items = folder.survey.rows("items")
    answers = {row.table.get("code", ""): scales.get(row.table.get("scale"), []) for row in items}
    information = folder.samples.rows("information")
    return {**answers, **{row.table.get("code", ""): answers_of(row) for row in information}}


def _names_of_the_report(folder: Folder) -> Iterator[Name]:
    for section in folder.report.rows("sections"):
        yield from used(section, "standard", "standard", codes_of(folder.standards))
