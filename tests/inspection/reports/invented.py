"""Invented reports from random data, clean or with one error planted; the same seed, the same report."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from textwrap import wrap
from typing import Any

from caseward.rules.framework import Framework, Question, RatedBy, Standard

PHRASES = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text("utf-8"))
SAID: dict[str, str] = PHRASES["said"]
PLACES = ("Northmoor", "Eskdale and Wyre", "Harrowgate Vale", "Saltmarsh", "Two Rivers", "Penfold")
STAFF = ("Rosalind Petherick", "Omar Haddad", "Gwen Lovelock", "Ivor Prendergast", "Dilys Cartmell")
CHANGED = ("Marcus", "Leanne", "Piotr", "Yasmin", "Callum", "Stacey")
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
KINDS = (
    "number", "band_word", "significance", "direction", "disagreement", "repeated_table", "count",
    "implausible", "real_name", "wrong_kind",
)  # fmt: skip


@dataclass
class Report:
    """One invented report: its paragraphs, its data, and the mark of the planted error."""

    random: Random
    framework: Framework
    planted: str
    provider: str
    percents: dict[str, int]
    previous: dict[str, int]
    samples: dict[str, int]
    paragraphs: list[str] = field(default_factory=list)
    new_groups: int = 0
    mark: str = ""
    """The text of the sentence in which the error stands; empty in a clean report."""

    def add(self, text: str) -> None:
        """A paragraph, wrapped as a page would."""
        self.paragraphs.append("\n".join(wrap(text, 84)))

    @property
    def text(self) -> str:
        """The whole report."""
        return "\n\n".join(self.paragraphs) + "\n"

    @property
    def data(self) -> dict[str, Any]:
        """What `import-report` would print of it."""
        questions = {row.code: row for row in self.framework.questions()}
        return {
            "provider": self.provider,
            "framework": self.framework.code,
            "percent": {code: value for code, value in self.percents.items() if code[-2:-1] == "."},
            "prompts": {code: value for code, value in self.percents.items() if code[-2:-1] != "."},
            "facts": {
                f"{code}.previous": {
                    "title": questions[code].text,
                    "value": value,
                    "printed": f"{value}%",
                    "period": "previous",
                    "line": 1,
                }
                for code, value in self.previous.items()
            },
            "sample": self.samples,
            "recommendations": [{"number": str(place)} for place in range(1, 6)],
            "people": list(STAFF),
            "sources": {},
        }


def invented(seed: int, framework: Framework, planted: str = "") -> Report:
    """A report on an invented provider, with an error of the kind `planted`, or clean."""
    random = Random(f"{seed} {framework.code} {planted}")
    codes = [question.code for standard in _counted(framework) for question in _questions(standard)]
    report = Report(
        random=random,
        framework=framework,
        planted=planted,
        provider=random.choice(PLACES),
        percents={code: random.randrange(22, 98) for code in codes},
        previous={code: random.randrange(22, 98) for code in codes},
        samples={
            "case-supervision": random.randrange(80, 150), "unpaid-work": random.randrange(20, 90),
            "through-the-gate": random.randrange(9, 60), "harm": random.randrange(50, 80),
            "interviews.officers": random.randrange(40, 110), "meetings": random.randrange(20, 50),
        },
    )  # fmt: skip
    for write in (_foreword, _summary, _recommendations, _background, _chapters, _methodology):
        write(report)
    return report


def _counted(framework: Framework) -> list[Standard]:
    return [row for row in framework.standards if row.rated_by is not RatedBy.JUDGEMENT]


def _questions(standard: Standard) -> list[Question]:
    return [row for key in standard.key_questions if key.scored for row in (key, *key.prompts)]


def _plant(report: Report, kind: str, right: str, wrong: str) -> str:
    """The right sentence, or once, where this kind of error is wanted, the wrong one."""
    if report.planted != kind or report.mark:
        return right
    report.mark = wrong
    return wrong


def _filler(report: Report, sentences: int) -> str:
    return " ".join(report.random.sample(PHRASES["filler"]["sentences"], sentences))


def _foreword(report: Report) -> None:
    report.paragraphs.append(" Foreword")
    report.add(f"This is our second inspection of {report.provider} CRC. {_filler(report, 3)}")


def _summary(report: Report) -> None:
    report.paragraphs.append(" Executive summary")
    samples = report.samples
    part = report.random.randrange(20, samples["case-supervision"] - 10)
    rest = samples["case-supervision"] - part
    right = f"We inspected {part} community sentence cases and {rest} post-release supervision cases."
    wrong = f"We inspected {part} community sentence cases and {rest + 4} post-release supervision cases."
    is_case = report.random.random() < 0.5
    report.paragraphs.append("2. Case supervision")
    report.add(_plant(report, "count", right, wrong) if is_case else right)
    new = report.random.randrange(3, 8)
    report.add(
        f"{_filler(report, 2)} In the past 12 months, {WORDS[new]} new groups for young adults were started."
    )
    report.new_groups = new


def _recommendations(report: Report) -> None:
    report.paragraphs.append(" Recommendations")
    right = "As a result of our findings we have made five recommendations that would improve the work."
    report.add(
        _plant(report, "count", right, right.replace("five", report.random.choice(["four", "six", "seven"])))
    )
    report.add(f"{report.provider} CRC should:")
    items = ("bring reviews up to date", "record absences the same day", "train every new officer",
             "meet the courts each quarter", "stand down fewer groups")  # fmt: skip
    for number, item in enumerate(items, 1):
        report.add(f"{number}. {item}")


def _background(report: Report) -> None:
    report.paragraphs.append(" Background")
    random = report.random
    before, after = random.randrange(50, 60), random.randrange(35, 49)
    right = f"The average caseload has fallen from {before} to {after} in a year."
    vacant = f"The number of vacant posts has fallen from {after} to {before} in a year."
    wrong = random.choice([right.replace("fallen", "risen"), vacant])
    textual = random.random() < 0.4
    report.add(f"{_filler(report, 2)} {_plant(report, 'direction', right, wrong) if textual else right}")
    money = f"£{random.randrange(8, 60)}.{random.randrange(1, 9)}m"
    turnover = f"Annual turnover in the year to March was {money}."
    millions = f"£{random.randrange(9, 60)},{random.randrange(100, 999)}m"
    share = f"The proportion of orders completed was {random.randrange(104, 180)} per cent."
    wrong = random.choice([turnover.replace(money, millions), share])
    report.add(f"{_plant(report, 'implausible', turnover, wrong)} {_filler(report, 1)}")


def _chapters(report: Report) -> None:
    report.paragraphs.append(" 2. Case supervision")
    report.add(_filler(report, 3))
    again = report.new_groups
    right = f"During the last twelve months, {again} new groups for young adults were started."
    wrong = right.replace(f", {again} ", f", {again + report.random.choice([-1, 1, 2])} ")
    standards = _counted(report.framework)
    for standard in standards:
        _chapter(report, standard)
        if standard.code == standards[0].code:
            report.add(f"{_plant(report, 'disagreement', right, wrong)} {_filler(report, 1)}")
            _example(report)


def _chapter(report: Report, standard: Standard) -> None:
    report.paragraphs.append(f" {standard.code}. {standard.title}")
    codes = [question.code for question in _questions(standard) if question.code in SAID]
    report.random.shuffle(codes)
    kind = "division" if report.random.random() < 0.5 else "probation delivery unit"
    right = "The CRC has done much since we were last here."
    report.add(f"{_plant(report, 'wrong_kind', right, right.replace('CRC', kind))} {_filler(report, 2)}")
    while codes:
        some, codes = codes[:2], codes[2:]
        report.add(" ".join([_claim(report, code) for code in some] + [_filler(report, 1)]))
    _changes(report, standard)
    _table(report, standard)


def _claim(report: Report, code: str) -> str:
    value = report.percents[code]
    templates = [_with_number, _with_word, _with_both]
    write: Callable[[Report, str, int], tuple[str, str, str]] = report.random.choice(templates)
    right, wrong, kind = write(report, SAID[code], value)
    is_here = report.random.random() < 0.12
    return _plant(report, kind, right, wrong) if is_here else right


def _with_number(report: Report, said: str, value: int) -> tuple[str, str, str]:
    form = report.random.choice([
        "In {n} per cent of cases, {said}.", "We found that {said} in {n} per cent of the inspected cases.",
        "Inspectors judged that, in {n} per cent of cases, {said}.", "{Said} in {n}% of cases.",
    ])  # fmt: skip
    wrong = report.random.choice(
        [other for other in range(5, 99) if abs(other - value) > 2 and other + value != 100]
    )
    return _form(form, said, n=value), _form(form, said, n=wrong), "number"


def _with_word(report: Report, said: str, value: int) -> tuple[str, str, str]:
    form = report.random.choice(["In {w} of cases, {said}.", "We saw that {said} in {w} of cases.",
                                 "{Said} in {w} of the cases that we inspected."])  # fmt: skip
    return _worded(report, form, said, value)


def _with_both(report: Report, said: str, value: int) -> tuple[str, str, str]:
    form = report.random.choice(
        ["In {w} of cases (%d per cent), {said}.", "{Said} in {w} of cases (%d per cent)."]
    )
    return _worded(report, form % value, said, value)


def _worded(report: Report, form: str, said: str, value: int) -> tuple[str, str, str]:
    words = {"a large majority": (80, 100), "a reasonable majority": (65, 79), "a minority": (0, 49)}
    earned = next((word for word, (low, high) in words.items() if low <= value <= high), "at least half")
    wrong = report.random.choice([word for word in words if word != earned])
    return _form(form, said, w=earned), _form(form, said, w=wrong), "band_word"


def _form(form: str, said: str, **values: object) -> str:
    return form.format(said=said, Said=said[0].upper() + said[1:], **values)


def _changes(report: Report, standard: Standard) -> None:
    """A true sentence on the way that the first key question went, and one on a change that nobody tested."""
    asked = [row for row in standard.key_questions if row.scored and row.code in SAID]
    if not asked:
        return
    code = report.random.choice(asked).code
    subject = PHRASES["subjects"][code]
    now, then = report.percents[code], report.previous[code]
    if now == then:
        return
    better, worse = "has improved", "has deteriorated"
    went, not_went = (better, worse) if now > then else (worse, better)
    form = "{subject} {went} since our previous inspection."
    right = form.format(subject=subject, went=went)
    wrong = form.format(subject=subject, went=not_went)
    if report.random.random() < 0.3:
        report.add(_plant(report, "direction", right, wrong))
        adverb = right.replace(went, f"{went} significantly")
        report.add(_plant(report, "significance", _filler(report, 1), adverb))


def _table(report: Report, standard: Standard) -> None:
    rows = []
    for question in _questions(standard):
        cells = f"{report.previous[question.code]}% {report.percents[question.code]}%"
        rows.append(["\n".join(wrap(question.text, 56)), cells])
    for row in rows:
        report.paragraphs += row
    if report.planted == "repeated_table" and not report.mark and report.random.random() < 0.3:
        start = report.random.randrange(0, max(1, len(rows) - 3))
        block = rows[start : start + report.random.randrange(2, 5)]
        report.mark = " ".join(block[0][0].split())
        for row in block:
            report.paragraphs += row


def _example(report: Report) -> None:
    report.add("The names of people in this report have been changed; names are changed throughout.")
    name = report.random.choice(CHANGED)
    wrong = report.random.choice(
        [report.random.choice(STAFF), report.random.choice(STAFF).split()[0], f"{name} Hartley"]
    )
    right = f"{name} was seen each week and finished the course."
    report.paragraphs.append("Good practice example")
    report.add(_plant(report, "real_name", right, right.replace(name, wrong)))


def _methodology(report: Report) -> None:
    report.paragraphs.append(" Annex 1: Methodology")
    samples = report.samples
    cases = f"We examined {samples['case-supervision']} cases from every office."
    report.add(f"{cases} The level of confidence is 80 per cent.")
    unpaid = f"We examined {samples['unpaid-work']} cases with unpaid work requirements."
    report.add(f"{unpaid} We conducted {samples['meetings']} meetings.")
