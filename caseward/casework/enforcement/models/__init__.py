"""Decisions about failures and what follows from them, by noun."""

from .absence import AbsenceDecision as AbsenceDecision
from .breach import Breach as Breach
from .decision import EnforcementDecision as EnforcementDecision
from .decision import Letter as Letter
from .failures import failures as failures
from .failures import with_verdict as with_verdict
