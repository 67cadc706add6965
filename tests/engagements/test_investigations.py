"""Investigations and other monitoring in the plan: kept apart, in confidence, with the steps that are theirs."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from clusters.enums import Role
from core import clock
from engagements import rules
from engagements.actions.plans import create_plan_line
from engagements.actions.readers import change_mark
from engagements.enums import Exposure
from engagements.models import PlanLine
from engagements.queries.overview import overview
from engagements.queries.plans import avenues, proposed_steps, steps_to_add
from mechanisms.enums import Family, MechanismKind, StepCondition
from mechanisms.models import Mechanism
from tests.factories import make_cluster, make_country, make_mechanism, make_person, make_plan_line, make_step_template

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster, client):
    user = make_person(Role.COORDINATOR, cluster)
    client.force_login(user)
    return user


@pytest.fixture
def commission(cluster):
    return make_mechanism(
        "moz-coi",
        family=Family.INVESTIGATION,
        kind="commission of inquiry",
        name="Commission of inquiry",
        short_name="",
        country=cluster.country,
        confidence="checked",
        source="A resolution",
    )


@pytest.fixture
def council():
    return make_mechanism("hrc", family=Family.HRC, name="Human Rights Council", short_name="HRC")


@pytest.fixture
def in_confidence():
    return make_step_template(
        key="hrc.coi_confidential_information",
        mechanism_kind=MechanismKind.HRC,
        title="Give material in confidence",
        condition=StepCondition.INVESTIGATION,
        confidentiality_default="confidential",
        capacity_note="Two days of one person",
        gates=["risk_assessment", "lead_agency_endorsement"],
    )


def offered(user, mechanism, cluster):
    found = proposed_steps(user, mechanism, entry=None, review=None, today=clock.today(), cluster=cluster)
    return {proposal.title for proposal in found}


def new(cluster, mechanism, by, **fields):
    given = {"year": 2027, "title": "A line", "lead_role": "coordinator"}
    return create_plan_line(cluster=cluster, mechanism=mechanism, **given | fields, by=by)


# --- The step in confidence ------------------------------------------------------------------------------------------


def test_material_in_confidence_is_offered_only_while_an_investigation_is_on_record(
    cluster, lead, council, in_confidence
):
    line = make_plan_line(cluster=cluster, mechanism=council)
    assert offered(lead, council, cluster) == set()
    assert list(steps_to_add(lead, line)) == []
    elsewhere = make_mechanism(
        "ner-coi",
        family=Family.INVESTIGATION,
        country=make_country("NER"),
        confidence="checked",
        source="A resolution",
    )
    assert offered(lead, council, cluster) == set(), elsewhere
    make_mechanism(
        "moz-coi", family=Family.INVESTIGATION, country=cluster.country, confidence="checked", source="A resolution"
    )
    assert offered(lead, council, cluster) == {"Give material in confidence"}
    assert list(steps_to_add(lead, line)) == [in_confidence]


def test_a_line_towards_the_investigation_itself_is_offered_it(cluster, lead, commission, in_confidence):
    assert offered(lead, commission, cluster) == {"Give material in confidence"}
    assert in_confidence in steps_to_add(lead, make_plan_line(cluster=cluster, mechanism=commission))


# --- Marks -----------------------------------------------------------------------------------------------------------


def test_a_line_towards_an_investigation_is_confidential_unless_restricted(cluster, lead, commission, council):
    assert new(cluster, commission, lead).exposure == Exposure.CONFIDENTIAL
    assert new(cluster, commission, lead, exposure=Exposure.RESTRICTED).exposure == Exposure.RESTRICTED
    assert new(cluster, council, lead).exposure == Exposure.MEMBERS
    for mark in (Exposure.OPEN, Exposure.MEMBERS):
        with pytest.raises(ValidationError) as wrong:
            new(cluster, commission, lead, exposure=mark)
        assert "exposure" in wrong.value.message_dict
    assert PlanLine.objects.unscoped("the test counts").count() == 3


def test_it_is_opened_as_far_as_restricted_and_no_further(cluster, lead, commission):
    line = new(cluster, commission, lead)
    line = change_mark(plan_line=line, exposure=Exposure.RESTRICTED, expected_version=line.version, by=lead)
    with pytest.raises(ValidationError):
        change_mark(plan_line=line, exposure=Exposure.MEMBERS, expected_version=line.version, by=lead)
    assert PlanLine.objects.visible_to(lead).get().exposure == Exposure.RESTRICTED


def test_the_page_of_a_new_line_proposes_the_mark_and_says_what_a_step_needs(
    client, cluster, lead, commission, in_confidence
):
    page = client.get(reverse("engagements:line-create") + "?mechanism=moz-coi")
    assert page.context["form"]["exposure"].value() == Exposure.CONFIDENTIAL
    text = page.content.decode()
    for words in ("Give material in confidence", "Who may know: Confidential", "Lead agency&#x27;s endorsement"):
        assert words in text, words
    assert "Two days of one person" in text
    assert "only while an inquiry" in text
    assert "what each means" in text


def test_choosing_the_investigation_on_the_page_closes_the_mark(client, cluster, lead, commission, council):
    data = {"avenue": "body:moz-coi", "avenue_shown": "body:hrc", "preview": "1", "exposure": "members_only"}
    page = client.post(reverse("engagements:line-create"), data)
    assert page.context["form"]["exposure"].value() == Exposure.CONFIDENTIAL
    # The same avenue again: what was chosen stays, and is judged when it is sent.
    data |= {"avenue_shown": "body:moz-coi", "exposure": "restricted"}
    page = client.post(reverse("engagements:line-create"), data)
    assert page.context["form"]["exposure"].value() == Exposure.RESTRICTED


def test_a_ticked_step_that_is_more_closed_suggests_its_mark(client, cluster, lead, council, in_confidence, commission):
    data = {
        "avenue": "body:hrc",
        "avenue_shown": "body:hrc",
        "preview": "1",
        "exposure": "members_only",
        f"step-use_{in_confidence.pk}": "on",
        f"step-lead_{in_confidence.pk}": "30",
    }
    page = client.post(reverse("engagements:line-create"), data)
    assert page.context["suggested_mark"] == Exposure.CONFIDENTIAL
    assert "the library advises" in page.content.decode()
    page = client.post(reverse("engagements:line-create"), data | {"exposure": "confidential"})
    assert page.context["suggested_mark"] is None


# --- Other monitoring ------------------------------------------------------------------------------------------------


def test_other_monitoring_and_investigations_are_standing_aims_apart(cluster, lead, commission):
    make_mechanism("mara", family=Family.OTHER_MONITORING, name="Arrangements", short_name="MARA")
    make_mechanism("investigations", family=Family.INVESTIGATION, kind="family", name="Commissions of inquiry")
    make_mechanism("ner-coi", family=Family.INVESTIGATION, country=make_country("NER"), name="Commission elsewhere")
    make_mechanism("a-fund", family=Family.FUND, name="A fund")
    make_mechanism()
    found = {
        str(heading): {value for value, _words in rows} for heading, rows in avenues(lead, cluster, today=clock.today())
    }
    assert found == {
        "Without a date: a standing aim": {"body:upr"},
        "Without a date: other monitoring": {"body:mara"},
        "Without a date: investigations, in confidence": {"body:moz-coi"},
        "No single mechanism": {"body:no-single-mechanism"},
    }


@pytest.mark.parametrize(
    ("body", "step"), [("mara", "any.mara"), ("mrm", "any.mrm"), ("peace-operations", "any.peacekeeping_hr_component")]
)
def test_each_is_offered_its_own_step(cluster, lead, council, body, step):
    mechanism = make_mechanism(body, family=Family.OTHER_MONITORING, name=body, short_name="")
    for key in ("any.mara", "any.mrm", "any.peacekeeping_hr_component"):
        make_step_template(key=key, mechanism_kind=MechanismKind.ANY, title=key)
    assert offered(lead, mechanism, cluster) == {step}
    assert offered(lead, council, cluster) == set()


def test_the_mrm_belongs_to_child_protection(client, lead):
    make_mechanism("mrm", family=Family.OTHER_MONITORING, name="Monitoring and reporting", short_name="MRM")
    page = client.get(reverse("engagements:line-create") + "?mechanism=mrm")
    assert page.context["form"]["aors"].value() == ["child_protection"]
    assert rules.usual_aors("mara") == []


# --- No single mechanism ---------------------------------------------------------------------------------------------


def test_an_engagement_needs_no_mechanism(client, cluster, lead, council):
    for key in ("letter.1a_agenda", "followup.nmrf_contact", "any.regular_hr_meetings", "any.mara", "tt.calendars"):
        make_step_template(key=key, mechanism_kind=MechanismKind.ANY, title=key)
    assert offered(lead, council, cluster) == set()
    address = reverse("engagements:line-create")
    page = client.get(f"{address}?mechanism=no-single-mechanism")
    assert page.status_code == 200
    titles = {proposal.title for proposal in page.context["steps"].proposals}
    assert titles == {"letter.1a_agenda", "followup.nmrf_contact", "any.regular_hr_meetings"}
    data = {
        "avenue": "body:no-single-mechanism",
        "avenue_shown": "body:no-single-mechanism",
        "title": "Use the covenant in the response plan",
        "trigger": "planned",
        "channel": "direct",
        "on_behalf_of": "cluster",
        "lead_role": "coordinator",
        "year": "2027",
        "exposure": "members_only",
    }
    detail = client.post(address, data).url
    line = PlanLine.objects.visible_to(lead).select_related("mechanism").get()
    assert line.mechanism.is_none
    for shown in (detail, f"{reverse('engagements:plan')}?year=2027", reverse("engagements:gates", args=[line.pk])):
        answer = client.get(shown)
        assert answer.status_code == 200, shown
    assert "No single mechanism" in client.get(detail).content.decode()
    [touched] = overview(lead, cluster, 2027).touched
    assert (str(touched.label), touched.number) == ("No single mechanism", 1)


def test_the_row_for_none_stands_in_no_list_of_mechanisms(client, cluster, lead):
    none = Mechanism.everything.none_of_them()
    assert Mechanism.everything.none_of_them() == none
    assert not Mechanism.objects.filter(pk=none.pk).exists()
    assert "No single mechanism" not in client.get(reverse("mechanisms:explorer")).content.decode()
    assert client.get(reverse("mechanisms:mechanism-detail", args=[none.key])).status_code == 404
    heading, rows = avenues(lead, cluster, today=clock.today())[-1]
    assert (str(heading), [value for value, _words in rows]) == ("No single mechanism", ["body:no-single-mechanism"])
