"""The two rooms of a text that show the most at once, in their worst states: how often they ask the database."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core import clock, memo
from core.policy import is_visible
from engagements import policy
from engagements.actions.approval import adopt_policy, take_over_policy
from engagements.actions.members import answer_position, ask_members
from engagements.actions.positions import record_hct_position, record_lead_agency, record_members_informed
from engagements.actions.sections import save_section
from engagements.actions.sign_off import sign_off
from engagements.actions.spelling import declare_spelling_only
from engagements.enums import Exposure, SignRole, Status, SubmissionKind
from engagements.models import Comment, MemberPosition, PlanLine, PlanLineReader, Section, SubmissionReader
from engagements.queries.submissions import newest_version
from tests.engagements.submission_world import bring_to, fresh, make_world, open_door
from tests.factories import make_cluster, make_person, make_user
from tests.factories.clusters import make_organisation, make_signature
from tests.factories.recommendations import make_recommendation

pytestmark = pytest.mark.django_db
WHY = "a test looks at every row"
MOST = 15
OLD = "Familys who returned with Mrs. Amina Yusuf report that 34 homes are not safe."
NEW = OLD.replace("Familys", "Families")


def write(world, body):
    section = Section.objects.unscoped(WHY).get(pk=world.section.pk)
    section.submission = fresh(world.submission)
    save_section(section=section, heading=section.heading, body=body, expected_version=section.version, by=world.author)
    world.submission = fresh(world.submission)


def demand_everything(world, organisations):
    known = policy.binding_policy(world.cluster)
    adopt_policy(
        cluster=world.cluster,
        adopted_on=clock.today(),
        adopted_by="The meeting",
        rules=[
            {
                "members": "each",
                "organisations": [organisation.pk for organisation in organisations],
                "hct": "approving",
                "needs_lead_agency": True,
                "needs_sag": True,
                "members_on_text": True,
            }
        ],
        expected_number=known.number if known else 0,
        by=world.author,
    )
    world.line.refresh_from_db()
    take_over_policy(plan_line=world.line, expected_version=world.line.version, by=world.author)
    world.submission = fresh(world.submission)


def worst(*, rows, exposure, kind, step):
    """A closed text in sign-off with every demand, `rows` of everything. `step`: "frozen", "declared" (a spelling-only
    change carries what was said) or "changed" (written again after that)."""
    world = make_world(exposure=exposure, kind=kind, sign_offs=[SignRole.COORDINATOR, SignRole.SAG])
    open_door(world.line, kind)
    PlanLine.objects.unscoped(WHY).filter(pk=world.line.pk).update(
        exposure=Exposure.CONFIDENTIAL, channel="indirect", through_whom="Another body"
    )
    world.submission = fresh(world.submission)
    quoted = make_recommendation()
    write(world, f"{OLD}\n\n{{rec:{quoted.pk}}}")
    named = []
    organisations = [make_organisation() for _n in range(rows)]
    for organisation in organisations:
        make_signature(world.cluster, organisation)
        named += [
            make_person(Role.MEMBER, world.cluster, organisation=organisation),
            # Holders of the SAG who are named and may yet not read: no signature of theirs is in force.
            make_person(Role.SAG, world.cluster, organisation=False),
            make_person(Role.SAG, world.cluster, organisation=organisation),
        ]
    world.spokeswoman = named[0]
    SubmissionReader.objects.create(submission=world.submission, user=world.lead)
    for person in named:
        SubmissionReader.objects.create(submission=world.submission, user=person, may_write=False)
        PlanLineReader.objects.create(plan_line=world.line, user=person)
    demand_everything(world, organisations)
    bring_to(world, Status.SIGN_OFF)
    world.submission = fresh(world.submission)
    version = newest_version(world.author, world.submission)
    version.submission = world.submission
    asked = ask_members(
        plan_line=world.line,
        organisations=organisations,
        due_on=clock.today() + dt.timedelta(days=9),
        silence_counts=True,
        quorum=rows,
        lists_on_cover=True,
        version=version,
        by=world.author,
    )
    mine = MemberPosition.objects.visible_to(world.author).get(request=asked, organisation=organisations[0])
    answer_position(
        position=mine, answer="endorsed", may_be_named=True, expected_version=mine.row_version, by=world.spokeswoman
    )
    record_hct_position(plan_line=world.line, position="consulted", on=clock.today(), forum="HCT", by=world.author)
    record_members_informed(plan_line=world.line, on=clock.today(), how="mail", by=world.author)
    record_lead_agency(
        plan_line=world.line, way="endorsement", version=version, on=clock.today(), who="Agency", by=world.author
    )
    sign_off(submission=world.submission, version_id=version.pk, role="coordinator", decision="agreed", by=world.lead)
    for number in range(rows):
        Comment.objects.create(
            submission=world.submission, section=world.section, text=f"Comment {number}", by=world.lead, at=clock.now()
        )
    if step != "frozen":
        write(world, f"{NEW}\n\n{{rec:{quoted.pk}}}")
        submission = fresh(world.submission)
        declare_spelling_only(submission=submission, expected_version=submission.version, reason="A", by=world.author)
    if step == "changed":
        write(world, f"{NEW} Other words.\n\n{{rec:{quoted.pk}}}")
    return world


def asked(client, address, **headers):
    """(the page, what it asked) once its caches are warm."""
    client.get(address, **headers)
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address, **headers)
    assert page.status_code == 200
    return page.content.decode(), [query["sql"] for query in captured]


@pytest.mark.parametrize(
    ("exposure", "kind", "step"),
    [
        (Exposure.CONFIDENTIAL, SubmissionKind.INQUIRY, "changed"),
        (Exposure.RESTRICTED, SubmissionKind.UPR_JOINT, "frozen"),
    ],
)
def test_the_rooms_of_a_closed_text_ask_little_in_their_worst_states(client, exposure, kind, step):
    counts = {}
    for rows in (1, 3):
        world = worst(rows=rows, exposure=exposure, kind=kind, step=step)
        for who in ("author", "spokeswoman"):
            client.force_login(getattr(world, who))
            text = reverse("engagements:gates", args=[world.line.pk]) + f"?text={world.submission.pk}"
            for name, address, headers in (
                ("room", reverse("engagements:clearing", args=[world.submission.pk]), {}),
                ("desk", reverse("engagements:submission-detail", args=[world.submission.pk]), {}),
                ("gates", text, {"HTTP_HX_REQUEST": "true"}),
            ):
                page, sql = asked(client, address, **headers)
                assert len(sql) <= MOST, (name, who, rows, [one[:60] + one[-120:] for one in sql])
                assert counts.setdefault((name, who), len(sql)) == len(sql), (name, who)
                if name != "gates":
                    # Without JavaScript the way to what is fetched apart.
                    assert text in page
                elif who == "author":
                    assert "Signatories can read it" not in page
                    assert "neither changed nor justified" in page


def test_who_sees_agrees_with_asking_each(django_assert_num_queries):
    """Signed or not, named or not, above or below, inactive, of the world: the set is what asking one by one says."""
    world = make_world(exposure=Exposure.CONFIDENTIAL)
    unsigned = make_person(Role.SAG, world.cluster, organisation=make_organisation())
    gone = make_person(Role.SAG, world.cluster, ends_on=clock.today() - dt.timedelta(days=1))
    closed = make_person(Role.SAG, world.cluster, is_active=False)
    elsewhere = make_person(Role.SAG, make_cluster("SYR"))
    for person in (unsigned, gone, closed, elsewhere):
        SubmissionReader.objects.create(submission=world.submission, user=person)
        PlanLineReader.objects.create(plan_line=world.line, user=person)
    people = [
        *(world.author, world.lead, world.sag, world.writer, world.reader, world.ohchr, world.member),
        *(world.task_team, world.foreign_lead, world.stranger, unsigned, gone, closed, elsewhere),
    ]
    for thing in (world.submission, world.line):
        one_by_one = {person.pk for person in people if is_visible(thing, person)}
        assert one_by_one
        assert policy.who_sees(thing, people) == one_by_one
        with memo.one_request(), django_assert_num_queries(2):
            assert policy.who_sees(thing, people) == one_by_one
        many = [*people, *(make_user() for _n in range(30))]
        assert policy.who_sees(thing, many) == one_by_one
    assert policy.who_sees(world.submission, []) == set()
