"""Invented reports: random figures of a shipped framework, printed in the layouts that reports come in."""

import random
import textwrap
from dataclasses import dataclass, field

from caseward.inspection.standards.readers import framework
from caseward.rules.figures import Percent, scored_questions
from caseward.rules.framework import Framework, RatedBy, Standard
from caseward.rules.rating import rate

PLACES = ("Northmoor", "East Fenland and Holme", "Saltmarsh", "Upper Wend", "Karrow, Tilling and Wexcombe")
KINDS = {
    "community rehabilitation company": "Community Rehabilitation Company",
    "probation delivery unit": "PDU",
    "youth offending service": "Youth Offending Service",
}
# Reports word the questions otherwise than our data, so the words of the data are changed in printing.
SYNONYMS = (
    ("Is enough done in", "Is sufficient work done in"),
    ("the person", "the service user"),
    ("enough", "sufficiently"),
    ("look closely", "focus closely"),
    ("keeping other people safe", "keeping others safe"),
)
LETTERED = (
    "Does {title} sufficiently analyse how to support desistance?",
    "Does {title} sufficiently analyse how to keep the child or person safe?",
    "Does {title} sufficiently analyse how to keep other people safe from harm that might otherwise be done?",
)
POSITIVE = (
    "Staff were mostly positive. In 83 per cent of cases the work began on time, and in 41% of them it "
    "was reviewed. Partners spoke well of the service, although 12 of the 19 whom we met asked for more."
)
CRITICAL = "We found that plans were made for most people, and that too few were carried out as intended."
PROSE = (POSITIVE, CRITICAL)


@dataclass
class Invented:
    """One report: its text and what is true of it."""

    framework: str
    provider: str
    ratings: dict[str, str]
    percent: dict[str, int]
    prompts: dict[str, int] = field(default_factory=dict)
    previous: dict[str, int] = field(default_factory=dict)
    score: int = 0
    text: str = ""
    hurt: set[str] = field(default_factory=set)
    """Codes whose printed figure or rating was damaged on purpose."""


@dataclass(frozen=True)
class Layout:
    """How a report is set."""

    grid: str = "line"
    """`line`, `below`, `wrapped`, `woven` or `columns`."""
    cells: str = "after"
    """`after` a question, `inside` its first line, `numbered`, or `columns`: all questions first."""
    columns: int = 1
    width: int = 42
    has_pages: bool = False
    has_notes: bool = False
    has_contents: bool = False
    has_annex: bool = False
    damage: float = 0.0


def layout(choice: random.Random, *, damage: float = 0.0) -> Layout:
    """A random layout; what cannot stand together does not."""
    cells = choice.choice(["after", "after", "inside", "numbered", "columns"])
    return Layout(
        grid=choice.choice(["line", "below", "wrapped", "woven", "columns"]),
        cells=cells,
        columns=1 if cells in {"columns", "numbered"} else choice.choice([1, 2, 3]),
        width=choice.choice([34, 42, 60]),
        has_pages=choice.random() < 0.5,
        has_notes=choice.random() < 0.5,
        has_contents=choice.random() < 0.3,
        has_annex=choice.random() < 0.5,
        damage=damage,
    )


def invented(seed: int, code: str, form: Layout) -> Invented:
    """A whole report of the framework of that code."""
    choice = random.Random(seed)
    chosen = framework(code)
    report = _figures(choice, chosen)
    parts = [
        _contents(chosen) if form.has_contents else "",
        _foreword(report, chosen),
        _grid(choice, report, chosen, form),
        *(_chapter(choice, report, chosen, standard, form) for standard in chosen.standards),
        _annex(choice, report, chosen, form) if form.has_annex else "",
        "Annex 9: Glossary\n\nDesistance is the end of offending.\n",
    ]
    joined = "\n\f".join(parts) if form.has_pages else "\n\n".join(parts)
    report.text = _paged(joined, report.provider) if form.has_pages else joined
    return report


