"""The catalogue in the administration, for the Task Team and administrators. Each save is in the audit trail, which
also tells the loader what a person has changed: those values are not overwritten."""

from mechanisms.admin.catalogue import DocumentAdmin, FactAdmin, MandateHolderAdmin, MechanismAdmin, ThemeAdmin
from mechanisms.admin.common import CatalogueAdmin
from mechanisms.admin.countries import DoorAdmin, InstrumentAdmin, NationalInstitutionAdmin, RatificationAdmin
from mechanisms.admin.lists import ComponentAdmin, ListAdmin, ObstacleAdmin
from mechanisms.admin.procedures import (
    DeadlineRuleAdmin,
    ParticipationRuleAdmin,
    StepTemplateAdmin,
    SubmissionRequirementAdmin,
)

__all__ = [
    "CatalogueAdmin",
    "ComponentAdmin",
    "DeadlineRuleAdmin",
    "DocumentAdmin",
    "DoorAdmin",
    "FactAdmin",
    "InstrumentAdmin",
    "ListAdmin",
    "MandateHolderAdmin",
    "MechanismAdmin",
    "NationalInstitutionAdmin",
    "ObstacleAdmin",
    "ParticipationRuleAdmin",
    "RatificationAdmin",
    "StepTemplateAdmin",
    "SubmissionRequirementAdmin",
    "ThemeAdmin",
]
