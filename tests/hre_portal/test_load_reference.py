"""The reference data as shipped: whole, idempotent, careful with people's work, clear when broken."""

import csv
import datetime as dt
import shutil
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_app.actions import edit_entry, move_session
from calendar_app.enums import Precision, ReviewBasis
from calendar_app.models import Entry, EntryTheme, OfficialDate, Outcome, Review, Session
from clusters.enums import Role
from clusters.models import Cluster, Country
from core import audit
from core.enums import Confidence
from core.models import AuditEntry, Delivery
from hre_portal.management.commands.load_reference import FOLDER
from mechanisms.enums import Family, MechanismState, RuleKind
from mechanisms.models import (
    DeadlineRule,
    Document,
    Door,
    Fact,
    Instrument,
    MandateHolder,
    Mechanism,
    NationalInstitution,
    ParticipationRule,
    Ratification,
    StepTemplate,
    SubmissionRequirement,
    Theme,
)
from tests.factories import make_person

pytestmark = pytest.mark.django_db
WHY = "a test looks at every row"


def load(folder=FOLDER):
    out = StringIO()
    call_command("load_reference", dir=folder, stdout=out)
    return out.getvalue()


def rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def loaded():
    return load()


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "reference")


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


TABLES = [
    (Country, "countries.csv"),
    (Cluster, "clusters.csv"),
    (Mechanism, "mechanisms.csv"),
    (Fact, "facts.csv"),
    (Theme, "themes.csv"),
    (MandateHolder, "holders.csv"),
    (Document, "documents.csv"),
    (ParticipationRule, "participation.csv"),
    (Instrument, "instruments.csv"),
    (Ratification, "ratifications.csv"),
    (Door, "doors.csv"),
    (NationalInstitution, "institutions.csv"),
    (SubmissionRequirement, "requirements.csv"),
    (DeadlineRule, "deadline_rules.csv"),
    (Session, "sessions.csv"),
    (Review, "reviews.csv"),
    (OfficialDate, "official_dates.csv"),
    (Outcome, "outcomes.csv"),
]


def test_every_row_of_a_file_is_a_row_of_the_table(loaded):
    for model, file in TABLES:
        assert model.objects.count() == len(rows(file)) > 0, file


def test_the_counts_that_are_known(loaded):
    steps = yaml.safe_load((FOLDER / "steps.yaml").read_text(encoding="utf-8"))["steps"]
    assert StepTemplate.objects.count() == len(steps) == 159
    conditions = dict(StepTemplate.objects.exclude(condition="").values_list("key", "condition"))
    assert len(conditions) == sum(bool(step.get("condition")) for step in steps) == 5
    assert conditions["hrc.coi_confidential_information"] == "investigation"
    upr = StepTemplate.objects.filter(mechanism_kind="upr")
    assert upr.count() == 13
    assert not upr.filter(title_fr="").exists()
    assert not upr.filter(title_ar="").exists()
    assert Country.objects.filter(is_un_member=True).count() == 193
    assert Review.objects.filter(session__mechanism__key="upr").count() == 193
    assert Session.objects.filter(mechanism__key="upr").exclude(number="").count() == 14
    assert Session.objects.filter(mechanism__key="hrc").count() == 10
    bodies = Mechanism.objects.exclude(kind="family")
    assert bodies.filter(family=Family.TREATY_BODY).count() == 10
    assert bodies.filter(family=Family.SPECIAL_PROCEDURE).count() == 63
    assert Cluster.objects.count() == 18
    assert set(Cluster.objects.filter(is_pilot=True).values_list("country_id", flat=True)) == {
        "NGA",
        "TCD",
        "NER",
        "MLI",
        "BFA",
        "MOZ",
        "SYR",
        "VEN",
    }


def test_totals_of_the_catalogue(loaded):
    """The figures of the sources the files were made from: nothing was lost on the way."""
    un_rows = Ratification.objects.exclude(instrument__kind__in=["regional", "membership", "declaration"])
    assert un_rows.count() == 3565
    assert un_rows.values("instrument").distinct().count() == 18
    assert un_rows.values("country").distinct().count() == 199
    assert NationalInstitution.objects.count() == 197
    assert Document.objects.filter(kind="thematic_report").count() == 97
    assert Document.objects.filter(kind="general_comment").count() == 46
    bodies = Mechanism.objects.exclude(kind="family")
    mandates = bodies.filter(family=Family.SPECIAL_PROCEDURE)
    active = mandates.filter(state=MechanismState.ACTIVE)
    assert active.filter(country=None).count() == 45
    assert active.exclude(country=None).count() == 15
    assert mandates.filter(state=MechanismState.MERGED).count() == 2
    assert bodies.filter(family=Family.TREATY_BODY, state=MechanismState.ACTIVE).count() == 10
    assert not Mechanism.objects.get(key="commission-on-human-rights").takes_new_steps