def _figures(choice: random.Random, chosen: Framework) -> Invented:
    bands = [band.code for band in chosen.bands]
    judged = {one.code: choice.choice(bands) for one in chosen.standards if _is_judged(one)}
    percent: dict[str, int] = {}
    for standard in chosen.standards:
        if not _is_judged(standard):
            for question in _question_codes(standard):
                percent[question] = choice.randint(18, 97)
    known = {code: Percent(value) for code, value in percent.items() if _is_known(chosen, code)}
    rated = rate(chosen, known, judged)
    ratings: dict[str, str] = {}
    for standard in chosen.standards:
        band = rated.standards[standard.code].band or _lowest(chosen, standard, percent)
        ratings[standard.code] = band
    score = sum(chosen.band(ratings[one.code]).points for one in chosen.standards if one.counts)
    ratings["overall"] = next(band.code for band in chosen.score_bands if score <= band.up_to)
    provider = f"{choice.choice(PLACES)} {KINDS[chosen.provider_kind]}"
    report = Invented(chosen.code, provider, ratings, percent, score=score)
    report.previous = {code: choice.randint(18, 97) for code in percent}
    return report


def _is_judged(standard: Standard) -> bool:
    return standard.rated_by is RatedBy.JUDGEMENT


def _is_known(chosen: Framework, code: str) -> bool:
    return any(code == one.code for one in chosen.questions())


def _question_codes(standard: Standard) -> list[str]:
    known = [one.code for one in scored_questions(standard)]
    return known or [f"{standard.code}.{place}" for place in (1, 2, 3)]


def _lowest(chosen: Framework, standard: Standard, percent: dict[str, int]) -> str:
    least = min(percent[code] for code in _question_codes(standard))
    return next(band.code for band in chosen.bands if least >= band.from_percent)


def _contents(chosen: Framework) -> str:
    rows = [f"{one.code} {one.title} {'.' * 30} {10 + at}" for at, one in enumerate(chosen.standards)]
    return "Contents\n\n" + "\n".join(rows) + "\n"


def _foreword(report: Invented, chosen: Framework) -> str:
    title = chosen.band(report.ratings["overall"]).title
    return f"Foreword\n\n{PROSE[1]}\nOverall, {report.provider} is rated as: {title}. This rating follows.\n"


def _grid(choice: random.Random, report: Invented, chosen: Framework, form: Layout) -> str:
    overall = chosen.band(report.ratings["overall"]).title
    most = chosen.score_bands[-1].up_to
    head = f"Ratings\n\n{report.provider} Score {report.score}/{most}\n\nOverall rating {overall}\n\n"
    rows = []
    names, words = [], []
    for standard in chosen.standards:
        word = chosen.band(report.ratings[standard.code]).title
        if choice.random() < form.damage / 2:
            report.hurt.add(standard.code)
            word = ""
        names.append(f"{standard.code} {standard.title}")
        words.append(word)
        rows.append(_grid_row(standard, word, form.grid))
    if form.grid == "columns":
        return head + "\n".join(names) + "\n\n" + "\n".join(word for word in words if word) + "\n"
    return head + "\n\n".join(rows) + "\n"


def _grid_row(standard: Standard, word: str, grid: str) -> str:
    name = f"{standard.code} {standard.title}"
    parts = word.split()
    if grid == "below":
        return f"{name}\n{word}"
    if grid == "wrapped" and len(parts) == 2:
        return f"{name} {parts[0]}\n{parts[1]}"
    title = standard.title.split()
    if grid == "woven" and len(parts) == 2 and len(title) > 2:
        return f"{standard.code} {' '.join(title[:-1])} {parts[0]}\n{title[-1]} {parts[1]}"
    return f"{name} {word}"


