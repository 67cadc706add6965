"""What the demonstration clusters raise, say and have found out. Invented: no person, place or event in it is real."""

import datetime as dt

from clusters.models import Organisation, User
from core import clock
from engagements.actions import advocacy as actions
from engagements.actions import analysis, messages, sheets
from engagements.actions.watching import watch_recommendation
from engagements.enums import (
    ActionChannel,
    AdvocacyLead,
    AdvocacyLevel,
    Audience,
    DutyBearer,
    Exposure,
    Horizon,
    MessageChannel,
    MessageState,
    SourceKind,
    Systematic,
    Tolerance,
    WatchKind,
)
from engagements.models import (
    AdvocacyIssue,
    AdvocacyStrategy,
    HctBriefing,
    MonitoringTool,
    RegisterEntry,
    SharingRow,
)
from hre_portal.demo.people import ORGANISATIONS, address, pilot_clusters
from mechanisms.enums import ThemeKind
from mechanisms.models import Document, Instrument, Mechanism, Theme
from recommendations.enums import Position
from recommendations.models import Recommendation


def load_advocacy():
    """Add issues, messages, findings and what goes with them where they are missing. Returns how many issues."""
    clusters = pilot_clusters()
    return _mozambique(clusters["MOZ"])


def _person(login, iso3):
    return User.objects.get(email=address(login, iso3))


def _issue(cluster, by, *, title, instruments=(), **fields):
    known = AdvocacyIssue.objects.visible_to(by).filter(cluster=cluster, title=title).first()
    if known:
        return known, False
    pairs = [(one, article) for key, article in instruments if (one := Instrument.objects.filter(key=key).first())]
    return actions.create_issue(cluster=cluster, by=by, title=title, instruments=pairs, **fields), True


def _mozambique(cluster):
    by = _person("coordinator", "MOZ")
    first, second = (Organisation.objects.get(name=name) for name in ORGANISATIONS)
    soon = clock.today() + dt.timedelta(days=12)
    papers, is_new = _issue(
        cluster,
        by,
        title="Civil documents for returning families",
        why=(
            "Families who return cannot show who they are. Without documents they are turned away from land offices, "
            "schools and aid. Registration has reached the towns, not the villages."
        ),
        level=AdvocacyLevel.WORKING,
        level_reason="The registry listens and has promised mobile teams; raising it now would harm that.",
        lead=AdvocacyLead.CO_COORDINATOR,
        horizon=Horizon.SHORT,
        instruments=[("iccpr", "art. 16"), ("crc", "art. 7")],
    )
    movement, _new = _issue(
        cluster,
        by,
        title="Notice before organised returns",
        why=(
            "People learn on the same morning that a convoy leaves. They cannot choose freely and leave relatives and "
            "belongings behind."
        ),
        level=AdvocacyLevel.HCT,
        level_reason="Several organisations run the convoys; only the country team can make them wait for consent.",
        lead=AdvocacyLead.HC,
        horizon=Horizon.SHORT,
        instruments=[("iccpr", "art. 12")],
    )
    law, _new = _issue(
        cluster,
        by,
        title="A law on internal displacement",
        why="The present policy has no budget and no complaint procedure. A law would give people something to claim.",
        level=AdvocacyLevel.PUBLIC,
        level_reason="The debate is open and many speak in it; nobody is put at risk by speaking.",
        lead=AdvocacyLead.LEAD_AGENCY,
        horizon=Horizon.MEDIUM,
        exposure=Exposure.OPEN,
    )
    if is_new:
        actions.set_tolerance(
            cluster=cluster,
            organisation=first,
            tolerance=Tolerance.LOW,
            note="Its registration is up for renewal in spring.",
            by=by,
        )
        actions.set_tolerance(cluster=cluster, organisation=second, tolerance=Tolerance.HIGH, by=by)
        plan = (
            (papers, "Walk through the list of villages with the registry", ActionChannel.PRIVATE, 0, [second]),
            (movement, "Ask the country team for a rule of fourteen days' notice", ActionChannel.PRIVATE, 9, []),
            (law, "Joint statement on the draft law", ActionChannel.PUBLIC, 30, [first, second]),
        )
        for issue, what, channel, days, partners in plan:
            actions.add_action(
                issue=issue,
                what=what,
                level=issue.level,
                channel=channel,
                lead=issue.lead,
                due_on=soon + dt.timedelta(days=days),
                partners=partners,
                by=by,
            )
        _say(cluster, movement, law, by)
        _find(cluster, by)
        _keep(cluster, movement, by)
        _watch(cluster, papers, by)
    return int(is_new)


def _watch(cluster, papers, by):
    """A message that rests on a recommendation, and a noted one that is kept in view."""
    asked = Recommendation.objects.filter(country=cluster.country, text__contains="access to documentation").first()
    if asked:
        messages.draft_message(
            issue=papers,
            audience=Audience.GOVERNMENT,
            recommendations=[asked],
            text=(
                "Other States asked for access to documents in so many words. Mobile teams that reach the villages too "
                "would answer them before the next report is due."
            ),
            exposure=Exposure.MEMBERS,
            by=by,
        )
    noted = Recommendation.objects.filter(
        country=cluster.country, position=Position.NOTED, text__contains="right to food"
    ).first()
    if noted:
        watch_recommendation(
            cluster=cluster,
            recommendation=noted,
            kind=WatchKind.RISK,
            text=(
                "Where food was promised and did not come, quarrels about land and aid began. Bring the elders of both "
                "places together before the lean season."
            ),
            is_listed=True,
            by=by,
        )


