"""Interactions: recorded in four fields, seen by those they are for, followed up; series come back and remind once."""

import csv
import datetime as dt
import io

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from clusters.enums import Role
from core import outbox
from core.enums import DeliveryState
from core.errors import Refused, Stale
from core.models import AuditEntry, Delivery
from engagements import rules
from engagements.actions.interactions import (
    edit_interaction,
    finish_follow_up,
    record_interaction,
    set_interaction_state,
)
from engagements.actions.series import begin_series, edit_series, end_series, skip_occurrence
from engagements.enums import Exposure, InteractionKind, InteractionState, SeriesUnit, Side, StepOwner
from engagements.models import Interaction, InteractionSeries
from engagements.queries import interactions as queries
from engagements.series_reminders import SERIES_DUE, plan_series_reminders
from stakeholders.models import Stakeholder
from tests.factories import (
    make_cluster,
    make_entry,
    make_interaction,
    make_mechanism,
    make_person,
    make_plan_line,
    make_review,
    make_series,
    make_theme,
    make_user,
)
from tests.factories.stakeholders import make_stakeholder

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)
TODAY = dt.date(2027, 1, 4)


@pytest.fixture(autouse=True)
def clocks():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster, client):
    user = make_person(Role.COORDINATOR, cluster)
    client.force_login(user)
    return user


def four_fields(**changes):
    return {
        "kind": "meeting",
        "on": "2027-01-04",
        "with_whom": "Desk officer, OHCHR",
        "topic": "Return and safety",
        "channel": "direct",
        "exposure": "restricted",
        **changes,
    }


def stored(pk):
    return Interaction.objects.unscoped("the test looks at what is stored").get(pk=pk)


def verbs():
    return list(AuditEntry.objects.unscoped("the test looks").order_by("pk").values_list("verb", flat=True))


# --- Recording ------------------------------------------------------------------------------------------------


def test_four_fields_make_an_interaction(client, cluster, lead):
    answer = client.post(reverse("engagements:interaction-create") + f"?cluster={cluster.pk}", four_fields())
    row = Interaction.objects.visible_to(lead).get()
    assert answer.url == reverse("engagements:interaction-detail", args=[row.pk])
    assert (row.state, row.exposure, row.side, row.created_by) == (
        InteractionState.HELD,
        Exposure.RESTRICTED,
        Side.OTHER,
        lead,
    )
    entry = AuditEntry.objects.unscoped("the test looks").get(verb="interaction.recorded")
    assert entry.cluster_id == cluster.pk
    assert "Return" not in f"{entry.target_label}{entry.after}{entry.before}{entry.reason}"


def test_the_form_shows_four_fields_and_folds_the_rest(client, cluster, lead):
    page = client.get(reverse("engagements:interaction-create")).content.decode()
    before_fold = page[: page.index("<details", page.index('name="topic"'))]
    for name in ("kind", "on", "with_whom", "topic"):
        assert f'name="{name}"' in before_fold
    assert 'name="points"' not in before_fold
    assert 'value="2027-01-04"' in before_fold


def test_a_day_ahead_is_proposed_and_cannot_be_held(cluster, lead):
    fields = {"cluster": cluster, "kind": "briefing", "with_whom": "Committee", "topic": "A", "by": lead}
    assert record_interaction(**fields, on=dt.date(2027, 2, 1)).state == InteractionState.PROPOSED
    assert record_interaction(**fields).state == InteractionState.PROPOSED
    with pytest.raises(ValidationError, match="lies ahead"):
        record_interaction(**fields, on=dt.date(2027, 2, 1), state="held")
    with pytest.raises(ValidationError, match="which day"):
        record_interaction(**fields, state="held")


def test_a_line_lends_its_date_review_mechanism_and_mark(cluster, lead):
    review = make_review(country=cluster.country)
    entry = make_entry(country=cluster.country, review=review)
    line = make_plan_line(
        cluster=cluster, entry=entry, review=review, mechanism=entry.mechanism, exposure=Exposure.MEMBERS
    )
    row = record_interaction(
        cluster=cluster, plan_line=line, kind="meeting", with_whom="Adviser", topic="A", on=TODAY, by=lead
    )
    assert (row.entry, row.review, row.mechanism, row.exposure) == (entry, review, entry.mechanism, Exposure.MEMBERS)
    assert row.side == Side.MECHANISM


