"""From a file to dates and back: what each line does, all or nothing, replay, conflicts, undo."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from calendar_app import actions
from calendar_app.enums import (
    Audience,
    Certainty,
    EntryKind,
    EntryState,
    ImportState,
    ImportVerdict,
    Origin,
    Precision,
    Publication,
    UndoneAs,
)
from calendar_app.importing import problems as say
from calendar_app.models import Entry, EntryTheme, ImportRow, ImportRun
from clusters.enums import Role
from core.errors import Refused, Stale
from core.models import AuditEntry, Delivery
from tests.factories import (
    make_cluster,
    make_country,
    make_entry,
    make_mechanism,
    make_person,
    make_review,
    make_session,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
WHY = "the test looks at everything"
D = dt.date
HEAD = "title,kind,mechanism,country,starts_on,ends_on,hour,certainty,audience,source,note\n"
GOOD = (
    HEAD
    + "Input to the list of issues,submission,CRC,Mozambique,2027-05-04,,18:00,confirmed,,https://ohchr.example/crc,\n"
    + "Workshop,consultation,crc,MOZ,3 May 2027,5 May 2027,,provisional,,,In Maputo\n"
)
BROKEN = (
    "Deadline,submission,crc,MOZ,04/05/2027,,,,,,\n"
    "Hearing,hearing,crc,Atlantis,2027-06-01,,,,,,\n"
    "Meeting,consultation,crc,MOZ,2027-06-10,2027-06-01,,,,,\n"
)


@pytest.fixture
def crc():
    return make_mechanism("crc", family="treaty_body", name="Committee on the Rights of the Child", short_name="CRC")


@pytest.fixture
def moz_country(crc):
    return make_country("MOZ")


@pytest.fixture
def keeper(moz_country):
    return make_person(Role.TASK_TEAM)


def read(text, by, **options):
    content = text if isinstance(text, bytes) else text.encode()
    return actions.read_import(content=content, file_name=options.pop("file_name", "dates.csv"), by=by, **options)


def rows_of(run):
    return list(ImportRow.objects.unscoped(WHY).filter(run=run).order_by("line"))


def verdicts(run):
    return [row.verdict for row in rows_of(run)]


def why(row):
    return [(problem["column"], problem["text"]) for problem in row.problems]


def dates():
    return {entry.title: entry for entry in Entry.objects.unscoped(WHY)}


def acts(verb):
    return AuditEntry.objects.unscoped(WHY).filter(verb=verb).count()


# --- reading ------------------------------------------------------------------------------------------------------


def test_a_preview_says_what_each_line_does_and_writes_no_date(keeper):
    run = read(GOOD + BROKEN, keeper)
    assert verdicts(run) == ["new", "new", "broken", "broken", "broken"]
    assert [why(row) for row in rows_of(run)[2:]] == [
        [("starts_on", say.AMBIGUOUS_DAY)],
        [("country", say.UNKNOWN)],
        [("ends_on", say.END_BEFORE_START)],
    ]
    assert dates() == {}
    assert (run.state, run.format, len(run.digest)) == (ImportState.PREVIEW, "csv", 64)


def test_only_who_keeps_a_calendar_reads_into_it(moz_country):
    cluster = make_cluster("MOZ")
    lead, member = make_person(Role.COORDINATOR, cluster), make_person(Role.MEMBER, cluster)
    for person, target in ((lead, None), (member, cluster), (make_person(Role.COORDINATOR), cluster)):
        with pytest.raises(Refused):
            read(GOOD, person, cluster=target)
    assert not ImportRun.objects.unscoped(WHY).exists()
    run = read(GOOD, lead, cluster=cluster)
    assert run.cluster == cluster
    assert not ImportRun.objects.visible_to(member).exists()


def test_a_clusters_list_is_of_its_country(moz_country):
    make_country("SYR")
    cluster = make_cluster("MOZ")
    lead = make_person(Role.COORDINATOR, cluster)
    text = "title,kind,mechanism,country,starts_on\nA,consultation,crc,,2027-05-04\nB,consultation,crc,SYR,2027-05-04\n"
    run = read(text, lead, cluster=cluster)
    assert verdicts(run) == ["new", "broken"]
    actions.apply_import(run=run, good_only=True, by=lead)
    entry = dates()["A"]
    assert (entry.cluster, entry.country_id, entry.audience) == (cluster, "MOZ", Audience.MEMBERS)


def test_what_adding_by_hand_would_refuse_is_broken_in_the_preview(keeper, crc, moz_country):
    lines = [
        "Far off,submission,crc,MOZ,2099-01-01,,,,,,",
        "Secret,country_visit,crc,MOZ,2027-05-04,,,provisional,open,,",
        "Whose,consultation,crc,,2027-05-04,,,,members,,",
        "Sure,consultation,crc,MOZ,2027-05-04,,,not announced,,,",
    ]
    run = read(HEAD + "\n".join(lines) + "\n", keeper)
    assert verdicts(run) == ["broken"] * 4
    assert [why(row)[0][0] for row in rows_of(run)] == ["starts_on", "audience", "audience", "certainty"]


def test_missing_values_are_named_at_their_cell(keeper):
    run = read("title,kind,starts_on\n,submission,2027-05-04\nA,,2027-05-04\n", keeper)
    assert [why(row) for row in rows_of(run)] == [
        [("title", say.MISSING), ("mechanism", say.MISSING)],
        [("kind", say.MISSING), ("mechanism", say.MISSING)],
    ]


def test_what_the_file_does_not_say_is_chosen_with_it(keeper, crc, moz_country):
    run = read("title,starts_on\nA,2027-05-04\n", keeper, kind="hearing", mechanism=crc, country=moz_country)
    actions.apply_import(run=run, by=keeper)
    entry = dates()["A"]
    assert (entry.kind, entry.mechanism, entry.country) == (EntryKind.HEARING, crc, moz_country)


# --- applying -----------------------------------------------------------------------------------------------------


def test_all_lines_become_dates_each_audited_like_one_by_hand(keeper, crc):
    run = actions.apply_import(run=read(GOOD, keeper), by=keeper)
    issues, workshop = dates()["Input to the list of issues"], dates()["Workshop"]
    assert issues.due_at == dt.datetime(2027, 5, 4, 16, 0, tzinfo=dt.UTC)
    assert (issues.precision, issues.origin, issues.certainty) == (Precision.INSTANT, Origin.OFFICIAL, "confirmed")
    assert issues.verified_by == keeper
    assert (workshop.begins_on, workshop.due_on, workshop.origin) == (D(2027, 5, 3), D(2027, 5, 5), Origin.PINNED)
    assert (workshop.note, workshop.publication) == ("In Maputo", Publication.DRAFT)
    assert workshop.created_by == keeper
    assert acts("entry.created") == 2
    applied = AuditEntry.objects.unscoped(WHY).get(verb="import.applied")
    assert (applied.actor_id, applied.after) == (keeper.pk, {"publication": "draft", "new": 2})
    assert (run.state, run.applied_at) == (ImportState.APPLIED, timezone.now())


def test_the_same_values_by_hand_and_by_file_make_the_same_date(keeper, crc, moz_country):
    by_hand = actions.create_entry(
        kind="submission",
        title="Input to the list of issues",
        mechanism=crc,
        country=moz_country,
        due_on=D(2027, 5, 4),
        at=dt.time(18, 0),
        certainty="confirmed",
        source="https://ohchr.example/crc",
        by=keeper,
    )
    told = AuditEntry.objects.unscoped(WHY).get(verb="entry.created").after
    Entry.objects.unscoped(WHY).filter(pk=by_hand.pk).delete()
    actions.apply_import(run=read(GOOD, keeper), by=keeper)
    by_file = dates()["Input to the list of issues"]
    own = {"id", "uid"}
    names = [field.attname for field in Entry._meta.concrete_fields if field.attname not in own]
    assert {name: getattr(by_file, name) for name in names} == {name: getattr(by_hand, name) for name in names}
    last = AuditEntry.objects.unscoped(WHY).filter(verb="entry.created", target_id=str(by_file.pk)).get()
    assert last.after == told


def test_published_at_once_if_wanted(keeper, monkeypatch):
    from core import events

    told = []
    monkeypatch.setitem(events._subscribers, "entry_published", [lambda **news: told.append(news["entry"].title)])
    actions.apply_import(run=read(GOOD, keeper), publish=True, by=keeper)
    assert {entry.publication for entry in dates().values()} == {Publication.PUBLISHED}
    assert sorted(told) == ["Input to the list of issues", "Workshop"]


def test_all_or_nothing_with_a_broken_line_is_nothing(keeper):
    run = read(GOOD + BROKEN, keeper)
    with pytest.raises(ValidationError, match="broken lines"):
        actions.apply_import(run=run, by=keeper)
    assert dates() == {}
    run.refresh_from_db()
    assert run.state == ImportState.PREVIEW


def test_only_the_good_lines(keeper):
    actions.apply_import(run=read(GOOD + BROKEN, keeper), good_only=True, by=keeper)
    assert sorted(dates()) == ["Input to the list of issues", "Workshop"]


def test_pressing_twice_imports_once(keeper):
    run = read(GOOD, keeper)
    actions.apply_import(run=run, by=keeper)
    actions.apply_import(run=run, by=keeper)
    assert len(dates()) == 2
    assert acts("import.applied") == 1


def test_two_previews_of_one_file_import_once(keeper):
    first, second = read(GOOD, keeper), read(GOOD, keeper)
    actions.apply_import(run=first, by=keeper)
    with pytest.raises(Stale):
        actions.apply_import(run=second, by=keeper)
    assert verdicts(second) == ["meanwhile", "meanwhile"]
    with pytest.raises(ValidationError, match="nothing to import"):
        actions.apply_import(run=second, good_only=True, by=keeper)
    assert len(dates()) == 2


def test_the_same_file_again_changes_nothing(keeper):
    actions.apply_import(run=read(GOOD, keeper), by=keeper)
    again = read(GOOD, keeper)
    assert verdicts(again) == ["unchanged", "unchanged"]
    with pytest.raises(ValidationError, match="nothing to import"):
        actions.apply_import(run=again, by=keeper)


def test_strangers_cannot_apply_or_undo(keeper):
    run = read(GOOD, keeper)
    stranger = make_person(Role.COORDINATOR)
    for act in (actions.apply_import, actions.undo_import, actions.discard_import):
        with pytest.raises(Refused):
            act(run=run, by=stranger)


def test_a_preview_is_thrown_away(keeper):
    actions.discard_import(run=read(GOOD, keeper), by=keeper)
    assert not ImportRun.objects.unscoped(WHY).exists()
    run = actions.apply_import(run=read(GOOD, keeper), by=keeper)
    with pytest.raises(ValidationError):
        actions.discard_import(run=run, by=keeper)


# --- matching -----------------------------------------------------------------------------------------------------


def test_a_line_with_the_identifier_changes_that_date(keeper, crc, moz_country):
    entry = make_entry(
        mechanism=crc, country=moz_country, title="Old", due_on=D(2027, 5, 4), note="kept?", place="Rome"
    )
    text = f"uid,title,starts_on,note\n{entry.uid},New,2027-06-04,\n"
    run = read(text, keeper)
    row = rows_of(run)[0]
    assert row.verdict == ImportVerdict.CHANGED
    assert row.before == {"title": "Old", "due_on": "2027-05-04", "note": "kept?"}
    assert row.values == {"title": "New", "due_on": "2027-06-04", "note": ""}
    actions.apply_import(run=run, by=keeper)
    entry.refresh_from_db()
    assert (entry.title, entry.due_on, entry.note, entry.place) == ("New", D(2027, 6, 4), "", "Rome")
    moved = AuditEntry.objects.unscoped(WHY).get(verb="entry.moved")
    assert moved.reason == "Import of dates.csv"
    assert (entry.sequence, entry.version) == (1, 2)


def test_who_had_been_told_is_told_of_the_move(keeper, crc, moz_country):
    lead = make_person(Role.COORDINATOR, make_cluster("MOZ"))
    entry = make_entry(mechanism=crc, country=moz_country, title="Input", due_on=D(2026, 12, 4))
    read_into = f"uid,starts_on\n{entry.uid},2026-12-11\n".replace("starts_on", "title,starts_on").replace(
        ",2026", ",Input,2026"
    )
    actions.apply_import(run=read(read_into, keeper), by=keeper)
    assert Delivery.objects.filter(recipient=lead, subject_id=str(entry.pk)).exists()


def test_another_day_of_the_same_name_is_the_date_moved(keeper, crc, moz_country):
    entry = make_entry(mechanism=crc, country=moz_country, title="Session opens", due_on=D(2027, 5, 4), note="stays")
    head = "title,kind,mechanism,country,starts_on,note\n"
    run = read(head + "session  opens,submission,crc,MOZ,2027-06-01,\n", keeper)
    row = rows_of(run)[0]
    assert (row.verdict, row.entry_id, row.before) == (
        "changed",
        entry.pk,
        {"title": "Session opens", "due_on": "2027-05-04"},
    )
    far = read(head + "Session opens,submission,crc,MOZ,2028-05-04,\n", keeper)
    assert verdicts(far) == ["new"]


def test_a_line_that_fits_several_dates_is_not_guessed(keeper, crc, moz_country):
    for day in (1, 20):
        make_entry(mechanism=crc, country=moz_country, title="Input", due_on=D(2027, 5, day))
    head = "title,kind,mechanism,country,starts_on\n"
    run = read(head + "Input,submission,crc,MOZ,2027-05-10\n", keeper)
    assert why(rows_of(run)[0]) == [("title", say.SEVERAL_DATES)]
    exact = read(head + "Input,submission,crc,MOZ,2027-05-20\n", keeper)
    assert verdicts(exact) == ["unchanged"]


def test_the_same_date_twice_in_a_file(keeper):
    line = GOOD.splitlines()[1]
    run = read(f"{HEAD}{line}\n{line}\n", keeper)
    assert verdicts(run) == ["new", "broken"]
    assert rows_of(run)[1].problems[0]["values"] == {"line": 2}


def test_identifiers_that_fit_nothing(keeper, crc, moz_country):
    cluster = make_cluster("MOZ")
    lead = make_person(Role.COORDINATOR, cluster)
    reference = make_entry(mechanism=crc, country=moz_country, title="Reference")
    head = "uid,title,starts_on\n"
    lines = f"{reference.uid},x,2027-05-04\n1b6cbf9e-6f0b-4d5c-8a0f-0c8f6f1f0a11,x,2027-05-04\nwhat,x,2027-05-04\n"
    run = read(head + lines, lead, cluster=cluster)
    assert [why(row)[0] for row in rows_of(run)] == [
        ("uid", say.OTHER_CALENDAR),
        ("uid", say.NO_SUCH_UID),
        ("uid", say.NOT_A_UID),
    ]


def test_a_date_that_the_portal_keeps_is_not_changed_but_its_note_is(keeper):
    review = make_review(session=make_session(number="54"))
    kept = make_entry(key="review:1:x", review=review, title="Kept", due_on=D(2027, 5, 4))
    run = read(f"uid,title,starts_on,note\n{kept.uid},Kept,2027-06-04,\n{kept.uid},Kept,2027-05-04,seen\n", keeper)
    assert why(rows_of(run)[0]) == [("starts_on", say.KEPT_BY_PORTAL)]
    alone = read(f"uid,title,starts_on,note\n{kept.uid},Kept,2027-05-04,seen\n", keeper)
    assert verdicts(alone) == ["changed"]
    actions.apply_import(run=alone, by=keeper)
    kept.refresh_from_db()
    assert (kept.note, kept.due_on) == ("seen", D(2027, 5, 4))


def test_a_date_announced_at_last(keeper, crc, moz_country):
    entry = make_entry(
        mechanism=crc,
        country=moz_country,
        title="Hearing",
        due_on=None,
        precision=Precision.NONE,
        certainty=Certainty.NOT_ANNOUNCED,
    )
    run = read("title,kind,mechanism,country,starts_on\nHearing,submission,crc,MOZ,May 2027\n", keeper)
    actions.apply_import(run=run, by=keeper)
    entry.refresh_from_db()
    assert (entry.due_on, entry.precision, entry.certainty) == (D(2027, 5, 1), Precision.MONTH, Certainty.PROVISIONAL)


def test_cancelled_in_the_file_is_cancelled_here(keeper, crc, moz_country):
    entry = make_entry(mechanism=crc, country=moz_country, title="Meeting", due_on=D(2027, 5, 4))
    text = f"uid,title,state\n{entry.uid},Meeting,cancelled\n"
    actions.apply_import(run=read(text, keeper), by=keeper)
    entry.refresh_from_db()
    assert entry.state == EntryState.CANCELLED
    assert verdicts(read(text, keeper)) == ["unchanged"]
    reopened = read(f"uid,title,state\n{entry.uid},Meeting,open\n", keeper)
    assert why(rows_of(reopened)[0]) == [("state", say.STATE_NOT_HERE)]


def test_somebody_was_quicker(keeper, crc, moz_country):
    first = make_entry(mechanism=crc, country=moz_country, title="First", due_on=D(2027, 5, 4))
    second = make_entry(mechanism=crc, country=moz_country, title="Second", due_on=D(2027, 5, 4))
    text = f"uid,title,starts_on\n{first.uid},First,2027-06-04\n{second.uid},Second,2027-06-05\n"
    run = read(text, keeper)
    actions.edit_entry(entry=first, note="meanwhile", by=keeper)
    with pytest.raises(Stale):
        actions.apply_import(run=run, by=keeper)
    second.refresh_from_db()
    assert second.due_on == D(2027, 5, 4)
    assert verdicts(run) == ["meanwhile", "changed"]
    actions.apply_import(run=run, good_only=True, by=keeper)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.due_on, second.due_on) == (D(2027, 5, 4), D(2027, 6, 5))


# --- undo ---------------------------------------------------------------------------------------------------------


def undone(run):
    return {row.line: row.undone_as for row in rows_of(run) if row.undone_as}


def test_undo_takes_new_dates_away_and_brings_changed_ones_back(keeper, crc, moz_country):
    entry = make_entry(
        mechanism=crc, country=moz_country, title="Old", due_on=D(2027, 5, 4), begins_on=D(2027, 5, 2), note="before"
    )
    text = GOOD.replace("title,kind", "uid,title,kind").replace("\nInput", "\n,Input").replace("\nWork", "\n,Work")
    text += f"{entry.uid},New,submission,crc,MOZ,2027-06-04,,09:00,confirmed,open,https://example.org/date,\n"
    run = actions.apply_import(run=read(text, keeper), by=keeper)
    entry.refresh_from_db()
    assert (entry.title, entry.precision, entry.note) == ("New", Precision.INSTANT, "")
    plan = actions.undo_plan(run=run, by=keeper)
    assert [str(plan[line][2]) for line in sorted(plan)] == ["removed", "removed", "restored"]
    actions.undo_import(run=run, by=keeper)
    assert list(dates()) == ["Old"]
    entry.refresh_from_db()
    assert (entry.begins_on, entry.due_on, entry.due_at) == (D(2027, 5, 2), D(2027, 5, 4), None)
    assert (entry.precision, entry.note) == (Precision.DAY, "before")
    run.refresh_from_db()
    assert (run.state, acts("import.undone"), acts("entry.removed")) == (ImportState.UNDONE, 1, 2)
    actions.undo_import(run=run, by=keeper)
    assert acts("import.undone") == 1


def test_undo_leaves_what_people_touched_since(keeper):
    run = actions.apply_import(run=read(GOOD, keeper), by=keeper)
    actions.edit_entry(entry=dates()["Workshop"], note="mine", by=keeper)
    actions.undo_import(run=run, by=keeper)
    assert list(dates()) == ["Workshop"]
    assert undone(run) == {2: UndoneAs.REMOVED, 3: UndoneAs.LEFT}


def test_undo_cancels_what_people_were_told_of(keeper):
    run = actions.apply_import(run=read(GOOD, keeper), publish=True, by=keeper)
    told = dates()["Workshop"]
    Delivery.objects.create(
        subject_type="calendar_app.entry",
        subject_id=str(told.pk),
        recipient=keeper,
        kind="deadline_reminder",
        due_on=told.due_on,
        not_before=timezone.now(),
        state="sent",
    )
    actions.undo_import(run=run, by=keeper)
    told.refresh_from_db()
    assert (list(dates()), told.state) == (["Workshop"], EntryState.CANCELLED)


def test_undo_cancels_what_something_hangs_on(keeper, crc, moz_country):
    run = actions.apply_import(run=read(GOOD, keeper), by=keeper)
    make_entry(mechanism=crc, country=moz_country, title="Day two", parent=dates()["Workshop"])
    actions.undo_import(run=run, by=keeper)
    assert sorted(dates()) == ["Day two", "Workshop"]
    assert dates()["Workshop"].state == EntryState.CANCELLED


def test_after_undoing_the_file_can_be_imported_anew(keeper):
    actions.undo_import(run=actions.apply_import(run=read(GOOD, keeper), by=keeper), by=keeper)
    again = read(GOOD, keeper)
    assert verdicts(again) == ["new", "new"]
    actions.apply_import(run=again, by=keeper)
    assert len(dates()) == 2


def test_undoing_reopens_what_the_import_cancelled(keeper, crc, moz_country):
    entry = make_entry(mechanism=crc, country=moz_country, title="Meeting", due_on=D(2027, 5, 4))
    run = actions.apply_import(run=read(f"uid,title,state\n{entry.uid},Meeting,cancelled\n", keeper), by=keeper)
    actions.undo_import(run=run, by=keeper)
    entry.refresh_from_db()
    assert entry.state == EntryState.OPEN


def test_a_preview_cannot_be_undone(keeper):
    with pytest.raises(ValidationError):
        actions.undo_import(run=read(GOOD, keeper), by=keeper)


# --- calendars ----------------------------------------------------------------------------------------------------


def ics(*events):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ACHPR//EN"]
    for event in events:
        lines += ["BEGIN:VEVENT", "DTSTAMP:20260101T000000Z", *event, "END:VEVENT"]
    return ("\r\n".join([*lines, "END:VCALENDAR"]) + "\r\n").encode()


def test_a_calendar_of_a_regional_mechanism_is_known_again(keeper):
    achpr = make_mechanism(
        "achpr", family="regional", name="African Commission", short_name="", time_zone="Africa/Banjul"
    )
    event = ["UID:81@achpr", "SUMMARY:81st session", "DTSTART;VALUE=DATE:20271020", "DTEND;VALUE=DATE:20271101"]
    options = {"kind": "session", "mechanism": achpr, "file_name": "achpr.ics"}
    actions.apply_import(run=read(ics(event), keeper, **options), by=keeper)
    entry = dates()["81st session"]
    assert (entry.begins_on, entry.due_on, entry.country) == (D(2027, 10, 20), D(2027, 10, 31), None)
    assert verdicts(read(ics(event), keeper, **options)) == ["unchanged"]
    # Another name, another year's day: the event's own UID still tells which it is.
    moved = [
        "UID:81@achpr",
        "SUMMARY:81st ordinary session",
        "DTSTART;VALUE=DATE:20280620",
        "DTEND;VALUE=DATE:20280622",
    ]
    run = read(ics(moved), keeper, **options)
    assert [(row.verdict, row.entry_id) for row in rows_of(run)] == [("changed", entry.pk)]
    cancelled = [*moved[:1], "STATUS:CANCELLED", *event[1:]]
    actions.apply_import(run=read(ics(cancelled), keeper, **options), by=keeper)
    entry.refresh_from_db()
    assert entry.state == EntryState.CANCELLED


def test_an_hour_in_utc_is_shown_on_the_clocks_of_the_mechanism(keeper, crc):
    event = ["UID:1@x", "SUMMARY:Dialogue", "DTSTART:20270504T080000Z", "DTEND:20270504T100000Z"]
    actions.apply_import(run=read(ics(event), keeper, kind="review", mechanism=crc), by=keeper)
    entry = dates()["Dialogue"]
    assert (entry.due_at, entry.time_zone) == (dt.datetime(2027, 5, 4, 8, tzinfo=dt.UTC), "Europe/Zurich")


def test_the_portals_own_feed_comes_back_unchanged(keeper, crc, moz_country):
    from calendar_app.feeds.ics import calendar
    from calendar_app.feeds.views import events
    from calendar_app.models import Subscription

    shared = {"mechanism": crc, "country": moz_country}
    made = [
        make_entry(title="Day", due_on=D(2027, 5, 4), **shared),
        make_entry(title="Period", begins_on=D(2027, 5, 4), due_on=D(2027, 5, 9), **shared),
        make_entry(title="Month", due_on=D(2027, 5, 1), precision=Precision.MONTH, **shared),
        make_entry(title="Season", due_on=D(2027, 3, 1), precision=Precision.SEASON, **shared),
        make_entry(
            title="Hour",
            due_on=D(2027, 5, 4),
            due_at=dt.datetime(2027, 5, 4, 16, 0, tzinfo=dt.UTC),
            precision=Precision.INSTANT,
            **shared,
        ),
        make_entry(title="Gone", due_on=D(2027, 5, 4), state=EntryState.CANCELLED, **shared),
    ]
    feed = Subscription(user=keeper, name="x")
    content = calendar("x", events(feed, made))
    assert verdicts(read(content, keeper)) == ["unchanged"] * len(made)
    moved = content.replace(
        b"DTSTART;VALUE=DATE:20270504\r\nDTEND;VALUE=DATE:20270510",
        b"DTSTART;VALUE=DATE:20270505\r\nDTEND;VALUE=DATE:20270511",
    )
    run = read(moved, keeper)
    assert verdicts(run).count("changed") == 1


# --- there and back -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("writer", ["csv_bytes", "xlsx_bytes"])
def test_an_export_comes_back_unchanged_and_one_edited_cell_is_one_change(keeper, crc, moz_country, writer):
    from calendar_app.documents import tables
    from calendar_app.queries import export, read_filter, reader_of
    from mechanisms.models import Theme

    shared = {"mechanism": crc, "country": moz_country, "certainty": Certainty.CONFIRMED}
    review = make_review(country=moz_country, session=make_session(number="54"))
    made = [
        make_entry(
            title="Day", title_fr="Jour", note="=1+1\nsecond line ", place="Rome", due_on=D(2027, 5, 4), **shared
        ),
        make_entry(title="-Period", begins_on=D(2027, 5, 4), due_on=D(2027, 5, 9), source="", **shared),
        make_entry(title="Month", due_on=D(2027, 5, 1), precision=Precision.MONTH, about_text="May-June", **shared),
        make_entry(
            title="Hour",
            due_on=D(2027, 5, 4),
            due_at=dt.datetime(2027, 5, 4, 22, 30, tzinfo=dt.UTC),
            time_zone="Asia/Damascus",
            precision=Precision.INSTANT,
            **shared,
        ),
        make_entry(
            **{**shared, "certainty": Certainty.NOT_ANNOUNCED}, title="None", due_on=None, precision=Precision.NONE
        ),
        make_entry(title="Kept", key="review:1:x", review=review, due_on=D(2027, 6, 4), **shared),
        make_entry(title="Cancelled", due_on=D(2027, 7, 4), state=EntryState.CANCELLED, **shared),
        make_entry(title="Done", due_on=D(2027, 8, 4), state=EntryState.MET, **shared),
        make_entry(
            title="Visit",
            kind=EntryKind.COUNTRY_VISIT,
            stage="agreed",
            due_on=D(2027, 9, 4),
            audience=Audience.COORDINATORS,
            **{**shared, "certainty": Certainty.PROVISIONAL},
        ),
    ]
    theme = Theme.objects.create(key="water", name="Water")
    EntryTheme.objects.create(entry=made[0], theme=theme)
    out = export.export_of(reader_of(keeper), read_filter({"country": "MOZ", "range": "all"}))
    content = getattr(tables, writer)(out)
    run = read(content, keeper)
    assert {row.cells["title"].lstrip("'") for row in rows_of(run)} >= {
        "Day",
        "-Period",
        "Month",
        "Hour",
        "Kept",
        "Visit",
    }
    assert set(verdicts(run)) == {"unchanged"}
    Entry.objects.unscoped(WHY).filter(pk=made[0].pk).update(place="Geneva")
    again = read(content, keeper)
    assert verdicts(again).count("changed") == 1
    assert [row.values for row in rows_of(again) if row.verdict == "changed"] == [{"place": "Rome"}]


def test_themes_are_written_and_brought_back(keeper, crc, moz_country):
    from mechanisms.models import Theme

    water, women = Theme.objects.create(key="water", name="Water"), Theme.objects.create(key="women", name="Women")
    entry = make_entry(mechanism=crc, country=moz_country, title="Old", due_on=D(2027, 5, 4))
    EntryTheme.objects.create(entry=entry, theme=water)
    text = f"uid,title,kind,mechanism,starts_on,themes\n{entry.uid},Old,,,2027-05-04,Women\n"
    text += ",New,hearing,crc,2027-05-04,water; women\n"
    run = actions.apply_import(run=read(text, keeper), by=keeper)

    def themes_of(pk):
        links = EntryTheme.objects.unscoped(WHY).filter(entry=pk)
        return sorted(links.values_list("theme__key", flat=True))

    assert themes_of(entry.pk) == ["women"]
    assert themes_of(dates()["New"].pk) == ["water", "women"]
    actions.undo_import(run=run, by=keeper)
    assert themes_of(entry.pk) == ["water"]
    assert women.pk


def test_what_a_preview_refuses_is_what_adding_by_hand_refuses(keeper, crc, moz_country):
    """The two share their checks; should they part one day, this tells."""
    given = {"kind": "country_visit", "mechanism": crc, "country": moz_country, "title": "Visit"}
    lines = {
        "requested,,": {"stage": "requested"},
        "confirmed,,": {"stage": "confirmed"},
        "confirmed,2027-05-04,": {"stage": "confirmed", "due_on": D(2027, 5, 4)},
        "postponed,2027-05-04,": {"stage": "postponed", "due_on": D(2027, 5, 4)},
        "requested,2027-05-04,open": {"stage": "requested", "due_on": D(2027, 5, 4), "audience": "open"},
        "done,2027-05-04,": {"stage": "done", "due_on": D(2027, 5, 4)},
        "done,2026-05-04,": {"stage": "done", "due_on": D(2026, 5, 4)},
    }
    for line, values in lines.items():
        run = read(
            f"title,kind,mechanism,country,stage,starts_on,audience\nVisit,country_visit,crc,MOZ,{line}\n", keeper
        )
        try:
            actions.create_entry(**given, **values, certainty="provisional", by=keeper)
        except ValidationError:
            assert verdicts(run) == ["broken"], line
        else:
            assert verdicts(run) == ["new"], line
            Entry.objects.unscoped(WHY).all().delete()


def test_a_character_that_the_database_refuses_is_left_out(keeper):
    text = GOOD.replace("In Maputo", "In\x00 Maputo")
    actions.apply_import(run=read(text.encode("utf-16"), keeper, file_name="a\x00.csv"), by=keeper)
    assert dates()["Workshop"].note == "In Maputo"
    assert ImportRun.objects.unscoped(WHY).get().file_name == "a.csv"


def test_undo_leaves_what_could_not_be_written_by_hand_now(keeper, crc, moz_country):
    visit = make_entry(
        kind=EntryKind.COUNTRY_VISIT,
        mechanism=crc,
        country=moz_country,
        title="Visit",
        due_on=D(2027, 5, 4),
        certainty=Certainty.PROVISIONAL,
        audience=Audience.OPEN,
    )
    text = f"uid,title,starts_on,audience\n{visit.uid},Visit,2027-05-04,coordinators\n"
    run = actions.apply_import(run=read(text, keeper), by=keeper)
    actions.undo_import(run=run, by=keeper)
    visit.refresh_from_db()
    assert visit.audience == Audience.COORDINATORS
    assert undone(run) == {2: UndoneAs.LEFT}
