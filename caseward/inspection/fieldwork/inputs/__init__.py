"""Evidence as plain values, counted by the database: what interviews gave, what the provider gave."""

from .figures import figure_remarks as figure_remarks
from .figures import provided_figures as provided_figures
from .survey import survey_figures as survey_figures