@pytest.mark.parametrize("whom", ["officer@un.example", "Desk, +258 84 123 4567", "Call 00258841234567"])
def test_no_addresses_and_numbers_where_a_function_belongs(client, cluster, lead, whom):
    answer = client.post(reverse("engagements:interaction-create"), four_fields(with_whom=whom, topic="Kept text"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Write the function only" in page
    assert "Kept text" in page
    assert not Interaction.objects.unscoped("the test looks").exists()


def test_functions_with_figures_are_no_numbers():
    assert not rules.holds_a_contact("Third Committee, session 114 of 2027")
    assert not rules.holds_a_contact("UNSCR 1325 focal points")


def test_indirect_says_through_whom(client, cluster, lead):
    answer = client.post(reverse("engagements:interaction-create"), four_fields(channel="indirect"))
    assert answer.status_code == 422
    with pytest.raises(ValidationError):
        record_interaction(
            cluster=cluster, kind="information", with_whom="A", topic="B", on=TODAY, channel="indirect", by=lead
        )


def test_things_of_another_cluster_cannot_be_tied(cluster, lead):
    other = make_cluster("NGA")
    line, entry = make_plan_line(cluster=other), make_entry(country=other.country)
    fields = {"cluster": cluster, "kind": "meeting", "with_whom": "A", "topic": "B", "on": TODAY, "by": lead}
    for tie in (
        {"plan_line": line},
        {"entry": entry},
        {"review": make_review(country=other.country)},
        {"series": make_series(cluster=other)},
    ):
        with pytest.raises(ValidationError):
            record_interaction(**fields, **tie)
    with pytest.raises(Refused):
        record_interaction(**{**fields, "cluster": other})
    assert not Interaction.objects.unscoped("the test looks").exists()


def test_member_records_her_own_and_leads_see_it(client, cluster, lead):
    member, other = make_person(Role.MEMBER, cluster), make_person(Role.MEMBER, cluster)
    row = record_interaction(
        cluster=cluster, kind="meeting", with_whom="NHRI", topic="A", on=TODAY, follow_up="Send note", by=member
    )
    assert row.follow_up_role == StepOwner.MEMBER
    seen = {user.pk: Interaction.objects.visible_to(user).filter(pk=row.pk).exists() for user in (member, lead, other)}
    assert seen == {member.pk: True, lead.pk: True, other.pk: False}
    edit_interaction(interaction=stored(row.pk), expected_version=1, by=member, topic="B")
    with pytest.raises(Stale):
        edit_interaction(interaction=stored(row.pk), expected_version=1, by=lead, topic="C")
    with pytest.raises(Refused):
        edit_interaction(interaction=stored(row.pk), expected_version=2, by=other, topic="C")


def test_nobody_shuts_herself_out(cluster, lead):
    row = make_interaction(cluster=cluster, created_by=make_person(Role.MEMBER, cluster))
    with pytest.raises(Refused, match="no longer see"):
        edit_interaction(interaction=row, expected_version=1, by=lead, exposure=Exposure.CONFIDENTIAL)
    assert stored(row.pk).exposure == Exposure.MEMBERS


def test_closed_marks(cluster, lead):
    """Restricted: leads and who recorded it. Confidential: who recorded it. On a line: never more than the line."""
    co_lead, member = make_person(Role.CO_COORDINATOR, cluster), make_person(Role.MEMBER, cluster)
    rows = {
        mark: make_interaction(cluster=cluster, exposure=mark, created_by=lead) for mark in Exposure if mark != "open"
    }
    line = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL, readers=[lead])
    rows["line"] = make_interaction(cluster=cluster, plan_line=line, exposure=Exposure.MEMBERS, created_by=lead)

    def sees(user):
        found = set(Interaction.objects.visible_to(user).values_list("pk", flat=True))
        return {name for name, row in rows.items() if row.pk in found}

    assert sees(lead) == {"members_only", "restricted", "confidential", "line"}
    assert sees(co_lead) == {"members_only", "restricted"}
    assert sees(member) == {"members_only"}


# --- Moving on --------------------------------------------------------------------------------------------------


def test_an_invitation_is_accepted_then_held(client, cluster, lead):
    row = make_interaction(cluster=cluster, kind=InteractionKind.INVITATION, state="proposed", on=None)
    state = reverse("engagements:interaction-state", args=[row.pk])
    client.post(state, {"act": "accepted", "version": 1})
    client.post(state, {"act": "held", "version": 2})
    row = stored(row.pk)
    assert (row.state, row.on, row.version) == (InteractionState.HELD, TODAY, 3)
    assert client.post(state, {"act": "held", "version": 3}).status_code == 403
    assert client.post(state, {"act": "nonsense", "version": 3}).status_code == 422
    assert client.post(state, {"act": "declined", "version": 1}).status_code == 409


def test_a_follow_up_stands_on_the_home_page_until_it_is_done(client, cluster, lead):
    row = record_interaction(
        cluster=cluster,
        kind="meeting",
        with_whom="A",
        topic="Topic of it",
        on=TODAY,
        follow_up="Send the note",
        follow_up_on=dt.date(2027, 1, 10),
        by=lead,
    )
    assert "Send the note" in client.get(reverse("home")).content.decode()
    member = make_person(Role.MEMBER, cluster)
    other = Client()
    other.force_login(member)
    assert "Send the note" not in other.get(reverse("home")).content.decode()
    client.post(reverse("engagements:interaction-state", args=[row.pk]), {"act": "followed_up", "version": 1})
    assert stored(row.pk).followed_up_by == lead
    assert "Send the note" not in client.get(reverse("home")).content.decode()
    with pytest.raises(Refused):
        finish_follow_up(interaction=stored(row.pk), expected_version=2, by=lead)
    assert "interaction.followed_up" in verbs()


# --- Pages ------------------------------------------------------------------------------------------------------


def test_list_filters_stand_in_the_address(client, cluster, lead):
    make_interaction(cluster=cluster, topic="Monthly exchange", side=Side.CIVIL_SOCIETY)
    make_interaction(cluster=cluster, topic="Coming talk", state="proposed", on=None, follow_up="Ring")
    base = reverse("engagements:interaction-list") + f"?cluster={cluster.pk}"

    def topics(query):
        page = client.get(base + query).content.decode()
        return {topic for topic in ("Monthly exchange", "Coming talk") if topic in page}

    assert topics("") == {"Monthly exchange", "Coming talk"}
    assert topics("&view=ahead") == {"Coming talk"}
    assert topics("&view=follow_up") == {"Coming talk"}
    assert topics("&side=civil_society") == {"Monthly exchange"}
    assert topics("&q=month") == {"Monthly exchange"}
    assert topics("&year=2026") == set()
    assert topics("&line=999999999&kind=nonsense&view=x") == set()


def test_a_review_shows_who_was_met_on_each_side(client, cluster, lead):
    review = make_review(country=cluster.country)
    make_interaction(cluster=cluster, review=review, side=Side.STATE)
    make_interaction(cluster=cluster, review=review, side=Side.STATE)
    make_interaction(cluster=cluster, review=review, side=Side.UN, state="declined")
    met = queries.interaction_page(lead, cluster, queries.Filter(review=review.pk), 1).met
    assert {str(side): number for side, number in met}["State"] == 2
    page = client.get(reverse("engagements:interaction-list") + f"?review={review.pk}").content.decode()
    assert "Who was met in this reporting cycle" in page
    assert (
        reverse("engagements:interaction-list")
        in client.get(reverse("calendar:review-detail", args=[review.pk])).content.decode()
    )


def test_strangers_get_404_and_members_a_sentence(client, cluster, lead):
    row = make_interaction(cluster=cluster, exposure=Exposure.MEMBERS, created_by=lead)
    stranger, member = make_person(Role.COORDINATOR, make_cluster("NGA")), make_person(Role.MEMBER, cluster)
    for name in ("detail", "edit", "pdf"):
        address = reverse(f"engagements:interaction-{name}", args=[row.pk])
        client.force_login(stranger)
        assert client.get(address).status_code == 404
        client.force_login(member)
        assert client.get(address).status_code == (403 if name == "edit" else 200)
    client.force_login(stranger)
    assert client.get(reverse("engagements:interaction-list") + f"?cluster={cluster.pk}").status_code == 404
    assert client.get(reverse("engagements:interaction-create") + f"?cluster={cluster.pk}").status_code == 403


def test_a_veiled_topic_is_in_no_page_title(client, cluster, lead):
    row = make_interaction(cluster=cluster, exposure=Exposure.RESTRICTED, topic="Canary topic", created_by=lead)
    page = client.get(reverse("engagements:interaction-detail", args=[row.pk])).content.decode()
    assert "Canary topic" not in page[: page.index("</title>")]
    assert "Canary topic" in page


@pytest.mark.parametrize("year", ["0", "10000", "999999999", "2027x", "\u0662"])
def test_a_year_that_no_calendar_has_narrows_nothing(client, cluster, year):
    client.force_login(make_person(Role.COORDINATOR, cluster))
    for name in ("interaction-list", "interaction-export"):
        address = reverse(f"engagements:{name}")
        assert client.get(address, {"cluster": cluster.pk, "year": year}).status_code == 200


@pytest.mark.parametrize("name", ["interaction-list", "series-list"])
def test_lists_ask_the_same_for_one_and_thirty(client, cluster, lead, name):
    line = make_plan_line(cluster=cluster)

    def fill(number):
        for _ in range(number):
            make_interaction(cluster=cluster, plan_line=line, mechanism=line.mechanism, created_by=lead)
            make_series(cluster=cluster, plan_line=line, mechanism=line.mechanism, created_by=lead)

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as context:
            assert client.get(reverse(f"engagements:{name}")).status_code == 200
        return len(context)

    fill(1)
    asked()
    one = asked()
    fill(29)
    assert asked() == one <= 15


def test_line_page_names_its_interactions(client, cluster, lead):
    line = make_plan_line(cluster=cluster)
    make_interaction(cluster=cluster, plan_line=line, topic="Met the adviser", created_by=lead)
    page = client.get(reverse("engagements:line-detail", args=[line.pk])).content.decode()
    assert f"{reverse('engagements:interaction-create')}?line={line.pk}" in page
    # The page fetches them when they are shown; without JavaScript the same address leads to all of them.
    address = reverse("engagements:line-contacts", args=[line.pk])
    assert f'hx-get="{address}"' in page
    assert f'href="{address}"' in page
    assert "Met the adviser" in client.get(address, HTTP_HX_REQUEST="true").content.decode()
    plain = client.get(address, follow=True)
    assert plain.redirect_chain[0][0].endswith(f"?cluster={cluster.pk}&line={line.pk}")
    assert "Met the adviser" in plain.content.decode()
    client.force_login(make_person(Role.COORDINATOR))
    assert client.get(address, HTTP_HX_REQUEST="true").status_code == 404


def test_read_out_carries_the_points(client, cluster, lead):
    row = make_interaction(
        cluster=cluster, kind="briefing", topic="Oral briefing", points="First point.\n\nSecond point.", created_by=lead
    )
    answer = client.get(reverse("engagements:interaction-pdf", args=[row.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert "Oral" not in answer["Content-Disposition"]
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "First point" in text
    assert "Second point" in text


def test_csv_holds_what_the_reader_sees_and_no_formula(client, cluster, lead):
    make_interaction(cluster=cluster, topic="=1+1", exposure=Exposure.RESTRICTED, created_by=lead)
    make_interaction(cluster=cluster, topic="Hidden", exposure=Exposure.CONFIDENTIAL, created_by=make_user())
    answer = client.get(reverse("engagements:interaction-export") + f"?cluster={cluster.pk}")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["topic"] for row in rows] == ["'=1+1"]
    assert "interactions.exported" in verbs()
    assert client.get(reverse("engagements:interaction-export") + "?cluster=999999").status_code == 404


def test_editing_keeps_what_was_typed_when_somebody_was_quicker(client, cluster, lead):
    row = make_interaction(cluster=cluster, created_by=lead)
    address = reverse("engagements:interaction-edit", args=[row.pk])
    assert client.get(address).status_code == 200
    data = four_fields(state="held", side="un", topic="Typed by me", version=1)
    set_interaction_state(interaction=stored(row.pk), state="cancelled", expected_version=1, by=lead)
    answer = client.post(address, data)
    assert answer.status_code == 409
    assert "Typed by me" in answer.content.decode()
    assert client.post(address, {**data, "version": 2}).status_code == 302
    assert stored(row.pk).topic == "Typed by me"


# --- Series -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "every", "unit", "after", "wanted"),
    [
        ("2027-01-31", 1, "months", "2027-01-31", "2027-02-28"),
        ("2027-01-31", 1, "months", "2027-02-28", "2027-03-31"),
        ("2027-01-31", 3, "months", "2027-12-31", "2028-01-31"),
        ("2027-01-04", 2, "weeks", "2027-01-04", "2027-01-18"),
        ("2027-01-04", 2, "weeks", "2027-01-17", "2027-01-18"),
        ("2027-06-01", 1, "weeks", "2027-01-17", "2027-06-01"),
    ],
)
def test_a_series_comes_again(starts, every, unit, after, wanted):
    day = dt.date.fromisoformat
    found = rules.next_occurrence(starts_on=day(starts), every=every, unit=SeriesUnit(unit), after=day(after))
    assert found == day(wanted)


def begin(cluster, lead, **fields):
    return begin_series(
        cluster=cluster,
        by=lead,
        **{"kind": "meeting", "topic": "Exchange", "starts_on": dt.date(2027, 1, 10), "unit": "months", **fields},
    )


def test_what_is_held_moves_the_series_on(cluster, lead, clocks):
    series = begin(cluster, lead)
    clocks.move_to(dt.datetime(2027, 1, 12, 12, tzinfo=dt.UTC))

    def held(day):
        record_interaction(
            cluster=cluster, series=series, kind="meeting", with_whom="A", topic="B", on=dt.date(2027, 1, day), by=lead
        )
        return InteractionSeries.objects.visible_to(lead).get().next_on

    assert held(9) == dt.date(2027, 2, 10)
    # Entered late, of the time before: it is not the one that is due now.
    assert held(10) == dt.date(2027, 2, 10)


def test_a_series_is_told_once_to_those_who_keep_it(cluster, lead):
    make_person(Role.MEMBER, cluster)
    series = begin(cluster, lead)
    for _ in range(3):
        plan_series_reminders()
    row = Delivery.objects.get(kind=SERIES_DUE)
    assert (row.recipient, row.due_on, row.state) == (lead, series.next_on, DeliveryState.QUEUED)
    outbox.deliver_due()
    (sent,) = mail.outbox
    # Restricted by default: nothing of it in the mail.
    assert "Exchange" not in sent.subject + sent.body
    assert reverse("engagements:series-detail", args=[series.pk]) in sent.body


def test_an_open_series_is_named_in_its_mail(cluster, lead):
    begin(cluster, lead, exposure=Exposure.MEMBERS)
    plan_series_reminders()
    outbox.deliver_due()
    assert "Exchange" in mail.outbox[0].subject


def test_a_skipped_or_ended_series_reminds_nobody(cluster, lead):
    series = begin(cluster, lead)
    plan_series_reminders()
    skip_occurrence(series=series, expected_version=1, by=lead)
    assert Delivery.objects.get(kind=SERIES_DUE).state == DeliveryState.CANCELLED
    end_series(series=series, expected_version=2, by=lead)
    assert plan_series_reminders() == 0
    with pytest.raises(Refused):
        end_series(series=series, expected_version=3, by=lead)
    end_series(series=series, expected_version=3, by=lead, is_ended=False)
    assert verbs() == ["series.begun", "series.skipped", "series.ended", "series.resumed"]


def test_another_rhythm_counts_anew(cluster, lead):
    series = begin(cluster, lead)
    edit_series(series=series, expected_version=1, by=lead, unit="weeks", every=2, starts_on=dt.date(2027, 1, 1))
    assert series.next_on == dt.date(2027, 1, 15)
    member = make_person(Role.MEMBER, cluster)
    with pytest.raises(Refused):
        edit_series(series=series, expected_version=2, by=member, every=1)


def test_pages_of_series(client, cluster, lead):
    data = {
        "kind": "meeting",
        "topic": "Exchange of concerns",
        "side": "un",
        "every": 1,
        "unit": "months",
        "starts_on": "2027-01-10",
        "owner_role": "coordinator",
        "exposure": "members_only",
    }
    create = reverse("engagements:series-create") + f"?cluster={cluster.pk}"
    assert client.get(create).status_code == 200
    assert client.post(create, {**data, "every": 0}).status_code == 422
    series_url = client.post(create, data).url
    row = InteractionSeries.objects.visible_to(lead).get()
    assert "Exchange of concerns" in client.get(series_url).content.decode()
    assert "Exchange of concerns" in client.get(reverse("engagements:series-list")).content.decode()
    edit = reverse("engagements:series-edit", args=[row.pk])
    assert client.post(edit, {**data, "topic": "Another", "version": 1}).status_code == 302
    assert client.post(edit, {**data, "topic": "Stale", "version": 1}).status_code == 409
    state = reverse("engagements:series-state", args=[row.pk])
    assert client.post(state, {"act": "skip", "version": 2}).status_code == 302
    assert client.post(state, {"act": "x", "version": 3}).status_code == 422
    client.force_login(make_person(Role.MEMBER, cluster))
    assert client.get(series_url).status_code == 200
    assert client.get(create).status_code == 403
    assert client.post(state, {"act": "end", "version": 3}).status_code == 403


def test_a_ranked_mandate_offers_updates(client, cluster, lead):
    from calendar_app.actions.following import rank_mandate
    from mechanisms.enums import Family

    mandate = make_mechanism("sp-idps", family=Family.SPECIAL_PROCEDURE, name="Rapporteur on displacement")
    rank_mandate(cluster=cluster, year=2027, mechanism=mandate, by=lead)
    page = client.get(reverse("engagements:series-list")).content.decode()
    assert f"mandate={mandate.pk}" in page
    form = client.get(reverse("engagements:series-create") + f"?mandate={mandate.pk}").content.decode()
    assert "Rapporteur on displacement" in form
    begin(cluster, lead, kind="information", mechanism=mandate)
    assert f"mandate={mandate.pk}" not in client.get(reverse("engagements:series-list")).content.decode()


def test_a_thematic_briefing_belongs_to_a_theme_and_a_committee(client, cluster, lead):
    """Not to the review of a State (MATRIX D018)."""
    theme, committee = make_theme(name="Internal displacement"), make_mechanism("a-committee")
    fields = four_fields(kind="thematic_briefing", theme=theme.pk, mechanism=committee.pk)
    client.post(reverse("engagements:interaction-create") + f"?cluster={cluster.pk}", fields)
    row = Interaction.objects.visible_to(lead).get()
    assert (row.theme, row.mechanism, row.review) == (theme, committee, None)
    page = client.get(reverse("engagements:interaction-detail", args=[row.pk])).content.decode()
    assert "Internal displacement" in page
    edit = reverse("engagements:interaction-edit", args=[row.pk])
    assert client.get(edit).context["form"].initial["theme"] == theme.pk
    answer = client.post(edit, {**fields, "theme": "", "state": "held", "side": row.side, "version": row.version})
    assert answer.status_code == 302
    assert stored(row.pk).theme is None
    changed = AuditEntry.objects.unscoped("the test looks").get(verb="interaction.changed")
    assert changed.after["texts"] == ["theme"]


def test_a_theme_that_does_not_exist_is_refused_at_its_field(client, cluster, lead):
    answer = client.post(reverse("engagements:interaction-create") + f"?cluster={cluster.pk}", four_fields(theme=10**6))
    assert answer.status_code == 422
    assert "theme" in answer.context["form"].errors


def test_a_link_that_the_writer_no_longer_sees_stays_while_other_words_change(cluster, client):
    """A member recorded it with an actor and on a date; both are for few since. She changes the topic all the same, is
    told nothing, and takes neither off."""
    member = make_person(Role.MEMBER, cluster)
    known = make_stakeholder(cluster)
    row = record_interaction(cluster=cluster, by=member, **{**four_fields(), "on": TODAY, "stakeholder": known})
    Stakeholder.objects.unscoped("test").filter(pk=known.pk).update(
        is_protected=True, name="", alias="The lawyer", protected_at=NOON
    )
    client.force_login(member)
    address = reverse("engagements:interaction-edit", args=[row.pk])
    typed = {**client.get(address).context["form"].initial, "topic": "Other words", "version": row.version}
    typed = {name: value for name, value in typed.items() if value not in (None, False)}
    answer = client.post(address, typed)
    assert answer.status_code == 302, answer.context["form"].errors
    kept = stored(row.pk)
    assert (kept.topic, kept.stakeholder_id) == ("Other words", known.pk)
