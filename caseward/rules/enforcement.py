"""Enforcement: which failures count, what the law then asks for, and by when.

Whether an absence was acceptable and what to do about it are two decisions; this is about the second.
Failures are counted as distinct dates, always anew from the facts, since the later of the sentence and the
end of the last breach; two failures on one day count once [FTC]. One peer opens a review at its limit, the
other past it; here the limit is the number of failures that opens it. An order leaves the choice of a
warning or a referral, and after a warning in the last 12 months only the referral [SA20 schedule 10
paragraph 6] [SA20 schedule 16 paragraph 6]. How many failures and working days it takes is dated data in
`practice/enforcement.toml`, from [PC43], [BREACH] and [SCH9] or inferred.

Worked example, a community order of 5 August 2019 without a breach:

- Unacceptable on 2 September: one failure. The officer warns or refers; the letter goes by 4 September, and
  evidence is in time until 10 September.
- Two more on 7 October: they count once, so two failures, which is the limit. The warning of 4 September is
  within 12 months, so the officer refers: by 17 October, and the court has it by 21 October.
- The breach ends on 2 December: the count begins again with that day.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseward.rules.practice import DatedRule, Due, Practice, due_after
from caseward.rules.working_days import Calendar, last_day_of_months

ORDERS = ("community_order", "suspended_sentence_order")
STEPS_WITHOUT_A_DUTY = {
    "licence": ("no_action", "warn", "recall"),
    "post_sentence_supervision": ("no_action", "warn", "refer"),
}
"""What may follow where the law asks for no step, from the least (inferred)."""
STEP_TITLES = {
    "no_action": "Take no further action",
    "warn": "Give a warning",
    "refer": "Refer to an enforcement officer",
    "recall": "Ask for recall",
}
WARNING_MONTHS = 12
"""For how long a warning holds [SA20 schedule 10 paragraph 6]."""
STATEMENTS = (
    "what happened: on which day, and how the person did not do what the order asks",
    "that this is unacceptable",
    "that another failure within 12 months, from the day of the warning on, can bring the person to court",
)


@dataclass(frozen=True)
class Failure:
    """A contact that was not complied with; it counts where the contact is one that must be kept."""

    on: date
    counts: bool


@dataclass(frozen=True)
class Options:
    """The steps that may follow a failure, from the least that the law asks for, and why."""

    steps: tuple[str, ...]
    because: str

    @property
    def least(self) -> str:
        """The least step that is allowed."""
        return self.steps[0]


def counting_from(sentenced_on: date, breach_ends: Iterable[date]) -> date:
    """The day from which failures are counted: the later of the sentence and the end of the last breach.

    In: the day of the sentence, or of release for a licence; the days on which breaches ended. [FTC]
    """
    return max([sentenced_on, *breach_ends])


def failures(outcomes: Iterable[Failure], since: date) -> tuple[date, ...]:
    """The dates of failures that count, each once, in order; how many there are is the count.

    In: failures in any order; the day from which they are counted, which itself counts, as it does in both
    peers. Out: no date earlier than that day. [FTC]
    """
    return tuple(sorted({each.on for each in outcomes if each.counts and each.on >= since}))


def counted_once(outcomes: Iterable[Failure], since: date) -> tuple[date, ...]:
    """The dates with more than one failure, in order, so that a page can say that they count once. [FTC]"""
    times = Counter(each.on for each in outcomes if each.counts and each.on >= since)
    return tuple(sorted(on for on, number in times.items() if number > 1))


def limit(kind: str, on: date, practice: Practice) -> DatedRule:
    """The rule whose `number` of failures opens a review of enforcement.

    In: the kind of sentence; a day. Raises UnknownRule for another kind, NothingInForce before the rule's
    time. [PC43]; for licences and supervision after sentence inferred.
    """
    return practice.rule(f"failures_limit.{kind}", on)


def review_due(count: int, limit: int, *, in_breach: bool, review_open: bool) -> bool:
    """Whether a review of enforcement is due: at the limit, not in breach already, and none open. [FTC]

    In: the failures that count; the failures that open a review; whether the sentence is in breach on that
    day; whether a review is open, for there is only one at a time.
    """
    return count >= limit and not in_breach and not review_open


def warning_that_holds(warnings_on: Iterable[date], failure_on: date) -> date | None:
    """The last warning that still held on the day of a failure; None where there was none.

    In: the days of warnings about other failures of the same sentence, for the warning that answers this
    one does not count against it. A warning holds for the 12 months that begin with its day: one of
    5 August 2019 until 4 August 2020, one of 29 February until 28 February a year later. The law says so of
    community orders and “the next 12 months” of suspended sentence orders, which is read alike here; that
    the day of the failure decides, and not the day of the decision, is inferred. [SA20 schedules 10 and 16]
    """
    held = (
        warned for warned in warnings_on if warned <= failure_on <= last_day_of_months(warned, WARNING_MONTHS)
    )
    return max(held, default=None)


def must_refer(warnings_on: Iterable[date], failure_on: date) -> bool:
    """Whether an order leaves no choice but to refer: a warning about another failure still held.

    In: as for `warning_that_holds`. [SA20 schedules 10 and 16]
    """
    return warning_that_holds(warnings_on, failure_on) is not None


def options(failure_on: date, warnings_on: Iterable[date], sentence_kind: str) -> Options:
    """What may follow a failure without a reasonable excuse.

    In: the day of the failure; the days of warnings about other failures; the kind of sentence. Out: codes
    of `STEP_TITLES`, the least first, with the reason. Raises ValueError for another kind of sentence.
    [SA20 schedules 10 and 16]; for licences and supervision after sentence inferred.
    """
    if sentence_kind in STEPS_WITHOUT_A_DUTY:
        steps = STEPS_WITHOUT_A_DUTY[sentence_kind]
        return Options(steps, "The law does not ask for a certain step.")
    if sentence_kind not in ORDERS:
        raise ValueError(f"There is no kind of sentence of the code {sentence_kind!r}.")
    if warned := warning_that_holds(warnings_on, failure_on):
        because = (
            f"A warning was given on {warned:%-d %B %Y}, which is within the last {WARNING_MONTHS} months."
        )
        return Options(("refer",), because)
    return Options(("warn", "refer"), f"No warning was given in the last {WARNING_MONTHS} months.")


def warning_statements() -> tuple[str, ...]:
    """The three things that a warning must say, in our own words. [SA20 schedule 10 paragraph 6]"""
    return STATEMENTS


def warning_letter_by(missed_on: date, practice: Practice, calendar: Calendar) -> Due:
    """By when a warning letter goes out, in working days after the day that was missed. [BREACH]"""
    return due_after(missed_on, practice.rule("enforcement.warning_letter", missed_on), calendar)


def evidence_by(missed_on: date, practice: Practice, calendar: Calendar) -> Due:
    """Until when evidence for an absence is in time, in working days after the day missed. [BREACH]"""
    return due_after(missed_on, practice.rule("enforcement.evidence", missed_on), calendar)


def breach_referral_by(failure_on: date, practice: Practice, calendar: Calendar) -> Due:
    """By when a breach is referred, in working days after the failure that leads to it. [SCH9]"""
    return due_after(failure_on, practice.rule("enforcement.breach_referral", failure_on), calendar)


def breach_presentation_by(referred_on: date, practice: Practice, calendar: Calendar) -> Due:
    """By when a referred breach is presented to the court, in working days after the referral. [SCH9]"""
    return due_after(referred_on, practice.rule("enforcement.breach_presentation", referred_on), calendar)
