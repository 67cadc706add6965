"""Gates: each shut and open, asked again at the moment of sending, and what cannot get past them."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from rest_framework.test import APIClient

from clusters.enums import Role
from clusters.models import Organisation
from core import clock
from core.errors import Refused, Stale
from core.models import AuditEntry
from engagements.actions.approval import adopt_policy, take_over_policy
from engagements.actions.members import answer_position, ask_members, speak_for_like_minded
from engagements.actions.plans import create_plan_line
from engagements.actions.positions import (
    describe_pattern,
    record_hct_position,
    record_lead_agency,
    record_members_informed,
)
from engagements.actions.sign_off import sign_off
from engagements.actions.submissions import advance, change_submission_mark, create_submission
from engagements.enums import OnBehalfOf, RiskDecision, SignRole, Status, SubmissionKind, Verb
from engagements.models import MemberPosition, PlanLine, RiskForm, Section
from engagements.queries.gates import gates_of
from engagements.queries.gates.doors import inquiry_missing, investigation_missing
from engagements.queries.submissions import newest_version
from tests.engagements.submission_world import bring_to, fresh, make_world, open_door
from tests.factories import make_cluster, make_door, make_mechanism, make_person, make_plan_line, make_section
from tests.factories.clusters import make_signature, signatory

pytestmark = pytest.mark.django_db
TODAY = clock.today
WHY = "a test looks at every row"


def bind(world, **rule):
    """Let the world's cluster adopt a rule for everything, and its line follow it."""
    from engagements import policy

    known = policy.binding_policy(world.cluster)
    adopt_policy(
        cluster=world.cluster,
        adopted_on=TODAY(),
        adopted_by="The meeting",
        rules=[rule],
        expected_number=known.number if known else 0,
        by=world.author,
    )
    world.line.refresh_from_db()
    take_over_policy(plan_line=world.line, expected_version=world.line.version, by=world.author)
    world.submission = fresh(world.submission)


def send(world, by=None, **details):
    text = fresh(world.submission)
    given = {"channel": "email", "sent_at": clock.now(), "time_zone": "UTC", "file": b"x", "file_name": "x.pdf"}
    return advance(
        submission=text, verb=Verb.SUBMIT, by=by or world.lead, expected_version=text.version, **given | details
    )


def shut(world, submission=None, by=None):
    line = PlanLine.objects.unscoped(WHY).select_related("mechanism", "cluster__country").get(pk=world.line.pk)
    version = newest_version(world.author, submission) if submission is not None else None
    return {gate.key: gate for gate in gates_of(by or world.author, line, submission, version) if not gate.ok}


def text_of(gate):
    return " ".join(str(sentence) for sentence in gate.missing)


# --- Risk ---------------------------------------------------------------------------------------------------


def test_what_the_decision_says_about_mark_and_way_is_demanded():
    world = make_world(status=Status.CLEARED)
    forms = RiskForm.objects.unscoped(WHY).filter(plan_line=world.line)
    for decision, word in (
        (RiskDecision.GO_CONFIDENTIALLY, "confidential"),
        (RiskDecision.GO_INDIRECTLY, "indirectly"),
        (RiskDecision.WAIT, "wait"),
        (RiskDecision.NO_GO, "no-go"),
    ):
        forms.update(decision=decision)
        with pytest.raises(Refused) as refused:
            send(world)
        assert word in str(refused.value.sentence)
    assert fresh(world.submission).status == Status.CLEARED
    PlanLine.objects.unscoped(WHY).filter(pk=world.line.pk).update(channel="indirect", through_whom="OHCHR")
    forms.update(decision=RiskDecision.GO_INDIRECTLY)
    with pytest.raises(ValidationError) as wrong:
        send(world, channel="online")
    assert "OHCHR" in str(wrong.value)
    send(world, channel="other_body")
    assert fresh(world.submission).status == Status.SUBMITTED


