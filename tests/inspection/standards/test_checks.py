"""A server does not start on a framework with a fault."""

from pathlib import Path

from django.conf import LazySettings

from caseward.inspection.standards import checks, readers


def test_the_shipped_frameworks_have_no_fault() -> None:
    assert checks.frameworks_load() == []


def test_every_fault_of_a_framework_is_one_error_that_names_framework_file_and_key(
    tmp_path: Path, settings: LazySettings
) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "framework.toml").write_text('code = "broken"\nwrong = 1\n', encoding="utf-8")
    settings.FRAMEWORK_FOLDERS = [tmp_path]
    assert readers.framework_codes() == ["broken"]
    errors = checks.frameworks_load()
    assert len(errors) > 1
    assert "Framework broken/framework.toml: wrong: unknown key" in [error.msg for error in errors]
    assert {error.id for error in errors} == {"standards.E001"}