def _chapter(
    choice: random.Random, report: Invented, chosen: Framework, standard: Standard, form: Layout
) -> str:
    word = "" if standard.code in report.hurt else chosen.band(report.ratings[standard.code]).title
    head = f"{standard.code}. {standard.title}\n\n{standard.statement}\n\n{word}\n\n"
    if _is_judged(standard):
        return head + textwrap.fill(choice.choice(PROSE), 78) + "\n"
    body = f"Our rating for {standard.title.lower()} is based on the following key questions:\n\n"
    body += _headings(form) + _table(choice, report, standard, form)
    return head + body + "\n" + textwrap.fill(choice.choice(PROSE), 78) + "\n"


def _headings(form: Layout) -> str:
    return {1: "% yes\n\n", 2: "Previous\ninspection\n\nCurrent\ninspection\n\n"}.get(
        form.columns, "Previous\ninspection\n\nCurrent\ninspection\n\nAll CRCs\n\n"
    )


def _table(choice: random.Random, report: Invented, standard: Standard, form: Layout) -> str:
    texts = _texts(standard)
    rows: list[tuple[str, str]] = []
    for code, text in texts:
        rows.append((text, _cells(choice, report, code, form) if code in report.percent else ""))
    if form.cells == "columns":
        asked = "\n\n".join(textwrap.fill(text, form.width) for text, _ in rows)
        return asked + "\n\n" + "\n".join(cells for _, cells in rows if cells) + "\n"
    numbers = [code for code, _ in texts]
    return "".join(
        _row(text, cells, form, number) for (text, cells), number in zip(rows, numbers, strict=True)
    )


def _row(text: str, cells: str, form: Layout, number: str) -> str:
    if form.cells == "numbered":
        text = f"{number}. {text}"
    note = "17" if form.has_notes else ""
    lines = textwrap.wrap(text + note, form.width)
    if form.cells in {"inside", "numbered"} and len(lines) > 1 and cells:
        lines[0] = f"{lines[0]} {cells}"
    elif cells:
        lines += ["", cells] if len(lines) > 1 else []
        if len(lines) == 1:
            lines[0] = f"{lines[0]} {cells}"
    return "\n".join(lines) + "\n\n"


def _cells(choice: random.Random, report: Invented, code: str, form: Layout) -> str:
    value = f"{report.percent[code]}%"
    if choice.random() < form.damage:
        report.hurt.add(code)
        value = choice.choice(["", f"{value[1:-1]} %", f"{value[0]}%", value[1:]])
    if form.columns == 1 or not value:
        return value
    noted = f"{value}8" if form.has_notes and choice.random() < 0.2 else value
    return f"{report.previous[code]}% {noted}" + (" 55%" if form.columns == 3 else "")


def _texts(standard: Standard) -> list[tuple[str, str]]:
    if standard.key_questions:
        return [(one.code, _reworded(one.text)) for one in standard.key_questions]
    title = standard.title.lower()
    return [(f"{standard.code}.{at}", text.format(title=title)) for at, text in enumerate(LETTERED, 1)]


def _reworded(text: str) -> str:
    for ours, printed in SYNONYMS:
        text = text.replace(ours, printed)
    return text


def _annex(choice: random.Random, report: Invented, chosen: Framework, form: Layout) -> str:
    """The annexe of prompts, each group under its key question."""
    parts = ["Annex 4: Inspection data\n\n" + _headings(Layout(columns=1))]
    for standard in chosen.standards:
        asked = [one for one in standard.key_questions if one.scored and one.prompts]
        if len(asked) < len(scored_questions(standard)) or not asked:
            continue
        parts.append(f"{standard.code}. {standard.title}\n\n")
        for question in asked:
            parts.append(textwrap.fill(_reworded(question.text), form.width) + "\n\n")
            for prompt in question.prompts:
                report.prompts[prompt.code] = choice.randint(18, 97)
                cells = f"{report.prompts[prompt.code]}%"
                parts.append(_row(_reworded(prompt.text), cells, Layout(width=form.width), prompt.code))
    return "".join(parts)


def _paged(text: str, provider: str) -> str:
    """Running heads with page numbers, as every page has them."""
    pages = text.split("\f")
    return "\f".join(
        f"{page}\nInspection of services: {provider}      {at}\n" for at, page in enumerate(pages, start=3)
    )
