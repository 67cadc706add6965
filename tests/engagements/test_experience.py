"""Experience notes: read with the line, shared with everybody only by consent, and of closed lines nothing is named."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core.errors import Refused, Stale
from core.models import AuditEntry
from engagements.actions import experience as actions
from engagements.actions.readers import change_mark
from engagements.models import ExperienceNote
from knowledge.actions.practices import withdraw_practice
from knowledge.models import GoodPractice
from tests.factories import make_cluster, make_person
from tests.factories.engagements import make_plan_line

pytestmark = pytest.mark.django_db
WORDS = "Ask the registry before the session, and bring two figures."


class Here:
    def __init__(self):
        self.cluster = make_cluster("NGA")
        self.lead = make_person(Role.COORDINATOR, self.cluster)
        self.member = make_person(Role.MEMBER, self.cluster)
        self.other = make_person(Role.MEMBER, self.cluster)
        self.helper = make_person(Role.TASK_TEAM)
        self.stranger = make_person(Role.COORDINATOR, make_cluster("MOZ"))
        self.line = make_plan_line(cluster=self.cluster, title="Mid-term report", exposure="members_only")

    def note(self, line=None, by=None, **fields):
        wanted = {"title": "Early figures", "text": WORDS, "worked": "worked", **fields}
        return actions.write_note(plan_line=line or self.line, by=by or self.member, **wanted)

    def share(self, note, **fields):
        wanted = {
            "title": "Bring figures",
            "text": "Bring two figures early.",
            "language": "en",
            "names_cluster": True,
            "agrees": True,
            "expected_version": note.version,
            **fields,
        }
        return actions.share_note(note=note, by=self.lead, **wanted)


@pytest.fixture
def here():
    return Here()


def sees(person, note):
    return ExperienceNote.objects.visible_to(person).filter(pk=note.pk).exists()


def test_whoever_sees_the_line_reads_and_the_circle_writes(here):
    note = here.note()
    assert [sees(person, note) for person in (here.lead, here.other, here.helper, here.stranger)] == [True] * 3 + [
        False
    ]
    for person in (here.stranger, here.helper):
        with pytest.raises(Refused):
            here.note(by=person)
    closed = make_plan_line(cluster=here.cluster, exposure="restricted")
    hidden = here.note(closed, by=here.lead)
    assert not sees(here.member, hidden)
    with pytest.raises(Refused):
        here.note(closed)
    trail = AuditEntry.objects.visible_to(here.lead).filter(verb="experience.written")
    assert trail.count() == 2
    assert WORDS not in str(list(trail.values()))


def test_who_wrote_it_and_who_leads_change_it(here):
    note = here.note()
    change = {"note": note, "title": "New", "text": "Other", "worked": "did_not"}
    with pytest.raises(Refused):
        actions.change_note(**change, expected_version=1, by=here.other)
    actions.change_note(**change, expected_version=1, by=here.member)
    with pytest.raises(Stale):
        actions.change_note(**change, expected_version=1, by=here.lead)
    actions.change_note(**change, expected_version=2, by=here.lead)
    assert ExperienceNote.objects.visible_to(here.lead).get().worked == "did_not"


def test_nothing_is_shared_without_consent_or_by_a_member(here):
    note = here.note()
    with pytest.raises(ValidationError):
        here.share(note, agrees=False)
    with pytest.raises(ValidationError):
        here.share(note, text="Call +258 84 123 4567 before you go.")
    with pytest.raises(Refused):
        actions.share_note(
            note=note,
            title="x",
            text="y",
            language="en",
            names_cluster=False,
            agrees=True,
            expected_version=1,
            by=here.member,
        )
    assert not GoodPractice.objects.exists()
    practice = here.share(note)
    assert (practice.cluster, practice.mechanism, practice.worked) == (here.cluster, here.line.mechanism, "worked")
    with pytest.raises(Refused):
        here.share(note)


def test_of_a_closed_line_nothing_is_named(here):
    closed = make_plan_line(cluster=here.cluster, title="Visit in March", exposure="restricted")
    note = here.note(closed, by=here.lead)
    with pytest.raises(ValidationError):
        here.share(note, text="Before the visit in march we met.")
    practice = here.share(note)
    assert (practice.cluster, practice.mechanism) == (None, None)
    # The trail of the act belongs to the closed line.
    entry = AuditEntry.objects.visible_to(here.lead).get(verb="experience.shared")
    assert entry.parent == f"engagements.planline:{closed.pk}"
    assert entry.after == {"named": False}


@pytest.mark.parametrize("said", ["visit  in\nmarch", "Visit\u00a0in March", "Vi\u200bsit in March", "Ｖisit in March"])
def test_a_closed_title_is_found_however_it_is_written(here, said):
    closed = make_plan_line(cluster=here.cluster, title="Visit in March", exposure="restricted")
    note = here.note(closed, by=here.lead)
    with pytest.raises(ValidationError):
        here.share(note, text=f"Before the {said} we met.")


def test_a_line_that_is_closed_takes_back_what_was_shared_of_it(here):
    """What was written while the line was open may name it, its mechanism and the cluster."""
    note, other = here.note(), here.note(title="Another")
    practice = here.share(note)
    change_mark(plan_line=here.line, exposure="members_only", expected_version=here.line.version, by=here.lead)
    assert GoodPractice.objects.filter(is_withdrawn=False).exists()
    change_mark(plan_line=here.line, exposure="restricted", expected_version=here.line.version, by=here.lead)
    practice.refresh_from_db()
    assert practice.is_withdrawn
    note = ExperienceNote.objects.visible_to(here.lead).get(pk=note.pk)
    assert (note.version, other.version) == (3, 1)
    assert AuditEntry.objects.visible_to(here.lead).filter(verb="experience.unshared").count() == 1
    # Shared anew, in words for a closed line.
    again = here.share(note)
    assert (again.cluster, again.mechanism) == (None, None)


def test_taken_back_by_the_cluster_or_taken_off_by_the_task_team(here):
    note = here.note()
    practice = here.share(note)
    with pytest.raises(Refused):
        withdraw_practice(practice=practice, expected_version=1, by=here.lead)
    actions.unshare_note(note=note, expected_version=note.version, by=here.lead)
    assert not GoodPractice.objects.filter(is_withdrawn=False).exists()
    with pytest.raises(Refused):
        actions.unshare_note(note=note, expected_version=note.version, by=here.lead)
    again = here.share(note)
    with pytest.raises(Stale):
        withdraw_practice(practice=again, expected_version=9, by=here.helper)
    withdraw_practice(practice=again, expected_version=1, by=here.helper)
    assert not GoodPractice.objects.filter(is_withdrawn=False).exists()


def test_the_pages_write_share_and_take_back(here, client):
    address = reverse("engagements:experience-list", args=[here.line.pk])
    client.force_login(here.member)
    assert client.post(address, {"title": "x"}).status_code == 422
    assert client.post(address, {"title": "Early", "text": WORDS, "worked": "worked"}).status_code == 302
    note = ExperienceNote.objects.visible_to(here.member).get()
    edit = reverse("engagements:experience-edit", args=[here.line.pk, note.pk])
    share = reverse("engagements:experience-share", args=[here.line.pk, note.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, {"title": "E", "text": "T", "worked": "partly", "version": 9}).status_code == 409
    assert client.get(share).status_code == 403
    client.force_login(here.lead)
    assert WORDS in client.get(share).content.decode()
    data = {"title": "Early", "text": "Ask early.", "language": "en", "version": 1}
    assert client.post(share, data).status_code == 422
    answer = client.post(share, {**data, "agrees": "on"})
    assert answer.status_code == 302
    client.force_login(here.stranger)
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Ask early." in page
    assert "A cluster that is not named" in page
    assert "Early" in client.get(reverse("knowledge:practice-list")).content.decode()
    assert client.get(address).status_code == 404
    assert client.get(edit).status_code == 404
    practice = GoodPractice.objects.get()
    assert client.post(reverse("knowledge:practice-withdraw", args=[practice.pk]), {"version": 1}).status_code == 403
    client.force_login(here.lead)
    unshare = reverse("engagements:experience-unshare", args=[here.line.pk, note.pk])
    assert client.post(unshare, {"version": 1}).status_code == 409
    assert client.post(unshare, {"version": 2}).status_code == 302
    assert client.get(reverse("knowledge:practice-detail", args=[practice.pk])).status_code == 404


def test_as_many_queries_for_one_as_for_thirty(here, client):
    Authenticator.objects.create(user=here.helper, type=Authenticator.Type.TOTP, data={})
    client.force_login(here.lead)
    pages = [reverse("engagements:experience-list", args=[here.line.pk]), reverse("knowledge:practice-list")]
    asked = {page: [] for page in pages}
    for number in (1, 29):
        for _number in range(number):
            here.share(here.note())
        for page in pages:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200
            asked[page].append(len(captured))
    for one, thirty in asked.values():
        assert one == thirty <= 15
