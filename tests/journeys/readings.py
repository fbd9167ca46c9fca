"""How an inspector fills in one group of questions on the page of a reading."""

from playwright.sync_api import Locator

from caseward.rules.bases import Group, choices_of, groups_of, in_words
from caseward.rules.framework import AnswerType, Framework, Kind, Question
from tests.journeys.walk import Walk


def group_of(framework: Framework, sample: str, code: str) -> Group:
    """The group of that code among those that the sample's cases are asked."""
    return next(group for group in groups_of(framework, sample) if group.code == code)


def place_of(walk: Walk, code: str) -> Locator:
    """The part of the page that holds a group."""
    return walk.page.locator(f"[id='group-{code}']")


def answer(walk: Walk, group: Group, value: str = "Yes") -> None:
    """Answer every question of a group that is asked; where yes or no does not fit, the first choice or 0."""
    place = place_of(walk, group.code)
    for question in group.questions:
        if question.answer is AnswerType.COUNT:
            place.get_by_label(in_words(question), exact=True).fill("0")
        elif question.answer is not AnswerType.TEXT:
            chosen = value if question.answer is AnswerType.YES_NO else choices_of(question)[0].label
            asked = place.get_by_role("group", name=_legend(group, question), exact=True)
            walk.choose(chosen, within=asked)


def _legend(group: Group, question: Question) -> str:
    judged = question.kind is Kind.KEY_QUESTION and len(group.questions) > 1
    return f"Your judgement: {in_words(question)}" if judged else in_words(question)
