"""Share with members: who is reached, what is refused, what the mail says, what happens the second time."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_app.actions.outcomes import create_outcome, unpublish_outcome
from calendar_app.actions.sharing import SHARED, share
from calendar_app.enums import Audience, Certainty, EntryKind, EntryState, OutcomeKind, Precision, Publication
from calendar_app.models import Entry, Share
from calendar_app.policy import members_who_see
from calendar_app.queries import read_filter
from calendar_app.queries.sharing import audiences, calendar_subject, entry_subject, outcomes_subject
from clusters.enums import Role
from clusters.models import Membership, Organisation
from core import clock, outbox
from core.errors import Refused
from core.models import AuditEntry, Delivery
from tests.factories import make_cluster, make_entry, make_mechanism, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def date(moz):
    return make_entry(title="Submissions", country=moz.country, due_on=dt.date(2027, 1, 18))


def names(people):
    return sorted(person.user_id for person in people)


def test_everyone_in_the_circle_gets_one_mail_and_nobody_else(coordinator, member, stranger, moz, date):
    organisation = Organisation.objects.create(name="Helpers")
    sag = make_person(Role.SAG, moz, organisation=organisation)
    make_person(Role.OHCHR, moz)
    make_person(Role.MEMBER, moz, ends_on=clock.today() - dt.timedelta(days=1))
    make_person(Role.MEMBER, moz, is_active=False)
    sent = share(cluster=moz, subject=entry_subject(date), message="Please read <b>\nhttps://x.example", by=coordinator)
    outbox.deliver_due()
    assert sorted(message.to[0] for message in mail.outbox) == sorted([member.email, sag.email])
    assert sorted(sent.recipient_ids) == sorted([member.pk, sag.pk])
    text, html = mail.outbox[0].body, mail.outbox[0].alternatives[0].content
    assert "Please read <b>" in text
    assert "&lt;b&gt;" in html
    assert "https://x" not in text + html
    assert "18 January 2027" in mail.outbox[0].subject
    assert f"of {moz}, whose coordinators shared it" in text
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    act = AuditEntry.objects.unscoped("test").get(verb="share.sent")
    assert act.cluster_id == moz.pk
    assert act.after == {"what": "entry", "id": str(date.pk), "people": 2}


def test_only_coordinators_share(member, stranger, moz, date):
    for person in (member, stranger):
        with pytest.raises(Refused):
            share(cluster=moz, subject=entry_subject(date), by=person)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"audience": Audience.COORDINATORS},
        {"publication": Publication.DRAFT},
        {"state": EntryState.CANCELLED},
        {"kind": EntryKind.COUNTRY_VISIT, "certainty": Certainty.PROVISIONAL, "audience": Audience.COORDINATORS},
    ],
)
def test_what_stays_with_the_coordinators_cannot_be_shared(login, coordinator, member, moz, fields):
    date = make_entry(country=moz.country, cluster=moz, **fields)
    with pytest.raises(Refused):
        entry_subject(date)
    assert login(coordinator).post(reverse("calendar:entry-share", args=[date.pk])).status_code == 403
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("audience", [Audience.MEMBERS, Audience.OPEN])
def test_a_visit_that_is_not_confirmed_is_shared_by_an_explicit_word_only(login, coordinator, member, moz, audience):
    visit = make_entry(
        title="Visit of the Rapporteur",
        kind=EntryKind.COUNTRY_VISIT,
        certainty=Certainty.PROVISIONAL,
        country=moz.country,
        audience=audience,
        due_on=dt.date(2027, 3, 1),
    )
    with pytest.raises(ValidationError) as error:
        share(cluster=moz, subject=entry_subject(visit), by=coordinator)
    assert "confirmed_sharing" in error.value.error_dict
    client, address = login(coordinator), reverse("calendar:entry-share", args=[visit.pk])
    assert "confirmed_sharing" in client.get(address).content.decode()
    refused = client.post(address, {"cluster": moz.pk})
    assert refused.status_code == 422
    assert "Say that you mean to tell your members of it." in refused.content.decode()
    assert not Delivery.objects.exists()
    assert client.post(address, {"cluster": moz.pk, "confirmed_sharing": "on"}).status_code == 302
    act = AuditEntry.objects.unscoped("test").get(verb="share.sent")
    assert act.after == {"what": "entry", "id": str(visit.pk), "people": 1, "confirmed_sharing": True}
    outbox.deliver_due()
    (message,) = mail.outbox
    assert message.to == [member.email]
    # The mail may be read by others: it names nothing, whoever may see the visit.
    assert "Visit of the Rapporteur" not in message.subject + message.body
    page = login(member).get(reverse("calendar:entry-detail", args=[visit.pk]))
    assert "Visit of the Rapporteur" in page.content.decode()


def test_a_confirmed_visit_needs_no_word(coordinator, member, moz):
    visit = make_entry(kind=EntryKind.COUNTRY_VISIT, country=moz.country, due_on=dt.date(2027, 3, 1))
    assert not entry_subject(visit).needs_word
    share(cluster=moz, subject=entry_subject(visit), by=coordinator)
    assert "confirmed_sharing" not in AuditEntry.objects.unscoped("test").get(verb="share.sent").after


def test_the_second_time_asks_and_a_changed_date_is_news(coordinator, member, moz, date):
    share(cluster=moz, subject=entry_subject(date), by=coordinator)
    with pytest.raises(ValidationError) as caught:
        share(cluster=moz, subject=entry_subject(date), by=coordinator)
    assert list(caught.value.message_dict) == ["again"]
    share(cluster=moz, subject=entry_subject(date), again=True, by=coordinator)
    date.sequence += 1
    share(cluster=moz, subject=entry_subject(date), by=coordinator)
    assert Delivery.objects.filter(kind=SHARED).count() == 3


def test_nobody_to_send_to_says_so(coordinator, moz, date):
    with pytest.raises(ValidationError):
        share(cluster=moz, subject=entry_subject(date), by=coordinator)
    assert not Share.objects.visible_to(coordinator).exists()


def test_delivery_looks_again(coordinator, member, moz, date):
    leaver = make_person(Role.MEMBER, moz)
    share(cluster=moz, subject=entry_subject(date), by=coordinator)
    Membership.objects.filter(user=leaver).update(ends_on=clock.today() - dt.timedelta(days=1))
    outbox.deliver_due()
    assert [message.to for message in mail.outbox] == [[member.email]]
    share(cluster=moz, subject=entry_subject(date), again=True, by=coordinator)
    Entry.objects.visible_to(coordinator).filter(pk=date.pk).update(audience=Audience.COORDINATORS)
    outbox.deliver_due()
    assert len(mail.outbox) == 1


def test_what_few_see_is_not_named_in_the_mail(coordinator, member, moz):
    date = make_entry(title="Secret meeting", country=moz.country, audience=Audience.MEMBERS)
    sent = share(cluster=moz, subject=entry_subject(date), message="About the secret", by=coordinator)
    outbox.deliver_due()
    (message,) = mail.outbox
    assert sent.message == ""
    for words in ("Secret", "secret", "UPR"):
        assert words not in message.subject + message.body
    assert f"/calendar/dates/{date.pk}/" in message.body


def test_members_of_another_node_are_left_out_and_named(coordinator, moz):
    north, south = make_cluster("MOZ", parent=moz), make_cluster("MOZ", parent=moz)
    own, other = make_person(Role.MEMBER, north), make_person(Role.MEMBER, south)
    date = make_entry(country=moz.country, cluster=north, audience=Audience.MEMBERS)
    circle = audiences(moz, entry_subject(date), coordinator)
    assert (names(circle.reached), names(circle.left_out)) == ([own.pk], [other.pk])


@pytest.mark.parametrize("audience", Audience.values)
@pytest.mark.parametrize("of_cluster", [True, False])
@pytest.mark.parametrize("publication", Publication.values)
def test_the_reverse_rule_agrees_with_the_rule(moz, audience, of_cluster, publication):
    """`members_who_see` says of each person of the circle what `visible_to` says."""
    node, other = make_cluster("MOZ", parent=moz), make_cluster("MOZ")
    fields = {"cluster": node} if of_cluster else {}
    date = make_entry(country=moz.country, audience=audience, publication=publication, **fields)
    people = [
        make_person(role, cluster)
        for cluster in (moz, node, other, make_cluster("SYR"))
        for role in (Role.MEMBER, Role.SAG, Role.COORDINATOR)
    ]
    by_rule = {each.pk for each in people if Entry.objects.visible_to(each).filter(pk=date.pk).exists()}
    held = Membership.objects.filter(members_who_see(date), user__in=people)
    found = set(held.values_list("user_id", flat=True))
    if publication == Publication.PUBLISHED:
        assert found == by_rule
    else:
        # Coordinators see their cluster's drafts; a draft is never shared all the same.
        assert found == set()


def test_one_press_stops_all_sharing_of_the_cluster(coordinator, member, moz, date):
    share(cluster=moz, subject=entry_subject(date), by=coordinator)
    outbox.deliver_due()
    address = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    answer = Client().post(urlsplit(address).path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    share(cluster=moz, subject=entry_subject(date), again=True, by=coordinator)
    outbox.deliver_due()
    assert len(mail.outbox) == 1


def outcome(title, kind, by, **fields):
    values = {"title": title, "kind": kind, "mechanism": make_mechanism(), **fields}
    return create_outcome(**values, publish=True, by=by)


def test_outcomes_go_as_one_digest_in_labelled_sections(coordinator, member, moz, task_team):
    rows = [
        outcome("A resolution", OutcomeKind.RESOLUTION, task_team, symbol="A/1"),
        outcome("A statement", OutcomeKind.STATEMENT, task_team),
        outcome("A standard", OutcomeKind.STANDARD, task_team, summary="What it asks"),
    ]
    share(cluster=moz, subject=outcomes_subject(rows), by=coordinator)
    unpublish_outcome(outcome=rows[1], reason="wrong", by=task_team)
    outbox.deliver_due()
    text = mail.outbox[0].body
    assert "Outcomes: A resolution · A/1" in text
    assert "Standards: A standard: What it asks" in text
    assert "A statement" not in text
    assert text.index("A resolution") < text.index("A standard")


def test_a_filtered_calendar_gives_each_what_she_may_see(coordinator, member, moz, date):
    make_entry(title="Hidden visit", country=moz.country, audience=Audience.COORDINATORS, due_on=dt.date(2027, 1, 2))
    make_entry(title="Next review", country=moz.country, due_on=dt.date(2027, 8, 1), precision=Precision.SEASON)
    make_entry(title="For members", country=moz.country, audience=Audience.MEMBERS, due_on=dt.date(2027, 1, 3))
    chosen = read_filter(QueryDict("family=upr&range=year"))
    share(cluster=moz, subject=calendar_subject(chosen, moz.country), message="See", by=coordinator)
    outbox.deliver_due()
    text = mail.outbox[0].body
    assert "18 January 2027: Submissions (UPR)" in text
    assert "about August 2027: Next review (UPR)" in text
    assert "Hidden" not in text
    assert "For members" not in text
    assert "left out of this mail" in text
    assert "family=upr" in text


def test_the_page_shows_who_gets_it_and_the_mail_itself(login, coordinator, member, moz, date):
    client = login(coordinator)
    address = reverse("calendar:entry-share", args=[date.pk])
    page = client.get(address)
    assert page.status_code == 200
    assert member.name.encode() in page.content
    assert b"Send to those ticked" in page.content
    assert b"You get this because" in page.content
    assert not Delivery.objects.exists()
    look = client.post(address, {"message": "My words", "preview": "1", "cluster": moz.pk})
    assert look.status_code == 200
    assert look.content.count(b"My words") == 2
    assert not Delivery.objects.exists()
    assert client.post(address, {"message": "My words", "cluster": moz.pk}).status_code == 302
    assert Delivery.objects.filter(kind=SHARED).count() == 1
    again = client.get(address)
    assert b"Shared on 21 November 2026 with 1 person." in again.content
    assert client.post(address, {"message": "kept words"}).status_code == 422
    assert client.post(address, {"again": "on"}).status_code == 302
    assert Delivery.objects.filter(kind=SHARED).count() == 2


def test_outcomes_and_calendar_are_shared_from_their_pages(login, coordinator, member, moz, task_team, date):
    client = login(coordinator)
    rows = [outcome(f"Outcome {number}", OutcomeKind.REPORT, task_team) for number in range(2)]
    digest = reverse("calendar:share-outcomes") + "?" + "&".join(f"outcome={row.pk}" for row in rows)
    for address in (
        reverse("calendar:outcome-share", args=[rows[0].pk]),
        digest,
        reverse("calendar:share-calendar") + "?family=upr",
    ):
        assert client.get(address).status_code == 200, address
        assert client.post(address, {}).status_code == 302, address
    kinds = Share.objects.visible_to(coordinator).order_by("pk").values_list("subject_type", flat=True)
    assert [kind.partition(".")[2] for kind in kinds] == ["outcome", "outcome", "calendar"]
    assert client.get(reverse("calendar:share-outcomes") + "?outcome=x&outcome=99999999999").status_code == 302
    assert login(member).get(reverse("calendar:share-calendar")).status_code == 403


def test_a_calendar_of_another_country_is_not_mine_to_share(login, coordinator):
    make_cluster("SYR")
    assert login(coordinator).get(reverse("calendar:share-calendar") + "?country=SYR").status_code == 403
    assert login(coordinator).get(reverse("calendar:share-calendar") + "?country=XXX").status_code == 404


def test_the_page_takes_the_same_queries_for_one_and_thirty(login, coordinator, member, moz, date):
    client = login(coordinator)
    address = reverse("calendar:entry-share", args=[date.pk])

    def queries():
        with CaptureQueriesContext(connection) as log:
            assert client.get(address).status_code == 200
        return len(log)

    queries()
    few = queries()
    for _ in range(29):
        make_person(Role.MEMBER, moz)
    assert queries() == few <= 15


def test_a_digest_goes_to_chosen_members_only(login, coordinator, member, moz, date):
    other = make_person(Role.MEMBER, moz)
    client, address = login(coordinator), reverse("calendar:entry-share", args=[date.pk])
    assert client.post(address, {"choose": "1"}).status_code == 422
    assert client.post(address, {"choose": "1", "people": [member.pk]}).status_code == 302
    assert Share.objects.visible_to(coordinator).get().recipient_ids == [member.pk]
    page = client.get(address).content.decode()
    assert "has it already" in page
    # Those who have it are not ticked; the others get it without another word.
    assert f'value="{other.pk}" checked' in page
    assert f'value="{member.pk}" checked' not in page
    assert client.post(address, {"choose": "1", "people": [member.pk, other.pk]}).status_code == 422
    assert client.post(address, {"choose": "1", "people": [other.pk]}).status_code == 302
    assert client.post(address, {"choose": "1", "people": [other.pk], "again": "on"}).status_code == 302


def test_members_join_a_day_of_general_discussion(login, member, moz):
    day = make_entry(kind=EntryKind.THEMATIC_DAY, due_on=dt.date(2027, 2, 1), country=None)
    client = login(member)
    page = client.get(reverse("calendar:entry-detail", args=[day.pk])).content.decode()
    assert "We want to join" in page
    client.post(reverse("calendar:entry-offer", args=[day.pk]), {"what": "Two people"})
    page = client.get(reverse("calendar:entry-detail", args=[day.pk])).content.decode()
    assert "You said that you want to join" in page
