"""The only way in: who may invite whom, what the link does in each state for each viewer, the mail."""

import datetime as dt
import re
import smtplib

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from clusters import actions
from clusters.enums import Role
from clusters.models import Invitation, Membership, Organisation, User
from core.errors import Refused
from core.models import AuditEntry
from tests.factories.clusters import make_cluster, make_organisation, make_person

pytestmark = pytest.mark.django_db

NEW = {"name": "Nadia New", "password": "a quiet river stone", "language": "fr", "time_zone": "Africa/Maputo"}


def verbs():
    return list(AuditEntry.objects.unscoped("assert on the whole trail").order_by("pk").values_list("verb", flat=True))


@pytest.fixture
def cluster():
    return make_cluster()


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster, name="Carla Coordinator")


@pytest.fixture
def invited(cluster, lead):
    return actions.invite_person(email="New@Test.example", role=Role.SAG, cluster=cluster, by=lead)


def link(secret):
    return reverse("clusters:invitation-accept", args=[secret])


# --- Making ----------------------------------------------------------------------------------------------------


def test_invite_mails_the_secret_and_keeps_its_hash(client, cluster, lead):
    client.force_login(lead)
    organisation = Organisation.objects.create(name="Aid Now")
    response = client.post(
        reverse("clusters:invite", args=[cluster.pk]),
        {"email": "New@Test.example", "role": "member", "organisation": organisation.pk, "language": "en"},
    )
    assert (response.status_code, response.url) == (302, reverse("clusters:cluster-people", args=[cluster.pk]))
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.organisation, invitation.mail_error) == ("new@test.example", organisation, "")
    assert invitation.mailed_at is not None
    message = mail.outbox[0]
    assert message.to == ["new@test.example"]
    secret = re.search(r"https://portal\.example/people/join/(\S+)/", message.body)[1]
    assert secret not in str(Invitation.objects.values().get())
    assert client.get(response.url).content.decode().count(secret) == 0
    assert verbs() == ["invitation.made"]
    entry = AuditEntry.objects.visible_to(lead).get()
    assert (entry.cluster_id, entry.after["role"]) == (cluster.pk, "member")


def test_a_new_organisation_can_be_named(client, cluster, lead):
    client.force_login(lead)
    data = {"email": "a@test.example", "role": "member", "new_organisation": "Newcomers", "language": "en"}
    assert client.post(reverse("clusters:invite", args=[cluster.pk]), data).status_code == 302
    assert Invitation.objects.get().organisation.name == "Newcomers"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"role": "member"}, "organisation"),
        ({"role": "task_team"}, "role"),
        ({"role": "administrator"}, "role"),
        ({"ends_on": "2020-01-01"}, "ends_on"),
        ({"ends_on": "31.31.2027"}, "ends_on"),
        ({"language": "tlh"}, "language"),
    ],
)
def test_bad_input_is_said_at_the_field(client, cluster, lead, data, field):
    client.force_login(lead)
    response = client.post(
        reverse("clusters:invite", args=[cluster.pk]),
        {"email": "a@test.example", "name": "Kept Text", "role": "sag", "language": "en", **data},
    )
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert "Kept Text" in response.content.decode()
    assert not Invitation.objects.exists()
    assert mail.outbox == []


def test_a_second_invitation_and_a_held_role_are_refused(cluster, lead, invited):
    with pytest.raises(ValidationError):
        actions.invite_person(email="new@test.example", role=Role.SAG, cluster=cluster, by=lead)
    with pytest.raises(ValidationError):
        actions.invite_person(email=lead.email, role=Role.COORDINATOR, cluster=cluster, by=lead)


