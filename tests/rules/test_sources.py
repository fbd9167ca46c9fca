"""Sources are named in words on pages."""

import pytest

from caseward.rules.sources import KEY, in_words
from tests.factories.frameworks import shipped


def test_a_key_is_written_out_and_the_place_in_it_stays() -> None:
    assert in_words("TV annex 2") == "Thames Valley CRC report (2020) annex 2"


def test_a_word_that_is_no_key_stays_as_it_is() -> None:
    assert in_words("the CRC says so") == "the CRC says so"


@pytest.mark.parametrize("code", ["crc-2018", "crc-2019", "pdu-2023", "youth-2018"])
def test_no_framework_leaves_a_key_of_a_source_unexplained(code: str) -> None:
    framework = shipped(code)
    sources = [question.provenance.source for question in framework.questions()]
    sources += [standard.provenance.source for standard in framework.standards]
    left = {key for source in sources for key in KEY.findall(source)} - {"CRC", "PDU", "HMIP"}
    assert not left
