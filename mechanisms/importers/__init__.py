"""The catalogue, its facts, requirements, rules and the step library from the reference files."""

from mechanisms.importers.catalogue import load_facts, load_mechanisms
from mechanisms.importers.rules import load_deadline_rules, load_requirements
from mechanisms.importers.steps import load_steps

__all__ = ["load_deadline_rules", "load_facts", "load_mechanisms", "load_requirements", "load_steps"]
