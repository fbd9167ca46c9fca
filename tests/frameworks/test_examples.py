"""Every worked example of every shipped framework holds."""

import pytest

from caseward.rules.framework import Example, Framework
from caseward.rules.rating import Percent, rate, score_of
from tests.frameworks.shipped import CODES, shipped

EXAMPLES = [(shipped(code), example) for code in CODES for example in shipped(code).examples]


@pytest.mark.parametrize(("framework", "example"), EXAMPLES, ids=[example.title for _, example in EXAMPLES])
def test_the_ratings_of_a_worked_example_add_up_to_its_score(framework: Framework, example: Example) -> None:
    score = score_of(framework, dict(example.expect))
    assert (score.points, score.out_of, score.band) == (example.points, example.out_of, example.rating)


@pytest.mark.parametrize(
    ("framework", "example"),
    [(framework, example) for framework, example in EXAMPLES if example.answers or example.judgements],
    ids=lambda value: getattr(value, "title", ""),
)
def test_the_figures_of_a_worked_example_give_its_ratings(framework: Framework, example: Example) -> None:
    answers = {code: Percent(value) for code, value in example.answers.items()}
    rating = rate(framework, answers, example.judgements)
    rated = {code: standard.band for code, standard in rating.standards.items() if standard.band}
    assert rated == example.expect
    assert (rating.points, rating.out_of, rating.band) == (example.points, example.out_of, example.rating)


@pytest.mark.parametrize("code", CODES)
def test_every_framework_has_a_worked_example(code: str) -> None:
    assert shipped(code).examples
