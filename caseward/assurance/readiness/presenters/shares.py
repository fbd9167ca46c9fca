"""In how many cases a check finds what it looks for: by prompt, by place, over time. From counts alone."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, FloatField, Q, QuerySet, Sum
from django.db.models.functions import Cast
from django.urls import reverse
from markupsafe import Markup

from caseward.assurance.readiness.inputs.places import NO_TEAM, Where
from caseward.assurance.readiness.models import Tally, TallyQuerySet
from caseward.rules.framework import Framework, Question, Standard
from caseward.shared.charts import bars, trend
from caseward.shared.govuk.filters import per_cent, plural, thousands, written_date

from .passes import Passes
from .prompts import Prompt

Places = QuerySet[Tally, dict[str, Any]]
NOWHERE = "No team"
MOST_BARS = 12
LOWEST = 10
"""So many prompts stand first on the page of all of them."""


@dataclass(frozen=True)
class Share:
    """The cases in which a question arises, and those of them that show what is looked for."""

    shown: int = 0
    missing: int = 0

    @property
    def base(self) -> int:
        """The cases that the share is out of."""
        return self.shown + self.missing

    @property
    def percent(self) -> int | None:
        """A whole per cent, a half rounded up; none where the question arises in no case."""
        return (200 * self.shown + self.base) // (2 * self.base) if self.base else None


@dataclass(frozen=True)
class Change:
    """A share now and then."""

    now: Share
    before: Share

    @property
    def points(self) -> int | None:
        """The difference of the two whole per cents; none where one of them is not there."""
        if self.now.percent is None or self.before.percent is None:
            return None
        return self.now.percent - self.before.percent

    @property
    def words(self) -> str:
        """The difference as it is read."""
        if self.points is None:
            return "Not known"
        if not self.points:
            return "No change"
        return f"{'Up' if self.points > 0 else 'Down'} {plural(abs(self.points), 'point')}"


@dataclass(frozen=True)
class Line:
    """One prompt or one place, and its share."""

    label: str
    change: Change
    href: str
    prompt: Prompt | None = None
    agreement: str = ""
    """How far the check agreed with people who read the case; empty where nobody has looked."""

    @property
    def now(self) -> Share:
        """The share of the last pass."""
        return self.change.now


@dataclass(frozen=True)
class Part:
    """One key question: the prompts to which records can speak, and those to which they cannot."""

    standard: Standard
    key_question: Question
    lines: list[Line]
    untold: list[Prompt]


@dataclass(frozen=True)
class Group:
    """One standard: the prompts to which records can speak, the lowest share first, and how many others."""

    standard: Standard
    lines: list[Line]
    untold: int

    @property
    def lowest(self) -> Line | None:
        """The prompt that is shown least often; none where no question arises in any case."""
        return next((line for line in self.lines if line.now.base), None)


def by_check(counts: TallyQuerySet, days: Collection[date]) -> dict[tuple[date, str], Share]:
    """The shares of every check on those days."""
    rows = counts.filter(looked_on__in=days).order_by().values_list("looked_on", "check_code")
    summed = rows.annotate(all_shown=Sum("shown"), all_missing=Sum("missing"))
    return {(on, code): Share(shown, missing) for on, code, shown, missing in summed}


def prompt_lines(
    asked: Iterable[Prompt],
    shares: Mapping[tuple[date, str], Share],
    passes: Passes,
    query: str,
    agreed: Mapping[str, Markup],
) -> list[Line]:
    """The prompts to which records can speak, with their shares now and four weeks ago."""
    return [
        Line(
            prompt.question.text,
            _change(shares, passes, prompt.check.code),
            href(prompt, query),
            prompt,
            agreed[prompt.check.code],
        )
        for prompt in asked
        if prompt.check
    ]


def worst_first(lines: Iterable[Line]) -> list[Line]:
    """The lowest share first; prompts that arise in no case last."""
    return sorted(lines, key=lambda line: 101 if line.now.percent is None else line.now.percent)


def lowest(lines: Iterable[Line]) -> list[Line]:
    """The few prompts that are shown least often, of those that arise at all."""
    return [line for line in worst_first(lines) if line.now.base][:LOWEST]


def by_standard(of_questions: Iterable[Part]) -> list[Group]:
    """The same prompts, each standard in a line, in the order of the framework."""
    return [
        _group(standard, list(same))
        for standard, same in groupby(of_questions, key=lambda part: part.standard)
    ]


def _group(standard: Standard, same: Sequence[Part]) -> Group:
    lines = worst_first(line for part in same for line in part.lines)
    return Group(standard, lines, sum(len(part.untold) for part in same))


def parts(asked: Sequence[Prompt], lines: Iterable[Line]) -> list[Part]:
    """Prompts by key question, in the order of the framework."""
    made = {prompt.key_question.code: Part(prompt.standard, prompt.key_question, [], []) for prompt in asked}
    for line in lines:
        if line.prompt:
            made[line.prompt.key_question.code].lines.append(line)
    for prompt in asked:
        if not prompt.check:
            made[prompt.key_question.code].untold.append(prompt)
    return list(made.values())


def href(prompt: Prompt, query: str) -> str:
    """The page of a prompt, for the same framework and place."""
    address = reverse("readiness:prompt", kwargs={"question_code": prompt.code})
    return f"{address}?{query}" if query else address


def query_of(framework: Framework, where: Where, *, is_chosen: bool) -> str:
    """What an address keeps of the choices made."""
    kept = {"framework": framework.code if is_chosen else "", "office": where.office, "team": where.team}
    return urlencode({name: value for name, value in kept.items() if value})


def by_place(counts: TallyQuerySet, passes: Passes, check: str, place: str, *, worst: bool) -> Places:
    """The sums of one check by `office` or `team`, to be paged, without places where it does not arise."""
    fields = ["team__office", "team__office__name"] + (["team", "team__name"] if place == "team" else [])
    now, before = (
        Q(looked_on=passes.latest.looked_on),
        Q(looked_on=passes.earlier) if passes.earlier else Q(pk__in=[]),
    )
    rows: Places = (
        counts.filter(looked_on__in=passes.compared, check_code=check)
        .order_by()
        .values(*fields)
        .annotate(
            shown_now=Sum("shown", filter=now, default=0),
            missing_now=Sum("missing", filter=now, default=0),
            shown_before=Sum("shown", filter=before, default=0),
            missing_before=Sum("missing", filter=before, default=0),
        )
        .annotate(base=F("shown_now") + F("missing_now"))
        .filter(base__gt=0)
    )
    names = ("team__office__name", "team__name")[: 1 if place == "office" else 2]
    if worst:
        rows = rows.annotate(part=Cast("shown_now", FloatField()) / F("base"))
        return rows.order_by("part", *names)
    return rows.order_by(*(F(name).asc(nulls_last=True) for name in names))


def place_lines(rows: Iterable[Mapping[str, Any]], address: str, framework: str) -> list[Line]:
    """Offices or teams, each with the address of the same page for it alone."""
    return [
        Line(
            _place(row),
            Change(
                Share(row["shown_now"], row["missing_now"]), Share(row["shown_before"], row["missing_before"])
            ),
            f"{address}?{urlencode(_only(row) | ({'framework': framework} if framework else {}))}",
        )
        for row in rows
    ]


def place_chart(lines: Sequence[Line]) -> Markup | None:
    """The shares of a few places beside each other; nothing to draw for one."""
    if len(lines) < 2:
        return None
    return bars.grouped(
        "Share shown, by office",
        "One bar an office: the cases that show it, in per cent of those in which it arises. "
        "The table below says the same.",
        ["Shown"],
        [bars.Row(line.label, (line.now.percent,)) for line in lines[:MOST_BARS]],
    )


def over_time(counts: TallyQuerySet, passes: Passes, check: str) -> list[tuple[date, Share]]:
    """The share of one check on the days of earlier passes, the oldest first."""
    found = by_check(counts.filter(check_code=check), passes.days)
    return [(day, found.get((day, check), Share())) for day in reversed(passes.days)]


def time_rows(days: Iterable[tuple[date, Share]]) -> list[list[str]]:
    """The same figures as a table, the latest first."""
    return [
        [written_date(day), per_cent(share.percent), f"{thousands(share.shown)} of {thousands(share.base)}"]
        for day, share in reversed(list(days))
    ]


def time_chart(days: Sequence[tuple[date, Share]]) -> Markup | None:
    """The share from pass to pass; nothing to draw before there are two."""
    points = [trend.Point(written_date(day), share.percent) for day, share in days]
    if sum(point.percent is not None for point in points) < 2:
        return None
    return trend.line(
        "Share shown over time",
        "A line from the oldest count on the left to the latest on the right. The table says the same.",
        points,
    )


def _change(shares: Mapping[tuple[date, str], Share], passes: Passes, check: str) -> Change:
    before = shares.get((passes.earlier, check)) if passes.earlier else None
    return Change(shares.get((passes.latest.looked_on, check), Share()), before or Share())


def _place(row: Mapping[str, Any]) -> str:
    names = (row.get("team__name"), row["team__office__name"])
    return ", ".join(name for name in names if name) or NOWHERE


def _only(row: Mapping[str, Any]) -> dict[str, str]:
    if "team" in row:
        return {"team": str(row["team"] or NO_TEAM)}
    office = row["team__office"]
    return {"office": str(office)} if office else {"team": NO_TEAM}
