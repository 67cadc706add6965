"""What is closed shows nowhere beside the page itself: a record is as closed as its plan line, and what a writer does
not see is neither named to her nor lost by her."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pypdf import PdfReader

from clusters.enums import Role
from core.models import AuditEntry
from engagements import policy
from engagements.actions.workspaces import add_row, change_row
from engagements.enums import Exposure, InteractionKind
from engagements.models import (
    AdvocacyIssue,
    AdvocacyMessage,
    AnalysisFinding,
    LineInput,
    PressProposal,
)
from tests.factories import (
    make_cluster,
    make_interaction,
    make_mechanism,
    make_person,
    make_plan_line,
    make_series,
    make_submission,
)
from tests.factories.advocacy import make_advocacy_action, make_issue, make_message

pytestmark = pytest.mark.django_db
CANARY = "Canary words"


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster, client):
    user = make_person(Role.COORDINATOR, cluster)
    client.force_login(user)
    return user


@pytest.fixture
def line(cluster, lead):
    return make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL, readers=[lead])


def title_of(page):
    return page.partition("<title>")[2].partition("</title>")[0]


MAKE = {
    "interaction-detail": lambda **fields: make_interaction(topic=CANARY, **fields),
    "series-detail": lambda **fields: make_series(topic=CANARY, **fields),
    "issue-detail": lambda **fields: make_issue(title=CANARY, **fields),
    "finding-detail": lambda **fields: AnalysisFinding.objects.create(title=CANARY, **fields),
    "press-detail": lambda **fields: PressProposal.objects.create(issue=CANARY, mechanism=make_mechanism(), **fields),
}


@pytest.mark.parametrize("name", MAKE)
def test_no_page_title_names_an_open_record_on_a_closed_line(client, cluster, lead, line, name):
    row = MAKE[name](cluster=cluster, plan_line=line, exposure=Exposure.OPEN)
    page = client.get(reverse(f"engagements:{name}", args=[row.pk])).content.decode()
    assert CANARY in page
    assert CANARY not in title_of(page)
    alone = MAKE[name](cluster=cluster, plan_line=None, exposure=Exposure.OPEN)
    assert CANARY in title_of(client.get(reverse(f"engagements:{name}", args=[alone.pk])).content.decode())


def test_the_more_closed_of_two_marks_counts(cluster, line):
    row = make_interaction(cluster=cluster, plan_line=line, exposure=Exposure.OPEN)
    assert policy.mark_of(row) == Exposure.CONFIDENTIAL
    row.plan_line, row.exposure = make_plan_line(cluster=cluster, exposure=Exposure.OPEN), Exposure.RESTRICTED
    assert policy.mark_of(row) == Exposure.RESTRICTED
    row.plan_line = None
    assert policy.is_closed(row)


def test_a_read_out_carries_the_mark_of_its_line(client, cluster, lead, line):
    row = make_interaction(
        cluster=cluster, plan_line=line, exposure=Exposure.OPEN, kind=InteractionKind.BRIEFING, points="One point."
    )
    answer = client.get(reverse("engagements:interaction-pdf", args=[row.pk]))
    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "confidential" in text.lower()


def test_a_list_taken_along_counts_what_its_line_closes(client, cluster, lead, line):
    make_interaction(cluster=cluster, plan_line=line, exposure=Exposure.OPEN)
    make_interaction(cluster=cluster, exposure=Exposure.OPEN)
    answer = client.get(reverse("engagements:interaction-export") + f"?cluster={cluster.pk}")
    assert len(list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))) == 3
    entry = AuditEntry.objects.unscoped("the test looks").get(verb="interactions.exported")
    assert entry.after == {"number": 2, "closed": 1}


def test_a_series_that_the_reader_does_not_see_is_not_pointed_at(client, cluster, lead):
    series = make_series(cluster=cluster, exposure=Exposure.CONFIDENTIAL, created_by=lead)
    row = make_interaction(cluster=cluster, series=series, exposure=Exposure.MEMBERS)
    address = reverse("engagements:series-detail", args=[series.pk])
    for user, sees in ((lead, True), (make_person(Role.MEMBER, cluster), False)):
        client.force_login(user)
        page = client.get(reverse("engagements:interaction-detail", args=[row.pk])).content.decode()
        assert (address in page) is sees
        data = client.get(reverse("api-interaction-detail", args=[row.pk])).json()
        assert data["series"] == (series.pk if sees else None)


# --- Neither shown nor lost ------------------------------------------------------------------------------------------


@pytest.fixture
def hidden(cluster):
    """A finding that only its writer sees."""
    writer = make_person(Role.MEMBER, cluster)
    return AnalysisFinding.objects.create(
        cluster=cluster, title=CANARY, exposure=Exposure.CONFIDENTIAL, created_by=writer, duty_bearer="police"
    )


def posted(form, **changes):
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**values, **changes}.items() if value is not None}


def edited(client, address, model, pk, lead, **changes):
    """Save what the form holds with `changes`, first with a version that is stale; returns the row."""
    form = client.get(address).context["form"]
    stale = client.post(address, posted(form, version=99, **changes))
    assert stale.status_code == 409
    assert CANARY not in stale.content.decode()
    assert client.post(address, posted(form, version=1, **changes)).status_code == 302
    return model.objects.visible_to(lead).get(pk=pk)


def test_an_issue_keeps_the_finding_that_its_writer_does_not_see(client, cluster, lead, hidden):
    issue = make_issue(cluster=cluster, finding=hidden)
    address = reverse("engagements:issue-edit", args=[issue.pk])
    assert CANARY not in client.get(address).content.decode()
    row = edited(client, address, AdvocacyIssue, issue.pk, lead, title="Another title")
    assert (row.title, row.finding_id) == ("Another title", hidden.pk)


def test_a_message_keeps_the_finding_that_its_writer_does_not_see(client, cluster, lead, hidden):
    message = make_message(issue=make_issue(cluster=cluster), finding=hidden)
    address = reverse("engagements:message-edit", args=[message.pk])
    row = edited(client, address, AdvocacyMessage, message.pk, lead, text="Other words")
    assert (row.text, row.finding_id) == ("Other words", hidden.pk)


def test_an_action_keeps_the_message_that_its_writer_does_not_see(client, cluster, lead):
    issue = make_issue(cluster=cluster)
    writer = make_person(Role.MEMBER, cluster)
    message = make_message(issue=issue, text=CANARY, exposure=Exposure.CONFIDENTIAL, created_by=writer)
    action = make_advocacy_action(issue=issue, message=message)
    address = reverse("engagements:issue-action-edit", args=[issue.pk, action.pk])
    row = edited(client, address, type(action), action.pk, lead, what="Something else")
    assert (row.what, row.message_id) == ("Something else", message.pk)


def test_an_input_keeps_the_text_that_its_writer_does_not_see(client, cluster, lead):
    visit = make_plan_line(cluster=cluster, exposure=Exposure.MEMBERS)
    text = make_submission(plan_line=visit, title=CANARY, exposure=Exposure.CONFIDENTIAL)
    row = LineInput.objects.create(plan_line=visit, title="Note", submission=text)
    address = reverse("engagements:line-input-edit", args=[visit.pk, row.pk])
    row = edited(client, address, LineInput, row.pk, lead, title="Longer note")
    assert (row.title, row.submission_id) == ("Longer note", text.pk)


def test_nobody_hangs_a_text_on_an_input_that_she_does_not_see(cluster, lead):
    visit = make_plan_line(cluster=cluster, exposure=Exposure.MEMBERS)
    text = make_submission(plan_line=visit, exposure=Exposure.CONFIDENTIAL)
    with pytest.raises(ValidationError, match="another plan line"):
        add_row(LineInput, plan_line=visit, title="Note", submission=text, by=lead)
    row = add_row(LineInput, plan_line=visit, title="Note", by=lead)
    with pytest.raises(ValidationError, match="another plan line"):
        change_row(row, submission=text, expected_version=1, by=lead)
    assert LineInput.objects.visible_to(lead).get().submission_id is None
