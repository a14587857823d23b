"""The record in the admin: everything can be entered and corrected, by those who may see it.

FactAdmin, FactInline and SHORT_TEXT are for other apps too.
"""

from ..accounts import user_admin
from . import lists
from .facts import SHORT_TEXT, FactAdmin, FactInline
from .record import BiopsyAdmin, PatientAdmin

__all__ = [
    "SHORT_TEXT",
    "BiopsyAdmin",
    "FactAdmin",
    "FactInline",
    "PatientAdmin",
    "lists",
    "user_admin",
]
