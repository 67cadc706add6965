"""About and support: the four measures of the letter, each with its entry, open to everybody with an account."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role, TaskTeamStatus
from clusters.importers import load_organisations
from clusters.models import Organisation
from core import audit
from core.importing import BrokenFile, Report
from core.models import AuditEntry
from hre_portal.management.commands.load_reference import FOLDER
from knowledge.actions.resources import add_resource, change_resource, retire_resource
from knowledge.importers import load_resources
from knowledge.models import Resource
from knowledge.queries.resources import measures
from mechanisms.models import Document
from tests.factories import make_cluster, make_mechanism, make_person
from tests.factories.knowledge import make_resource

pytestmark = pytest.mark.django_db
PAPERS = (
    "Research on advocacy together with human rights actors",
    "Paper on human rights engagement to strengthen protection through law and policy",
)


@pytest.fixture
def papers():
    body = make_mechanism("ohchr", family="other_monitoring", name="OHCHR", short_name="OHCHR")
    return [
        Document.objects.create(mechanism=body, kind="page", title=title, reference_key=f"ohchr/page/{title}")
        for title in PAPERS
    ]


def load():
    report = Report()
    load_resources(FOLDER, report)
    return report


def test_the_four_measures_are_loaded_with_their_lines(papers):
    load()
    member = make_person(Role.MEMBER, make_cluster("NGA"))
    found = measures(member)
    letter = "Letter of the coordinator of the Global Protection Cluster to all clusters, 31 January 2022"
    assert [one.source for one in found] == [f"{letter}, line {line}" for line in (26, 27, 28, 29)]
    assert {one.producer for one in found} == {"Global Protection Cluster"}
    # The letter gives no address of any.
    assert {one.link for one in found} == {""}
    assert list(found[3].documents.all()) == papers
    assert not load().changed_anything
    assert Resource.objects.count() == 4


def test_a_paper_that_is_not_in_the_catalogue_breaks_the_file():
    with pytest.raises(BrokenFile):
        load()


def test_what_people_changed_or_added_stays(papers, client):
    load()
    helper = make_person(Role.TASK_TEAM)
    row = Resource.objects.get(reference_key="gpc-webinars")
    change_resource(resource=row, title="Webinars", expected_version=1, by=helper)
    gone = Resource.objects.get(reference_key="gpc-task-team")
    retire_resource(resource=gone, is_retired=True, expected_version=1, by=helper)
    own = add_resource(by=helper, title="A new measure", kind="measure", language="en", text="Words.")
    load()
    assert [one.title for one in measures(helper)] == [
        "Webinars",
        "Protection Analysis Framework",
        "Research on joint advocacy, and a paper on human rights engagement",
        "A new measure",
    ]
    assert own.source == ""
    assert list(AuditEntry.objects.unscoped("test").order_by("pk").values_list("verb", flat=True)) == [
        "resource.changed",
        "resource.retired",
        "resource.added",
    ]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COORDINATOR, Role.OHCHR, None])
def test_everybody_with_an_account_reads_it_and_finds_it_at_the_foot(papers, client, role):
    load()
    url = reverse("knowledge:about")
    assert client.get(url).status_code == 302
    person = make_person(role, make_cluster("NGA")) if role else make_person(Role.GPC)
    client.force_login(person)
    page = client.get(url).content.decode()
    for one in Resource.objects.all():
        assert reverse("knowledge:resource-detail", args=[one.pk]) in page
        assert one.source in page
    assert page.count(reverse("mechanisms:documents") + "?q=") == 2
    detail = client.get(reverse("knowledge:resource-detail", args=[Resource.objects.get(position=4).pk]))
    assert "31 January 2022, line 29" in detail.content.decode()
    assert PAPERS[0] in detail.content.decode()
    assert url in client.get("/").content.decode()
    assert client.post(url).status_code == 405
    found = client.get(reverse("api-resource-list"), {"kind": "measure"}).json()
    assert [len(one["documents"]) for one in found["results"]].count(2) == 1


def test_the_page_asks_the_same_whatever_is_recorded(papers, client):
    client.force_login(make_person(Role.MEMBER, make_cluster("NGA")))
    numbers = []
    for more in (1, 29):
        for number in range(more):
            make_resource(title=f"Measure {more} {number}", kind="measure", minutes=None).documents.set(papers)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("knowledge:about")).status_code == 200
        numbers.append(len(captured))
    assert numbers[0] == numbers[1] <= 15


def test_nothing_recorded_says_so(client):
    client.force_login(make_person(Role.MEMBER, make_cluster("NGA")))
    assert "Nothing is recorded yet" in client.get(reverse("knowledge:about")).content.decode()


def test_organisations_say_whether_they_belong_to_the_task_team(client):
    load_organisations(FOLDER, Report())
    ganhri = Organisation.objects.get(short_name="GANHRI")
    assert ganhri.task_team == TaskTeamStatus.PROPOSED
    Organisation.objects.create(name="A member", task_team=TaskTeamStatus.MEMBER)
    Organisation.objects.create(name="Nobody recorded it")
    client.force_login(make_person(Role.MEMBER, make_cluster("NGA")))
    text = client.get(reverse("knowledge:about")).content.decode()
    assert text.index("A member") < text.index("Global Alliance of National Human Rights Institutions")
    assert "To be invited" in text
    assert "February 2021, line 171" in text
    assert "Nobody recorded it" not in text
    # What a person changed stays at the next loading.
    boss = make_person(Role.ADMINISTRATOR)
    before = {"task_team": ganhri.task_team}
    ganhri.task_team = TaskTeamStatus.MEMBER
    ganhri.save()
    audit.record(verb="organisation.changed", target=ganhri, by=boss, before=before, after={"task_team": "member"})
    load_organisations(FOLDER, Report())
    ganhri.refresh_from_db()
    assert ganhri.task_team == TaskTeamStatus.MEMBER
