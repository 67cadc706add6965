"""Load the reference data that the portal ships with."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from calendar_app.actions import generate_entries
from calendar_app.enums import EntryKind
from calendar_app.importers import load_official_dates, load_reviews, load_sessions, load_visits
from calendar_app.outcome_importer import load_outcomes
from clusters.importers import load_clusters, load_countries, load_organisations, load_profiles
from core.importing import BrokenFile, Report, remember
from knowledge.importers import load_resources
from mechanisms import importers
from recommendations.importers import FOLDER as RECOMMENDATIONS
from recommendations.importers import load_recommendations

FOLDER = Path(settings.BASE_DIR) / "mechanisms" / "reference"


@transaction.atomic
def load_all(folder, recommendations=RECOMMENDATIONS):
    """Everything from `folder`, and the recommendations from theirs, in one transaction; a broken file leaves the
    tables as they were."""
    report = Report()
    countries = load_countries(folder, report)
    load_clusters(folder, report, countries)
    load_organisations(folder, report)
    load_profiles(folder, report)
    themes = importers.load_themes(folder, report)
    mechanisms = importers.load_mechanisms(folder, report, countries, themes)
    importers.load_facts(folder, report, mechanisms)
    importers.load_holders(folder, report, mechanisms)
    importers.load_documents(folder, report, mechanisms, themes)
    importers.load_participation(folder, report, mechanisms)
    instruments = importers.load_instruments(folder, report, mechanisms)
    importers.load_ratifications(folder, report, countries, instruments)
    importers.load_doors(folder, report, mechanisms, instruments)
    importers.load_institutions(folder, report, countries)
    importers.load_requirements(folder, report, mechanisms)
    rules = importers.load_deadline_rules(folder, report, mechanisms, EntryKind)
    importers.load_steps(folder, report)
    importers.load_components(folder, report)
    importers.load_obstacles(folder, report)
    load_resources(folder, report)
    sessions = load_sessions(folder, report, mechanisms)
    load_reviews(folder, report, countries, sessions)
    load_official_dates(folder, report, sessions, rules)
    load_outcomes(folder, report, mechanisms, countries, sessions)
    load_visits(folder, report, countries, mechanisms)
    load_recommendations(recommendations, report, countries, mechanisms, themes)
    remember(report)
    generate_entries()
    return report


class Command(BaseCommand):
    help = (
        "Load countries, clusters, mechanisms, rules, the step library, the components of the process, the obstacles, "
        "resources, sessions, reviews and recommendations, and compute the dates that follow. Safe to repeat: what a "
        "person has changed is kept and reported."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dir", type=Path, default=FOLDER, help="folder to load from")

    def handle(self, *, dir, verbosity, **options):
        try:
            report = load_all(dir)
        except BrokenFile as error:
            raise CommandError(f"{error} Nothing was loaded.") from error
        for table, tally in report.tallies.items():
            self.stdout.write(f"{table}: {tally.created} created, {tally.changed} changed, {tally.unchanged} unchanged")
        for item in report.gone():
            self.stdout.write(f"in no file any more: {item.table} “{item.row}”; it stays")
        for item in report.differences:
            self.stdout.write(
                f"kept: {item.table} “{item.row}”, {item.field}: the portal has {item.portal_value!r}, "
                f"the file has {item.file_value!r}"
            )
