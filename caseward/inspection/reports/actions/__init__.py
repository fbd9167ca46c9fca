"""What people do with a report: start, write, comment, check, send to the provider, answer it."""

from .checked_draft import checked_draft
from .checks import LocatedFinding, accept_finding, findings_of, withdraw_acceptance
from .comments import comment, settle
from .corrections import give_up_correction, start_correction
from .document import EditionNote, document_of, notice_text, written_notice
from .fact_checks import (
    Answered,
    ChangedParagraph,
    answer_comment,
    close_fact_check,
    comment_on_facts,
    open_fact_check,
    record_reading,
    submit_comments,
    take_in_comments,
)
from .printed_notes import prepare_note
from .publication import (
    keep_pdf,
    printed,
    publish_correction,
    publish_report,
    save_notice,
    what_stands_in_the_way,
)
from .starting import choose_comparator, start
from .text import DraftState, WrittenReport, state_of_draft, written_report
from .writing import give_back_pen, save_text, take_pen

__all__ = [
    "Answered",
    "ChangedParagraph",
    "DraftState",
    "EditionNote",
    "LocatedFinding",
    "WrittenReport",
    "accept_finding",
    "answer_comment",
    "checked_draft",
    "choose_comparator",
    "close_fact_check",
    "comment",
    "comment_on_facts",
    "document_of",
    "findings_of",
    "give_back_pen",
    "give_up_correction",
    "keep_pdf",
    "notice_text",
    "open_fact_check",
    "prepare_note",
    "printed",
    "publish_correction",
    "publish_report",
    "record_reading",
    "save_notice",
    "save_text",
    "settle",
    "start",
    "start_correction",
    "state_of_draft",
    "submit_comments",
    "take_in_comments",
    "take_pen",
    "what_stands_in_the_way",
    "withdraw_acceptance",
    "written_notice",
    "written_report",
]