def test_a_confidential_text_on_an_open_line_goes_confidentially():
    world = make_world(exposure="confidential")
    RiskForm.objects.unscoped(WHY).update(decision=RiskDecision.GO_CONFIDENTIALLY)
    assert "risk" in shut(world)
    assert "risk" not in shut(world, fresh(world.submission))


def test_the_risk_form_is_a_link_only_for_those_who_find_it(client):
    world = make_world(risk=False)
    bind(world, needs_risk_form=True)
    address = reverse("engagements:risk", args=[world.line.pk])
    for person, status in ((world.author, 200), (make_person(Role.MEMBER, world.cluster), 404)):
        client.force_login(person)
        page = client.get(reverse("engagements:line-detail", args=[world.line.pk])).content.decode()
        assert (address in page) is (status == 200)
        assert client.get(address).status_code == status


def test_a_policy_without_risk_form_does_not_overrule_a_no_go():
    world = make_world(risk=False)
    bind(world, needs_risk_form=False)
    assert shut(world) == {}
    from tests.engagements.submission_world import make_risk_form

    make_risk_form(world.line, world.author, decision=RiskDecision.NO_GO)
    assert "risk" in shut(world)


# --- Humanitarian Country Team ------------------------------------------------------------------------------


def hct(world, position, by=None, on=None, **more):
    return record_hct_position(
        plan_line=world.line, position=position, on=on or TODAY(), forum="HCT meeting", by=by or world.author, **more
    )


@pytest.mark.parametrize(
    ("demand", "positions", "is_open"),
    [
        ("none", [], True),
        ("none", ["declined"], False),
        ("informed", [], False),
        ("informed", ["informed"], True),
        ("informed", ["declined"], False),
        ("consulted", ["informed"], False),
        ("consulted", ["consulted"], True),
        ("consulted", ["approved"], True),
        ("approving", ["consulted"], False),
        ("approving", ["approved"], True),
        ("approving", ["approved", "declined"], False),
        ("approving", ["declined", "approved"], True),
    ],
)
def test_the_newest_position_of_the_hct_counts(demand, positions, is_open):
    world = make_world(status=Status.CLEARED)
    bind(world, hct=demand)
    for position in positions:
        hct(world, position)
    assert ("hct" not in shut(world)) is is_open
    if is_open:
        send(world)
    else:
        with pytest.raises(Refused):
            send(world)


def test_a_declined_decision_offers_what_the_guides_offer():
    world = make_world()
    hct(world, "declined", note="Secret words")
    offers = shut(world)["hct"].offers
    assert len(offers) == 4
    assert all(str(offer.source) for offer in offers)
    entry = AuditEntry.objects.visible_to(world.author).get(verb="hct_position.recorded")
    assert entry.after["position"] == "declined"
    assert "Secret" not in str([entry.before, entry.after, entry.reason])


def test_who_records_positions():
    world = make_world()
    for who in (world.sag, world.reader, world.member, world.task_team, world.foreign_lead, world.stranger):
        with pytest.raises(Refused):
            hct(world, "approved", by=who)
    with pytest.raises(ValidationError):
        hct(world, "approved", on=TODAY() + dt.timedelta(days=5))
    with pytest.raises(ValidationError):
        hct(world, "enthusiastic")


# --- Members ------------------------------------------------------------------------------------------------


def organisation(world, name, *, sees=True):
    found = Organisation.objects.create(name=name)
    make_signature(world.cluster, found)
    person = make_person(Role.MEMBER, world.cluster, organisation=found)
    if sees:
        from tests.factories.engagements import PlanLineReader, SubmissionReader

        PlanLineReader.objects.create(plan_line=world.line, user=person)
        SubmissionReader.objects.create(submission=world.submission, user=person)
    return found, person


def ask(world, organisations, *, version=None, days=10, **more):
    return ask_members(
        plan_line=world.line,
        organisations=organisations,
        due_on=TODAY() + dt.timedelta(days=days),
        version=version,
        by=world.author,
        **more,
    )


