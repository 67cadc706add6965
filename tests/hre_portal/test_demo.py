"""The demonstration world stands on the real dates and is the same after the second load."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from calendar_app.models import CountryCalendar
from calendar_app.queries.kept import line_of
from clusters.models import User
from core import clock, things, trail
from core.models import AuditEntry
from engagements.models import AgendaItem, Interaction, PlanLine, ReprisalIncident
from hre_portal.demo.people import WORLD, address

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, monkeypatch):
    settings.HRE_DEMO = True
    monkeypatch.setenv("HRE_DEMO_PASSWORD", "a long demonstration password")
    call_command("load_reference", stdout=StringIO())

    def load():
        out = StringIO()
        call_command("load_demo", stdout=out)
        return out.getvalue()

    return load


def test_the_calendars_of_the_eight_are_kept_and_lines_stand_in_the_year_of_their_date(demo):
    demo()
    kept = CountryCalendar.objects.select_related("verified_by")
    assert {row.pk for row in kept} == set(WORLD)
    assert all(line_of(row, clock.today()).tone == "ok" for row in kept)
    for iso3 in ("MOZ", "NER"):
        lead = User.objects.get(email=address("coordinator", iso3))
        for line in PlanLine.objects.visible_to(lead).select_related("entry").exclude(entry=None):
            assert line.entry.due_on is None or line.year == line.entry.due_on.year, line.title
    lead = User.objects.get(email=address("coordinator", "NGA"))
    meetings = Interaction.objects.visible_to(lead).filter(cluster__country="NGA", kind="cluster_meeting")
    assert AgendaItem.objects.visible_to(lead).filter(interaction__in=meetings).count() > 5
    assert ReprisalIncident.objects.visible_to(lead).filter(cluster__country="NGA").count() == 1
    told = AuditEntry.objects.unscoped("a test reads the whole trail")
    acts = told.count()
    assert list(bare_numbers(told)) == []
    before = list(kept.order_by("pk").values_list("pk", "version"))
    assert "0 people and 0 plan lines added, 0 choices made" in demo()
    assert list(kept.order_by("pk").values_list("pk", "version")) == before
    assert told.count() == acts


def bare_numbers(entries):
    """What a relation holds, where a reader of the trail would meet its number and nothing else."""
    names = things.names_of(entries)
    for entry in entries:
        relations = {
            str(field.verbose_name).casefold()
            for field in (apps.get_model(entry.target_type)._meta.get_fields() if entry.target_type else ())
            if field.many_to_one
        }
        for change in trail.changes(entry, "UTC", names):
            if change.field.casefold() in relations and change.new.isdecimal():
                yield entry.verb, change
