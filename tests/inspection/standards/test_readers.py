"""Finding the installed frameworks, and reading a file of figures."""

from pathlib import Path

import pytest
from django.test import override_settings

from caseward.inspection.standards.readers import (
    UnknownFramework,
    framework,
    framework_codes,
    rating_input,
)
from caseward.rules.rating_file import FaultyFile

SHIPPED = Path(__file__).parents[3] / "caseward" / "frameworks"


def test_the_shipped_frameworks_are_found_by_their_codes() -> None:
    assert framework_codes() == ["crc-2018", "crc-2019", "pdu-2023", "youth-2018"]
    assert framework("crc-2019").code == "crc-2019"


def test_a_framework_is_read_once() -> None:
    assert framework("crc-2019") is framework("crc-2019")


@pytest.mark.parametrize("code", ["crc-1999", "", "..", "crc-2019/standards", "columns.toml"])
def test_an_unknown_framework_is_refused_with_the_codes_there_are(code: str) -> None:
    with pytest.raises(UnknownFramework, match="there are crc-2018, crc-2019, pdu-2023, youth-2018"):
        framework(code)


def empty_framework(root: Path, code: str) -> None:
    (root / code).mkdir()
    (root / code / "framework.toml").write_text("", encoding="utf-8")


def test_an_inspectorate_may_add_a_folder_but_not_replace_a_shipped_framework(tmp_path: Path) -> None:
    empty_framework(tmp_path, "own")
    empty_framework(tmp_path, "crc-2019")
    with override_settings(FRAMEWORK_FOLDERS=[SHIPPED, tmp_path]):
        assert framework_codes() == ["crc-2018", "crc-2019", "own", "pdu-2023", "youth-2018"]
        assert framework("crc-2019").title


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    text = '{"framework": "crc-2019", "judgements": {"1.1": "good"}}'
    for encoding in ("utf-8", "utf-8-sig"):
        (tmp_path / "figures.json").write_text(text, encoding=encoding)
        assert rating_input(tmp_path / "figures.json").judgements == {"1.1": "good"}


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_any_other_encoding_is_a_fault(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "figures.json"
    file.write_text('{"framework": "é"}', encoding=encoding)
    with pytest.raises(FaultyFile) as refused:
        rating_input(file)
    assert [fault.split(": ")[1] for fault in refused.value.faults] == ["is not UTF-8"]


def test_a_file_that_is_not_there_or_is_a_folder_is_a_fault(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.json", tmp_path):
        with pytest.raises(FaultyFile, match="cannot be read"):
            rating_input(path)


def test_a_faulty_framework_folder_is_a_fault_and_not_a_crash(tmp_path: Path) -> None:
    empty_framework(tmp_path, "own")
    file = tmp_path / "figures.json"
    file.write_text('{"framework": "own"}', encoding="utf-8")
    with override_settings(FRAMEWORK_FOLDERS=[tmp_path]), pytest.raises(FaultyFile) as refused:
        rating_input(file)
    assert any("framework.toml" in fault for fault in refused.value.faults)
