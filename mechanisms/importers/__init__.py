"""The catalogue from the reference files: bodies, facts, requirements, rules, documents, doors, the step library."""

from mechanisms.importers.catalogue import load_facts, load_mechanisms
from mechanisms.importers.components import load_components
from mechanisms.importers.countries import load_doors, load_institutions, load_instruments, load_ratifications
from mechanisms.importers.obstacles import load_obstacles
from mechanisms.importers.papers import load_documents, load_holders
from mechanisms.importers.participation import load_participation
from mechanisms.importers.rules import load_deadline_rules, load_requirements
from mechanisms.importers.steps import load_steps
from mechanisms.importers.themes import load_themes

__all__ = [
    "load_components",
    "load_deadline_rules",
    "load_documents",
    "load_doors",
    "load_facts",
    "load_holders",
    "load_institutions",
    "load_instruments",
    "load_mechanisms",
    "load_obstacles",
    "load_participation",
    "load_ratifications",
    "load_requirements",
    "load_steps",
    "load_themes",
]
