"""What the data of an inspection give its report: live figures, boxes, and what the checker holds against.

As many questions to the database for one figure as for all.
"""

from .catalogue import Material, material_of
from .known import known_of

__all__ = ["Material", "known_of", "material_of"]