def test_what_was_not_found_stays_unknown(loaded):
    """Declarations that open complaints, standing invitations and opt-outs: no row, so not known for any country."""
    for key in ("cat-22", "icerd-14", "icpped-31", "icrmw-77", "icescr-op-11", "standing-invitation"):
        assert not Ratification.objects.filter(instrument=Instrument.objects.get(key=key)).exists(), key
    assert set(Ratification.objects.filter(instrument__key="ecowas").values_list("country", "status")) == {
        ("BFA", "withdrawn"),
        ("MLI", "withdrawn"),
        ("NER", "withdrawn"),
    }
    assert NationalInstitution.objects.get(country="SDN").accreditation == "unknown"
    for model in (Ratification, Door, Document, MandateHolder, ParticipationRule, NationalInstitution, Instrument):
        assert not model.objects.filter(confidence__in=Confidence.usable(), source="").exists(), model


def test_every_body_with_a_page_of_its_own_says_where_it_stands(loaded):
    merged = Mechanism.objects.filter(state=MechanismState.MERGED)
    assert not merged.filter(merged_into=None).exists()
    assert not merged.filter(state_since="").exists()
    investigations = Mechanism.objects.filter(family=Family.INVESTIGATION).exclude(kind="family")
    assert investigations.filter(active_from__isnull=False).count() == 15
    assert not investigations.filter(active_to__isnull=False).exists(), "no source gives a last day"
    for holder in MandateHolder.objects.filter(is_present=True):
        assert not holder.until, holder


def test_values_of_the_field(loaded):
    mozambique = Review.objects.get(country="MOZ", session__mechanism__key="upr")
    assert (mozambique.session.key, mozambique.symbol) == ("upr-52", "A/HRC/63/6")
    assert (mozambique.review_on, mozambique.basis) == (dt.date(2026, 5, 5), ReviewBasis.CONFIRMED)
    assert mozambique.adoption_session.key == "hrc-63"
    syria = Review.objects.get(country="SYR", session__mechanism__key="upr")
    assert (syria.session.key, syria.basis, syria.review_on) == ("upr-54", ReviewBasis.INFERRED, None)
    assert Review.objects.get(country="UKR", session__mechanism__key="upr").basis == ReviewBasis.UNKNOWN
    assert Country.objects.get(pk="VEN").time_zone == "America/Caracas"
    assert Country.objects.get(pk="SYR").time_zone == "Asia/Damascus"
    mid_term = DeadlineRule.objects.get(key="upr-mid-term")
    assert (mid_term.uses_cycle, mid_term.months, mid_term.obligation) == (True, 1, "may")
    national = DeadlineRule.objects.get(key="upr-national-report")
    assert (national.days, national.author_type, national.confidence) == (-84, "state", "single_source")
    assert Mechanism.objects.get(key="sp-slavery").state == MechanismState.MERGED
    assert Mechanism.objects.get(key="sp-slavery").merged_into.key == "sp-slavery-trafficking"
    assert SubmissionRequirement.objects.get(mechanism__key="ccpr", key="written-submission").limit == 10000


def test_no_day_is_invented(loaded):
    january = Session.objects.get(key="upr-54")
    assert (january.opens_on, january.precision, january.about_text) == (None, Precision.MONTH, "January 2027")
    nothing = Session.objects.get(key="hrc-65")
    assert (nothing.opens_on, nothing.about_on, nothing.precision) == (None, None, Precision.NONE)
    for session in Session.objects.all():
        assert (session.precision == Precision.DAY) == bool(session.opens_on), session.key