def answer(request, person, given, **more):
    position = MemberPosition.objects.visible_to(person).get(request=request, organisation__memberships__user=person)
    return answer_position(position=position, answer=given, expected_version=position.row_version, by=person, **more)


def test_informed_members():
    world = make_world()
    bind(world, members="informed")
    assert "not been informed" in text_of(shut(world)["members"])
    record_members_informed(plan_line=world.line, on=TODAY(), how="In the meeting", by=world.author)
    assert "members" not in shut(world)


def test_consulted_members_until_all_have_answered_or_the_day_has_passed():
    world = make_world()
    bind(world, members="consulted")
    lantern, anna = organisation(world, "Lantern Aid")
    assert "not been asked" in text_of(shut(world)["members"])
    request = ask(world, [lantern])
    assert "Lantern Aid" in text_of(shut(world)["members"])
    assert "Lantern" not in text_of(shut(world, by=world.member)["members"])
    answer(request, anna, "declined", comment="Not now")
    assert "members" not in shut(world)


def test_opening_the_text_for_consultation_consults_the_members():
    world = make_world(status=Status.CONSULTATION)
    bind(world, members="consulted")
    assert "members" in shut(world, fresh(world.submission))
    text = fresh(world.submission)
    advance(submission=text, verb=Verb.REQUEST_SIGN_OFF, by=world.author, expected_version=text.version)
    assert "members" not in shut(world, fresh(world.submission))


def test_a_majority_of_all_organisations():
    world = make_world()
    bind(world, members="majority")
    pairs = [organisation(world, f"Organisation {letter}") for letter in "ABC"]
    everybody = [found for found, _person in pairs] + [signatory()]
    with pytest.raises(ValidationError):
        ask(world, everybody[:2])
    request = ask(world, everybody)
    answer(request, pairs[0][1], "endorsed")
    answer(request, pairs[1][1], "no_objection")
    assert "No majority" in text_of(shut(world)["members"])
    answer(request, pairs[2][1], "endorsed")
    assert "members" not in shut(world)


def test_each_organisation_named_and_nobody_else():
    world = make_world()
    a, anna = organisation(world, "Organisation A")
    b, bea = organisation(world, "Organisation B")
    bind(world, members="each", organisations=[a.pk])
    request = ask(world, [a, b])
    answer(request, bea, "endorsed")
    assert "Organisation A" in text_of(shut(world)["members"])
    answer(request, anna, "needs_clearance")
    gate = shut(world)["members"]
    assert "Neither yes nor no yet: Organisation A." in text_of(gate)
    assert len(gate.offers) == 1
    answer(request, anna, "no_objection")
    assert "members" not in shut(world)


@pytest.mark.parametrize("silence_counts", [True, False])
def test_silence_counts_only_where_the_asking_said_so(silence_counts, monkeypatch):
    world = make_world()
    a, _anna = organisation(world, "Organisation A")
    bind(world, members="each", organisations=[a.pk])
    ask(world, [a], days=3, silence_counts=silence_counts)
    assert "members" in shut(world)
    later = clock.now() + dt.timedelta(days=4)
    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr(clock, "today", lambda zone="UTC": later.date())
    # The day for looking again is not what is tested here.
    assert ("members" not in shut(world)) is silence_counts


def test_sign_off_of_the_very_text():
    world = make_world(status=Status.SIGN_OFF)
    a, anna = organisation(world, "Organisation A")
    bind(world, members="each", organisations=[a.pk], members_on_text=True)
    text = fresh(world.submission)
    on_line = ask(world, [a])
    answer(on_line, anna, "endorsed")
    assert "very version" in text_of(shut(world, text)["members"])
    version = newest_version(world.author, text)
    on_text = ask(world, [a], version=version)
    answer(on_text, anna, "endorsed")
    assert "members" not in shut(world, text)
    section = Section.objects.visible_to(world.author).filter(submission=text).first()
    from engagements.actions.sections import save_section

    section.submission = text
    save_section(section=section, heading="New", body="Other words", expected_version=section.version, by=world.author)
    changed = fresh(world.submission)
    assert "members" in shut(world, changed)
    with pytest.raises(Stale):
        answer(on_text, anna, "declined", comment="Too late")
    with pytest.raises(Stale):
        ask(world, [a], version=version)


