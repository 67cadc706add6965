"""A day that a person says is judged by her own clock: past midnight in Maputo it is not in the future, and in Caracas
the day that UTC has begun is."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from calendar_app.actions.following import rank_mandate
from calendar_app.actions.review_documents import set_review_document
from clusters.enums import Role
from core.errors import Refused
from engagements.actions import cases
from engagements.actions.approval import adopt_policy
from engagements.actions.handing import begin_hand_over, write_hand_over
from engagements.actions.members import ask_members
from engagements.actions.positions import record_hct_position, record_lead_agency, record_members_informed
from engagements.actions.reprisals import report_reprisal, set_circle
from engagements.actions.risk import publish_guidance
from engagements.actions.submissions import usual_due_on
from engagements.enums import CaseVerb, ReprisalKind
from mechanisms.enums import Family
from tests.factories import (
    make_cluster,
    make_entry,
    make_mechanism,
    make_organisation,
    make_person,
    make_plan_line,
    make_review,
    make_session,
    make_submission,
)

pytestmark = pytest.mark.django_db
A_DAY = dt.timedelta(days=1)
# Zone, instant, and the day it is there.
PLACES = [
    ("Africa/Maputo", dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC), dt.date(2027, 1, 1)),
    ("America/Caracas", dt.datetime(2027, 1, 1, 2, 0, tzinfo=dt.UTC), dt.date(2026, 12, 31)),
]


class Here:
    def __init__(self, zone, day):
        self.day = day
        self.cluster = make_cluster("NGA")
        self.lead = make_person(Role.COORDINATOR, self.cluster, time_zone=zone)
        self.helper = make_person(Role.TASK_TEAM, time_zone=zone)
        self.organisation = make_organisation()
        self.member = make_person(Role.MEMBER, self.cluster, organisation=self.organisation, time_zone=zone)
        self.line = make_plan_line(cluster=self.cluster)
        set_circle(cluster=self.cluster, people=[self.lead, self.member], expected_version=0, by=self.lead)

    def case(self):
        return cases.open_case(cluster=self.cluster, mechanism=make_mechanism("cat"), by=self.member)

    def consent(self, case, day):
        return cases.move_case(
            case=case,
            verb=CaseVerb.CONSENT,
            consent_on=day,
            consent_scope="May be shown to the committee.",
            expected_version=case.version,
            by=self.member,
        )

    def adopt(self, day):
        wanted = {"adopted_by": "The meeting", "rules": [{"members": "informed"}], "expected_number": 0}
        return adopt_policy(cluster=self.cluster, adopted_on=day, by=self.lead, **wanted)

    def report(self, day):
        wanted = {"kind": ReprisalKind.LEGAL, "description": "An office was searched."}
        return report_reprisal(cluster=self.cluster, happened_on=day, by=self.member, **wanted)

    def receive(self, day):
        review = make_review(session=make_session(mechanism=make_mechanism("upr", family=Family.UPR)))
        return set_review_document(review=review, kind="national_report", received_on=day, by=self.helper)

    def hct(self, day):
        return record_hct_position(plan_line=self.line, position="approved", on=day, forum="HCT meeting", by=self.lead)

    def informed(self, day):
        return record_members_informed(plan_line=self.line, on=day, how="In the meeting.", by=self.lead)

    def backed(self, day):
        return record_lead_agency(
            plan_line=self.line, version=None, way="endorsement", on=day, who="The head of office", by=self.lead
        )


@pytest.fixture(params=PLACES, ids=["Maputo", "Caracas"])
def here(request, time_machine):
    zone, instant, day = request.param
    time_machine.move_to(instant, tick=False)
    return Here(zone, day)


@pytest.mark.parametrize(
    "act",
    [
        lambda here, day: here.consent(here.case(), day),
        Here.adopt,
        Here.report,
        Here.receive,
        Here.hct,
        Here.informed,
        Here.backed,
    ],
    ids=["consent", "policy", "reprisal", "document", "hct", "members", "lead agency"],
)
def test_her_today_is_taken_and_her_tomorrow_refused(here, act):
    with pytest.raises(ValidationError, match=r"future|ahead"):
        act(here, here.day + A_DAY)
    act(here, here.day)


def test_what_the_portal_dates_for_her_has_her_day(here):
    case = here.consent(here.case(), here.day)
    case = cases.move_case(case=case, verb=CaseVerb.WITHDRAW_CONSENT, expected_version=case.version, by=here.member)
    assert case.consent_withdrawn_on == here.day
    row = publish_guidance(
        title="How to ask", text="Text", source="The team", url="", expected_number=0, by=here.helper
    )
    assert row.published_on == here.day


def test_forms_propose_her_day(here, client):
    client.force_login(here.lead)
    for name, args in (
        ("policy-adopt", []),
        ("protocol-record", []),
        ("signature-record", []),
        ("reprisal-protocol-record", []),
        ("gates", [here.line.pk]),
    ):
        page = client.get(reverse(f"engagements:{name}", args=args))
        assert f'value="{here.day.isoformat()}"' in page.content.decode(), name


def test_a_day_to_come_is_not_behind_her(here):
    wanted = {"plan_line": here.line, "organisations": [here.organisation], "by": here.lead}
    with pytest.raises(ValidationError, match="lies ahead"):
        ask_members(due_on=here.day - A_DAY, **wanted)
    ask_members(due_on=here.day, **wanted)


def test_the_day_proposed_for_signing_is_never_behind_her(here):
    line = make_plan_line(cluster=here.cluster, entry=make_entry(due_on=here.day - A_DAY))
    text = make_submission(plan_line=line)
    assert usual_due_on(text, here.lead) > here.day


def test_a_last_day_is_behind_nobody(here):
    """Roles count in UTC: a last day that is over there would end the role at once."""
    first = max(here.day, dt.date(2027, 1, 1))
    row = begin_hand_over(cluster=here.cluster, by=here.lead)
    wanted = {"to_person": None, "note": "", "by": here.lead}
    with pytest.raises(ValidationError):
        write_hand_over(row=row, last_day=first - A_DAY, expected_version=row.version, **wanted)
    write_hand_over(row=row, last_day=first, expected_version=row.version, **wanted)


def test_this_year_and_the_next_are_hers(here):
    body = make_mechanism("sp-a", family=Family.SPECIAL_PROCEDURE)
    with pytest.raises(Refused):
        rank_mandate(cluster=here.cluster, year=here.day.year + 2, mechanism=body, by=here.lead)
    for year in (here.day.year, here.day.year + 1):
        rank_mandate(cluster=here.cluster, year=year, mechanism=body, by=here.lead)
