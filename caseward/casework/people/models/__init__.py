"""People on probation, by noun."""

from .access import AccessList as AccessList
from .access import AccessListMember as AccessListMember
from .access import Cover as Cover
from .access import Involvement as Involvement
from .details import Circumstance as Circumstance
from .details import RelatedPerson as RelatedPerson
from .details import RiskFlag as RiskFlag
from .duplicates import Merge as Merge
from .duplicates import MovedRow as MovedRow
from .duplicates import refused_pairs as refused_pairs
from .duplicates import with_earlier_record as with_earlier_record
from .events import ChangeEvent as ChangeEvent
from .imports import Import as Import
from .imports import ImportFault as ImportFault
from .person import Alias as Alias
from .person import Person as Person
from .person import SearchKey as SearchKey
from .scope import MAY_BE_LET_READ as MAY_BE_LET_READ
from .scope import OfPersonQuerySet as OfPersonQuerySet
from .scope import PersonQuerySet as PersonQuerySet
from .scope import as_duties as as_duties
from .search import Part as Part
from .search import found_by as found_by