INVITES = [
    (Role.COORDINATOR, Role.CO_COORDINATOR, True),
    (Role.CO_COORDINATOR, Role.COORDINATOR, True),
    (Role.COORDINATOR, Role.TASK_TEAM, False),
    (Role.COORDINATOR, Role.ADMINISTRATOR, False),
    (Role.SAG, Role.SAG, False),
    (Role.MEMBER, Role.MEMBER, False),
    (Role.OHCHR, Role.OHCHR, False),
    (Role.GPC, Role.SAG, False),
    (Role.TASK_TEAM, Role.COORDINATOR, True),
    (Role.TASK_TEAM, Role.GPC, True),
    (Role.TASK_TEAM, Role.ADMINISTRATOR, False),
    (Role.ADMINISTRATOR, Role.TASK_TEAM, True),
    (Role.ADMINISTRATOR, Role.ADMINISTRATOR, True),
    (Role.ADMINISTRATOR, Role.SAG, True),
]


@pytest.mark.parametrize(("own", "role", "may"), INVITES)
def test_who_may_invite_to_what(cluster, own, role, may):
    person = make_person(own, cluster)
    target = None if role in {Role.TASK_TEAM, Role.GPC, Role.ADMINISTRATOR} else cluster
    organisation = Organisation.objects.create(name="Aid")

    def invite():
        return actions.invite_person(
            email="a@test.example", role=role, cluster=target, by=person, organisation=target and organisation
        )

    if may:
        assert invite()[0].pk
    else:
        with pytest.raises(Refused):
            invite()
        assert not Invitation.objects.exists()
        assert verbs() == []


def test_a_lead_invites_to_no_other_cluster(client, lead):
    other = make_cluster("SYR")
    client.force_login(lead)
    data = {"email": "a@test.example", "role": "sag", "language": "en"}
    assert client.post(reverse("clusters:invite", args=[other.pk]), data).status_code == 404
    assert client.post(reverse("clusters:invite-to-world"), {**data, "role": "task_team"}).status_code == 404
    assert not Invitation.objects.exists()


def test_a_refusing_mail_server_is_shown_and_kept(client, cluster, lead, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise smtplib.SMTPRecipientsRefused({"new@test.example": (550, b"no")})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    client.force_login(lead)
    response = client.post(
        reverse("clusters:invite", args=[cluster.pk]),
        {"email": "new@test.example", "role": "sag", "language": "en"},
        follow=True,
    )
    invitation = Invitation.objects.get()
    assert invitation.mailed_at is None
    assert "refused the address" in invitation.mail_error
    assert "could not be sent" in response.content.decode()
    assert "Mail not sent" in response.content.decode()
    monkeypatch.undo()
    client.post(reverse("clusters:renew-invitation", args=[invitation.pk]))
    invitation.refresh_from_db()
    assert (invitation.mailed_at is not None, invitation.mail_error) == (True, "")
    assert len(mail.outbox) == 1


def test_typed_text_puts_no_link_into_the_mail(client, cluster, lead):
    client.force_login(lead)
    client.post(
        reverse("clusters:invite", args=[cluster.pk]),
        {"email": "a@test.example", "name": "Go to http://evil.example now", "role": "sag", "language": "en"},
    )
    assert "http://evil" not in mail.outbox[0].body


def test_renew_and_revoke(client, cluster, lead, invited):
    invitation, old = invited
    client.force_login(lead)
    client.post(reverse("clusters:renew-invitation", args=[invitation.pk]))
    assert client.get(link(old)).status_code == 404, "the old link is dead"
    client.post(reverse("clusters:revoke-invitation", args=[invitation.pk]))
    invitation.refresh_from_db()
    assert invitation.revoked_at is not None
    # A second time nothing happens, and it is said.
    again = client.post(reverse("clusters:renew-invitation", args=[invitation.pk]), follow=True)
    assert "can no longer be used" in again.content.decode()
    assert verbs() == ["invitation.made", "invitation.renewed", "invitation.revoked"]


@pytest.mark.parametrize("name", ["clusters:renew-invitation", "clusters:revoke-invitation"])
def test_strangers_find_no_invitation(client, invited, name):
    invitation, _secret = invited
    for person in (
        make_person(Role.COORDINATOR, make_cluster("SYR")),
        make_person(Role.MEMBER, invitation.cluster),
        make_person(Role.GPC),
    ):
        client.force_login(person)
        assert client.post(reverse(name, args=[invitation.pk])).status_code == 404
    invitation.refresh_from_db()
    assert invitation.revoked_at is None


# --- The link: states × viewers ----------------------------------------------------------------------------------


def expire(invitation):
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))


