"""Plans and reviews, by noun."""

from .plan import Action as Action
from .plan import Contingency as Contingency
from .plan import Goal as Goal
from .plan import Plan as Plan
from .plan import WithoutGoal as WithoutGoal
from .review import Review as Review
