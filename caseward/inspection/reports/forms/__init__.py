"""What is typed in on the way to a report."""

from .checks import AcceptForm
from .fact_checks import AnswerForm, CloseForm, FactCommentForm, OpenCheckForm, SubmitForm
from .publication import CorrectionForm, NoticeForm, PublishCorrectionForm, PublishReportForm
from .writing import CommentForm, ComparatorForm, PenForm, PrepareNoteForm, SectionForm, SettleForm, StartForm

__all__ = [
    "AcceptForm",
    "AnswerForm",
    "CloseForm",
    "CommentForm",
    "ComparatorForm",
    "CorrectionForm",
    "FactCommentForm",
    "NoticeForm",
    "OpenCheckForm",
    "PenForm",
    "PrepareNoteForm",
    "PublishCorrectionForm",
    "PublishReportForm",
    "SectionForm",
    "SettleForm",
    "StartForm",
    "SubmitForm",
]
