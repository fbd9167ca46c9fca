"""Which of a framework's prompts records can speak to, and by which check; the others only a reader can.

`readiness.toml` in a framework's folder says it, with the reason for each prompt.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caseward.rules.framework_parts import Provenance, origin


@dataclass(frozen=True)
class Classing:
    """One prompt: the check whose finding is evidence for it, none where records cannot tell, and why."""

    code: str
    check: str
    because: str
    provenance: Provenance

    @property
    def records_can_speak(self) -> bool:
        """Whether there is a check for it."""
        return bool(self.check)


def classings_of(file: Mapping[str, Any]) -> dict[str, Classing]:
    """The classing of each prompt by its code, in the order of the file.

    In: the sound table of readiness.toml, empty where a framework has none. Raises nothing.
    No source is needed.
    """
    return {
        row["code"]: Classing(row["code"], row.get("check", ""), row["because"], origin(row, origin(file)))
        for row in file.get("prompts", ())
    }
