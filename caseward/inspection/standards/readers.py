"""Finds the installed frameworks, and reads a file of figures that names one."""

from functools import cache
from pathlib import Path

from django.conf import settings

from caseward.rules import rating_file
from caseward.rules.framework import Framework
from caseward.rules.framework_files import FrameworkFaults, load
from caseward.rules.rating_file import FaultyFile, RatingInput


class UnknownFramework(LookupError):
    """No installed framework has that code."""


def framework(code: str) -> Framework:
    """The framework of that code, read once a process.

    Raises UnknownFramework, with the codes there are, or FrameworkFaults where its folder is faulty.
    """
    folders = _folders()
    if code not in folders:
        raise UnknownFramework(f"there is no framework {code!r}; there are {', '.join(folders)}")
    return _loaded(folders[code])


def framework_codes() -> list[str]:
    """The codes of all installed frameworks, in alphabetical order."""
    return list(_folders())


def rating_input(path: Path) -> RatingInput:
    """A file of figures in UTF-8, checked whole; raises FaultyFile with every fault."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FaultyFile([f"{path}: cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise FaultyFile([f"{path}: is not UTF-8: byte {error.start + 1} is wrong"]) from error
    try:
        return rating_file.read(text, framework)
    except FrameworkFaults as faulty:
        raise FaultyFile(faulty.faults) from faulty


def _folders() -> dict[str, Path]:
    found = {
        path.parent.name: path.parent
        for root in reversed(settings.FRAMEWORK_FOLDERS)
        for path in Path(root).glob("*/framework.toml")
    }
    return dict(sorted(found.items()))


@cache
def _loaded(folder: Path) -> Framework:
    return load(folder)
