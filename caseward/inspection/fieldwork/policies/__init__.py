"""Who may gather, read and change evidence, by noun."""

from .citations import reasons_not_to_judge as reasons_not_to_judge