def revoke(invitation):
    Invitation.objects.filter(pk=invitation.pk).update(revoked_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))


def use(invitation):
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("viewer", ["nobody", "herself", "somebody else"])
@pytest.mark.parametrize(
    ("state", "status"), [("expired", 410), ("revoked", 410), ("used", 410), ("unknown", 404), ("garbage", 404)]
)
def test_closed_links_all_look_the_same(client, cluster, invited, state, status, viewer, method):
    invitation, secret = invited
    {"expired": expire, "revoked": revoke, "used": use}.get(state, lambda _: None)(invitation)
    if state == "unknown":
        secret = "x" * 43
    if state == "garbage":
        secret = "%00-é'\""
    if viewer == "herself":
        client.force_login(make_person(Role.MEMBER, cluster, email="new@test.example"))
    if viewer == "somebody else":
        client.force_login(make_person(Role.MEMBER, cluster))
    before = Membership.objects.count()
    response = getattr(client, method)(link(secret), NEW)
    assert response.status_code == status
    assert "This invitation cannot be used" in response.content.decode()
    assert "Carla" not in response.content.decode().split("<main")[1]
    assert Membership.objects.count() == before


@pytest.mark.parametrize(
    ("viewer", "get", "post"),
    [("nobody, no account", 200, 302), ("nobody, has account", 200, 403), ("herself", 200, 302), ("other", 403, 403)],
)
def test_an_open_link(client, cluster, invited, viewer, get, post):
    invitation, secret = invited
    if viewer in {"nobody, has account", "herself"}:
        account = make_person(Role.MEMBER, make_cluster("SYR"), email="new@test.example")
    if viewer == "herself":
        client.force_login(account)
    if viewer == "other":
        client.force_login(make_person(Role.MEMBER, cluster))
    for call in (client.get, client.head):
        assert call(link(secret)).status_code == get
    invitation.refresh_from_db()
    assert invitation.accepted_at is None, "a mail scanner that opens the link uses nothing up"
    assert client.post(link(secret), NEW).status_code == post
    invitation.refresh_from_db()
    assert (invitation.accepted_at is not None) is (post == 302)
    assert Membership.objects.filter(user__email="new@test.example", cluster=cluster, role="sag").exists() is (
        post == 302
    )


def test_a_new_person_has_an_account_a_role_and_a_session(client, cluster, lead, invited):
    invitation, secret = invited
    response = client.post(link(secret), NEW)
    assert (response.status_code, response.url) == (302, "/")
    user = User.objects.get(email="new@test.example")
    assert (user.name, user.language, user.time_zone) == ("Nadia New", "fr", "Africa/Maputo")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert EmailAddress.objects.get(user=user).verified
    membership = user.memberships.get()
    assert (membership.role, membership.cluster, membership.ends_on) == ("sag", cluster, None)
    invitation.refresh_from_db()
    assert invitation.accepted_by == user
    assert verbs() == ["invitation.made", "person.joined", "invitation.accepted"]
    assert client.get(reverse("clusters:cluster-people", args=[cluster.pk])).status_code == 200
    client.logout()
    assert client.post(link(secret), NEW).status_code == 410, "once"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"password": "short"}, "password"),
        ({"password": "new@test.example"}, "password"),
        ({"password": "123456789012"}, "password"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone"),
        ({"name": ""}, "name"),
        ({"language": "tlh"}, "language"),
    ],
)
def test_a_bad_account_form_makes_nothing(client, invited, data, field):
    invitation, secret = invited
    response = client.post(link(secret), {**NEW, **data})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert not User.objects.filter(email="new@test.example").exists()


def test_the_role_cannot_be_forged(client, cluster, invited):
    _invitation, secret = invited
    forged = {"role": "administrator", "cluster": "", "is_superuser": "1", "email": "x@x.example"}
    client.post(link(secret), {**NEW, **forged})
    user = User.objects.get(email="new@test.example")
    assert not user.is_superuser
    assert list(user.memberships.values_list("role", "cluster")) == [("sag", cluster.pk)]