def _say(cluster, movement, law, by):
    """One message for the country team, one for the public that hangs in the gallery."""
    comment = Document.objects.filter(symbol__startswith="CCPR/C/21/Rev.1/Add.9").first()
    messages.draft_message(
        issue=movement,
        audience=Audience.HCT,
        document=comment,
        paragraph="para. 7" if comment else "",
        text=(
            "Nobody is asked whether, when and where to return. We ask the country team to support no convoy that was "
            "announced less than fourteen days before, in the languages spoken, with a way to say no."
        ),
        exposure=Exposure.MEMBERS,
        by=by,
    )
    public = messages.draft_message(
        issue=law,
        audience=Audience.PARLIAMENT,
        document=Document.objects.filter(mechanism__key="sp-idps").exclude(title="").order_by("-year", "pk").first(),
        text=(
            "People who had to leave their homes keep every right they had. A law that names who must act, with money "
            "and a place to complain, turns promises into something people can claim."
        ),
        exposure=Exposure.OPEN,
        by=by,
    )
    messages.set_message_state(
        message=public,
        state=MessageState.USED,
        used_on=clock.today() - dt.timedelta(days=20),
        used_channel=MessageChannel.STATEMENT,
        expected_version=public.version,
        by=by,
    )
    messages.show_in_gallery(message=public, shown=True, expected_version=public.version, by=by)


def _find(cluster, by):
    """Two findings: one matched with instruments and walked through, one not yet."""
    covenant = Instrument.objects.filter(key="iccpr").first()
    groups = list(Theme.objects.filter(kind=ThemeKind.GROUP).values_list("key", flat=True)[:2])
    until = clock.today().replace(day=1) - dt.timedelta(days=1)
    finding = analysis.create_finding(
        cluster=cluster,
        title="Returns organised without free and informed consent",
        threat="Convoys leave on the day on which they are announced. Families that stay lose their place in the camp.",
        context="Camps are to be closed, and land in the places of origin is being given out.",
        effects="Families part; documents, tools and harvests are left behind.",
        capacities="Community committees pass on news within hours when they have it in time.",
        root_causes="No rule says who decides on a return, and nobody answers for one that failed.",
        right="Freedom to choose one's residence",
        duty_bearer=DutyBearer.LOCAL,
        groups=groups,
        areas="Three districts in the north",
        period_from=until.replace(month=1, day=1),
        period_to=until,
        systematic=Systematic.YES,
        systematic_how="The same way in all three districts over six months, in three kinds of sources.",
        source_kinds=[SourceKind.MONITORING, SourceKind.GROUPS, SourceKind.MEMBERS],
        provisions=[(covenant, "art. 12")] if covenant else [],
        by=by,
    )
    answers = {"responsible": "state", "strength": "pattern", "safety": "aggregated", "gravity": "serious"}
    analysis.keep_aid(finding=finding, answers=answers, expected_version=finding.version, by=by)
    analysis.create_finding(
        cluster=cluster,
        title="Fees asked at checkpoints",
        threat="Traders and farmers are asked to pay before they may pass.",
        duty_bearer=DutyBearer.POLICE,
        systematic=Systematic.UNCLEAR,
        source_kinds=[SourceKind.MONITORING],
        by=by,
    )


def _keep(cluster, movement, by):
    """A briefing, strategies, a monitoring tool, the sharing matrix and one entry of a register."""

    def add(model, **fields):
        return sheets.create_sheet(model=model, cluster=cluster, by=by, **fields)

    add(
        HctBriefing,
        subject="Voluntary return",
        held_on=clock.today() - dt.timedelta(days=25),
        presenters="Coordinator and human rights adviser",
        asked="A rule of fourteen days' notice for every convoy.",
        taken="Members report each announcement to the cluster; the rule comes back next time.",
        next_on=clock.today() + dt.timedelta(days=21),
        issues=[movement],
    )
    add(AdvocacyStrategy, place="cluster", kind="section", status="writing", has_rights_section=True, approach="rights")
    add(AdvocacyStrategy, place="hct", kind="none", status="missing", approach="unknown")
    add(
        MonitoringTool,
        name="Monthly protection monitoring",
        depth="broad",
        has_violations=True,
        monitoring="Talks with informed people in twelve districts, the same questions each month.",
        analysis="Two analysts compare the months and match patterns with articles.",
        can_analyse=2,
        can_follow_up=2,
        can_scale_up=1,
    )
    body = Mechanism.objects.filter(key="upr").first()
    add(SharingRow, data="Patterns of violations", mechanism=body, form="analysis", rhythm="Each review")
    add(
        SharingRow,
        data="Patterns of violations",
        recipient="OHCHR regional office",
        form="trends",
        rhythm="Every quarter",
        condition="Both sign the protocol",
    )
    add(
        RegisterEntry,
        kind="law",
        title="Draft law on internal displacement",
        stage="discussed",
        who="Ministry, parliament, law clinic",
        role="Comments on each draft",
        marks=["guiding_principles", "kampala"],
    )
