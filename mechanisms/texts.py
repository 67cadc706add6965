"""Words of the catalogue pages: families, sections of facts, roles, and rules as sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.dates import zone_label
from mechanisms.enums import Anchor, Family, MechanismKind, ObstacleKind, Phase

FAMILY_TEXTS = {
    Family.UPR: gettext_lazy("States review the human rights record of each State, once in a cycle."),
    Family.TREATY_BODY: gettext_lazy(
        "Ten committees of independent experts watch how States carry out the treaties they have ratified."
    ),
    Family.SPECIAL_PROCEDURE: gettext_lazy(
        "Independent experts appointed by the Council, by theme or country. They write to Governments, visit, report."
    ),
    Family.HRC: gettext_lazy("47 States in Geneva debate situations, adopt resolutions and create mandates."),
    Family.REGIONAL: gettext_lazy("Commissions, courts and committees of regional organisations, outside the UN."),
    Family.INVESTIGATION: gettext_lazy(
        "Commissions, missions and mechanisms that establish facts about a country for a limited time."
    ),
    Family.OTHER_MONITORING: gettext_lazy(
        "Monitoring for the Security Council and by peace operations. Not counted as human rights mechanisms."
    ),
    Family.NATIONAL: gettext_lazy(
        "Independent national institutions, and the State's own structures for reports and plans."
    ),
    Family.UN_BODY: gettext_lazy("The General Assembly, other bodies of States, and the Office that serves them all."),
    Family.FUND: gettext_lazy("Money for taking part, for carrying out recommendations and for people affected."),
    Family.TOOL: gettext_lazy("Databases and guidelines that help to use the mechanisms."),
}

# What the three kinds of obstacles are (document 001, lines 93-115).
OBSTACLE_TEXTS = {
    ObstacleKind.STRUCTURAL: gettext_lazy(
        "How things are set up: what is known of dates, and whose part it is to engage, with whose consent."
    ),
    ObstacleKind.OPERATIONAL: gettext_lazy(
        "Where the work takes place: what engagement may mean for access, safety and the response."
    ),
    ObstacleKind.KNOWLEDGE: gettext_lazy(
        "What people know of human rights and the mechanisms, and what they need to learn to use them."
    ),
}

# In the order in which a page shows them.
SECTIONS = {
    "composition": gettext_lazy("Who sits in it"),
    "sessions": gettext_lazy("Sessions"),
    "session": gettext_lazy("In the session"),
    "procedure": gettext_lazy("How it works"),
    "cycle": gettext_lazy("Steps of a reporting cycle"),
    "documents": gettext_lazy("Documents"),
    "agenda": gettext_lazy("Agenda items"),
    "input": gettext_lazy("Taking part and sending input"),
    "communications": gettext_lazy("Communications"),
    "complaints": gettext_lazy("Complaints, inquiries, urgent requests"),
    "country_visits": gettext_lazy("Country visits"),
    "thematic_reports": gettext_lazy("Reports and calls for input"),
    "accreditation": gettext_lazy("Accreditation"),
    "outcomes": gettext_lazy("Outcomes"),
    "follow_up": gettext_lazy("Follow-up"),
    "reprisals": gettext_lazy("Reprisals"),
    "reports": gettext_lazy("Reports"),
    "tools": gettext_lazy("Guides"),
}

# Who sits in a body and when: shown apart, before the procedure card.
SITTING_SECTIONS = frozenset({"composition", "sessions", "session"})

ROLES = {
    "coordinator": gettext_lazy("Coordinator"),
    "co_coordinator": gettext_lazy("Co-coordinator"),
    "members": gettext_lazy("Members"),
    "legal_members": gettext_lazy("Members with legal skills"),
    "delegated_member": gettext_lazy("A member asked to do so"),
    "information_management": gettext_lazy("Information management"),
    "lead_agency": gettext_lazy("Cluster lead agency"),
    "task_team": gettext_lazy("Task Team"),
    "gpc": gettext_lazy("Global Protection Cluster"),
    "hq": gettext_lazy("Headquarters"),
    "ohchr_field": gettext_lazy("OHCHR in the country"),
    "ohchr_geneva": gettext_lazy("OHCHR in Geneva"),
    "human_rights_adviser": gettext_lazy("Human rights adviser"),
    "regional_focal_point": gettext_lazy("Regional focal point"),
    "law_clinic": gettext_lazy("Law clinic"),
    "nhri": gettext_lazy("National human rights institution"),
}

MARKS = {
    "open": gettext_lazy("Open"),
    "members_only": gettext_lazy("Members only"),
    "restricted": gettext_lazy("Restricted"),
    "confidential": gettext_lazy("Confidential"),
}

# Further ways in which the library says that a step may be taken, beside the marks.
WAYS = {
    **MARKS,
    "indirect": gettext_lazy("Indirect, through another body"),
    "via_lead_agency": gettext_lazy("Through the cluster lead agency"),
}

# Where in the source documents the steps of the library stand together.
GROUPS = {
    "000-slide6-hrc": gettext_lazy("Guide 1, slide 6: Human Rights Council"),
    "000-slide7-upr": gettext_lazy("Guide 1, slide 7: Universal Periodic Review"),
    "000-slide9-tb-first-list": gettext_lazy("Guide 1, slide 9: treaty bodies, first list"),
    "000-slide9-tb-cluster-list": gettext_lazy("Guide 1, slide 9: treaty bodies, list for clusters"),
    "000-slide9-enablers": gettext_lazy("Guide 1, slide 9: what makes it possible"),
    "000-slide10-sp": gettext_lazy("Guide 1, slide 10: special procedures"),
    "000-process": gettext_lazy("Guide 1, slides 11 to 13: parts of the process"),
    "001-modalities": gettext_lazy("Field report: ways to engage"),
    "001-nhri-findings": gettext_lazy("Field report: national institutions"),
    "001-other-monitoring": gettext_lazy("Field report: other monitoring"),
    "001-recs-mechanisms": gettext_lazy("Field report, recommendations: mechanisms"),
    "001-recs-nhri": gettext_lazy("Field report, recommendations: national institutions"),
    "001-recs-advocacy": gettext_lazy("Field report, recommendations: advocacy"),
    "001-recs-monitoring": gettext_lazy("Field report, recommendations: monitoring"),
    "001-recs-capacity": gettext_lazy("Field report, recommendations: capacity"),
    "002-session-and-followup": gettext_lazy("Guide 6: session and follow-up"),
    "003-area1-participation": gettext_lazy("Letter, annex, area 1: participation"),
    "003-area2-analysis": gettext_lazy("Letter, annex, area 2: analysis"),
    "003-area3-data": gettext_lazy("Letter, annex, area 3: data"),
    "003-area4-advocacy": gettext_lazy("Letter, annex, area 4: advocacy"),
    "003-area5-mainstreaming": gettext_lazy("Letter, annex, area 5: mainstreaming"),
    "004-regional": gettext_lazy("Workshop: regional mechanisms"),
}

# What the library counts its steps from, and on which side of it; other words of the sources are shown as they are.
MOMENTS = {
    "calendar": gettext_lazy("the country calendar"),
    "calendar_year": gettext_lazy("the calendar year"),
    "general_comment_call": gettext_lazy("a call for a general comment"),
    "hpc_product": gettext_lazy("a product of the humanitarian programme cycle"),
    "hrc_session": gettext_lazy("the session of the Council"),
    "outcome": gettext_lazy("the outcome"),
    "regional_event": gettext_lazy("an event of a regional mechanism"),
    "session": gettext_lazy("the session"),
    "sp_report": gettext_lazy("a report of a special procedure"),
    "sp_thematic_report": gettext_lazy("a thematic report"),
    "sp_visit": gettext_lazy("a country visit"),
    "tb_concluding_observations": gettext_lazy("the concluding observations"),
    "tb_review": gettext_lazy("the review by a treaty body"),
    "tb_session": gettext_lazy("the session of a treaty body"),
    "thematic_discussion": gettext_lazy("a thematic discussion"),
    "upr_outcome_adoption": gettext_lazy("the adoption of the outcome of the UPR"),
    "upr_review": gettext_lazy("the review in the UPR Working Group"),
    "upr_submission_deadline": gettext_lazy("the deadline for the UPR"),
}
SIDES = {
    "before": gettext_lazy("before"),
    "after": gettext_lazy("after"),
    "during": gettext_lazy("during"),
    "before_deadline": gettext_lazy("before the deadline"),
    "before_or_during": gettext_lazy("before or during"),
    "recurring": gettext_lazy("again and again"),
    "throughout": gettext_lazy("throughout"),
    "yearly": gettext_lazy("every year"),
    "about half-way to the next review": gettext_lazy("about half-way to the next review"),
    "mid-way to the next review": gettext_lazy("half-way to the next review"),
    "between Working Group review and adoption": gettext_lazy("between the review and the adoption"),
    "months after the first analysis": gettext_lazy("months after the first analysis"),
    "yearly meeting, workshop every second year": gettext_lazy("meeting every year, workshop every second year"),
}
BASES = {
    "stated": gettext_lazy("stated in the source"),
    "implied": gettext_lazy("implied by the source"),
    "not_stated": gettext_lazy("not stated in the source"),
}

# In the order of an engagement.
PHASES = (
    Phase.STAY_INFORMED,
    Phase.ANALYSE,
    Phase.MAP_STAKEHOLDERS,
    Phase.PLAN,
    Phase.EQUIP_MEMBERS,
    Phase.COORDINATE,
    Phase.CONTRIBUTE,
    Phase.PARTICIPATE,
    Phase.USE_OUTCOMES,
    Phase.FOLLOW_UP,
)

KIND_OF_FAMILY = {
    Family.UPR: MechanismKind.UPR,
    Family.TREATY_BODY: MechanismKind.TREATY_BODY,
    Family.SPECIAL_PROCEDURE: MechanismKind.SPECIAL_PROCEDURE,
    Family.HRC: MechanismKind.HRC,
    Family.REGIONAL: MechanismKind.REGIONAL,
    Family.NATIONAL: MechanismKind.NHRI,
}

_ANCHORS = {
    Anchor.SESSION_OPENS: gettext_lazy("the session opens"),
    Anchor.SESSION_CLOSES: gettext_lazy("the session closes"),
    Anchor.REVIEW: gettext_lazy("the review"),
    Anchor.REVIEW_ADOPTED: gettext_lazy("the Council adopts the outcome"),
    Anchor.REPORT_DUE: gettext_lazy("the State report is due"),
    Anchor.LIST_ADOPTED: gettext_lazy("the list of issues is adopted"),
}
_DAYS_PER_WEEK = 7


def rule_text(rule, cycle_months):
    """A deadline rule in words ("12 weeks before the review"), in the reader's language. `cycle_months`: length of a
    UPR cycle, for rules that follow it."""
    if rule.uses_cycle:
        months = rule.months * cycle_months / 2
        values = {"months": f"{months:g}", "anchor": _ANCHORS[rule.anchor]}
        if rule.months == 1:
            return _("Half a cycle (%(months)s months) after %(anchor)s.") % values
        return _("A full cycle (%(months)s months) after %(anchor)s.") % values
    if not rule.months and not rule.days:
        return _("Published for each session; never computed.")
    text = _step(rule.months or rule.days, is_months=bool(rule.months)) % {"anchor": _ANCHORS[rule.anchor]}
    if rule.at:
        text += " " + _("At %(hour)s in %(zone)s.") % {
            "hour": f"{rule.at:%H:%M}",
            "zone": zone_label(rule.time_zone),
        }
    return text


def _step(amount, *, is_months):
    """ "2 weeks before %(anchor)s." with the anchor still to be filled in."""
    size = abs(amount)
    if is_months:
        before = ngettext("%(n)s month before %(anchor)s.", "%(n)s months before %(anchor)s.", size)
        after = ngettext("%(n)s month after %(anchor)s.", "%(n)s months after %(anchor)s.", size)
    elif size % _DAYS_PER_WEEK == 0:
        size //= _DAYS_PER_WEEK
        before = ngettext("%(n)s week before %(anchor)s.", "%(n)s weeks before %(anchor)s.", size)
        after = ngettext("%(n)s week after %(anchor)s.", "%(n)s weeks after %(anchor)s.", size)
    else:
        before = ngettext("%(n)s day before %(anchor)s.", "%(n)s days before %(anchor)s.", size)
        after = ngettext("%(n)s day after %(anchor)s.", "%(n)s days after %(anchor)s.", size)
    return (before if amount < 0 else after) % {"n": size, "anchor": "%(anchor)s"}