def test_an_invited_administrator_sets_up_the_factor_first(client):
    boss = make_person(Role.ADMINISTRATOR)
    _invitation, secret = actions.invite_person(email="new@test.example", role=Role.TASK_TEAM, cluster=None, by=boss)
    client.post(link(secret), NEW)
    assert client.get("/").url == reverse("mfa_index")


def test_an_existing_person_is_taken_back_after_log_in(client, invited):
    _invitation, secret = invited
    make_person(Role.MEMBER, make_cluster("SYR"), email="new@test.example")
    page = client.get(link(secret)).content.decode()
    assert f"{reverse('account_login')}?next={link(secret)}" in page


def test_two_tabs_one_role(invited):
    invitation, _secret = invited
    stale = Invitation.objects.get(pk=invitation.pk)
    user = actions.accept_invitation_as_new_person(invitation=invitation, **NEW)
    with pytest.raises(Refused):
        actions.accept_invitation(invitation=stale, by=user)
    assert user.memberships.count() == 1


def test_an_invitation_may_carry_a_last_day(client, cluster, lead, time_machine):
    time_machine.move_to(dt.datetime(2027, 3, 1, tzinfo=dt.UTC))
    _invitation, secret = actions.invite_person(
        email="new@test.example", role=Role.SAG, cluster=cluster, by=lead, ends_on=dt.date(2027, 3, 5)
    )
    time_machine.move_to(dt.datetime(2027, 3, 6, tzinfo=dt.UTC))
    assert client.post(link(secret), NEW).status_code == 410
    assert not User.objects.filter(email="new@test.example").exists()


def test_inviting_an_address_with_and_without_an_account_looks_the_same(client, cluster, lead):
    make_person(Role.MEMBER, make_cluster("SYR"), email="known@test.example")
    client.force_login(lead)
    answers = []
    for email in ("known@test.example", "nobody@test.example"):
        data = {"email": email, "role": "sag", "language": "en"}
        response = client.post(reverse("clusters:invite", args=[cluster.pk]), data, follow=True)
        answers.append(
            (response.redirect_chain, [str(m).replace(email, "ADDRESS") for m in response.context["messages"]])
        )
    assert answers[0] == answers[1]
    bodies = [re.sub(r"join/\S+/", "", message.body) for message in mail.outbox]
    assert bodies[0] == bodies[1]


def test_the_same_form_sent_twice_finds_the_invitation_used(invited):
    invitation, _secret = invited
    stale = Invitation.objects.get(pk=invitation.pk)
    actions.accept_invitation_as_new_person(invitation=invitation, **NEW)
    with pytest.raises(Refused, match="can no longer be used"):
        actions.accept_invitation_as_new_person(invitation=stale, **NEW)
    assert User.objects.filter(email="new@test.example").count() == 1


def test_an_invitation_whose_role_is_over_is_not_open_and_not_renewed(client, cluster, lead, time_machine):
    time_machine.move_to(dt.datetime(2027, 3, 1, tzinfo=dt.UTC))
    invitation, secret = actions.invite_person(
        email="new@test.example", role=Role.SAG, cluster=cluster, by=lead, ends_on=dt.date(2027, 3, 5)
    )
    time_machine.move_to(dt.datetime(2027, 3, 6, tzinfo=dt.UTC))
    assert client.get(link(secret)).status_code == 410
    with pytest.raises(Refused, match="last day of this role is past"):
        actions.renew_invitation(invitation=invitation, by=lead)
    # Nothing stands in the way of another.
    actions.invite_person(email="new@test.example", role=Role.SAG, cluster=cluster, by=lead)


@pytest.mark.parametrize("typed", ["réseau  des femmes", " RÉSEAU des Femmes ", "Re\u0301seau des Femmes"])
def test_one_organisation_however_it_is_typed(cluster, lead, typed):
    """Two rows of one organisation would be two signatures of the protocol."""
    known = make_organisation("Réseau des Femmes")
    invitation, _secret = actions.invite_person(
        email="n@test.example", role=Role.MEMBER, cluster=cluster, by=lead, new_organisation=typed
    )
    assert invitation.organisation == known
