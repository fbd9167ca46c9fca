"""The evidence of an inspection beyond its cases, by noun."""

from .activities import Activity as Activity
from .activities import ActivityNote as ActivityNote
from .activities import Quotation as Quotation
from .citations import Citation as Citation
from .citations import Side as Side
from .citations import Source as Source
from .documents import DocumentContent as DocumentContent
from .documents import DocumentFile as DocumentFile
from .documents import DocumentState as DocumentState
from .documents import PresentationNote as PresentationNote
from .documents import RequestedDocument as RequestedDocument
from .figures import FigureSheet as FigureSheet
from .figures import Period as Period
from .figures import ProvidedFigure as ProvidedFigure
from .scope import READERS as READERS
from .survey import AskedOf as AskedOf
from .survey import Interview as Interview
from .survey import InterviewAnswer as InterviewAnswer
