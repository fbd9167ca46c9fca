"""The checker: the sentences of a report against what is known, and against each other."""

from collections.abc import Iterator, Sequence

from caseward.rules.wording.counts import judge_counts
from caseward.rules.wording.direction import judge_direction
from caseward.rules.wording.disagreement import judge_disagreement
from caseward.rules.wording.findings import Finding, Kind
from caseward.rules.wording.foreign_words import judge_kind
from caseward.rules.wording.known import Known
from caseward.rules.wording.naming import Names, is_judged
from caseward.rules.wording.plausible import judge_plausibility
from caseward.rules.wording.real_names import judge_names
from caseward.rules.wording.sentences import Sentence
from caseward.rules.wording.shares import judge_shares
from caseward.rules.wording.significance import judge_significance
from caseward.rules.wording.tables import judge_tables


def check(sentences: Sequence[Sentence], data: Known) -> list[Finding]:
    """Everything in a report that a person should look at, by line and then by kind.

    In: its sentences in order, and what is known. Out: findings; where one thing is said twice in the same
    words each place has its own. Nothing is checked of which nothing is known. [TV annex 2; thresholds ours]
    """
    names = Names(data)
    found = dict.fromkeys(_findings(names, sentences))
    order = list(Kind)
    return sorted(found, key=lambda row: (row.line, order.index(row.kind), row.says))


def _findings(names: Names, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    for sentence in sentences:
        if is_judged(sentence):
            yield from judge_shares(names, sentence)
        yield from judge_significance(names, sentence)
        yield from judge_direction(names, sentence)
        yield from judge_plausibility(sentence)
        yield from judge_kind(names.data, sentence)
    yield from judge_disagreement(names, sentences)
    yield from judge_tables(sentences)
    yield from judge_counts(names, sentences)
    yield from judge_names(names.data, sentences)
