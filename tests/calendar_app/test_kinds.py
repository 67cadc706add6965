"""Forms that ask what each kind of date needs; parts, themes and stages on the page of a date."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_app import actions
from calendar_app.enums import Audience, EntryKind, Publication, VisitStage
from calendar_app.forms import OFFERED
from calendar_app.forms.asked import asked_for
from calendar_app.models import Entry
from core.models import AuditEntry
from mechanisms.models import Theme
from tests.factories import make_country, make_entry, make_mechanism, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

D = dt.date
WHY = "a test looks at every row"
NEW = "/calendar/dates/new/"


@pytest.fixture
def displacement():
    return Theme.objects.create(key="displacement", name="Displacement")


def made():
    return Entry.objects.unscoped(WHY).get()


def common(**fields):
    return {
        "title": "A date",
        "mechanism": str(make_mechanism().pk),
        "country": "MOZ",
        "precision": "day",
        "due_on": "2027-02-05",
        "certainty": "confirmed",
        "obligation": "none",
        "author_type": "any",
        "audience": "open",
        "source": "https://example.org/a",
        "publish": "1",
        **fields,
    }


def test_first_the_kind_then_only_what_it_needs(login, task_team, moz):
    client = login(task_team)
    chooser = client.get(f"{NEW}?country=MOZ").content.decode()
    for kind, _what in OFFERED:
        assert f"?kind={kind.value}&amp;country=MOZ" in chooser
    for kind, _what in OFFERED:
        form = client.get(f"{NEW}?kind={kind.value}&country=MOZ").context["form"]
        assert set(form.fields) - {"themes", "parent"} <= asked_for(kind)
        assert form["country"].value() == "MOZ"
    visit = client.get(f"{NEW}?kind=country_visit").context["form"]
    assert "stage" in visit.fields
    assert not {"certainty", "obligation", "author_type", "at", "session"} & set(visit.fields)
    assert visit["audience"].value() == Audience.COORDINATORS
    assert "stage" not in client.get(f"{NEW}?kind=submission").context["form"].fields


def test_a_call_for_input_with_themes_window_and_session(login, task_team, moz, displacement):
    session = make_session(mechanism=make_mechanism("hrc", family="hrc", short_name="HRC"), number="65")
    data = common(
        kind="call_for_input", begins_on="2026-12-01", at="18:00", session=str(session.pk), themes=str(displacement.pk)
    )
    response = login(task_team).post(NEW, data)
    assert response.status_code == 302, response.context["form"].errors
    entry = made()
    assert (entry.begins_on, entry.due_on, entry.session) == (D(2026, 12, 1), D(2027, 2, 5), session)
    assert entry.due_at == dt.datetime(2027, 2, 5, 17, tzinfo=dt.UTC)
    act = AuditEntry.objects.unscoped(WHY).get(verb="entry.created")
    assert act.after["themes"] == ["displacement"]
    page = login(task_team).get(f"/calendar/dates/{entry.pk}/").content.decode()
    assert "Displacement" in page
    assert str(session) in page


def test_themes_are_changed_and_audited_and_the_same_ones_write_nothing(login, task_team, moz, displacement):
    food = Theme.objects.create(key="food", name="Food")
    entry = make_entry(country=moz.country)
    entry = actions.edit_entry(entry=entry, themes=[displacement, food], by=task_team)
    version = entry.version
    entry = actions.edit_entry(entry=entry, themes=[food, displacement], by=task_team)
    assert entry.version == version
    actions.edit_entry(entry=entry, themes=[food], by=task_team)
    act = AuditEntry.objects.unscoped(WHY).latest("pk")
    assert (act.before, act.after) == ({"themes": ["displacement", "food"]}, {"themes": ["food"]})


def test_an_event_with_its_parts(login, task_team, member, moz):
    client = login(task_team)
    workshop = make_entry(
        kind=EntryKind.RELATED_EVENT, title="Regional workshop", country=moz.country, place="Maputo",
        begins_on=D(2027, 2, 3), due_on=D(2027, 2, 4),
    )  # fmt: skip
    form = client.get(f"{NEW}?kind=related_event&parent={workshop.pk}").context["form"]
    assert form["parent"].value() == workshop.pk
    data = common(kind="related_event", title="Day of focal points", parent=str(workshop.pk), country="MOZ")
    response = client.post(NEW, data)
    assert response.status_code == 302, response.context["form"].errors
    part = Entry.objects.unscoped(WHY).get(title="Day of focal points")
    assert part.parent_id == workshop.pk
    page = login(member).get(f"/calendar/dates/{workshop.pk}/").content.decode()
    assert "Day of focal points" in page
    assert "Maputo" in page
    assert "Regional workshop" in login(member).get(f"/calendar/dates/{part.pk}/").content.decode()


def test_a_part_does_not_tell_more_people_than_the_whole(login, task_team, moz):
    secret = make_entry(kind=EntryKind.COUNTRY_VISIT, country=moz.country, audience=Audience.COORDINATORS)

    def add(**fields):
        values = {"kind": EntryKind.CONSULTATION, "title": "Part", "mechanism": make_mechanism(), "by": task_team}
        return actions.create_entry(
            **{**values, "country": moz.country, "due_on": D(2027, 2, 5), "parent": secret, **fields}
        )

    for fields, place in (
        ({"audience": Audience.OPEN}, "audience"),
        ({"audience": Audience.COORDINATORS, "country": make_country("SYR")}, "parent"),
        ({"audience": Audience.COORDINATORS, "parent": make_entry(parent=secret)}, "parent"),
    ):
        with pytest.raises(ValidationError) as refused:
            add(**fields)
        assert place in refused.value.message_dict
    part = add(audience=Audience.COORDINATORS)
    wide = actions.edit_entry(entry=secret, audience=Audience.OPEN, confirmed_sharing=True, by=task_team)
    actions.edit_entry(entry=part, audience=Audience.OPEN, by=task_team)
    with pytest.raises(ValidationError, match="Parts of this date are shown to more people"):
        actions.edit_entry(entry=wide, audience=Audience.COORDINATORS, by=task_team)


def test_a_part_of_a_date_that_one_may_not_see_is_refused_and_not_named(login, coordinator, moz):
    theirs = make_entry(country=make_country("SYR"), title="SECRET", audience=Audience.COORDINATORS)
    data = common(kind="related_event", parent=str(theirs.pk), cluster=str(moz.pk), audience="members")
    refused = login(coordinator).post(NEW, data)
    assert refused.status_code == 422
    assert "SECRET" not in refused.content.decode()


# --- Visits on their pages --------------------------------------------------------------------------------


@pytest.fixture
def visit(task_team, moz):
    return actions.create_entry(
        kind=EntryKind.COUNTRY_VISIT,
        title="Visit of the rapporteur",
        mechanism=make_mechanism("sp-idps", family="special_procedure", name="Rapporteur on IDPs", short_name=""),
        country=moz.country,
        begins_on=D(2026, 11, 20),
        due_on=D(2026, 11, 27),
        stage=VisitStage.AGREED,
        source="https://example.org/visit",
        publication=Publication.PUBLISHED,
        by=task_team,
    )


def test_the_stage_in_the_browser(login, task_team, coordinator, member, stranger, visit):
    address = f"/calendar/dates/{visit.pk}/stage/"
    assert [login(who).get(address).status_code for who in (member, stranger, coordinator)] == [404, 404, 403]
    client = login(task_team)
    form = client.get(address).context["form"]
    assert [value for value, _label in form.fields["stage"].choices] == ["agreed", "confirmed", "postponed"]
    refused = client.post(address, {"stage": "postponed", "precision": "day", "version": visit.version})
    assert refused.status_code == 422
    assert "reason" in refused.context["form"].errors
    inside_out = {"stage": "confirmed", "precision": "day", "begins_on": "2027-02-09", "due_on": "2027-02-01"}
    refused = client.post(address, {**inside_out, "reason": "x", "version": visit.version})
    assert (refused.status_code, "due_on" in refused.context["form"].errors) == (422, True)
    done = client.post(address, {"stage": "confirmed", "precision": "day", "version": visit.version})
    assert done.status_code == 302
    stale = client.post(address, {"stage": "done", "precision": "day", "version": visit.version})
    assert stale.status_code == 409
    page = login(coordinator).get(f"/calendar/dates/{visit.pk}/").content.decode()
    assert 'aria-current="step">Confirmed' in page
    assert login(task_team).get(f"/calendar/dates/{make_entry().pk}/stage/").status_code == 404


def test_showing_it_to_members_asks_for_a_word(login, task_team, visit):
    client, address = login(task_team), f"/calendar/dates/{visit.pk}/edit/"
    data = {
        **common(kind="country_visit", title=visit.title, mechanism=str(visit.mechanism_id)),
        "begins_on": "2026-11-20",
        "due_on": "2026-11-27",
        "source": visit.source,
        "audience": "members",
        "version": str(visit.version),
    }
    refused = client.post(address, data)
    assert refused.status_code == 422
    assert "All members of the cluster" in str(refused.context["form"].errors["confirmed_sharing"])
    assert client.post(address, {**data, "confirmed_sharing": "on"}).status_code == 302
    assert Entry.objects.unscoped(WHY).get(pk=visit.pk).audience == Audience.MEMBERS


def test_as_many_questions_for_thirty_parts_as_for_one(login, coordinator, moz):
    whole = make_entry(kind=EntryKind.RELATED_EVENT, country=moz.country)
    client = login(coordinator)

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(f"/calendar/dates/{whole.pk}/").status_code == 200
        return len(seen)

    make_entry(parent=whole, country=moz.country)
    few = asked()
    for _number in range(29):
        make_entry(parent=whole, country=moz.country)
    assert asked() == few <= 15
