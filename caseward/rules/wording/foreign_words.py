"""Words that belong to another kind of provider, left over from its report.

The words are the framework's own data [TV 1.3].
"""

import re
from collections.abc import Iterator

from caseward.rules.wording.findings import Finding, Kind, finding
from caseward.rules.wording.known import Known
from caseward.rules.wording.naming import is_unjudged
from caseward.rules.wording.sentences import Place, Sentence
from caseward.rules.wording.words import phrases, plain


def judge_kind(data: Known, sentence: Sentence) -> Iterator[Finding]:
    """A finding of `wrong_kind` where a sentence, heading or row calls the provider what it is not."""
    if not data.foreign_words or is_unjudged(sentence) or sentence.place is Place.NOTE:
        return
    if sentence.place is Place.QUOTATION:
        return
    match = phrases(data.foreign_words).search(plain(sentence.text))
    if match and not re.match(r"\s+of\s+labour", sentence.text[match.end() :]):
        yield finding(Kind.WRONG_KIND, sentence, match[0], "This is the word for another kind of provider")
