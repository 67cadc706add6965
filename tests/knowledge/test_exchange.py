"""Peer exchange: coordinators and those they invited, notes by nobody, a list of people for the organisers alone."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.actions import end_membership
from clusters.enums import Role
from clusters.models import Membership
from core import clock
from core.errors import Refused, Stale
from core.models import AuditEntry, Delivery
from core.outbox import Dropped
from knowledge.actions import exchange as actions
from knowledge.enums import ExchangeState
from knowledge.models import ExchangeConcern, ExchangeInvitation, ExchangeReply, PeerExchange
from knowledge.notices.exchange import prepare
from knowledge.queries import exchange as queries
from tests.factories import make_cluster, make_person
from tests.factories.knowledge import make_exchange

pytestmark = pytest.mark.django_db


class Here:
    def __init__(self):
        self.cluster = make_cluster("NGA")
        self.lead = make_person(Role.COORDINATOR, self.cluster)
        self.member = make_person(Role.MEMBER, self.cluster, name="Member Umbrella")
        self.uninvited = make_person(Role.MEMBER, self.cluster)
        self.far = make_person(Role.CO_COORDINATOR, make_cluster("MOZ"))
        self.far_member = make_person(Role.MEMBER, make_cluster("MLI"))
        self.gpc = make_person(Role.GPC)
        self.helper = make_person(Role.TASK_TEAM)
        Authenticator.objects.create(user=self.helper, type=Authenticator.Type.TOTP, data={})

    def plan(self, **fields):
        wanted = {
            "title": "How we raised it",
            "kind": "advocacy",
            "starts_at": clock.now() + dt.timedelta(days=20),
            "time_zone": "Africa/Lagos",
            **fields,
        }
        return actions.plan_exchange(by=self.helper, **wanted)

    def invite(self, exchange):
        return actions.invite_guest(exchange=exchange, cluster=self.cluster, person=self.member, by=self.lead)

    def seers(self, exchange):
        return {
            name
            for name, person in vars(self).items()
            if name != "cluster" and PeerExchange.objects.visible_to(person).filter(pk=exchange.pk).exists()
        }


@pytest.fixture
def here():
    return Here()


def told(exchange, kind):
    rows = Delivery.objects.filter(subject_type=actions.TARGET, subject_id=str(exchange.pk), kind=kind)
    return {row.recipient_id for row in rows if row.state != "cancelled"}


# --- Who sees it -----------------------------------------------------------------------------------------------------


def test_coordinators_and_those_they_invited_see_it(here):
    exchange = here.plan()
    assert here.seers(exchange) == {"lead", "far", "helper"}
    here.invite(exchange)
    here.invite(exchange)
    assert here.seers(exchange) == {"lead", "far", "helper", "member"}
    assert ExchangeInvitation.objects.visible_to(here.lead).count() == 1
    assert told(exchange, actions.INVITED) == {here.lead.pk, here.far.pk, here.member.pk}
    end_membership(membership=Membership.objects.get(user=here.member), by=here.lead)
    assert "member" not in here.seers(exchange)


def test_one_invites_people_of_the_own_cluster_only(here):
    exchange = here.plan()
    with pytest.raises(ValidationError):
        actions.invite_guest(exchange=exchange, cluster=here.cluster, person=here.far_member, by=here.lead)
    with pytest.raises(Refused):
        actions.invite_guest(exchange=exchange, cluster=here.cluster, person=here.uninvited, by=here.far)
    with pytest.raises(Refused):
        actions.invite_guest(exchange=exchange, cluster=here.cluster, person=here.uninvited, by=here.member)
    assert not ExchangeInvitation.objects.visible_to(here.helper).exists()


def test_taking_the_invitation_back_shuts_it(here):
    exchange = here.plan()
    row = here.invite(exchange)
    actions.reply(exchange=exchange, answer="coming", by=here.member)
    with pytest.raises(Refused):
        actions.take_back_invitation(invitation=row, by=here.member)
    actions.take_back_invitation(invitation=row, by=here.lead)
    assert "member" not in here.seers(exchange)
    assert queries.people_coming(here.helper, exchange) == []


def test_the_uninvited_get_404_and_an_empty_list(here, client):
    exchange = here.plan()
    client.force_login(here.uninvited)
    for name in ("detail", "edit", "off", "notes", "reply", "guest", "concern"):
        url = reverse(f"knowledge:exchange-{name}", args=[exchange.pk])
        assert client.post(url).status_code in {404, 405}
        assert client.get(url).status_code in {404, 405}
    page = client.get(reverse("knowledge:exchange-list")).content.decode()
    assert "How we raised it" not in page
    assert "You have no invitation" in page
    assert client.get(reverse("knowledge:exchange-plan")).status_code == 404


# --- Who takes part --------------------------------------------------------------------------------------------------


def test_who_takes_part_is_known_to_the_organisers_and_to_oneself(here, client):
    exchange = here.plan()
    here.invite(exchange)
    actions.reply(exchange=exchange, answer="coming", by=here.member)
    actions.reply(exchange=exchange, answer="not_coming", by=here.far)
    actions.reply(exchange=exchange, answer="not_coming", by=here.far)
    assert queries.people_coming(here.helper, exchange) == [here.member]
    assert queries.people_coming(here.lead, exchange) == []
    assert not ExchangeReply.objects.visible_to(here.lead).exists()
    assert list(ExchangeReply.objects.visible_to(here.far).values_list("reply", flat=True)) == ["not_coming"]
    url = reverse("knowledge:exchange-detail", args=[exchange.pk])
    client.force_login(here.far)
    assert "Member Umbrella" not in client.get(url).content.decode()
    client.force_login(here.helper)
    assert "Member Umbrella" in client.get(url).content.decode()
    assert str(here.member) not in str(list(AuditEntry.objects.visible_to(here.helper).values()))
    with pytest.raises(Refused):
        actions.reply(exchange=exchange, answer="coming", by=here.uninvited)
    with pytest.raises(ValidationError):
        actions.reply(exchange=exchange, answer="perhaps", by=here.lead)


# --- Notes -----------------------------------------------------------------------------------------------------------


def test_the_tables_have_no_room_for_speakers():
    names = {field.name for model in (PeerExchange, ExchangeConcern) for field in model._meta.get_fields()}
    assert not [name for name in names if "speaker" in name or "affiliation" in name or "raised_by" in name]


def test_notes_come_after_it_with_a_count_and_a_promise(here):
    exchange = here.plan()
    wanted = {"exchange": exchange, "notes": "It helped", "attendance": 9, "names_nobody": True, "by": here.helper}
    with pytest.raises(Refused):
        actions.write_notes(expected_version=1, **wanted)
    PeerExchange.objects.visible_to(here.helper).update(starts_at=clock.now() - dt.timedelta(hours=1))
    exchange.refresh_from_db()
    for change, field in (({"names_nobody": False}, "names_nobody"), ({"attendance": None}, "attendance")):
        with pytest.raises(ValidationError) as error:
            actions.write_notes(expected_version=1, **{**wanted, **change})
        assert field in error.value.message_dict
    with pytest.raises(Refused):
        actions.write_notes(expected_version=1, **{**wanted, "by": here.lead})
    with pytest.raises(Stale):
        actions.write_notes(expected_version=5, **wanted)
    actions.write_notes(expected_version=1, **wanted)
    fresh = PeerExchange.objects.visible_to(here.far).get()
    assert (fresh.state, fresh.attendance, fresh.notes) == (ExchangeState.HELD, 9, "It helped")
    assert "It helped" not in str(list(AuditEntry.objects.visible_to(here.helper).values()))


def test_a_concern_has_no_author_and_gets_an_answer(here, client):
    exchange = here.plan()
    client.force_login(here.far)
    url = reverse("knowledge:exchange-concern", args=[exchange.pk])
    assert client.post(url, {"text": " "}).status_code == 422
    assert client.post(url, {"text": "Who listens?"}).status_code == 302
    row = ExchangeConcern.objects.visible_to(here.helper).get()
    assert not AuditEntry.objects.visible_to(here.helper).filter(actor_id=here.far.pk).exists()
    assert queries.concerns_waiting(here.helper) == [row]
    assert queries.concerns_waiting(here.lead) == []
    answer = reverse("knowledge:exchange-answer", args=[exchange.pk, row.pk])
    assert client.post(answer, {"answer": "x", "version": "1"}).status_code == 403
    client.force_login(here.helper)
    assert client.post(answer, {"answer": "Nobody records.", "version": "4"}).status_code == 409
    assert client.post(answer, {"answer": "Nobody records.", "version": "1"}).status_code == 302
    assert queries.concerns_waiting(here.helper) == []
    client.force_login(here.lead)
    page = client.get(reverse("knowledge:exchange-detail", args=[exchange.pk])).content.decode()
    assert "Nobody records." in page


# --- Planning, mails -------------------------------------------------------------------------------------------------


def test_only_the_task_team_plans_and_not_into_the_past(here):
    for person in (here.lead, here.member, here.gpc):
        with pytest.raises(Refused):
            actions.plan_exchange(
                title="x", kind="open", starts_at=clock.now() + dt.timedelta(days=2), time_zone="UTC", by=person
            )
    for fields, name in (
        ({"starts_at": clock.now() - dt.timedelta(hours=1)}, "starts_at"),
        ({"kind": "gossip"}, "kind"),
        ({"title": " "}, "title"),
    ):
        with pytest.raises(ValidationError) as error:
            here.plan(**fields)
        assert name in error.value.message_dict


def test_reminders_come_a_week_and_a_day_before_and_move_with_the_hour(here):
    exchange = here.plan()
    rows = Delivery.objects.filter(kind=actions.REMINDER, recipient=here.far, state="queued")
    assert {row.lead_days: row.not_before for row in rows} == {
        days: exchange.starts_at - dt.timedelta(days=days) for days in (7, 1)
    }
    later = exchange.starts_at + dt.timedelta(days=3)
    old = list(rows)
    actions.change_exchange(exchange=exchange, expected_version=1, starts_at=later, by=here.helper)
    assert {row.not_before for row in rows.all()} == {later - dt.timedelta(days=7), later - dt.timedelta(days=1)}
    assert isinstance(prepare(old[0], here.far), Dropped)
    mail = prepare(rows.all()[0], here.far)
    assert "Chatham House Rule" in " ".join(mail.paragraphs)
    actions.reply(exchange=exchange, answer="not_coming", by=here.far)
    assert isinstance(prepare(rows.all()[0], here.far), Dropped)
    assert isinstance(prepare(rows.all()[0], here.uninvited), Dropped)


def test_calling_off_tells_everybody_invited_and_ends_the_reminders(here):
    exchange = here.plan()
    here.invite(exchange)
    with pytest.raises(ValidationError):
        actions.call_off(exchange=exchange, reason=" ", expected_version=1, by=here.helper)
    actions.call_off(exchange=exchange, reason="Too few", expected_version=1, by=here.helper)
    assert told(exchange, actions.CALLED_OFF) == {here.lead.pk, here.far.pk, here.member.pk}
    assert told(exchange, actions.REMINDER) == set()
    with pytest.raises(Refused):
        actions.reply(exchange=exchange, answer="coming", by=here.lead)
    with pytest.raises(Refused):
        here.invite(exchange)


# --- Pages -----------------------------------------------------------------------------------------------------------


def test_the_task_team_plans_by_the_form(here, client):
    client.force_login(here.helper)
    url = reverse("knowledge:exchange-plan")
    data = {"title": "Typed title", "kind": "advocacy", "day": "2020-01-01", "hour": "15:00", "minutes": "60"}
    data |= {"time_zone": "Africa/Lagos", "language": "fr", "with_ohchr": "on"}
    answer = client.post(url, data)
    assert answer.status_code == 422
    assert "Typed title" in answer.content.decode()
    assert client.post(url, {**data, "time_zone": "Mars/Base"}).status_code == 422
    day = (clock.today() + dt.timedelta(days=30)).isoformat()
    assert client.post(url, {**data, "day": day}).status_code == 302
    made = PeerExchange.objects.visible_to(here.far).get()
    # Lagos is an hour ahead of UTC all the year.
    assert (made.starts_at.hour, made.with_ohchr, made.language) == (14, True, "fr")
    edit = reverse("knowledge:exchange-edit", args=[made.pk])
    assert 'value="15:00"' in client.get(edit).content.decode()
    assert client.post(edit, {**data, "day": day, "version": "9"}).status_code == 409
    client.force_login(here.lead)
    page = client.get(reverse("knowledge:exchange-detail", args=[made.pk])).content.decode()
    assert "Member Umbrella" in page
    guests = reverse("knowledge:exchange-guest", args=[made.pk])
    assert client.post(guests, {"person": here.far_member.pk}).status_code == 422
    assert client.post(guests, {"person": here.member.pk}).status_code == 302
    row = ExchangeInvitation.objects.visible_to(here.lead).get()
    assert client.post(guests, {"remove": "99999"}).status_code == 404
    assert client.post(guests, {"remove": str(row.pk)}).status_code == 302
    assert not ExchangeInvitation.objects.visible_to(here.lead).exists()


def test_the_list_asks_the_same_for_one_and_for_thirty(here, client):
    client.force_login(here.far)
    counts = []
    for number in (1, 29):
        for _row in range(number):
            make_exchange()
        client.get(reverse("knowledge:exchange-list"))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("knowledge:exchange-list")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15, counts
