"""Pages of plans and reviews.

What they share: getting the rows of a person whom the user may see, and buttons that carry a row's version.
"""

from .parts import add_action as add_action
from .parts import add_contingency as add_contingency
from .parts import add_goal as add_goal
from .parts import change_action as change_action
from .parts import change_contingency as change_contingency
from .parts import change_goal as change_goal
from .parts import contingencies as contingencies
from .parts import goals as goals
from .parts import mark_action as mark_action
from .parts import mark_goal as mark_goal
from .parts import remove_action as remove_action
from .parts import remove_contingency as remove_contingency
from .parts import remove_goal as remove_goal
from .parts import take_back_reason as take_back_reason
from .parts import why_not as why_not
from .plans import agreement as agreement
from .plans import compare as compare
from .plans import complete as complete
from .plans import contact_level as contact_level
from .plans import draft as draft
from .plans import index as index
from .plans import start as start
from .plans import version as version
from .reviews import conclude as conclude
from .reviews import plan_from_review as plan_from_review
from .reviews import review as review
from .reviews import reviews as reviews
from .reviews import start_review as start_review
from .reviews import take_up as take_up
