"""Outcomes: kept by the Task Team, open once published, told once to the coordinators of their countries."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_app.actions.outcomes import (
    create_outcome,
    edit_outcome,
    publish_outcome,
    unpublish_outcome,
    verify_outcome,
)
from calendar_app.enums import OutcomeKind, Publication
from calendar_app.models import Outcome
from calendar_app.notices.outcomes import OUTCOME, OUTCOME_SUBJECT
from calendar_app.queries.outcomes import section_of
from clusters.enums import Rhythm, Role
from core import outbox
from core.enums import DeliveryState
from core.errors import Refused, Stale
from core.models import AuditEntry, Delivery
from mechanisms.enums import Family
from mechanisms.models import Theme
from tests.factories import make_cluster, make_country, make_mechanism, make_person, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def values(**changes):
    return {
        "title": "Report of the Working Group",
        "kind": OutcomeKind.REPORT,
        "mechanism": make_mechanism(),
        "countries": [make_country("MOZ")],
        "symbol": "A/HRC/63/6",
        "published_on": dt.date(2026, 9, 30),
        "source": "https://example.org/report",
        **changes,
    }


def verbs():
    return list(AuditEntry.objects.unscoped("test").order_by("pk").values_list("verb", flat=True))


def states():
    return sorted(Delivery.objects.filter(kind=OUTCOME).values_list("state", flat=True))


def test_only_the_task_team_keeps_outcomes(coordinator, member, task_team):
    outcome = create_outcome(**values(), by=task_team)
    for person in (coordinator, member):
        for act in (
            lambda by: create_outcome(**values(), by=by),
            lambda by: edit_outcome(outcome=outcome, title="x", by=by),
            lambda by: publish_outcome(outcome=outcome, by=by),
            lambda by: unpublish_outcome(outcome=outcome, reason="x", by=by),
            lambda by: verify_outcome(outcome=outcome, by=by),
        ):
            with pytest.raises(Refused):
                act(person)
    assert verbs() == ["outcome.created"]


def test_a_draft_is_seen_by_the_task_team_only(login, task_team, member):
    outcome = create_outcome(**values(), by=task_team)
    for name in ("calendar:outcome-detail", "api-outcome-detail"):
        address = reverse(name, args=[outcome.pk])
        assert login(task_team).get(address).status_code == 200
        assert login(member).get(address).status_code == 404
    assert b"Report of the Working Group" not in login(member).get(reverse("calendar:outcome-list")).content
    publish_outcome(outcome=outcome, by=task_team)
    assert login(member).get(reverse("calendar:outcome-detail", args=[outcome.pk])).status_code == 200


def test_each_coordinator_of_its_countries_is_told_once(task_team, coordinator, member, stranger, moz):
    outcome = create_outcome(**values(summary="It asks for\nhttps://evil.example more."), publish=True, by=task_team)
    outbox.deliver_due()
    (message,) = mail.outbox
    assert message.to == [coordinator.email]
    assert message.subject.startswith("Mozambique: new from UPR: Report of the Working Group")
    assert f"You get this because you are Coordinator of {moz}" in message.body
    assert "https://evil" not in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    unpublish_outcome(outcome=outcome, reason="wrong file", by=task_team)
    publish_outcome(outcome=outcome, by=task_team)
    edit_outcome(outcome=outcome, title="Another title", by=task_team)
    outbox.deliver_due()
    assert len(mail.outbox) == 1


def test_taken_back_before_it_went_nobody_hears_and_published_again_everybody_once(task_team, coordinator):
    outcome = create_outcome(**values(), publish=True, by=task_team)
    unpublish_outcome(outcome=outcome, reason="too early", by=task_team)
    outbox.deliver_due()
    assert (mail.outbox, states()) == ([], [DeliveryState.CANCELLED])
    publish_outcome(outcome=outcome, by=task_team)
    outbox.deliver_due()
    assert (len(mail.outbox), states()) == (1, [DeliveryState.SENT])


def test_a_country_added_later_is_told_then(task_team, coordinator, stranger):
    outcome = create_outcome(**values(), publish=True, by=task_team)
    outbox.deliver_due()
    edit_outcome(outcome=outcome, countries=["MOZ", "SYR"], by=task_team)
    outbox.deliver_due()
    assert [message.to for message in mail.outbox] == [[coordinator.email], [stranger.email]]


def test_the_rhythm_is_kept_and_who_wants_no_mails_gets_none(task_team, moz):
    daily = make_person(Role.COORDINATOR, moz, reminder_rhythm=Rhythm.DAILY, time_zone="Africa/Maputo")
    make_person(Role.CO_COORDINATOR, moz, reminder_rhythm=Rhythm.NONE)
    create_outcome(**values(), publish=True, by=task_team)
    (row,) = Delivery.objects.filter(kind=OUTCOME)
    assert row.recipient == daily
    # The next morning at seven in Maputo.
    assert row.not_before == dt.datetime(2026, 11, 22, 5, tzinfo=dt.UTC)


def test_who_left_or_stopped_these_mails_gets_none(task_team, coordinator, moz):
    create_outcome(**values(), publish=True, by=task_team)
    outbox.stop_mails(kind=OUTCOME, subject_type=OUTCOME_SUBJECT, thing="all", by=coordinator)
    outbox.deliver_due()
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"published_on": dt.date(2027, 1, 1)}, "published_on"),
        ({"published_on": dt.date(1930, 1, 1)}, "published_on"),
        ({"kind": "song"}, "kind"),
        ({"url": "javascript:alert(1)"}, "url"),
    ],
)
def test_impossible_outcomes_are_refused_at_their_field(task_team, changes, field):
    with pytest.raises(ValidationError) as caught:
        create_outcome(**values(**changes), by=task_team)
    assert list(caught.value.message_dict) == [field]
    assert not Outcome.objects.exists()


def test_a_session_of_another_mechanism_is_refused(task_team):
    session = make_session(mechanism=make_mechanism("hrc", family=Family.HRC))
    with pytest.raises(ValidationError) as caught:
        create_outcome(**values(session=session), by=task_team)
    assert list(caught.value.message_dict) == ["session"]


def test_an_edit_is_recorded_with_old_and_new_and_someone_quicker_is_noticed(task_team):
    outcome = create_outcome(**values(), by=task_team)
    edit_outcome(outcome=outcome, title="Second", expected_version=1, by=task_team)
    edit_outcome(outcome=outcome, title="Second", by=task_team)
    with pytest.raises(Stale):
        edit_outcome(outcome=outcome, title="Third", expected_version=1, by=task_team)
    act = AuditEntry.objects.unscoped("test").get(verb="outcome.changed")
    assert (act.before, act.after) == ({"title": "Report of the Working Group"}, {"title": "Second"})


@pytest.mark.parametrize(
    ("kind", "family", "section"),
    [
        (OutcomeKind.STATEMENT, Family.HRC, "news"),
        (OutcomeKind.RESOLUTION, Family.HRC, "outcomes"),
        (OutcomeKind.REPORT, Family.INVESTIGATION, "findings"),
        (OutcomeKind.OBSERVATIONS, Family.TREATY_BODY, "recommendations"),
        (OutcomeKind.REPORT, Family.UPR, "recommendations"),
        (OutcomeKind.REPORT, Family.SPECIAL_PROCEDURE, "outcomes"),
        (OutcomeKind.STANDARD, Family.TREATY_BODY, "standards"),
    ],
)
def test_the_five_kinds_of_content(kind, family, section):
    outcome = Outcome(kind=kind, mechanism=make_mechanism(f"m-{family}", family=family))
    assert section_of(outcome) == section


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("country=MOZ", ["one"]),
        ("mechanism=hrc", ["two"]),
        ("kind=resolution", ["two"]),
        ("year=2026", ["one"]),
        ("q=63/6", ["one"]),
        ("country=nowhere&q=%00", []),
        ("kind=song&session=99999999999&year=x", ["one", "two"]),
    ],
)
def test_filters_stand_in_the_address(login, member, task_team, query, found):
    council = make_mechanism("hrc", family=Family.HRC)
    create_outcome(**values(title="one"), publish=True, by=task_team)
    two = {"mechanism": council, "countries": [], "kind": OutcomeKind.RESOLUTION, "symbol": ""}
    create_outcome(**values(title="two", published_on=None, **two), publish=True, by=task_team)
    answer = login(member).get(reverse("calendar:outcome-list") + f"?{query}")
    assert sorted(row.title for row in answer.context["page"].rows) == found


def test_the_task_team_adds_edits_publishes_and_takes_back_on_the_pages(login, task_team):
    client = login(task_team)
    data = {"title": "A report", "kind": "report", "mechanism": make_mechanism().pk, "countries": ["MOZ"]}
    make_country("MOZ")
    answer = client.post(reverse("calendar:outcome-create"), {**data, "url": "ftp://example.org/x"})
    assert answer.status_code == 422
    assert b"A report" in answer.content
    assert client.post(reverse("calendar:outcome-create"), data).status_code == 302
    outcome = Outcome.objects.get()
    assert outcome.publication == Publication.DRAFT
    edit = reverse("calendar:outcome-edit", args=[outcome.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, {**data, "title": "Mine", "version": "7"}).status_code == 409
    assert client.post(edit, {**data, "title": "Mine", "version": "1"}).status_code == 302
    client.post(reverse("calendar:outcome-publish", args=[outcome.pk]))
    client.post(reverse("calendar:outcome-verify", args=[outcome.pk]))
    back = reverse("calendar:outcome-unpublish", args=[outcome.pk])
    assert client.post(back, {"reason": ""}).status_code == 422
    assert client.post(back, {"reason": "wrong"}).status_code == 302
    outcome.refresh_from_db()
    assert (outcome.title, outcome.publication, outcome.verified_by) == ("Mine", Publication.DRAFT, task_team)


def test_members_open_no_form(login, member):
    assert login(member).get(reverse("calendar:outcome-create")).status_code == 403


def test_the_api_gives_published_ones_and_takes_new_ones(login, task_team, member):
    body = {"title": "By program", "kind": "report", "mechanism": make_mechanism().key, "publish": True}
    address = reverse("api-outcome-list")
    assert login(member).post(address, body, content_type="application/json").status_code == 403
    assert login(task_team).post(address, body, content_type="application/json").status_code == 201
    (row,) = login(member).get(f"{address}?kind=report").json()["results"]
    assert row["title"] == "By program"


def test_it_stands_with_its_session_and_its_country(login, member, task_team, moz):
    session = make_session(mechanism=make_mechanism())
    create_outcome(**values(title="Of this session", session=session), publish=True, by=task_team)
    for address in (reverse("calendar:session-detail", args=[session.pk]), reverse("calendar:calendar")):
        assert b"Of this session" in login(member).get(address).content, address


def test_the_list_takes_the_same_queries_for_one_and_thirty(login, coordinator, task_team):
    client = login(coordinator)

    def queries():
        with CaptureQueriesContext(connection) as log:
            assert client.get(reverse("calendar:outcome-list")).status_code == 200
        return len(log)

    create_outcome(**values(), publish=True, by=task_team)
    queries()
    few = queries()
    for number in range(29):
        create_outcome(**values(symbol=f"A/{number}"), publish=True, by=task_team)
    assert queries() == few <= 15


def test_a_cluster_of_the_same_country_is_told_by_its_own_leads(task_team, moz, coordinator):
    other = make_person(Role.CO_COORDINATOR, make_cluster("MOZ"))
    create_outcome(**values(), publish=True, by=task_team)
    told = set(Delivery.objects.filter(kind=OUTCOME).values_list("recipient_id", flat=True))
    assert told == {coordinator.pk, other.pk}


def test_themes_are_chosen_on_the_form_and_find_the_outcome(login, task_team, member):
    camps, homes = (Theme.objects.create(key=key, name=key.title()) for key in ("camps", "homes"))
    client = login(task_team)
    kept = values()
    typed = {"title": kept["title"], "kind": kept["kind"], "mechanism": kept["mechanism"].pk, "themes": [camps.pk]}
    assert client.post(reverse("calendar:outcome-create"), {**typed, "publish": "1"}).status_code == 302
    outcome = Outcome.objects.get()
    assert list(outcome.themes.all()) == [camps]
    edited = {**typed, "themes": [camps.pk, homes.pk], "version": outcome.version}
    assert client.post(reverse("calendar:outcome-edit", args=[outcome.pk]), edited).status_code == 302
    act = AuditEntry.objects.unscoped("test").get(verb="outcome.changed")
    assert (act.before, act.after) == ({"themes": "camps"}, {"themes": "camps, homes"})
    page = login(member).get(reverse("calendar:outcome-detail", args=[outcome.pk])).content.decode()
    assert f"{reverse('calendar:outcome-list')}?theme=homes" in page
    for theme, is_found in (("homes", True), ("other", False)):
        found = login(member).get(reverse("calendar:outcome-list"), {"theme": theme}).content.decode()
        assert (f"/outcomes/{outcome.pk}/" in found) is is_found
    rows = login(member).get(reverse("api-outcome-list")).json()["results"]
    assert rows[0]["themes"] == ["camps", "homes"]
