"""What the records of one case say, as plain values: all that a check may look at.

Every sequence is in the order of its days, the oldest first. Texts are as they were typed. `key` is the key
of the row, so that a finding can name what it rests on. Levels of harm are the codes of `harm_levels`, empty
where nobody assessed them. Days are calendar days.
"""

from .assessed import Assessment as Assessment
from .assessed import Check as Check
from .assessed import Factor as Factor
from .assessed import SelfAssessment as SelfAssessment
from .case import Case as Case
from .done import ATTENDED as ATTENDED
from .done import FACE_TO_FACE as FACE_TO_FACE
from .done import Absence as Absence
from .done import Breach as Breach
from .done import Contact as Contact
from .done import Enforcement as Enforcement
from .life import ORDERS as ORDERS
from .life import Circumstance as Circumstance
from .life import Condition as Condition
from .life import Event as Event
from .life import Flag as Flag
from .life import Relation as Relation
from .life import Requirement as Requirement
from .life import Sentence as Sentence
from .planned import Action as Action
from .planned import Contingency as Contingency
from .planned import Goal as Goal
from .planned import Plan as Plan
from .planned import Review as Review
