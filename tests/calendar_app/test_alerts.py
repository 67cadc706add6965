"""Alerts reach coordinators whom a visit or a call concerns: once for each date and state, nobody else."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse

from calendar_app import actions
from calendar_app.actions.following import follow_themes, rank_mandate
from calendar_app.actions.preferences import mute_entry
from calendar_app.enums import Audience, Certainty, EntryKind, Publication, VisitStage
from calendar_app.models import EntryTheme
from calendar_app.notices.alerts import ALERT, ALERT_SUBJECT
from clusters.enums import Rhythm, Role
from clusters.models import Membership
from core import outbox
from core.events import announce
from core.models import Delivery, Stop
from mechanisms.enums import Family
from mechanisms.models import Theme
from tests.factories import make_entry, make_mechanism, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def rapporteur():
    return make_mechanism("sp-idps", family=Family.SPECIAL_PROCEDURE, name="Special Rapporteur", short_name="SR")


def told():
    return sorted(Delivery.objects.filter(kind=ALERT).values_list("recipient_id", flat=True))


def call(rapporteur, **fields):
    values = {"kind": EntryKind.CALL_FOR_INPUT, "mechanism": rapporteur, "title": "Report on camps", "country": None}
    return make_entry(**{**values, "publication": Publication.DRAFT, "due_on": dt.date(2027, 2, 1), **fields})


def publish(entry, by):
    return actions.publish_entry(entry=entry, by=by)


def visit(moz, rapporteur, **fields):
    values = {"kind": EntryKind.COUNTRY_VISIT, "mechanism": rapporteur, "country": moz.country, "title": "Visit"}
    return make_entry(**{**values, "due_on": dt.date(2027, 3, 1), "audience": Audience.COORDINATORS, **fields})


def change_stage(entry, stage):
    old, entry.stage = entry.stage, stage
    entry.save()
    announce("visit_stage_changed", entry=entry, old_stage=old, new_stage=stage, by=None)


def test_a_call_of_a_ranked_mandate_is_told_to_that_cluster_only(
    task_team, coordinator, member, stranger, moz, rapporteur
):
    rank_mandate(cluster=moz, year=2026, mechanism=rapporteur, by=coordinator)
    publish(call(rapporteur), task_team)
    outbox.deliver_due()
    (message,) = mail.outbox
    assert message.to == [coordinator.email]
    assert message.subject == "SR: Report on camps – new call for input"
    assert "which follows this mandate or theme" in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_call_with_a_followed_theme(task_team, coordinator, moz, rapporteur):
    theme = Theme.objects.create(key="camps", name="Camps")
    by_date = call(rapporteur)
    EntryTheme.objects.create(entry=by_date, theme=theme)
    publish(by_date, task_team)
    assert told() == []
    follow_themes(cluster=moz, themes=[theme.pk], by=coordinator)
    rapporteur.themes.add(theme)
    publish(call(rapporteur, title="Another"), task_team)
    assert told() == [coordinator.pk]


def test_published_again_nobody_hears_twice(task_team, coordinator, moz, rapporteur):
    rank_mandate(cluster=moz, year=2026, mechanism=rapporteur, by=coordinator)
    entry = publish(call(rapporteur), task_team)
    outbox.deliver_due()
    actions.unpublish_entry(entry=entry, reason="wrong", by=task_team)
    publish(entry, task_team)
    outbox.deliver_due()
    assert len(mail.outbox) == 1


def test_taken_back_before_it_went_it_does_not_go(task_team, coordinator, moz, rapporteur):
    rank_mandate(cluster=moz, year=2026, mechanism=rapporteur, by=coordinator)
    entry = publish(call(rapporteur), task_team)
    actions.unpublish_entry(entry=entry, reason="wrong", by=task_team)
    outbox.deliver_due()
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (VisitStage.REQUESTED, 0),
        (VisitStage.AGREED, 1),
        (VisitStage.CONFIRMED, 1),
        (VisitStage.POSTPONED, 1),
        (VisitStage.DONE, 0),
    ],
)
def test_stages_of_a_visit(coordinator, member, stranger, moz, rapporteur, stage, expected):
    change_stage(visit(moz, rapporteur), stage)
    assert told() == [coordinator.pk] * expected


def test_each_stage_is_told_once_and_what_was_overtaken_is_not(coordinator, moz, rapporteur):
    entry = visit(moz, rapporteur, audience=Audience.OPEN, certainty=Certainty.CONFIRMED)
    change_stage(entry, VisitStage.AGREED)
    change_stage(entry, VisitStage.CONFIRMED)
    announce("visit_stage_changed", entry=entry, old_stage="", new_stage=entry.stage, by=None)
    outbox.deliver_due()
    assert [message.subject for message in mail.outbox] == ["Mozambique, SR: Visit – Confirmed"]
    change_stage(entry, VisitStage.POSTPONED)
    change_stage(entry, VisitStage.CONFIRMED)
    outbox.deliver_due()
    assert len(mail.outbox) == 1


def test_a_visit_for_coordinators_is_not_named(coordinator, moz, rapporteur):
    change_stage(visit(moz, rapporteur, title="Secret visit"), VisitStage.AGREED)
    outbox.deliver_due()
    (message,) = mail.outbox
    assert "Secret" not in message.subject + message.body
    assert "SR" not in message.subject


def test_a_draft_alerts_nobody(coordinator, moz, rapporteur):
    change_stage(visit(moz, rapporteur, publication=Publication.DRAFT), VisitStage.AGREED)
    assert told() == []


def test_muted_stopped_and_wanting_no_mails(task_team, coordinator, moz, rapporteur):
    make_person(Role.CO_COORDINATOR, moz, reminder_rhythm=Rhythm.NONE)
    stopped = make_person(Role.CO_COORDINATOR, moz)
    entry = visit(moz, rapporteur)
    mute_entry(entry=entry, by=coordinator)
    outbox.stop_mails(kind=ALERT, subject_type=ALERT_SUBJECT, thing="visits", by=stopped)
    change_stage(entry, VisitStage.AGREED)
    assert told() == [stopped.pk]
    outbox.deliver_due()
    assert mail.outbox == []


def test_who_handed_over_gets_none(coordinator, moz, rapporteur):
    change_stage(visit(moz, rapporteur), VisitStage.AGREED)
    Membership.objects.filter(user=coordinator).update(ends_on=dt.date(2026, 11, 1))
    outbox.deliver_due()
    assert mail.outbox == []


def test_a_call_on_one_country_is_told_to_that_country(task_team, coordinator, stranger, moz, rapporteur):
    publish(call(rapporteur, country=moz.country), task_team)
    assert told() == [coordinator.pk]


def test_the_setting_is_the_same_as_the_link_in_the_mail(login, coordinator, member, moz, rapporteur):
    client = login(coordinator)
    page = reverse("calendar:reminder-preferences")
    assert client.get(page).content.count(b'name="news"') == 3
    assert b'name="news"' not in login(member).get(page).content
    address = reverse("calendar:news-wanted")
    client.post(address, {"news": ["calls", "outcomes", "nonsense"]})
    client.post(address, {"news": ["calls", "outcomes"]})
    assert Stop.objects.get(user=coordinator).subject_id == "visits"
    change_stage(visit(moz, rapporteur), VisitStage.AGREED)
    outbox.deliver_due()
    assert mail.outbox == []
    client.post(address, {"news": ["calls", "outcomes", "visits"]})
    assert not Stop.objects.filter(user=coordinator).exists()
