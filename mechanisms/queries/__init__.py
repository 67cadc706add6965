"""Reads of the catalogue. Its facts are public: anyone with an account reads them, nobody else."""

from mechanisms.queries.documents import document_choices, documents_of
from mechanisms.queries.explorer import (
    FAMILY_KIND,
    FamilyCard,
    bodies_called,
    countries_with_mechanisms,
    families,
    mechanisms_of,
    selectable_mechanisms,
)
from mechanisms.queries.focal_points import Directory, directory, focal_point
from mechanisms.queries.page import MechanismPage, mechanism_detail, requirements_for, steps_for
from mechanisms.queries.readings import fingerprint_of, readings
from mechanisms.queries.used_in import used_in

__all__ = [
    "FAMILY_KIND",
    "Directory",
    "FamilyCard",
    "MechanismPage",
    "bodies_called",
    "countries_with_mechanisms",
    "directory",
    "document_choices",
    "documents_of",
    "families",
    "fingerprint_of",
    "focal_point",
    "mechanism_detail",
    "mechanisms_of",
    "readings",
    "requirements_for",
    "selectable_mechanisms",
    "steps_for",
    "used_in",
]