def test_like_minded_members_when_sign_off_is_partial():
    world = make_world()
    a, anna = organisation(world, "Organisation A")
    b, bea = organisation(world, "Organisation B")
    bind(world, members="each", organisations=[a.pk, b.pk])
    request = ask(world, [a, b])
    line = PlanLine.objects.visible_to(world.author).get(pk=world.line.pk)
    with pytest.raises(Refused):
        speak_for_like_minded(plan_line=line, request=request, expected_version=line.version, by=world.author)
    answer(request, anna, "endorsed")
    answer(request, bea, "declined", comment="We cannot")
    assert "members" in shut(world)
    speak_for_like_minded(
        plan_line=line, request=request, names_them=True, expected_version=line.version, by=world.author
    )
    assert "members" not in shut(world)
    line = PlanLine.objects.visible_to(world.author).select_related("cluster").get(pk=world.line.pk)
    assert (line.on_behalf_of, line.supporters) == (
        OnBehalfOf.LIKE_MINDED,
        [{"id": a.pk, "name": "Organisation A"}],
    )
    from engagements import documents

    text = fresh(world.submission)
    tree = documents.speaking_for(documents.build_tree(text, []), text.plan_line)
    assert tree.facts[0][1].endswith(": Organisation A")
    entry = AuditEntry.objects.visible_to(world.author).get(verb="plan_line.like_minded")
    assert entry.after["organisations"] == [a.pk]


@pytest.mark.parametrize("members", ["none", "informed", "consulted"])
def test_nothing_goes_out_in_the_name_of_who_took_the_endorsement_back(members):
    """Whatever the cluster's policy asks of its members: in whose name it goes out, they must agree now."""
    world = make_world()
    a, anna = organisation(world, "Organisation A")
    bind(world, members=members)
    request = ask(world, [a])
    answer(request, anna, "endorsed")
    line = PlanLine.objects.visible_to(world.author).get(pk=world.line.pk)
    speak_for_like_minded(
        plan_line=line, request=request, names_them=True, expected_version=line.version, by=world.author
    )
    record_members_informed(plan_line=world.line, on=TODAY(), how="Mail", by=world.author)
    assert "members" not in shut(world)
    answer(request, anna, "declined", comment="No longer")
    gate = shut(world)["members"]
    assert "Organisation A" in text_of(gate)
    assert "members" in shut(world, fresh(world.submission))


def test_like_minded_cannot_be_typed_in():
    cluster = make_cluster()
    lead = make_person(Role.COORDINATOR, cluster)
    with pytest.raises(ValidationError) as refused:
        create_plan_line(
            cluster=cluster,
            mechanism=make_mechanism(),
            year=2027,
            title="x",
            lead_role="coordinator",
            on_behalf_of="like_minded",
            by=lead,
        )
    assert "on_behalf_of" in refused.value.message_dict


# --- Lead agency, SAG ---------------------------------------------------------------------------------------


def agency(world, way, version=None):
    return record_lead_agency(
        plan_line=world.line, way=way, on=TODAY(), who="The office", version=version, by=world.author
    )


def test_the_lead_agency_speaks_about_the_very_version():
    world = make_world(status=Status.CLEARED)
    bind(world, needs_lead_agency=True)
    text = fresh(world.submission)
    agency(world, "endorsement")
    assert "lead-agency" not in shut(world)
    assert "version 1" in text_of(shut(world, text)["lead-agency"])
    version = newest_version(world.author, text)
    agency(world, "channel", version)
    assert "lead-agency" not in shut(world, text)
    with pytest.raises(ValidationError):
        send(world, channel="online")
    agency(world, "declined", version)
    with pytest.raises(Refused):
        send(world, channel="lead_agency")
    agency(world, "channel", version)
    send(world, channel="lead_agency")
    assert fresh(world.submission).status == Status.SUBMITTED


