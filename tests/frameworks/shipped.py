"""The frameworks that are shipped, loaded."""

from functools import cache
from pathlib import Path

import caseward
from caseward.rules.framework import Framework
from caseward.rules.framework_files import load

FOLDER = Path(caseward.__file__).parent / "frameworks"
CODES = sorted(path.parent.name for path in FOLDER.glob("*/framework.toml"))


@cache
def shipped(code: str) -> Framework:
    return load(FOLDER / code)
