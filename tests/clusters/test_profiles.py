"""How a cluster stands: recorded by its leads, read by its circle, kept as history."""

import datetime as dt
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters import queries
from clusters.actions import record_profile
from clusters.enums import ANSWERS_OF, ProfileAnswer, ProfileTopic, Role
from clusters.importers import load_clusters, load_countries, load_profiles
from clusters.models import Cluster, ProfileNote
from core import clock
from core.errors import Refused, Stale
from core.importing import BrokenFile, Report
from core.models import AuditEntry
from hre_portal.management.commands.load_reference import FOLDER
from tests.factories import make_cluster, make_person

pytestmark = pytest.mark.django_db
WHY = "a test looks at every row"
HCT = ProfileTopic.HCT_STRATEGY


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster)


def notes():
    return ProfileNote.objects.unscoped(WHY)


def record(cluster, by, **values):
    return record_profile(**{"cluster": cluster, "topic": HCT, "as_of": clock.today(), "by": by, **values})


def load(folder=FOLDER):
    report = Report()
    load_clusters(folder, report, load_countries(folder, report))
    load_profiles(folder, report)
    return report


def test_an_entry_is_recorded_and_told_in_the_trail(cluster, lead):
    note = record(cluster, lead, answer=ProfileAnswer.ADOPTED, text="Adopted in June.", source="HCT, 4 June")
    assert (note.answer, note.text, note.recorded_by) == ("adopted", "Adopted in June.", lead)
    entry = AuditEntry.objects.unscoped(WHY).get(verb="profile.recorded")
    assert (entry.actor_id, entry.cluster_id, entry.after["answer"]) == (lead.pk, cluster.pk, "adopted")
    # Free text is read on the page by those who may, not in the trail.
    assert "Adopted in June." not in str(entry.after)


def test_the_newest_counts_and_the_earlier_ones_stay(cluster, lead):
    old = record(cluster, lead, answer=ProfileAnswer.NO_STRATEGY, as_of=clock.today() - dt.timedelta(days=400))
    new = record(cluster, lead, answer=ProfileAnswer.ADOPTED, newest=old.pk)
    late = record(
        cluster, lead, answer=ProfileAnswer.IN_PREPARATION, as_of=clock.today() - dt.timedelta(days=9), newest=new.pk
    )
    line = next(line for line in queries.profile_of(lead, cluster).topics if line.topic == HCT)
    assert line.current == new
    assert line.earlier == [late, old]


def test_the_same_once_more_writes_nothing(cluster, lead):
    first = record(cluster, lead, answer=ProfileAnswer.ADOPTED)
    assert record(cluster, lead, answer=ProfileAnswer.ADOPTED) == first
    assert notes().count() == 1


def test_who_has_not_seen_the_newest_is_told(cluster, lead):
    record(cluster, lead, answer=ProfileAnswer.ADOPTED)
    with pytest.raises(Stale):
        record(cluster, lead, answer=ProfileAnswer.NO_STRATEGY)
    assert notes().count() == 1