def test_a_version_of_another_engagement_or_an_old_one_is_refused():
    world, other = make_world(status=Status.SIGN_OFF), make_world(status=Status.SIGN_OFF)
    version = newest_version(other.author, fresh(other.submission))
    with pytest.raises(ValidationError):
        agency(world, "endorsement", version)


def test_the_sag_signs_each_text_where_the_protocol_says_so():
    world = make_world(sign_offs=[SignRole.COORDINATOR, SignRole.SAG])
    bind(world, needs_sag=True)
    assert "sag" in shut(world, fresh(world.submission))
    bring_to(world, Status.CLEARED)
    assert "sag" not in shut(world, fresh(world.submission))
    made = create_submission(plan_line=world.line, kind="briefing", title="x", language="en", by=world.author)
    assert made.required_sign_offs == ["coordinator", "sag"]


@pytest.mark.parametrize("needs_sag", [True, False])
def test_a_new_text_shows_beforehand_that_the_sag_signs(client, needs_sag):
    world = make_world()
    bind(world, needs_sag=needs_sag)
    client.force_login(world.author)
    page = client.get(reverse("engagements:submission-create", args=[world.line.pk]))
    ticked = page.context["form"]["required_sign_offs"].value()
    assert ticked == (["coordinator", "sag"] if needs_sag else ["coordinator"])


# --- Doors --------------------------------------------------------------------------------------------------


def test_an_inquiry_needs_acceptance_and_a_pattern():
    world = make_world()
    world.line.mechanism = make_mechanism("a-committee", family="treaty_body", name="A Committee", short_name="AC")
    world.line.save()
    assert len(inquiry_missing(world.line)) == 2
    begin = {"plan_line": world.line, "kind": SubmissionKind.INQUIRY, "title": "x", "language": "en"}
    with pytest.raises(ValidationError) as refused:
        create_submission(**begin, by=world.author)
    assert "no inquiry procedure" in str(refused.value)
    make_door(kind="inquiry", mechanism=world.line.mechanism, needs="nothing", confidence="none")
    assert "to be verified" in str(inquiry_missing(world.line)[0])
    open_door(world.line, SubmissionKind.INQUIRY)
    world.line.mechanism.doors.update(confidence="checked")
    text = create_submission(**begin, by=world.author)
    assert "inquiry" not in shut(world, text)
    world.line.refresh_from_db()
    describe_pattern(plan_line=world.line, pattern="", expected_version=world.line.version, by=world.author)
    assert "systematic" in text_of(shut(world, text)["inquiry"])


def test_whatever_goes_to_an_investigation_is_confidential_and_needs_the_lead_agency():
    world = make_world()
    open_door(world.line, SubmissionKind.INVESTIGATION)
    text = create_submission(
        plan_line=world.line, kind="briefing", title="x", language="en", exposure="open", by=world.author
    )
    assert text.exposure == "confidential"
    assert set(shut(world, text)) == {"lead-agency"}
    text = fresh(text)
    with pytest.raises(ValidationError):
        change_submission_mark(submission=text, exposure="open", expected_version=text.version, by=world.author)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"country": None}, "not recorded as an investigation"),
        ({"state": "ended"}, "at work now"),
        ({"active_to": dt.date(2025, 1, 1)}, "at work now"),
    ],
)
def test_only_an_investigation_at_work_for_the_country(change, word):
    world = make_world()
    open_door(world.line, SubmissionKind.INVESTIGATION)
    type(world.line.mechanism).objects.filter(pk=world.line.mechanism_id).update(**change)
    assert word in str(investigation_missing(world.author, world.line, "confidential")[0])
    with pytest.raises(ValidationError):
        create_submission(plan_line=world.line, kind="investigation", title="x", language="en", by=world.author)


