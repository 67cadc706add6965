import datetime as dt

import pytest

from calendar_app import actions
from calendar_app.enums import Audience, EntryKind, Precision
from calendar_app.models import Entry, Review, Session, Subscription
from clusters.enums import Role
from core.models import AuditEntry
from tests.factories import make_country, make_entry, make_person, make_review, make_rule, make_session, make_user

pytestmark = pytest.mark.django_db

WHY = "a test looks at every row"
D = dt.date


@pytest.fixture
def browser(client, settings):
    settings.HRE_DEMO = True

    def log_in(role):
        client.force_login(make_person(role, is_staff=True, is_demo=True))
        return client

    return log_in


@pytest.fixture
def session():
    make_rule(key="upr-report", title="National report", entry_kind=EntryKind.REPORT_DUE, days=-84)
    session = make_session(number="54")
    make_review(session=session, country=make_country("SYR"))
    actions.generate_entries()
    return session


@pytest.mark.parametrize("role", [Role.TASK_TEAM, Role.ADMINISTRATOR])
def test_the_pages_open(browser, session, role):
    client = browser(role)
    for name in ("session", "review", "officialdate", "entry", "subscription"):
        assert client.get(f"/admin/calendar_app/{name}/").status_code == 200, name
    for row in (session, session.reviews.get(), Entry.objects.unscoped(WHY).first()):
        assert client.get(f"/admin/calendar_app/{row._meta.model_name}/{row.pk}/change/").status_code == 200


def test_a_flag_alone_opens_nothing(client, settings):
    settings.HRE_DEMO = True
    client.force_login(make_user(is_staff=True, is_superuser=True, is_demo=True))
    assert client.get("/admin/calendar_app/session/").status_code == 403
    assert client.get("/admin/calendar_app/entry/").status_code == 403


def test_an_administrator_does_not_see_what_is_for_coordinators(browser):
    hidden = make_entry(title="canary", country=make_country("MOZ"), audience=Audience.COORDINATORS)
    client = browser(Role.ADMINISTRATOR)
    assert b"canary" not in client.get("/admin/calendar_app/entry/?q=canar").content
    assert client.get(f"/admin/calendar_app/entry/{hidden.pk}/change/").status_code == 302


def test_saving_a_review_recomputes_its_dates(browser, session):
    review = session.reviews.get()
    response = browser(Role.TASK_TEAM).post(
        f"/admin/calendar_app/review/{review.pk}/change/",
        {"review_on": "2027-01-20", "basis": "confirmed", "confidence": "checked", "source": "x", "note": ""},
    )
    assert response.status_code == 302, response.context["adminform"].form.errors
    assert Review.objects.get().review_on == D(2027, 1, 20)
    assert Entry.objects.unscoped(WHY).get(kind=EntryKind.REVIEW).due_on == D(2027, 1, 20)
    changed = AuditEntry.objects.unscoped(WHY).get(verb="review.changed")
    assert changed.after["review_on"] == "2027-01-20"


def test_adding_a_session_generates_its_dates(browser, session):
    response = browser(Role.TASK_TEAM).post(
        "/admin/calendar_app/session/add/",
        {
            "mechanism": session.mechanism_id,
            "number": "56",
            "opens_on": "2027-11-01",
            "closes_on": "2027-11-12",
            "precision": Precision.DAY,
            "certainty": "provisional",
            "state": "scheduled",
            "publication": "published",
            "confidence": "single_source",
        },
    )
    assert response.status_code == 302, response.context["adminform"].form.errors
    assert Entry.objects.unscoped(WHY).get(session__number="56").due_on == D(2027, 11, 12)


def test_an_existing_session_is_moved_in_the_portal_only(browser, session):
    browser(Role.TASK_TEAM).post(
        f"/admin/calendar_app/session/{session.pk}/change/",
        {
            "number": "54",
            "opens_on": "2028-11-01",
            "certainty": "provisional",
            "publication": "published",
            "confidence": "single_source",
        },
    )
    moved = Session.objects.get(pk=session.pk)
    assert (moved.opens_on, moved.certainty, moved.version) == (D(2027, 1, 18), "provisional", 2)
    assert Entry.objects.unscoped(WHY).get(kind=EntryKind.SESSION).certainty == "provisional"


def test_dates_are_verified_in_bulk_by_those_who_may(browser, session):
    rows = [str(pk) for pk in Entry.objects.unscoped(WHY).values_list("pk", flat=True)]
    asked = {"action": "verify", "_selected_action": rows}
    browser(Role.ADMINISTRATOR).post("/admin/calendar_app/entry/", asked)
    assert not Entry.objects.unscoped(WHY).exclude(verified_at=None).exists()
    browser(Role.TASK_TEAM).post("/admin/calendar_app/entry/", asked)
    assert not Entry.objects.unscoped(WHY).filter(verified_at=None).exists()


def test_nothing_is_deleted(browser, session):
    client = browser(Role.TASK_TEAM)
    assert client.post(f"/admin/calendar_app/session/{session.pk}/delete/", {"post": "yes"}).status_code == 403
    asked = {"action": "delete_selected", "_selected_action": [session.pk], "post": "yes"}
    client.post("/admin/calendar_app/session/", asked)
    assert Session.objects.count() == 1


def test_a_feed_shows_neither_secret_nor_choice(browser):
    feed = Subscription.objects.create(user=make_user(), name="canary", secret_hash="feedface" * 8)
    client = browser(Role.ADMINISTRATOR)
    for address in ("", f"{feed.pk}/change/"):
        page = client.get(f"/admin/calendar_app/subscription/{address}").content
        assert b"feedface" not in page
        assert b"families" not in page.lower()