@pytest.mark.parametrize("role", [Role.SAG, Role.MEMBER, Role.OHCHR, Role.TASK_TEAM, Role.GPC])
def test_only_leads_record(cluster, role):
    with pytest.raises(Refused):
        record(cluster, make_person(role, cluster if role not in (Role.TASK_TEAM, Role.GPC) else None), text="x")
    assert not notes().exists()


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"as_of": dt.date(2999, 1, 1), "text": "x"}, "as_of"),
        ({"answer": ProfileAnswer.MEMBER}, "answer"),
        ({"text": "  "}, "text"),
        ({"text": "x", "contact": "an office"}, "contact"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(cluster, lead, values, name):
    with pytest.raises(ValidationError) as error:
        record(cluster, lead, **values)
    assert name in error.value.error_dict
    assert not notes().exists()


def test_the_table_itself_refuses_an_answer_of_another_topic(cluster):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProfileNote.objects.create(cluster=cluster, topic=HCT, answer=ProfileAnswer.MEMBER, as_of="2026")


def test_the_circle_and_the_supporters_read_it_others_do_not(cluster, lead, client, settings):
    settings.HRE_DEMO = True
    record(cluster, lead, text="Word of the cluster")
    readers = [make_person(role, cluster, is_demo=True) for role in (Role.CO_COORDINATOR, Role.SAG, Role.MEMBER)]
    readers += [make_person(role, is_demo=True) for role in (Role.TASK_TEAM, Role.GPC)]
    strangers = [
        make_person(Role.OHCHR, cluster, is_demo=True),
        make_person(Role.COORDINATOR, make_cluster("NGA"), is_demo=True),
        make_person(Role.ADMINISTRATOR, is_demo=True),
    ]
    page, country = reverse("clusters:profile", args=[cluster.pk]), reverse("country", args=["MOZ"])
    for reader in readers:
        client.force_login(reader)
        for address in (page, country):
            assert "Word of the cluster" in client.get(address).content.decode()
    for stranger in strangers:
        client.force_login(stranger)
        assert client.get(page).status_code == 404
        assert client.get(reverse("clusters:profile-note", args=[cluster.pk, HCT])).status_code == 404
        answer = client.get(country)
        assert answer.status_code == 200
        assert "Word of the cluster" not in answer.content.decode()
        assert "How the cluster stands" not in answer.content.decode()


def test_the_form_records_and_says_what_is_wrong(cluster, lead, client):
    client.force_login(lead)
    address = reverse("clusters:profile-note", args=[cluster.pk, ProfileTopic.OHCHR])
    today = clock.today().isoformat()
    assert client.post(address, {"as_of": today, "text": ""}).status_code == 422
    typed = {"as_of": today, "answer": "stand_alone", "contact": "Country office, Maputo", "newest": ""}
    assert client.post(address, typed).status_code == 302
    note = notes().get()
    assert (note.answer, note.contact) == ("stand_alone", "Country office, Maputo")
    # Somebody else's page is older: what was typed stays.
    answer = client.post(address, {**typed, "text": "What I typed"})
    assert answer.status_code == 409
    assert "What I typed" in answer.content.decode()
    assert f'value="{note.pk}"' in answer.content.decode()
    assert client.post(address, {**typed, "text": "What I typed", "newest": note.pk}).status_code == 302
    assert notes().count() == 2


def test_a_member_may_read_but_not_write(cluster, client):
    client.force_login(make_person(Role.MEMBER, cluster))
    assert "Record how it is now" not in client.get(reverse("clusters:profile", args=[cluster.pk])).content.decode()
    assert client.get(reverse("clusters:profile-note", args=[cluster.pk, HCT])).status_code == 403
    assert client.get(reverse("clusters:profile-note", args=[cluster.pk, "nothing"])).status_code == 404


def test_the_page_costs_the_same_for_one_entry_and_for_thirty(cluster, lead, client):
    client.force_login(lead)
    address = reverse("clusters:profile", args=[cluster.pk])

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    first = record(cluster, lead, text="one", as_of=dt.date(2020, 1, 1))
    before = cost()
    for number in range(30):
        first = record(cluster, lead, text=f"{number}", as_of=dt.date(2021, 1, 1 + number), newest=first.pk)
    assert cost() == before <= 15


# --- As the consultation of 2021 found it -------------------------------------------------------------------


def test_the_eight_pilots_come_from_the_file_with_their_source():
    load()
    found = notes().select_related("cluster")
    assert Counter(note.cluster.country_id for note in found).keys() == {
        *("BFA", "MLI", "MOZ", "NER", "NGA", "SYR", "TCD", "VEN")
    }
    assert set(Cluster.objects.filter(is_pilot=True).values_list("pk", flat=True)) == {n.cluster_id for n in found}
    assert all(note.as_of == "2021-01" and "document 001, line" in note.source for note in found)
    assert all(not note.answer or note.answer in ANSWERS_OF[note.topic] for note in found)
    said = {(note.cluster.country_id, note.topic): note.answer for note in found}
    assert {key[0] for key, answer in said.items() if answer == "no_strategy"} == {"MOZ", "VEN"}
    assert {key[0] for key, answer in said.items() if key[1] == "hct_strategy"} == {"MLI", "MOZ", "VEN"}
    assert {key[0] for key, answer in said.items() if answer == "member"} == {"MOZ", "NER", "NGA", "VEN"}
    assert said["BFA", "institution"] == "not_member"
    assert said["VEN", "approach"] == "needs_based"
    # The report tells nothing of the kind of presence, nor of a peace operation.
    assert not any(answer for key, answer in said.items() if key[1] == "ohchr")
    assert not any(key[1] == "mission" for key in said)


def test_loading_twice_changes_nothing_and_leaves_what_the_cluster_wrote():
    load()
    cluster = Cluster.objects.get(country="MOZ")
    lead = make_person(Role.COORDINATOR, cluster)
    found = notes().get(cluster=cluster, topic=HCT)
    own = record(cluster, lead, answer=ProfileAnswer.ADOPTED, newest=found.pk)
    report = load()
    assert not report.changed_anything
    assert report.differences == []
    assert report.gone() == []
    profile = queries.profile_of(lead, cluster)
    assert [line.current for line in profile.kept] == [own]
    assert [note for note in profile.found if note.is_superseded] == [found]


def test_the_country_page_says_of_when_it_is(client):
    load()
    client.force_login(make_person(Role.MEMBER, Cluster.objects.get(country="VEN")))
    text = " ".join(client.get(reverse("country", args=["VEN"])).content.decode().split())
    assert "As the consultation of 2021 found it" in text
    assert "State of January 2021" in text
    assert "Needs-based" in text


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("VEN,approach,needs_based", "VEN,approach,member", "field “answer”"),
        ("VEN,approach,", "VEN,aproach,", "field “topic”"),
        ("VEN,approach,", "XXX,approach,", "field “country”"),
    ],
)
def test_a_broken_file_names_the_place(tmp_path, old, new, where):
    for name in ("countries.csv", "clusters.csv", "profiles.csv"):
        text = (FOLDER / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace(old, new) if name == "profiles.csv" else text, encoding="utf-8")
    with pytest.raises(BrokenFile, match=where):
        load(tmp_path)


def test_today_is_the_writers_own_today(client, cluster, time_machine):
    """In Kiribati it is tomorrow already; the page offers that day and must take it."""
    time_machine.move_to(dt.datetime(2027, 3, 1, 20, tzinfo=dt.UTC), tick=False)
    lead = make_person(Role.COORDINATOR, cluster, time_zone="Pacific/Kiritimati")
    client.force_login(lead)
    address = reverse("clusters:profile-note", args=[cluster.pk, ProfileTopic.PLANS])
    offered = client.get(address).context["form"].initial["as_of"]
    assert offered == dt.date(2027, 3, 2)
    assert client.post(address, {"as_of": offered, "text": "A plan.", "newest": ""}).status_code == 302
    assert notes().get().as_of == "2027-03-02"
    with pytest.raises(ValidationError):
        record(cluster, lead, topic=ProfileTopic.ADVOCACY, text="x", as_of=dt.date(2027, 3, 3))