def test_kinds_go_to_their_own_mechanisms_only():
    world = make_world()
    for kind in ("inquiry", "investigation", "confidential_comments", "nonsense"):
        with pytest.raises(ValidationError) as refused:
            create_submission(plan_line=world.line, kind=kind, title="x", language="en", by=world.author)
        assert "kind" in refused.value.message_dict


def test_confidential_comments_stay_confidential():
    world = make_world()
    open_door(world.line, SubmissionKind.CONFIDENTIAL_COMMENTS)
    text = create_submission(
        plan_line=world.line, kind="confidential_comments", title="x", language="en", exposure="open", by=world.author
    )
    text = fresh(text)
    assert text.exposure == "confidential"
    with pytest.raises(ValidationError):
        change_submission_mark(submission=text, exposure="members_only", expected_version=text.version, by=world.author)


# --- Nothing gets past --------------------------------------------------------------------------------------


def test_an_attempt_to_send_past_a_gate_is_refused_and_on_record():
    world = make_world(status=Status.CLEARED)
    bind(world, hct="approving")
    text = fresh(world.submission)
    client = APIClient()
    client.force_login(world.lead)
    answered = client.post(
        f"/api/v1/submissions/{text.pk}/advance/",
        {
            "verb": "submit",
            "version": text.version,
            "channel": "email",
            "sent_at": clock.now().isoformat(),
            "time_zone": "UTC",
            # Forged: gates are read, never given.
            "gates": [],
            "hct": "approved",
            "risk_ok": True,
        },
        format="json",
    )
    assert answered.status_code == 403
    assert "Humanitarian Country Team" in str(answered.json())
    assert fresh(world.submission).status == Status.CLEARED
    entry = AuditEntry.objects.visible_to(world.lead).get(verb="submission.sending_refused")
    assert entry.after == {"gates": ["hct"]}
    assert entry.actor_id == world.lead.pk


def test_a_gate_that_shuts_after_clearing_stops_the_sending():
    world = make_world(status=Status.CLEARED)
    hct(world, "declined")
    with pytest.raises(Refused):
        send(world)
    hct(world, "approved")
    send(world)


def test_who_wrote_all_of_it_neither_signs_nor_clears():
    world = make_world(status=Status.SIGN_OFF)
    version = newest_version(world.author, fresh(world.submission))
    rows = Section.objects.unscoped(WHY).filter(submission=world.submission)
    rows.update(updated_by=world.lead)
    for who in (world.author, world.lead):
        with pytest.raises(Refused):
            sign_off(
                submission=fresh(world.submission), version_id=version.pk, role="coordinator", decision="agreed", by=who
            )
    make_section(submission=world.submission, heading="Another", body="Words", updated_by=world.author)
    text = fresh(world.submission)
    advance(submission=text, verb=Verb.REQUEST_SIGN_OFF, by=world.author, expected_version=text.version)
    version = newest_version(world.author, text)
    sign_off(submission=text, version_id=version.pk, role="coordinator", decision="agreed", by=world.lead)


# --- Pages --------------------------------------------------------------------------------------------------