def test_no_rule_rests_on_memory_and_each_sourced_fact_has_a_source(loaded):
    computing = DeadlineRule.objects.exclude(months=0, days=0, kind=RuleKind.RELATIVE)
    assert computing.count() == 23
    assert not computing.exclude(confidence__in=Confidence.usable()).exists()
    assert not computing.filter(source="").exists()
    published_only = DeadlineRule.objects.filter(months=0, days=0, kind=RuleKind.RELATIVE)
    assert set(published_only.values_list("confidence", flat=True)) == {Confidence.NONE}
    assert not Fact.objects.filter(confidence__in=Confidence.usable(), source="").exists()
    assert not SubmissionRequirement.objects.filter(limit_confidence__in=Confidence.usable(), source="").exists()


def test_every_mechanism_with_a_rule_says_its_zone(loaded):
    assert not DeadlineRule.objects.filter(time_zone="").exists()
    for body in Mechanism.objects.filter(family__in=[Family.TREATY_BODY, Family.UPR, Family.HRC]):
        assert body.time_zone == "Europe/Zurich"
    assert Mechanism.objects.get(key="achpr").time_zone == "Africa/Banjul"
    assert Mechanism.objects.get(key="iachr").time_zone == "America/New_York"


def test_visits_stand_at_their_stage_and_calls_are_not_guessed(loaded):
    rows = Entry.objects.unscoped(WHY).filter(key="")
    visits = rows.filter(kind="country_visit").order_by("country", "stage")
    assert [(visit.country_id, visit.stage, visit.state, visit.audience) for visit in visits] == [
        ("FRA", "done", "met", "open"),
        ("MOZ", "done", "met", "open"),
        ("SOM", "done", "met", "open"),
        ("SSD", "done", "met", "open"),
        ("SSD", "postponed", "open", "coordinators"),
        ("SYR", "agreed", "cancelled", "coordinators"),
    ]
    postponed = visits.get(stage="postponed")
    assert (postponed.due_on, postponed.precision, postponed.certainty) == (None, "none", "not_announced")
    was = AuditEntry.objects.unscoped(WHY).get(verb="entry.stage_set", target_id=str(postponed.pk))
    assert (was.before["begins_on"], was.before["due_on"]) == ("2023-10-09", "2023-10-20")
    calls = rows.filter(kind="call_for_input")
    assert {(call.due_on, call.publication, call.state) for call in calls} == {
        (None, "draft", "open"),
        (None, "published", "met"),
    }
    assert EntryTheme.objects.unscoped(WHY).filter(entry=visits.get(country="MOZ")).count() == 2


def test_a_visit_that_a_person_has_touched_stays(loaded, copy):
    visit = Entry.objects.unscoped(WHY).get(country="MOZ", kind="country_visit")
    person = make_person(Role.TASK_TEAM)
    edit_entry(entry=visit, note="Seen in Pemba", by=person)
    edit(copy, "visits_calls.csv", "Its report was due in June 2024.", "Its report came out in June 2024.")
    assert "kept: date" in load(copy)
    visit.refresh_from_db()
    assert visit.note == "Seen in Pemba"


def test_a_reload_that_changes_a_visit_raises_its_sequence(loaded, copy):
    """Calendar programs take a change only with a higher SEQUENCE, and a form that was open meanwhile is old."""
    visits = Entry.objects.unscoped(WHY).filter(kind="country_visit")
    before = {visit.pk: (visit.sequence, visit.version) for visit in visits}
    edit(copy, "visits_calls.csv", "Its report was due in June 2024.", "Its report came out in June 2024.")
    load(copy)
    # A note is not what a calendar program shows.
    assert {visit.pk: (visit.sequence, visit.version) for visit in visits.all()} == before
    with (copy / "visits_calls.csv").open(encoding="utf-8", newline="") as stream:
        row = next(row for row in csv.DictReader(stream) if row["kind"] == "country_visit")
    edit(copy, "visits_calls.csv", f",{row['title']},", ",Visit with another title,")
    load(copy)
    changed = [visit for visit in visits.all() if (visit.sequence, visit.version) != before[visit.pk]]
    assert [visit.title for visit in changed] == ["Visit with another title"]
    assert (changed[0].sequence, changed[0].version) == (1, 2)
    load(copy)
    assert visits.get(pk=changed[0].pk).sequence == 1


def dates_of(country, **wanted):
    return Entry.objects.unscoped("what the loader made").filter(country=country, **wanted)


