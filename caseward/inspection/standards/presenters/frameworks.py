"""Words for what a framework’s files name: how standards are rated, what answers may be, who is eligible."""

from dataclasses import dataclass
from datetime import date

from caseward.inspection.standards import inputs
from caseward.rules.columns import Column, load_columns
from caseward.rules.framework import (
    AnswerType,
    BandOrder,
    Framework,
    Kind,
    Link,
    RatedBy,
    Sample,
    Standard,
    Window,
)
from caseward.shared.govuk.filters import plural, written_date

RATED_BY = {
    RatedBy.JUDGEMENT: "Judged by the lead inspector on all the evidence, and confirmed by the ratings panel",
    RatedBy.WEAKEST_KEY_QUESTION: "Decided by its weakest key question",
    RatedBy.WEAKEST_KEY_QUESTION_MODERATED: (
        "Decided by its weakest key question; the lead may propose to move it on qualitative evidence"
    ),
}
ANSWERS = {
    AnswerType.YES_NO: "Yes or no",
    AnswerType.FREQUENCY: "How often",
    AnswerType.COUNT: "A number",
    AnswerType.CLASSIFICATION: "One of several",
    AnswerType.TEXT: "Words",
}
KINDS = {
    Kind.KEY_QUESTION: "Key question",
    Kind.PROMPT: "Prompt",
    Kind.SUPPLEMENTARY: "Supplementary question",
    Kind.INFORMATION: "For information",
}
BAND_ORDERS = {
    BandOrder.ROUND_THEN_BAND: "A share is rounded to a whole per cent, halves up, before it is banded.",
    BandOrder.BAND_EXACT: "A share is banded exactly as it is; it is rounded only to be shown.",
}


@dataclass(frozen=True)
class SamplePage:
    """A sample as its part of the page shows it."""

    sample: Sample
    strata: list[str]
    columns: list[str]
    windows: list[str]
    sizes: list[tuple[int, int]]


def in_force_from(framework: Framework) -> str:
    """The first day of a framework, as pages write dates, marked where it was inferred."""
    day = written_date(date.fromisoformat(framework.in_force_from))
    return f"{day} (inferred)" if framework.in_force_provenance.inferred else day


def most_points(framework: Framework) -> int:
    """The highest total that an inspection under the framework can reach."""
    best = max(band.points for band in framework.bands)
    return best * sum(standard.counts for standard in framework.standards)


def by_domain(framework: Framework) -> list[tuple[str, str, list[Standard]]]:
    """Each domain's code and title with its standards."""
    return [
        (domain.value, domain.label, [row for row in framework.standards if row.domain == domain.value])
        for domain in framework.domains
    ]


def comparisons(
    framework: Framework, standard: Standard, earlier_titles: dict[str, str]
) -> list[tuple[str, list[str], Link]]:
    """With what a standard and its key questions may be compared: a sentence, what about, and the link."""
    titles = {standard.code: standard.title}
    titles.update({question.code: question.text for question in standard.key_questions})
    grouped: dict[tuple[str, bool, str], list[Link]] = {}
    for link in framework.links:
        if link.code in titles:
            grouped.setdefault((link.framework, link.comparable, link.reason), []).append(link)
    return [
        (
            f"{'May' if comparable else 'May not'} be compared with “{earlier_titles[earlier]}”. {reason}",
            [f"{link.code} {titles[link.code]}" for link in links],
            links[0],
        )
        for (earlier, comparable, reason), links in grouped.items()
    ]


def samples(framework: Framework) -> list[SamplePage]:
    """The framework's samples with their columns in words and the sizes that follow from their rule."""
    columns = {column.code: column for column in load_columns()}
    return [
        SamplePage(
            sample=sample,
            strata=[columns[code].title for code in sample.strata],
            columns=[columns[code].title for code in sample.required_columns],
            windows=[_window(window, columns) for window in sample.windows],
            sizes=inputs.sizes(sample.confidence, sample.margin)
            if sample.confidence and sample.margin
            else [],
        )
        for sample in framework.samples
    ]


def discretion(framework: Framework) -> list[str]:
    """What the ratings panel may do, in sentences."""
    rule = framework.discretion
    if rule is None:
        return []
    including = f"{rule.within_points} included" if rule.inclusive else f"{rule.within_points} not included"
    near = f"within {plural(rule.within_points, 'point')} of the edge of a band ({including}), on either side"
    sentences = [
        f"The panel may move a standard’s rating where the per cent of its lowest key question is {near}."
    ]
    if rule.one_case:
        sentences.append("It may also do so where one answer of one case would change the rating.")
    sentences.append(f"A rating moves by {plural(rule.bands, 'band')} at most, across the edge it is near.")
    return sentences


def _window(window: Window, columns: dict[str, Column]) -> str:
    about = columns[window.column].title
    if window.only_for:
        labels = {value.value: value.label for value in columns[window.only_where].values}
        about += f" ({', '.join(labels[value].lower() for value in window.only_for)})"
    if window.from_days is None:
        return f"{about}: at least {window.until_days} days before fieldwork"
    if window.until_days is None:
        return f"{about}: at most {window.from_days} days before fieldwork"
    return f"{about}: {window.until_days} to {window.from_days} days before fieldwork"
