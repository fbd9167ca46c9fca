"""Assessments and what they rest on, by noun."""

from .areas import Area as Area
from .assessment import GROUPS as GROUPS
from .assessment import JUDGED as JUDGED
from .assessment import Assessment as Assessment
from .assessment import Factor as Factor
from .assessment import HarmLevel as HarmLevel
from .assessment import groups_asked as groups_asked
from .assessment import groups_to_assess as groups_to_assess
from .checks import CHILDRENS_SERVICES as CHILDRENS_SERVICES
from .checks import POLICE as POLICE
from .checks import Chase as Chase
from .checks import Check as Check
from .police import PoliceFile as PoliceFile
from .police import PoliceItem as PoliceItem
from .self_assessment import SelfAssessment as SelfAssessment
from .self_assessment import SelfRating as SelfRating
