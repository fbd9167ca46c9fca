"""The words explained at the end of a report."""

from pathlib import Path

import pytest

from caseward.rules.glossary import load_glossary


def test_the_shipped_words_stand_by_the_alphabet_each_with_a_sentence() -> None:
    entries = load_glossary()
    words = [entry.word.casefold() for entry in entries]
    assert words == sorted(words)
    assert "base" in words
    assert all(entry.meaning.endswith(".") for entry in entries)


def _file(folder: Path, *words: str) -> Path:
    file = folder / "glossary.toml"
    file.write_text("".join(f'[[words]]\nword = "{word}"\nmeaning = "A word."\n' for word in words), "utf-8")
    return file


def test_capitals_do_not_change_the_order(tmp_path: Path) -> None:
    assert [entry.word for entry in load_glossary(_file(tmp_path, "panel", "Base"))] == ["Base", "panel"]


def test_a_word_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a word stands twice"):
        load_glossary(_file(tmp_path, "Base", "base"))


def test_a_word_without_a_meaning_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "glossary.toml"
    file.write_text('[[words]]\nword = "Base"\n', "utf-8")
    with pytest.raises(KeyError):
        load_glossary(file)
