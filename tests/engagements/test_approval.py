"""The approval policy: versions that never change, the most specific rule, what binds a plan line."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from clusters.enums import Role
from clusters.models import Organisation
from core import clock
from core.errors import Refused, Stale
from core.models import AuditEntry, WriteOnce
from engagements.actions.approval import adopt_policy, take_over_policy
from engagements.actions.plans import create_plan_line
from engagements.models import ApprovalPolicy, PlanLine, PolicyRule
from engagements.queries.approval import demands_on
from engagements.rules import PORTAL_DEFAULT, demands_for
from tests.factories import make_cluster, make_mechanism, make_person, make_plan_line

DAY = dt.date(2026, 11, 3)


# --- The rule -----------------------------------------------------------------------------------------------


def rule(family="", exposure="", **fields):
    return PolicyRule(family=family, exposure=exposure, **fields)


EVERYTHING = rule(members="informed")
BY_FAMILY = rule("upr", members="consulted")
BY_MARK = rule("", "confidential", hct="approving")
BY_BOTH = rule("upr", "confidential", hct="informed", needs_sag=True)


@pytest.mark.parametrize(
    ("rows", "family", "exposure", "members", "hct"),
    [
        ([], "upr", "open", "none", "none"),
        ([BY_FAMILY], "treaty_body", "open", "none", "none"),
        ([EVERYTHING], "treaty_body", "confidential", "informed", "none"),
        ([EVERYTHING, BY_FAMILY], "upr", "open", "consulted", "none"),
        ([BY_FAMILY, EVERYTHING], "treaty_body", "open", "informed", "none"),
        ([EVERYTHING, BY_FAMILY, BY_MARK], "upr", "confidential", "none", "approving"),
        ([BY_MARK, BY_FAMILY], "upr", "members_only", "consulted", "none"),
        ([EVERYTHING, BY_FAMILY, BY_MARK, BY_BOTH], "upr", "confidential", "none", "informed"),
        ([EVERYTHING, BY_FAMILY, BY_MARK, BY_BOTH], "hrc", "confidential", "none", "approving"),
    ],
)
def test_the_rule_that_says_most_wins(rows, family, exposure, members, hct):
    found = demands_for(rows, family=family, exposure=exposure)
    assert (found.members, found.hct) == (members, hct)
    assert found.risk_form


def test_organisations_count_only_where_each_is_asked():
    assert demands_for([rule(members="majority", organisations=[3])], family="upr", exposure="open").organisations == ()
    assert demands_for([rule(members="each", organisations=[3])], family="upr", exposure="open").organisations == (3,)


def test_asking_on_the_text_needs_a_position():
    assert not demands_for([rule(members="informed", members_on_text=True)], family="upr", exposure="open").on_text
    assert demands_for([rule(members="majority", members_on_text=True)], family="upr", exposure="open").on_text


# --- Adopting -----------------------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster():
    return make_cluster()


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster)


def adopt(cluster, by, number=0, rules=({},), **fields):
    given = {"adopted_on": DAY, "adopted_by": "The cluster's meeting", **fields}
    return adopt_policy(cluster=cluster, rules=list(rules), expected_number=number, by=by, **given)


def test_versions_follow_one_another_and_the_trail_says_what_is_demanded(cluster, lead):
    first = adopt(cluster, lead, note="Secret words")
    second = adopt(cluster, lead, 1, [{"hct": "approving"}, {"family": "upr", "members": "majority"}])
    assert (first.number, second.number) == (1, 2)
    entries = list(AuditEntry.objects.visible_to(lead).filter(verb="approval_policy.adopted").order_by("pk"))
    assert [entry.after["number"] for entry in entries] == [1, 2]
    assert [one["hct"] for one in entries[1].after["rules"]] == ["approving", "none"]
    assert "Secret" not in str([entry.after for entry in entries])


def test_an_adopted_version_is_never_changed(cluster, lead):
    version = adopt(cluster, lead)
    with pytest.raises(WriteOnce):
        version.save()
    with pytest.raises(WriteOnce):
        PolicyRule.objects.visible_to(lead).get().save()


def test_of_two_who_adopt_the_second_is_told(cluster, lead):
    adopt(cluster, lead)
    with pytest.raises(Stale):
        adopt(cluster, lead, 0)
    assert ApprovalPolicy.objects.visible_to(lead).count() == 1


@pytest.mark.parametrize(
    ("rules", "fields", "where"),
    [
        ([{}, {"family": "upr"}, {"family": "upr"}], {}, "rules"),
        ([{"family": "upr"}], {}, "rules"),
        ([{"members": "each"}], {}, "organisations-0"),
        ([{"members": "each", "organisations": [999]}], {}, "organisations-0"),
        ([{"family": "nonsense"}, {}], {}, "family"),
        ([{}], {"adopted_by": "  "}, "adopted_by"),
        ([{}], {"adopted_on": dt.date(2099, 1, 1)}, "adopted_on"),
    ],
)
def test_what_is_not_a_policy_is_refused(cluster, lead, rules, fields, where):
    with pytest.raises(ValidationError) as refused:
        adopt(cluster, lead, 0, rules, **fields)
    assert where in refused.value.message_dict
    assert not ApprovalPolicy.objects.visible_to(lead).exists()


def test_who_may_adopt(cluster, lead):
    for person in (
        make_person(Role.MEMBER, cluster),
        make_person(Role.SAG, cluster),
        make_person(Role.TASK_TEAM),
        make_person(Role.COORDINATOR, make_cluster("SYR")),
    ):
        with pytest.raises(Refused):
            adopt(cluster, person)


def test_who_may_read(cluster, lead):
    adopt(cluster, lead)
    for person, sees in (
        (make_person(Role.MEMBER, cluster), True),
        (make_person(Role.OHCHR, cluster), True),
        (make_person(Role.TASK_TEAM), True),
        (make_person(Role.GPC), False),
        (make_person(Role.COORDINATOR, make_cluster("SYR")), False),
    ):
        assert ApprovalPolicy.objects.visible_to(person).exists() is sees
        assert PolicyRule.objects.visible_to(person).exists() is sees


# --- What binds a line --------------------------------------------------------------------------------------


def plan(cluster, by, **fields):
    return create_plan_line(
        cluster=cluster,
        mechanism=make_mechanism(),
        year=2027,
        title="A line",
        lead_role="coordinator",
        by=by,
        **fields,
    )


def test_a_line_keeps_the_version_it_was_made_under_until_somebody_takes_over_the_new_one(cluster, lead):
    before = plan(cluster, lead)
    assert before.policy_version is None
    assert demands_on(before) == PORTAL_DEFAULT
    adopt(cluster, lead, 0, [{"hct": "approving"}])
    line = plan(cluster, lead)
    adopt(cluster, lead, 1, [{"hct": "none"}])
    line = PlanLine.objects.visible_to(lead).select_related("mechanism", "cluster").get(pk=line.pk)
    assert demands_on(line).hct == "approving"
    take_over_policy(plan_line=line, expected_version=line.version, by=lead)
    assert demands_on(line).hct == "none"
    entry = AuditEntry.objects.visible_to(lead).get(verb="plan_line.policy_taken")
    assert (entry.before, entry.after) == ({"policy": 1}, {"policy": 2})
    with pytest.raises(Refused):
        take_over_policy(plan_line=line, expected_version=line.version, by=lead)


def test_taking_over_is_for_the_leads_and_locked(cluster, lead):
    line = plan(cluster, lead)
    adopt(cluster, lead)
    with pytest.raises(Refused):
        take_over_policy(plan_line=line, expected_version=1, by=make_person(Role.MEMBER, cluster))
    with pytest.raises(Stale):
        take_over_policy(plan_line=line, expected_version=7, by=lead)


def test_a_part_of_the_cluster_follows_the_national_protocol_until_it_has_its_own(cluster, lead):
    node = make_cluster(parent=cluster)
    local = make_person(Role.COORDINATOR, node)
    national = adopt(cluster, lead)
    assert plan(node, local).policy_version == national
    own = adopt(node, local)
    assert plan(node, local).policy_version == own
    assert plan(cluster, lead).policy_version == national


def test_the_closer_mark_of_line_and_text_counts(cluster, lead):
    adopt(cluster, lead, 0, [{}, {"exposure": "confidential", "hct": "approving"}])
    line = plan(cluster, lead)

    class Text:
        exposure = "confidential"

    assert demands_on(line).hct == "none"
    assert demands_on(line, Text).hct == "approving"


# --- Pages --------------------------------------------------------------------------------------------------


def test_page_says_that_the_default_applies(client, cluster, lead):
    client.force_login(lead)
    page = client.get(reverse("engagements:safeguards")).content.decode()
    assert "has not adopted a protocol yet" in page
    assert "The risk form is decided." in page


def test_page_shows_versions_and_the_form_adopts(client, cluster, lead):
    organisation = Organisation.objects.create(name="Lantern Aid")
    make_person(Role.MEMBER, cluster, organisation=organisation)
    client.force_login(lead)
    url = reverse("engagements:policy-adopt")
    assert "Lantern Aid" in client.get(url).content.decode()
    data = {
        "adopted_on": "2026-11-03",
        "adopted_by": "The SAG",
        "note": "We tell the HCT.",
        "number": "0",
        "rule0-members": "each",
        "rule0-organisations": [organisation.pk],
        "rule0-hct": "informed",
        "rule0-needs_risk_form": "on",
        "rule1-exposure": "confidential",
        "rule1-members": "none",
        "rule1-hct": "approving",
        **{f"rule{n}-{name}": "none" for n in (2, 3, 4) for name in ("members", "hct")},
    }
    answer = client.post(url, data)
    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    for words in ("Version 1", "The SAG", "We tell the HCT.", "Lantern Aid", "Any mechanism, when confidential"):
        assert words in page
    rows = PolicyRule.objects.visible_to(lead).order_by("exposure")
    assert [(row.exposure, row.members, row.hct, row.needs_risk_form) for row in rows] == [
        ("", "each", "informed", True),
        ("confidential", "none", "approving", False),
    ]
    # Sent a second time from an old page: told, and the typed words are kept.
    again = client.post(url, {**data, "note": "Typed and kept"})
    assert again.status_code == 409
    assert "Typed and kept" in again.content.decode()


def test_page_puts_a_refusal_at_its_place(client, cluster, lead):
    client.force_login(lead)
    data = {"adopted_on": "2026-11-03", "adopted_by": "X", "number": "0"}
    data |= {f"rule{n}-{name}": "none" for n in range(5) for name in ("members", "hct")} | {"rule0-members": "each"}
    answer = client.post(reverse("engagements:policy-adopt"), data)
    assert answer.status_code == 422
    assert "Name the organisations" in answer.content.decode()


def test_members_read_and_strangers_do_not(client, cluster, lead):
    adopt(cluster, lead, adopted_by="Canary meeting")
    client.force_login(make_person(Role.MEMBER, cluster))
    page = client.get(reverse("engagements:safeguards")).content.decode()
    assert "Canary meeting" in page
    assert "Adopt a new version" not in page
    assert client.get(reverse("engagements:policy-adopt")).status_code == 403
    client.force_login(make_person(Role.COORDINATOR, make_cluster("SYR")))
    for name in ("safeguards", "policy-adopt"):
        assert client.get(reverse(f"engagements:{name}"), {"cluster": cluster.pk}).status_code == 404
    client.force_login(make_person(Role.OHCHR, make_cluster("NER")))
    assert "Canary" not in client.get(reverse("engagements:safeguards")).content.decode()


@pytest.mark.parametrize("versions", [1, 20])
def test_the_page_asks_as_much_for_one_version_as_for_many(
    client, cluster, lead, versions, django_assert_max_num_queries
):
    for number in range(versions):
        adopt(cluster, lead, number, [{}, {"family": "upr"}, {"exposure": "open"}])
    make_plan_line(cluster=cluster)
    client.force_login(lead)
    with django_assert_max_num_queries(13):
        client.get(reverse("engagements:safeguards"))
    assert clock.today()
