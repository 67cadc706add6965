"""Recommendations in the work of a cluster: cited in messages and texts, watched, and where they are used."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clusters.enums import Role
from core.errors import Refused, Stale
from core.models import AuditEntry
from engagements.actions import messages, watching
from engagements.actions.advocacy import create_issue
from engagements.actions.watching import change_watch, name_discussion_list, watch_recommendation
from engagements.enums import Exposure
from engagements.models import MessageCitation, RecommendationWatch, Section
from recommendations.queries import used_in
from tests.factories import (
    make_cluster,
    make_person,
    make_plan_line,
    make_recommendation,
    make_section,
    make_submission,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster():
    return make_cluster("NER")


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster=cluster)


@pytest.fixture
def rec(cluster):
    return make_recommendation(country=cluster.country, text="Build schools", position="noted")


@pytest.fixture
def issue(cluster, lead):
    return create_issue(
        cluster=cluster,
        title="Schools",
        why="They are closed",
        level="public",
        level_reason="It is known",
        lead="hc",
        exposure=Exposure.MEMBERS,
        by=lead,
    )


def draft(issue, lead, *recommendations, **given):
    given = {"audience": "hct", "text": "Open the schools", "exposure": Exposure.MEMBERS, **given}
    return messages.draft_message(issue=issue, by=lead, recommendations=recommendations, **given)


def cited(message, reader):
    rows = MessageCitation.objects.visible_to(reader).filter(message=message)
    return [row.recommendation_id for row in rows]


# --- Messages ---------------------------------------------------------------------------------------------------


def test_a_message_rests_on_recommendations_and_says_so(client, issue, lead, rec):
    message = draft(issue, lead, rec, rec)
    assert cited(message, lead) == [rec.pk]
    client.force_login(lead)
    text = client.get(f"/engagements/advocacy/messages/{message.pk}/").content.decode()
    assert text.index("Build schools") < text.index("Open the schools")
    assert f"A/HRC/47/14, para. {rec.paragraph}" in text


def test_others_to_rest_on_make_an_agreed_message_a_draft_again(issue, lead, rec):
    message = draft(issue, lead, rec)
    messages.set_message_state(message=message, state="agreed", expected_version=1, by=lead)
    same = messages.edit_message(message=message, expected_version=2, by=lead, recommendations=[rec])
    assert (same.state, same.version) == ("agreed", 2)
    other = make_recommendation(country=rec.country)
    changed = messages.edit_message(message=message, expected_version=2, by=lead, recommendations=[other])
    assert (changed.state, changed.version) == ("draft", 3)
    assert cited(message, lead) == [other.pk]
    entry = AuditEntry.objects.unscoped("test").filter(verb="message.changed").latest("pk")
    assert entry.after["texts"] == ["recommendations"]
    with pytest.raises(Stale):
        messages.edit_message(message=message, expected_version=2, by=lead, recommendations=[rec])
    assert cited(message, lead) == [other.pk]


def test_a_used_message_keeps_what_it_rests_on(issue, lead, rec):
    message = draft(issue, lead, rec)
    messages.set_message_state(
        message=message, state="used", expected_version=1, by=lead, used_on="2026-11-01", used_channel="meeting"
    )
    with pytest.raises(Refused):
        messages.edit_message(message=message, expected_version=2, by=lead, recommendations=[])


def test_the_editor_finds_ticks_and_keeps(client, issue, lead, rec):
    client.force_login(lead)
    address = f"/engagements/advocacy/issues/{issue.pk}/messages/new/"
    assert "checked" in client.get(address, {"recommendation": rec.pk}).content.decode().split("Build schools")[0]
    found = client.post(address, {"act": "find", "find": "schools", "text": "typed"}).content.decode()
    assert "Build schools" in found
    assert "typed" in found
    none = client.post(address, {"act": "find", "find": "schools", "find_family": "treaty_body"}).content.decode()
    assert "Build schools" not in none
    given = {"text": "Open them", "audience": "hct", "language": "en", "exposure": "members_only"}
    answer = client.post(address, {**given, "recommendations": [rec.pk]})
    assert answer.status_code == 302, answer.content.decode()
    message = MessageCitation.objects.visible_to(lead).get().message_id
    edit = f"/engagements/advocacy/messages/{message}/edit/"
    assert 'name="recommendations"' in client.get(edit).content.decode()
    assert client.post(address, {**given, "recommendations": ["999999"]}).status_code == 422


# --- Where it is used -------------------------------------------------------------------------------------------


def test_uses_are_counted_after_what_the_reader_may_see(issue, cluster, lead, rec, client):
    member, stranger = make_person(Role.MEMBER, cluster=cluster), make_person(Role.COORDINATOR)
    open_one = draft(issue, lead, rec)
    draft(issue, lead, rec, exposure=Exposure.CONFIDENTIAL)
    assert len(used_in(lead, [rec.pk])[rec.pk]) == 2
    assert [use.address for use in used_in(member, [rec.pk])[rec.pk]] == [
        f"/engagements/advocacy/messages/{open_one.pk}/"
    ]
    assert used_in(stranger, [rec.pk]) == {}
    client.force_login(lead)
    assert "In 2 places that you may see." in client.get(rec.get_absolute_url()).content.decode()
    client.force_login(stranger)
    assert "In no message or text" in client.get(rec.get_absolute_url()).content.decode()


# --- Watching ---------------------------------------------------------------------------------------------------


def watch(cluster, rec, by, **given):
    given = {"kind": "risk", "text": "Speak with the ministry", **given}
    return watch_recommendation(cluster=cluster, recommendation=rec, by=by, **given)


def test_one_record_whatever_page_it_is_begun_on(cluster, lead, rec):
    first = watch(cluster, rec, lead, is_listed=True)
    assert (first.is_listed, first.version) == (True, 1)
    with pytest.raises(ValidationError):
        watch(cluster, rec, lead)
    watch(cluster, rec, lead, kind="early_warning", level="concern")
    assert RecommendationWatch.objects.visible_to(lead).count() == 2
    entry = AuditEntry.objects.unscoped("test").filter(verb="watch.begun").earliest("pk")
    assert "ministry" not in str(entry.after)


def test_a_hidden_one_is_not_told_of(cluster, lead, rec):
    member = make_person(Role.MEMBER, cluster=cluster)
    watch(cluster, rec, lead, exposure=Exposure.CONFIDENTIAL)
    assert watch(cluster, rec, member).pk


def test_a_sign_has_a_level_and_a_risk_has_none(cluster, lead, rec):
    with pytest.raises(ValidationError):
        watch(cluster, rec, lead, kind="early_warning")
    with pytest.raises(ValidationError):
        watch(cluster, rec, lead, level="alarm")


def test_who_may_write_and_change(cluster, lead, rec):
    member, other = make_person(Role.MEMBER, cluster=cluster), make_person(Role.MEMBER, cluster=cluster)
    with pytest.raises(Refused):
        watch(cluster, rec, make_person(Role.COORDINATOR))
    row = watch(cluster, rec, member)
    with pytest.raises(Refused):
        change_watch(watch=row, expected_version=1, is_listed=True, by=other)
    change_watch(watch=row, expected_version=1, is_listed=True, by=lead)
    with pytest.raises(Stale):
        change_watch(watch=row, expected_version=1, text="Other", by=member)


def test_the_list_has_the_name_the_cluster_gives_it(cluster, lead, rec, client):
    watch(cluster, rec, lead, is_listed=True)
    client.force_login(lead)
    assert "RMR discussions" in client.get("/engagements/advocacy/watched/").content.decode()
    named = client.post("/engagements/advocacy/watched/name/", {"name": "Risk meeting", "version": "0"})
    assert named.status_code == 302
    assert "Risk meeting" in client.get("/engagements/advocacy/watched/?listed=1").content.decode()
    with pytest.raises(Stale):
        name_discussion_list(cluster=cluster, name="Other", expected_version=0, by=lead)
    member = make_person(Role.MEMBER, cluster=cluster)
    client.force_login(member)
    assert client.post("/engagements/advocacy/watched/name/", {"name": "Mine", "version": "1"}).status_code == 403


def test_from_the_recommendation_to_the_list(client, cluster, lead, rec, issue):
    client.force_login(lead)
    assert "Use in our work" in client.get(rec.get_absolute_url()).content.decode()
    address = f"/engagements/advocacy/recommendations/{rec.pk}/"
    assert f"recommendation={rec.pk}" in client.get(address).content.decode()
    given = {"kind": "risk", "text": "Speak early", "is_listed": "on", "exposure": "members_only"}
    assert client.post(address, given).status_code == 302
    again = client.post(address, given)
    assert again.status_code == 422
    assert "watches this recommendation already" in again.content.decode()
    row = RecommendationWatch.objects.visible_to(lead).get()
    page = f"/engagements/advocacy/watched/{row.pk}/"
    closed = {"text": "Spoken", "exposure": "members_only", "version": "1", "close": "1"}
    assert client.post(page, closed).status_code == 302
    row = RecommendationWatch.objects.visible_to(lead).get()
    assert (row.text, row.is_closed, row.is_listed) == ("Spoken", True, False)
    assert client.post(page, {**closed, "text": "Later"}).status_code == 409


def test_strangers_find_no_watched_recommendation(client, cluster, lead, rec, settings):
    settings.HRE_DEMO = True
    row = watch(cluster, rec, lead)
    client.force_login(make_person(Role.COORDINATOR))
    assert client.get(f"/engagements/advocacy/watched/{row.pk}/").status_code == 404
    assert "Speak with" not in client.get("/engagements/advocacy/watched/?all=1").content.decode()
    client.force_login(make_person(Role.TASK_TEAM, is_demo=True))
    assert "Speak with" in client.get("/engagements/advocacy/watched/?all=1").content.decode()


def test_signs_of_all_clusters_are_narrowed_by_country(client, cluster, lead, rec, settings):
    """MATRIX D033: an early-warning list for each country, for the Task Team too; no country tells of a hidden sign."""
    settings.HRE_DEMO = True
    there, elsewhere = make_cluster("SYR"), make_cluster("YEM")
    sign = {"kind": "early_warning", "level": "concern"}
    watch(cluster, rec, lead, **sign, text="Schools close")
    other = make_recommendation(country=there.country, text="Another")
    watch(there, other, make_person(Role.COORDINATOR, cluster=there), **sign, text="Wells dry up")
    hidden = make_recommendation(country=elsewhere.country, text="Hidden")
    keeper = make_person(Role.COORDINATOR, cluster=elsewhere)
    watch(elsewhere, hidden, keeper, **sign, text="For few", exposure=Exposure.CONFIDENTIAL)
    client.force_login(make_person(Role.TASK_TEAM, is_demo=True))
    address = "/engagements/advocacy/watched/?all=1&kind=early_warning"
    response = client.get(address)
    assert [country.pk for country in response.context["countries"]] == ["NER", "SYR"]
    page = client.get(f"{address}&country=SYR").content.decode()
    assert "Wells dry up" in page
    assert "Schools close" not in page
    assert "all=1&amp;country=SYR" in page
    # Nothing is told of a country in which the reader sees no sign.
    for unknown in ("YEM", "QQQ", "s%00"):
        assert client.get(f"{address}&country={unknown}").context["country"] == ""


def test_the_list_asks_the_same_number_of_queries(client, cluster, lead):
    client.force_login(lead)
    numbers = []
    for count in (1, 30):
        for _each in range(count):
            watch(cluster, make_recommendation(country=cluster.country), lead)
        client.get("/engagements/advocacy/watched/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/engagements/advocacy/watched/")
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 15


def test_a_text_that_names_it_counts(cluster, lead, rec):
    line = make_plan_line(cluster=cluster, created_by=lead)
    submission = make_submission(plan_line=line, author=lead, writers=[lead])
    make_section(submission=submission, body=f"See {{rec:{rec.pk}}}.")
    rows = Section.objects.visible_to(lead).filter(submission=submission)
    assert [use.address for use in used_in(lead, [rec.pk])[rec.pk]] == [f"/engagements/submissions/{submission.pk}/"]
    rows.update(body="Nothing.")
    assert used_in(lead, [rec.pk]) == {}


def test_of_two_who_give_the_list_its_first_name_the_second_is_told(cluster, lead, monkeypatch):
    """Somebody is quicker in the very moment before the cluster is held."""
    other = make_person(Role.CO_COORDINATOR, cluster)

    def quicker(held):
        monkeypatch.setattr(watching, "hold_cluster", lambda held: held)
        name_discussion_list(cluster=cluster, name="Theirs", expected_version=0, by=other)

    monkeypatch.setattr(watching, "hold_cluster", quicker)
    with pytest.raises(Stale):
        name_discussion_list(cluster=cluster, name="Mine", expected_version=0, by=lead)