def test_the_page_lists_what_is_missing_and_settles_it(client):
    world = make_world(status=Status.CLEARED)
    bind(world, hct="approving", members="informed", needs_lead_agency=True)
    client.force_login(world.author)
    url = reverse("engagements:gates", args=[world.line.pk])
    page = client.get(url).content.decode()
    for words in ("The approval of the Humanitarian Country Team is missing.", "The members have not been informed."):
        assert words in page
    # The desk fetches the rows when it is shown.
    desk = client.get(reverse("engagements:submission-detail", args=[world.submission.pk])).content.decode()
    assert f'hx-get="{url}?text={world.submission.pk}"' in desk
    rows = client.get(f"{url}?text={world.submission.pk}", headers={"HX-Request": "true"}).content.decode()
    assert "The approval of the Humanitarian Country Team is missing." in rows
    assert f"{url}?text={world.submission.pk}#hct" in rows
    line = client.get(reverse("engagements:line-detail", args=[world.line.pk])).content.decode()
    assert f'hx-get="{url}"' in line
    assert f"{url}#hct" in client.get(url, headers={"HX-Request": "true"}).content.decode()
    day = TODAY().isoformat()
    answered = client.post(
        url, {"act": "hct", "hct-position": "approved", "hct-on": day, "hct-forum": "Monthly meeting"}
    )
    assert answered.status_code == 302
    assert "Monthly meeting" in client.get(url).content.decode()
    client.post(url, {"act": "informed", "informed-on": day, "informed-how": "By mail"})
    of_text = f"{url}?text={world.submission.pk}"
    version = newest_version(world.author, fresh(world.submission))
    filled = {"act": "lead-agency", "lead-agency-way": "endorsement", "lead-agency-on": day, "lead-agency-who": "X"}
    assert client.post(of_text, filled | {"shown": "999"}).status_code == 409
    assert client.post(of_text, filled | {"shown": version.pk}).status_code == 302
    assert shut(world, fresh(world.submission)) == {}


def test_the_page_keeps_what_was_typed_when_it_refuses(client):
    world = make_world()
    client.force_login(world.author)
    url = reverse("engagements:gates", args=[world.line.pk])
    answered = client.post(url, {"act": "hct", "hct-position": "approved", "hct-on": "2099-01-01", "hct-forum": "Kept"})
    assert answered.status_code == 422
    assert "Kept" in answered.content.decode()
    assert client.post(url, {"act": "nonsense"}).status_code == 422
    assert client.post(url, {"act": "policy", "version": "1"}).status_code == 403
    assert client.post(url, {"act": "like-minded", "version": "1", "asking": "77"}).status_code == 422


def test_readers_read_and_do_not_record(client):
    world = make_world()
    hct(world, "approved", note="Secret words")
    client.force_login(world.member)
    url = reverse("engagements:gates", args=[world.line.pk])
    page = client.get(url).content.decode()
    assert "Secret words" not in page
    assert "Record a position" not in page
    day = TODAY().isoformat()
    posted = client.post(url, {"act": "hct", "hct-position": "approved", "hct-on": day, "hct-forum": "x"})
    assert posted.status_code == 403
    client.force_login(world.foreign_lead)
    assert client.get(url).status_code == 404
    assert client.post(url, {"act": "hct"}).status_code == 404
    client.force_login(world.member)
    assert client.get(f"{url}?text={world.submission.pk}").status_code == 404


def test_the_form_says_why_a_kind_is_closed(client):
    world = make_world()
    line = make_plan_line(
        cluster=world.cluster, mechanism=make_mechanism("a-committee", family="treaty_body", short_name="AC")
    )
    client.force_login(world.author)
    page = client.get(reverse("engagements:submission-create", args=[line.pk])).content.decode()
    assert "Describe why the violations are systematic" in page


def test_the_pages_ask_as_much_for_many_positions_as_for_one(client, django_assert_max_num_queries):
    world = make_world(status=Status.CLEARED, sign_offs=[SignRole.COORDINATOR, SignRole.SAG])
    pairs = [organisation(world, f"Organisation {number}") for number in range(30)]
    everybody = [found for found, _person in pairs]
    bind(
        world,
        members="each",
        organisations=[found.pk for found in everybody],
        hct="approving",
        needs_lead_agency=True,
        needs_sag=True,
    )
    version = newest_version(world.author, fresh(world.submission))
    for _again in range(3):
        ask(world, everybody)
        ask(world, everybody, version=version)
        hct(world, "approved")
        agency(world, "endorsement", version)
    client.force_login(world.author)
    for name, args, most in (
        ("gates", [world.line.pk], 15),
        # Every demand at once on a closed text, and what was said of it.
        ("submission-detail", [world.submission.pk], 15),
        ("line-detail", [world.line.pk], 15),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(reverse(f"engagements:{name}", args=args)).status_code == 200
