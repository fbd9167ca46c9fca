"""Pages of results: the decided ones, the sets to compare with, and imports."""

from .comparators import change_comparator, comparator, comparators, create_comparator
from .decided import as_csv, as_json, groups, index, latest, result
from .imports import add_import, confirm_import, discard_import, import_draft, imports, record_import

__all__ = [
    "add_import",
    "as_csv",
    "as_json",
    "change_comparator",
    "comparator",
    "comparators",
    "confirm_import",
    "create_comparator",
    "discard_import",
    "groups",
    "import_draft",
    "imports",
    "index",
    "latest",
    "record_import",
    "result",
]
