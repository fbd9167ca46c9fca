"""The text of a report as safe HTML and as numbered paragraphs."""

from .prose import Paragraph, WrittenSection, written_section

__all__ = ["Paragraph", "WrittenSection", "written_section"]
