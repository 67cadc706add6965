"""Secrets of second factors are sealed in the database, open with every key that is kept, and with no other."""

import importlib

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.management import CommandError, call_command

from clusters import policy, queries
from clusters.enums import Role
from clusters.models import Cluster
from clusters.second_factor import seal, unseal
from core.errors import Refused
from core.models import AuditEntry
from tests.clusters.conftest import TOTP_SECRET
from tests.factories import make_cluster, make_person, make_user

pytestmark = pytest.mark.django_db
FIRST, SECOND = Fernet.generate_key().decode(), Fernet.generate_key().decode()
migration = importlib.import_module("clusters.migrations.0007_seal_second_factors")


def stored(user):
    return {row.type: row.data for row in Authenticator.objects.filter(user=user)}


def test_nothing_that_makes_codes_stands_in_the_database():
    user = make_user()
    TOTP.activate(user, TOTP_SECRET)
    codes = RecoveryCodes.activate(user)
    words = str(stored(user))
    assert TOTP_SECRET not in words
    assert stored(user)["totp"]["secret"].startswith("sealed:")
    assert stored(user)["recovery_codes"]["seed"].startswith("sealed:")
    once = codes.get_unused_codes()
    assert once
    assert not any(code in words for code in once)
    # Opened again it is the same: codes are accepted once.
    again = RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes"))
    assert again.validate_code(once[0])
    assert not again.validate_code(once[0])


def test_a_new_key_seals_and_the_old_ones_still_open(settings):
    derived = seal(TOTP_SECRET)
    settings.HRE_SECOND_FACTOR_KEYS = [FIRST]
    first = seal(TOTP_SECRET)
    settings.HRE_SECOND_FACTOR_KEYS = [SECOND, FIRST]
    for text in (derived, first, seal(TOTP_SECRET)):
        assert unseal(text) == TOTP_SECRET
    settings.HRE_SECOND_FACTOR_KEYS = [SECOND]
    with pytest.raises(Refused, match="key of the portal has changed"):
        unseal(first)
    settings.SECRET_KEY = "another one"
    with pytest.raises(Refused):
        unseal(derived)


def test_sealing_twice_is_sealing_once_and_what_was_never_sealed_opens():
    once = seal(TOTP_SECRET)
    assert seal(once) == once
    assert unseal(TOTP_SECRET) == TOTP_SECRET


def test_rows_of_before_are_sealed_and_can_be_opened_again():
    user, other = make_user(), make_user()
    rows = [
        ("totp", {"secret": TOTP_SECRET}),
        ("recovery_codes", {"seed": "abc123", "used_mask": 3}),
        ("webauthn", {"credential": {"secret": "not ours"}}),
    ]
    for kind, data in rows:
        Authenticator.objects.create(user=user, type=kind, data=data)
    Authenticator.objects.create(user=other, type="recovery_codes", data={"migrated_codes": ["one", "two"]})
    migration.seal_all(apps, None)
    sealed = stored(user)
    assert unseal(sealed["totp"]["secret"]) == TOTP_SECRET
    assert unseal(sealed["recovery_codes"]["seed"]) == "abc123"
    assert sealed["recovery_codes"]["used_mask"] == 3
    assert sealed["webauthn"] == dict(rows)["webauthn"]
    codes = stored(other)["recovery_codes"]["migrated_codes"]
    assert [unseal(code) for code in codes] == ["one", "two"]
    assert "one" not in codes
    migration.seal_all(apps, None)
    assert stored(user) == sealed
    migration.unseal_all(apps, None)
    assert stored(user) == dict(rows)


def test_a_lost_key_is_said_in_a_sentence_and_not_by_a_broken_page(client, settings):
    user = make_user()
    user.set_password("a long pass phrase 4711")
    user.save()
    user.emailaddress_set.update_or_create(email=user.email, defaults={"verified": True, "primary": True})
    settings.HRE_SECOND_FACTOR_KEYS = [FIRST]
    TOTP.activate(user, TOTP_SECRET)
    settings.HRE_SECOND_FACTOR_KEYS = [SECOND]
    answer = client.post("/accounts/login/", {"login": user.email, "password": "a long pass phrase 4711"}, follow=True)
    assert answer.status_code == 200
    answer = client.post(answer.request["PATH_INFO"], {"code": "123456"})
    assert answer.status_code == 403
    assert "key of the portal has changed" in answer.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("works_in", "demands"), [("parent", "node"), ("node", "parent"), ("node", "node")])
def test_whoever_reaches_a_cluster_that_demands_a_factor_needs_one(works_in, demands):
    """A role in the national cluster reaches its nodes, and with them what they keep behind a second factor."""
    national = make_cluster()
    places = {"parent": national, "node": make_cluster(parent=national)}
    person = make_person(Role.MEMBER, places[works_in])
    assert not policy.lacks_second_factor(person)
    Cluster.objects.filter(pk=places[demands].pk).update(requires_second_factor=True)
    assert policy.lacks_second_factor(person)
    assert queries.state_of(person)[0]


def test_the_operator_helps_who_lost_everything(capsys):
    person = make_person(Role.TASK_TEAM)
    TOTP.activate(person, TOTP_SECRET)
    RecoveryCodes.activate(person)
    call_command("remove_second_factor", person.email.upper())
    assert "recovery_codes" in capsys.readouterr().out
    assert not stored(person)
    assert policy.lacks_second_factor(person)
    told = AuditEntry.objects.unscoped("test").filter(verb="person.factor_removed").values_list("actor_label", "before")
    assert sorted(told, key=str) == [("HRE Portal", {"type": "recovery_codes"}), ("HRE Portal", {"type": "totp"})]
    for email in (person.email, "nobody@test.example"):
        with pytest.raises(CommandError):
            call_command("remove_second_factor", email)
