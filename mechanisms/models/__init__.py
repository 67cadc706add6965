"""Timeless facts. Each carries its confidence and its source; none is confidential."""

from mechanisms.models.catalogue import Document, Fact, MandateHolder, Mechanism, Theme
from mechanisms.models.countries import Door, Instrument, NationalInstitution, Ratification
from mechanisms.models.focal_points import FocalPoint
from mechanisms.models.library import PlanTemplate, PlanTemplateStep
from mechanisms.models.obstacles import Obstacle
from mechanisms.models.procedures import DeadlineRule, ParticipationRule, StepTemplate, SubmissionRequirement
from mechanisms.models.process import Component
from mechanisms.models.reading import CardReading

__all__ = [
    "CardReading",
    "Component",
    "DeadlineRule",
    "Document",
    "Door",
    "Fact",
    "FocalPoint",
    "Instrument",
    "MandateHolder",
    "Mechanism",
    "NationalInstitution",
    "Obstacle",
    "ParticipationRule",
    "PlanTemplate",
    "PlanTemplateStep",
    "Ratification",
    "StepTemplate",
    "SubmissionRequirement",
    "Theme",
]
