"""`manage.py run_periodic`: what beat would do, on hosts with cron only."""

import datetime as dt

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.management import call_command

from clusters.enums import Role
from core import heartbeat
from core.enums import DeliveryState
from core.models import Delivery
from tests.factories import make_cluster, make_country, make_entry, make_person, make_series

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)


def test_it_plans_and_sends_in_one_go(capsys):
    make_person(Role.COORDINATOR, make_cluster("MOZ"))
    make_entry(country=make_country("MOZ"), due_on=dt.date(2027, 1, 11))
    with time_machine.travel(NOON, tick=False):
        call_command("run_periodic")
        call_command("run_periodic")
    # The reminder of the date, and at the turn of the year the task to plan its themes: each once.
    kinds = Delivery.objects.filter(state=DeliveryState.SENT).values_list("kind", flat=True)
    assert sorted(kinds) == ["calendar.reminder", "calendar.year_planning"]
    assert len(mail.outbox) == 2
    assert capsys.readouterr().out.splitlines()[-1].startswith("sweep-deliveries")
    assert set(heartbeat.last_runs()) == set(settings.CELERY_BEAT_SCHEDULE)


def test_what_is_nightly_runs_once_a_night(capsys):
    with time_machine.travel(NOON, tick=False) as traveller:
        call_command("run_periodic")
        capsys.readouterr()
        traveller.shift(3600)
        call_command("run_periodic")
        assert "recompute-stale" not in capsys.readouterr().out
        traveller.shift(24 * 3600)
        call_command("run_periodic")
        assert "recompute-stale" in capsys.readouterr().out


def test_what_cannot_be_planned_keeps_no_mail_from_going_out(capsys, monkeypatch):
    def broken():
        raise LookupError

    monkeypatch.setattr("calendar_app.reminders.plan_reminders", broken)
    monkeypatch.setattr("engagements.reminders.plan_step_reminders", broken)
    cluster = make_cluster("MOZ")
    make_person(Role.COORDINATOR, cluster)
    make_series(cluster=cluster, starts_on=dt.date(2027, 1, 6), owner_role=Role.COORDINATOR)
    with time_machine.travel(NOON, tick=False), pytest.raises(ExceptionGroup) as failed:
        call_command("run_periodic")
    calendar, (step,) = failed.value.exceptions[0], failed.value.exceptions[1].exceptions
    assert {type(calendar), type(step)} == {LookupError}
    # The series by the same task as the steps, and the year by one of the others.
    sent = Delivery.objects.filter(state=DeliveryState.SENT).values_list("kind", flat=True)
    assert sorted(sent) == ["calendar.year_planning", "interaction.series_due"]
    # What did not run to its end is not said to have run.
    assert set(settings.CELERY_BEAT_SCHEDULE) - set(heartbeat.last_runs()) == {"plan-reminders", "plan-step-reminders"}