def test_the_calendar_follows_from_the_files(loaded):
    mid_term = dates_of("MOZ", kind="mid_term").get()
    assert (mid_term.due_on, mid_term.precision) == (dt.date(2028, 8, 1), Precision.SEASON)
    assert dates_of("SYR", kind="review", session__key="upr-54").get().about_text == "January 2027"
    assert dates_of("UKR", kind="review", session__mechanism__key="upr").get().due_on is None
    # Two years after CEDAW 91, which is known by month.
    follow_up = dates_of("TCD", rule__key="cedaw-follow-up-report").get()
    assert (follow_up.due_on, follow_up.precision) == (dt.date(2027, 6, 1), Precision.SEASON)
    december = dates_of(None, rule__key="crc-pswg-input", due_on=dt.date(2026, 12, 1)).get()
    assert (december.precision, december.origin) == (Precision.DAY, "official")


def test_nothing_is_announced_for_sessions_without_a_state_a_number_or_a_date(loaded):
    assert not dates_of(None, author_type="state").exists()
    assert not dates_of(None, session__key="upr-place-not-known").exists()
    held_undated = Session.objects.filter(state="held", precision=Precision.NONE)
    assert held_undated.count() == 4
    assert not Entry.objects.unscoped("test").filter(session__in=held_undated).exists()
    # The NGO Forum precedes public ordinary sessions only, and stakeholder deadlines are never computed.
    assert set(dates_of(None, rule__key="achpr-ngo-forum").values_list("session__kind", flat=True)) == {
        "public ordinary session"
    }
    assert not dates_of("SYR", rule__key="upr-stakeholder-submissions").exists()


