"""The steps of the letter: reviewed by coordinators, read by the circle and the Task Team, laid side by side."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from clusters.enums import Role
from core.errors import Refused, Stale
from core.models import AuditEntry
from engagements import rules
from engagements.actions.letter import review_letter_step
from engagements.enums import LetterArea, LetterStatus
from engagements.models import LetterStep
from engagements.queries import letter
from tests.factories import make_cluster, make_person, make_step_template

pytestmark = pytest.mark.django_db


@pytest.fixture
def steps():
    """The real shape: 4, 5, 2, 4 and 4 steps in five areas."""
    return [
        make_step_template(key=f"letter.{area}_{number}", group=group, title=f"Step {area}.{number}")
        for area, (group, count) in enumerate(zip(LetterArea.values, (4, 5, 2, 4, 4), strict=True), start=1)
        for number in range(count)
    ]


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster)


def review(cluster, step, by, **fields):
    values = {"status": LetterStatus.UNDER_WAY, "expected_version": 0, **fields}
    return review_letter_step(cluster=cluster, step=step, by=by, **values)


def make_officer():
    """Somebody of the Task Team, who may use the pages only with a second factor."""
    officer = make_person(Role.TASK_TEAM)
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={})
    return officer


def page(client, user, name="letter", cluster=None, **kwargs):
    client.force_login(user)
    query = f"?cluster={cluster.pk}" if cluster else ""
    return client.get(reverse(f"engagements:{name}", kwargs=kwargs) + query)


# --- The action ---------------------------------------------------------------------------------------------


def test_a_review_keeps_status_evidence_and_day_and_only_the_status_in_the_trail(cluster, lead, steps):
    evidence = [{"label": "Minutes of May", "address": "https://example.org/minutes"}, {"label": "", "address": " "}]
    row = review(cluster, steps[0], lead, note="Agreed with the adviser", evidence=evidence)
    again = review(cluster, steps[0], lead, status=LetterStatus.DONE, expected_version=1)
    row.refresh_from_db()
    assert (row.status, row.version, row.evidence) == (LetterStatus.DONE, 2, [])
    assert row.reviewed_by == lead
    assert again.pk == row.pk
    trail = list(AuditEntry.objects.visible_to(lead).filter(verb="letter_step.reviewed").order_by("pk"))
    assert [entry.after for entry in trail] == [
        {"status": "under_way", "evidence": 1},
        {"status": "done", "evidence": 0},
    ]
    assert "adviser" not in str([(entry.before, entry.after, entry.target_label) for entry in trail])


def test_what_does_not_apply_says_why_and_the_reason_goes_with_the_status(cluster, lead, steps):
    with pytest.raises(ValidationError):
        review(cluster, steps[0], lead, status=LetterStatus.NOT_APPLICABLE, reason="  ")
    assert not LetterStep.objects.visible_to(lead).exists()
    row = review(cluster, steps[0], lead, status=LetterStatus.NOT_APPLICABLE, reason="No plan this year")
    row = review(cluster, steps[0], lead, status=LetterStatus.DONE, reason="No plan this year", expected_version=1)
    assert row.reason == ""


def test_a_stale_or_a_second_first_review_writes_nothing(cluster, lead, steps):
    review(cluster, steps[0], lead)
    for version in (0, 7):
        with pytest.raises(Stale):
            review(cluster, steps[0], lead, status=LetterStatus.DONE, expected_version=version)
    with pytest.raises(Stale):
        review(cluster, steps[1], lead, expected_version=3)
    assert [row.status for row in LetterStep.objects.visible_to(lead)] == [LetterStatus.UNDER_WAY]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.SAG, Role.OHCHR])
def test_only_coordinators_review(cluster, lead, steps, role):
    with pytest.raises(Refused):
        review(cluster, steps[0], make_person(role, cluster))
    with pytest.raises(Refused):
        review(cluster, steps[0], make_person(Role.COORDINATOR, make_cluster("SYR")))


def test_another_step_of_the_library_or_a_clusters_own_is_none_of_the_letter(cluster, lead):
    for step in (make_step_template(), make_step_template(group=LetterArea.DATA, cluster=cluster)):
        with pytest.raises(ValidationError):
            review(cluster, step, lead)


@pytest.mark.parametrize(
    ("address", "is_good"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org", True),
        ("/plan/", True),
        ("//example.org/", False),
        ("/\\example.org/", False),
        ("javascript:alert(1)", False),
        ("https://name:word@example.org/", False),
        ("https://", False),
        ("http://[", False),
        ("example.org", False),
        ("/plan/\nx", False),
        ("", False),
    ],
)
def test_addresses_of_evidence(address, is_good):
    assert rules.is_evidence_address(address) is is_good


def test_a_wrong_address_and_too_much_evidence_are_refused_by_number(cluster, lead, steps):
    with pytest.raises(ValidationError, match="Evidence 2"):
        review(
            cluster,
            steps[0],
            lead,
            evidence=[{"label": "a", "address": "/a"}, {"label": "b", "address": "data:text/html,x"}],
        )
    with pytest.raises(ValidationError):
        review(cluster, steps[0], lead, evidence=[{"label": "a", "address": "/a"}] * (rules.MOST_EVIDENCE + 1))


# --- Who reads ----------------------------------------------------------------------------------------------


def test_the_circle_and_the_task_team_read_and_nobody_else(client, cluster, lead, steps):
    review(cluster, steps[0], lead, note="KEPT-INSIDE")
    insiders = [lead, make_person(Role.MEMBER, cluster), make_person(Role.SAG, cluster), make_officer()]
    for user in insiders:
        assert "KEPT-INSIDE" in page(client, user, cluster=cluster).content.decode()
    others = [
        make_person(Role.OHCHR, cluster),
        make_person(Role.GPC),
        make_person(Role.COORDINATOR, make_cluster("SYR")),
    ]
    for user in others:
        assert page(client, user, cluster=cluster).status_code == 404
        assert not LetterStep.objects.visible_to(user).exists()
        assert page(client, user, name="letter-clusters").status_code == 404


def test_totals_leave_out_what_does_not_apply(cluster, lead, steps):
    review(cluster, steps[0], lead, status=LetterStatus.DONE)
    review(cluster, steps[1], lead, status=LetterStatus.NOT_APPLICABLE, reason="Closed")
    areas = letter.areas(lead, cluster)
    assert [(area.done, area.counted) for area in areas] == [(1, 3), (0, 5), (0, 2), (0, 4), (0, 4)]
    assert sum(len(area.rows) for area in areas) == 19


def test_the_task_team_sees_the_clusters_side_by_side(client, cluster, lead, steps):
    make_cluster("SYR")
    review(cluster, steps[0], lead, status=LetterStatus.DONE)
    officer = make_officer()
    rows = {row.cluster.country_id: row for row in letter.side_by_side(officer)}
    assert rows["MOZ"].cells == [(1, 4), None, None, None, None]
    assert rows["SYR"].cells == [None] * 5
    assert rows["SYR"].reviewed_at is None
    text = page(client, officer, name="letter-clusters").content.decode()
    assert "1 of 4" in text


# --- Pages --------------------------------------------------------------------------------------------------


def test_the_form_saves_and_leads_back_to_the_step(client, cluster, lead, steps):
    client.force_login(lead)
    address = reverse("engagements:letter-edit", args=[steps[2].key]) + f"?cluster={cluster.pk}"
    values = {"status": "done", "version": "0", "label_1": "Our page", "address_1": "/plan/"}
    answer = client.post(address, values)
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"#step-{steps[2].pk}")
    row = LetterStep.objects.visible_to(lead).get()
    assert row.evidence == [{"label": "Our page", "address": "/plan/"}]
    assert 'href="/plan/"' in page(client, lead, cluster=cluster).content.decode()


def test_a_conflict_keeps_what_was_typed_and_shows_theirs_and_the_next_saving_decides(client, cluster, lead, steps):
    other = make_person(Role.CO_COORDINATOR, cluster)
    review(cluster, steps[0], other, note="Theirs")
    client.force_login(lead)
    address = reverse("engagements:letter-edit", args=[steps[0].key]) + f"?cluster={cluster.pk}"
    answer = client.post(address, {"status": "done", "note": "Mine", "version": "0"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in text
    assert "Mine" in text
    assert answer.context["version"] == 1
    assert client.post(address, {"status": "done", "note": "Mine", "version": "1"}).status_code == 302
    assert LetterStep.objects.visible_to(lead).get().note == "Mine"


def test_a_broken_form_keeps_its_version_so_that_nothing_is_overwritten_unseen(client, cluster, lead, steps):
    review(cluster, steps[0], make_person(Role.CO_COORDINATOR, cluster), note="Theirs")
    client.force_login(lead)
    address = reverse("engagements:letter-edit", args=[steps[0].key]) + f"?cluster={cluster.pk}"
    answer = client.post(address, {"status": "not_applicable", "note": "Mine", "version": "0"})
    assert answer.status_code == 422
    assert answer.context["version"] == 0


def test_a_member_may_read_but_not_review(client, cluster, lead, steps):
    member = make_person(Role.MEMBER, cluster)
    assert page(client, member, name="letter-edit", cluster=cluster, key=steps[0].key).status_code == 403
    assert "Review" not in page(client, member, cluster=cluster).content.decode()
    assert page(client, lead, name="letter-edit", cluster=cluster, key="upr.unknown").status_code == 404


def test_words_are_shown_as_words(client, cluster, lead, steps):
    evidence = [{"label": "<script>alert(1)</script>", "address": "/plan/"}]
    review(cluster, steps[0], lead, note="<b>bold</b>", evidence=evidence)
    text = page(client, lead, cluster=cluster).content.decode()
    assert "<script>alert(1)" not in text
    assert "<b>bold" not in text


def test_questions_stay_the_same_with_one_or_all_steps(client, cluster, lead, steps):
    def asked(name, user):
        page(client, user, name=name, cluster=cluster)
        with CaptureQueriesContext(connection) as captured:
            assert page(client, user, name=name, cluster=cluster).status_code == 200
        return len([one for one in captured.captured_queries if "django_session" not in one["sql"]])

    officer = make_officer()
    review(cluster, steps[0], lead)
    before = asked("letter", lead), asked("letter-clusters", officer)
    for step in steps[1:]:
        review(cluster, step, lead)
    after = asked("letter", lead), asked("letter-clusters", officer)
    assert before == after
    assert max(after) <= 15


# --- Other programs -----------------------------------------------------------------------------------------


def test_the_api_reviews_by_the_same_rules(cluster, lead, steps):
    client = APIClient()
    client.force_authenticate(lead)
    address = reverse("api-letter-step-list")
    given = {"cluster": cluster.pk, "step": steps[0].key, "status": "done", "version": 0}
    answer = client.post(address, given, format="json")
    assert answer.status_code == 200
    assert answer.json()["version"] == 1
    assert client.post(address, given, format="json").status_code == 409
    wrong = client.post(address, {**given, "status": "not_applicable", "version": 1}, format="json")
    assert wrong.status_code == 400
    assert "reason" in wrong.json()
    client.force_authenticate(make_person(Role.MEMBER, cluster))
    assert client.post(address, {**given, "version": 1}, format="json").status_code == 403
    assert len(client.get(address).json()["results"]) == 1
    client.force_authenticate(make_person(Role.COORDINATOR, make_cluster("SYR")))
    assert client.post(address, {**given, "version": 1}, format="json").status_code == 404
    assert client.get(address).json()["results"] == []
