"""Reads a framework's folder: every fault at once, or the frozen Framework."""

from pathlib import Path

from caseward.rules.columns import load_columns
from caseward.rules.framework import (
    AnswerType,
    Band,
    BandOrder,
    Base,
    BaseRule,
    Characteristic,
    Comparison,
    Discretion,
    Example,
    Framework,
    Kind,
    Link,
    Moderation,
    Question,
    RatedBy,
    Sample,
    ScoreBand,
    Standard,
    Window,
)
from caseward.rules.framework_checks import disagreements
from caseward.rules.framework_evidence_files import evidence_of, report_of
from caseward.rules.framework_folder import Folder, Row, Table, framework_digest, read_folder
from caseward.rules.framework_parts import Option, Provenance, origin
from caseward.rules.readiness.classing import classings_of
from caseward.rules.sources import in_words


class FrameworkFaults(Exception):
    """A folder that is not a framework; `faults` has one line for each, with folder, file and key."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def load(folder: Path) -> Framework:
    """The framework in a folder of TOML files.

    In: the folder, named by the framework's code. Out: the whole framework, frozen.
    Raises FrameworkFaults with every fault of every file at once.
    """
    read = read_folder(folder)
    faults = [*read.faults, *(disagreements(read, load_columns()) if read.readable else ())]
    if faults:
        raise FrameworkFaults([f"{folder.name}/{fault}" for fault in faults])
    return _framework(read)


def _framework(folder: Folder) -> Framework:
    table = folder.framework.table
    rules = {Base(row["base"]): _base_rule(row) for row in table.get("bases", ())}
    standards = tuple(_standard(row, rules) for row in folder.standards)
    samples = tuple(_sample(row, folder.samples, rules) for row in folder.samples.table.get("samples", ()))
    return Framework(
        code=table["code"],
        title=table["title"],
        in_force_from=table["in_force_from"].isoformat(),
        in_force_provenance=_origin_of("in_force", table) or origin(table),
        provider_kind=table["provider_kind"],
        offered=table["offered"],
        provenance=origin(table),
        band_order=BandOrder(table["rounding"]["order"]),
        band_order_provenance=origin(table["rounding"]),
        bands=tuple(Band(**row) for row in table["scale"]["bands"]),
        bands_provenance=origin(table["scale"]),
        score_bands=tuple(ScoreBand(**row) for row in table["score"]["bands"]),
        score_bands_provenance=origin(table["score"]),
        standards=standards,
        samples=samples,
        discretion=_discretion(table["discretion"]) if "discretion" in table else None,
        moderation=tuple(_moderation(row) for row in table.get("moderation", ())),
        comparison=Comparison(table["comparison"]["significance_per_mille"], origin(table["comparison"])),
        domains=tuple(Option(row["code"], row["title"]) for row in table["domains"]),
        digest=framework_digest(folder.path),
        follows=table.get("follows"),
        bases=tuple(rules.values()),
        links=tuple(link for row in folder.links.table.get("links", ()) for link in _links(row)),
        examples=tuple(_example(row) for row in folder.examples.table.get("examples", ())),
        evidence=evidence_of(folder.survey.table, folder.evidence.table),
        report=report_of(folder.report.table),
        classings=classings_of(folder.readiness.table),
        _questions=_by_code(standards, samples),
    )


def _origin_of(key: str, row: Table) -> Provenance | None:
    """The origin that one key of a table has to itself, where that is less certain than the rest."""
    if f"{key}_source" not in row:
        return None
    return Provenance(in_words(row[f"{key}_source"]), inferred=f"{key}_confidence" in row)


def _base_rule(row: Table) -> BaseRule:
    return BaseRule(Base(row["base"]), row["title"], row["text"], origin(row))


def _discretion(row: Table) -> Discretion:
    return Discretion(
        row["within_points"], row["inclusive"], row["one_case"], row["bands"], provenance=origin(row)
    )


def _moderation(row: Table) -> Moderation:
    return Moderation(row["standard"], row["question"], row["bands"], provenance=origin(row))


def _links(row: Table) -> list[Link]:
    return [
        Link(row["framework"], code, row["comparable"], row["reason"], origin(row)) for code in row["codes"]
    ]


def _example(row: Table) -> Example:
    return Example(
        title=row["title"],
        answers=row.get("answers", {}),
        judgements=row.get("judgements", {}),
        expect=row["expect"],
        points=row["points"],
        out_of=row["out_of"],
        rating=row["rating"],
        provenance=origin(row),
    )


def _standard(row: Row, rules: dict[Base, BaseRule]) -> Standard:
    table = row.table
    its_origin = origin(table)
    rated_by = RatedBy(table["rated_by"])
    return Standard(
        code=table["code"],
        domain=table["domain"],
        title=table["title"],
        statement=table["statement"],
        rated_by=rated_by,
        provenance=its_origin,
        counts=table.get("counts", True),
        sample=table.get("sample"),
        key_questions=tuple(
            _key_question(question, its_origin, rated_by, rules)
            for question in table.get("key_questions", ())
        ),
        characteristics=_characteristics(table.get("characteristics", {}), its_origin),
    )


def _characteristics(row: Table, inherited: Provenance) -> tuple[Characteristic, ...]:
    its_origin = origin(row, inherited)
    return tuple(Characteristic(band, text, its_origin) for band, text in row.get("bands", {}).items())


def _key_question(
    row: Table, inherited: Provenance, rated_by: RatedBy, rules: dict[Base, BaseRule]
) -> Question:
    defaults = {"base": Base.ALL, "scored": rated_by is not RatedBy.JUDGEMENT, **row}
    its_origin = origin(row, inherited)
    under = [(Kind.PROMPT, prompt) for prompt in row.get("prompts", ())]
    under += [(Kind.SUPPLEMENTARY, question) for question in row.get("supplementary", ())]
    prompts = tuple(_question(_with_base_of(row, below), kind, its_origin, rules) for kind, below in under)
    return _question(defaults, Kind.KEY_QUESTION, its_origin, rules, prompts)


def _with_base_of(key_question: Table, below: Table) -> Table:
    if "base" in below:
        return below
    keys = ("base", "base_source", "base_confidence")
    return {**{key: key_question[key] for key in keys if key in key_question}, **below}


def _question(
    row: Table,
    kind: Kind,
    inherited: Provenance,
    rules: dict[Base, BaseRule],
    prompts: tuple[Question, ...] = (),
) -> Question:
    base = Base(row.get("base", Base.ALL))
    return Question(
        code=row["code"],
        kind=kind,
        text=row["text"],
        answer=AnswerType(row.get("answer", AnswerType.YES_NO)),
        base=base,
        provenance=origin(row, inherited),
        guidance=row.get("guidance", ""),
        options=tuple(Option(**option) for option in row.get("options", ())),
        scored=row.get("scored", False),
        not_applicable=row.get("not_applicable", base is Base.RELEVANT),
        decides=Base(row["decides"]) if "decides" in row else None,
        in_base=tuple(row.get("in_base", ())),
        prompts=prompts,
        base_provenance=_origin_of("base", row) or (rules[base].provenance if base in rules else None),
    )


def _sample(row: Table, file: Row, rules: dict[Base, BaseRule]) -> Sample:
    eligibility = row["eligibility"]
    windows = tuple(_window(window) for window in eligibility["windows"])
    asked = [question for question in file.table.get("information", ()) if row["code"] in question["samples"]]
    return Sample(
        code=row["code"],
        title=row["title"],
        description=row["description"],
        strata=tuple(row["strata"]),
        required_columns=tuple(row["required_columns"]),
        provenance=origin(row),
        confidence=row.get("confidence_percent"),
        margin=row.get("margin_points"),
        information=tuple(
            _question(question, Kind.INFORMATION, origin(file.table), rules) for question in asked
        ),
        windows=windows,
        windows_provenance=origin(eligibility, origin(row)),
    )


def _window(row: Table) -> Window:
    return Window(
        column=row["column"],
        from_days=row.get("from_days"),
        until_days=row.get("until_days"),
        only_where=row.get("only_where", ""),
        only_for=tuple(row.get("only_for", ())),
    )


def _by_code(standards: tuple[Standard, ...], samples: tuple[Sample, ...]) -> dict[str, Question]:
    asked = [question for standard in standards for question in standard.key_questions]
    asked = [each for question in asked for each in (question, *question.prompts)]
    asked += [question for sample in samples for question in sample.information]
    return {question.code: question for question in asked}