def test_a_second_run_writes_nothing(loaded):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        output = load()
    writes = [query["sql"] for query in queries if query["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert writes == []
    assert all("0 created, 0 changed" in line for line in output.splitlines() if "created" in line)


def test_a_changed_file_changes_the_row_and_leaves_a_trace(loaded, copy):
    edit(copy, "countries.csv", "TCD,Chad,", "TCD,Republic of Chad,")
    assert "countries: 0 created, 1 changed, 200 unchanged" in load(copy)
    assert Country.objects.get(pk="TCD").name == "Republic of Chad"
    entry = AuditEntry.objects.unscoped("test").get(verb="reference.updated")
    assert (entry.target_id, entry.before, entry.after) == ("TCD", {"name": "Chad"}, {"name": "Republic of Chad"})


def test_what_a_person_changed_is_kept_and_reported(loaded, copy):
    officer = make_person(Role.TASK_TEAM)
    body = Mechanism.objects.get(key="ccpr")
    Mechanism.objects.filter(pk=body.pk).update(seat="Geneva and New York")
    audit.record(verb="mechanism.edited", target=body, by=officer, after={"seat": "Geneva and New York"})
    edit(copy, "mechanisms.csv", "Human Rights Committee,CCPR", "Human Rights Committee,HRCttee")
    output = load(copy)
    body.refresh_from_db()
    assert body.seat == "Geneva and New York"
    assert body.short_name == "HRCttee", "fields nobody touched follow the file"
    assert "kept: mechanism" in output
    assert "Geneva and New York" in output


def test_a_verified_session_is_kept_whole(loaded, copy):
    officer = make_person(Role.TASK_TEAM)
    Session.objects.filter(key="upr-54").update(
        opens_on=dt.date(2027, 1, 18), precision=Precision.DAY, about_on=None, verified_by=officer
    )
    output = load(copy)
    session = Session.objects.get(key="upr-54")
    assert (session.opens_on, session.about_on, session.precision) == (dt.date(2027, 1, 18), None, Precision.DAY)
    assert "opens_on: the portal has '2027-01-18', the file has None" in output
    assert "0 changed, 106 unchanged" in output


def test_a_session_that_a_person_moved_stays_moved(loaded):
    officer = make_person(Role.TASK_TEAM)
    move_session(
        session=Session.objects.get(key="upr-54"),
        opens_on=dt.date(2027, 2, 1),
        closes_on=dt.date(2027, 2, 12),
        reason="Announced",
        by=officer,
    )
    review = dates_of("SYR", kind="review", session__key="upr-54").get()
    assert (review.begins_on, review.due_on) == (dt.date(2027, 2, 1), dt.date(2027, 2, 12))
    assert "kept: session “UPR 54”" in load()
    assert Session.objects.get(key="upr-54").opens_on == dt.date(2027, 2, 1)
    review.refresh_from_db()
    assert review.due_on == dt.date(2027, 2, 12)


def test_a_renamed_cluster_is_not_made_twice(loaded):
    cluster = Cluster.objects.get(country="MOZ")
    Cluster.objects.filter(pk=cluster.pk).update(name="Protection Cluster, Cabo Delgado")
    audit.record(
        verb="cluster.edited", target=cluster, by=make_person(Role.ADMINISTRATOR), after={"name": "Cabo Delgado"}
    )
    load()
    assert Cluster.objects.filter(country="MOZ").count() == 1
    assert Cluster.objects.get(country="MOZ").name == "Protection Cluster, Cabo Delgado"


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("sessions.csv", "2026-05-04", "2026-05-44", "sessions.csv, line 13, field “opens_on”"),
        ("sessions.csv", ",closes_on,", ",closes,", "sessions.csv, line 1, field “closes_on”"),
        ("sessions.csv", "2022-11-18", "2022-11-01", "sessions.csv, line 2, field “closes_on”"),
        ("reviews.csv", "upr-41,BHR", "upr-41,XXX", "reviews.csv, line 2, field “country”"),
        ("reviews.csv", "upr-41,BHR", "upr-99,BHR", "reviews.csv, line 2, field “session”"),
        ("reviews.csv", "upr-41,ECU", "upr-41,BHR", "reviews.csv, line 3"),
        ("clusters.csv", "BFA", "ZZZ", "clusters.csv, line 2, field “country”"),
        ("countries.csv", "Asia/Kabul", "Asia/Cabul", "field “time_zone”"),
        ("mechanisms.csv", "hrc-complaint-procedure,hrc,", "hrc-complaint-procedure,council,", "field “family”"),
        ("deadline_rules.csv", "single_source", "memory", "deadline_rules.csv, line 2, field “confidence”"),
        ("requirements.csv", ",5,pages,", ",five,pages,", "requirements.csv, line 2, field “limit”"),
        ("countries.csv", "TCD,Chad,", "TCD,Niger,", "field “name”: the same name"),
        ("requirements.csv", ",5,pages,", ",-5,pages,", "requirements.csv, line 2, field “limit”"),
        ("mechanisms.csv", "https://www.ohchr.org/en/hr-bodies/hrc/home", "not an address", "field “url”"),
        ("mechanisms.csv", "hrc,hrc,", "h c,hrc,", "field “key”"),
        ("steps.yaml", "steps:", "steps: [", "steps.yaml, line"),
        ("steps.yaml", "phase: participate", "phase: party", "field “phase”"),
        ("visits_calls.csv", "2024-02-16", "2024-02-01", "visits_calls.csv, line 11, field “due_on”"),
        ("visits_calls.csv", "displacement idps", "displacement ipds", "visits_calls.csv, line 7, field “themes”"),
        ("visits_calls.csv", "agreed,cancelled,,,coordinators", "agreed,cancelled,,,open", "field “audience”"),
        ("visits_calls.csv", ",postponed,", ",put off,", "field “stage”"),
        ("official_dates.csv", "2022-03-31", "31.3.2022", "official_dates.csv, line 2, field “due_on”"),
    ],
)
def test_a_broken_file_is_named_and_nothing_is_loaded(copy, name, old, new, message):
    edit(copy, name, old, new)
    with pytest.raises(CommandError) as caught:
        load(copy)
    assert message in str(caught.value)
    assert Country.objects.count() == Mechanism.objects.count() == Session.objects.count() == 0


def test_a_parent_may_not_lead_back_to_itself(copy):
    edit(
        copy,
        "mechanisms.csv",
        "treaty-bodies,treaty_body,family,Treaty bodies,Treaty bodies,Organes conventionnels,هيئات المعاهدات,,,",
        "treaty-bodies,treaty_body,family,Treaty bodies,Treaty bodies,Organes conventionnels,هيئات المعاهدات,,cerd,",
    )
    with pytest.raises(CommandError, match="leads back to itself"):
        load(copy)


def test_outcomes_are_loaded_with_their_countries_and_tell_nobody(loaded):
    outcome = Outcome.objects.get(symbol="A/HRC/RES/61/4")
    assert set(outcome.countries.values_list("pk", flat=True)) == {"PSE", "ISR"}
    assert (outcome.session.key, outcome.publication) == ("hrc-61", "published")
    assert outcome.source
    assert not Delivery.objects.exists()
