"""What the demonstration clusters have planned and drafted. Invented texts about real dates, written through the same
actions as a coordinator would use, so that trail, versions and rules are real."""

import datetime as dt

from calendar_app.enums import EntryKind
from calendar_app.models import Entry
from clusters.models import User
from core import clock
from engagements.actions.plans import create_plan_line
from engagements.actions.risk import decide_risk_form
from engagements.actions.sections import save_section
from engagements.actions.steps import mark_step_done
from engagements.actions.submissions import create_submission
from engagements.enums import Exposure, Reason, RiskDecision, StepOwner, SubmissionKind
from engagements.models import EngagementStep, PlanLine, RiskForm, Section, Submission
from engagements.queries.plans import proposed_steps
from hre_portal.demo.gates import ask_about, load_protocols
from hre_portal.demo.people import address, pilot_clusters
from hre_portal.demo.texts import MID_TERM_MOZ, MID_TERM_NER, RISK_EN, RISK_FR
from hre_portal.demo.writing import add_beside
from mechanisms.models import Mechanism


def load_plans():
    """Add the plan lines that are not there yet. Returns how many."""
    clusters = pilot_clusters()
    load_protocols(clusters)
    return sum(load(clusters) for load in (_mozambique, _niger, _nigeria, _syria))


def _person(login, iso3):
    return User.objects.get(email=address(login, iso3))


def _line(cluster, by, *, kind=None, mechanism="upr", title, **fields):
    """The plan line with this title, made where it is missing. Returns (line, whether it is new)."""
    known = PlanLine.objects.visible_to(by).filter(cluster=cluster, title=title).first()
    if known:
        return known, False
    body = Mechanism.objects.get(key=mechanism)
    today = clock.today()
    entry = None
    if kind:
        entries = Entry.objects.visible_to(by).filter(country=cluster.country, mechanism=body, kind=kind)
        entry = entries.order_by("-due_on").first()
        if entry is None:
            raise LookupError(f"{cluster.country_id} has no date of kind {kind}. Run load_reference first.")
    due_on = entry.due_on if entry else None
    proposed = proposed_steps(by, body, entry=entry, review=entry.review if entry else None, today=today)
    chosen = [step for step in proposed if step.preselected][:8]
    steps = [
        {
            "title": step.title,
            "template_id": step.template_id,
            "phase": step.phase,
            "lead_days": step.lead_days,
            "due_on": step.due_on,
            "owner_role": step.owner_role,
            "deputy_role": step.deputy_role,
        }
        for step in chosen
    ]
    fields = {"lead_role": StepOwner.COORDINATOR, "exposure": Exposure.MEMBERS, **fields}
    year = fields.pop("year", due_on.year if due_on else today.year)
    line = create_plan_line(
        cluster=cluster, mechanism=body, year=year, title=title, entry=entry, steps=steps, by=by, **fields
    )
    return line, True


def decide_risk(line, texts, by):
    """The risk form of a demonstration line, once."""
    if RiskForm.objects.visible_to(by).filter(plan_line=line).exists():
        return
    decide_risk_form(
        plan_line=line,
        answers={
            key: {"likelihood": level, "effect": level, "text": text, "measures": texts["measures"].get(key, "")}
            for key, (level, text) in texts["lines"].items()
        },
        mitigation=texts["mitigation"],
        benefits=texts["benefits"],
        decision_reason=texts["reason"],
        sources_local="yes",
        categories=["legal", "work"],
        review_on=clock.today() + dt.timedelta(days=90),
        decision=RiskDecision.GO_WITH_MITIGATION,
        expected_version=0,
        by=by,
    )


def _write(line, by, *, kind, title, language, exposure, bodies, readers=()):
    """The text with its sections; None where it was there already."""
    if Submission.objects.visible_to(by).filter(plan_line=line, title=title).exists():
        return None
    submission = create_submission(
        plan_line=line, kind=kind, title=title, language=language, exposure=exposure, readers=readers, by=by
    )
    sections = list(Section.objects.visible_to(by).filter(submission=submission).order_by("position"))
    for section, body in zip(sections, bodies, strict=False):
        section.submission = submission
        save_section(section=section, heading=section.heading, body=body, expected_version=section.version, by=by)
    return submission


def _mozambique(clusters):
    cluster, by = clusters["MOZ"], _person("coordinator", "MOZ")
    line, is_new = _line(
        cluster,
        by,
        kind=EntryKind.MID_TERM,
        title="Mid-term contribution on return and safety",
        objective="Show what has changed for displaced and returning people since the review of May 2026.",
        reasons=[Reason.ADVOCACY, Reason.PRIORITIES],
        exposure=Exposure.RESTRICTED,
        readers=[_person("sag", "MOZ")],
    )
    decide_risk(line, RISK_EN, by)
    text = _write(
        line,
        by,
        kind=SubmissionKind.UPR_MID_TERM,
        title="Return and safety since the review",
        language="en",
        exposure=Exposure.RESTRICTED,
        bodies=MID_TERM_MOZ,
        readers=[_person("sag", "MOZ")],
    )
    if text is not None:
        add_beside(text, by)
    if is_new:
        ask_about(line, by)
    _, second_is_new = _line(
        cluster,
        by,
        kind=EntryKind.ADOPTION,
        title="Use the adopted outcome with the HCT",
        year=2026,
        objective="Agree with the HCT which supported recommendations guide the response.",
        reasons=[Reason.ADVOCACY, Reason.NETWORKS],
    )
    if second_is_new:
        steps = EngagementStep.objects.visible_to(by).filter(plan_line__title="Use the adopted outcome with the HCT")
        for step in steps.select_related("plan_line")[:1]:
            mark_step_done(step=step, expected_version=step.version, by=by)
    return int(is_new) + int(second_is_new)


def _niger(clusters):
    cluster, by = clusters["NER"], _person("coordinator", "NER")
    line, is_new = _line(
        cluster,
        by,
        kind=EntryKind.MID_TERM,
        title="Contribution à mi-parcours de l'EPU",
        objective="Suivre les recommandations acceptées sur les déplacements internes.",
        reasons=[Reason.PRIORITIES, Reason.PEOPLES_REALITY],
    )
    decide_risk(line, RISK_FR, by)
    _write(
        line,
        by,
        kind=SubmissionKind.UPR_MID_TERM,
        title="Protection des personnes déplacées depuis l'examen",
        language="fr",
        exposure=Exposure.MEMBERS,
        bodies=MID_TERM_NER,
    )
    return int(is_new)


def _nigeria(clusters):
    cluster, by = clusters["NGA"], _person("coordinator", "NGA")
    _, first = _line(
        cluster,
        by,
        kind=EntryKind.MID_TERM,
        title="Follow up the UPR with members",
        objective="Choose five recommendations that members already work on.",
        reasons=[Reason.PRIORITIES, Reason.AWARENESS],
    )
    _, second = _line(
        cluster,
        by,
        mechanism="treaty-bodies" if Mechanism.objects.filter(key="treaty-bodies").exists() else "cedaw",
        title="Information for a committee, passed on through OHCHR",
        year=2027,
        exposure=Exposure.CONFIDENTIAL,
        channel="indirect",
        through_whom="OHCHR",
        readers=[_person("cocoordinator", "NGA")],
    )
    return int(first) + int(second)


def _syria(clusters):
    cluster, by = clusters["SYR"], _person("coordinator", "SYR")
    _, is_new = _line(
        cluster,
        by,
        kind=EntryKind.REVIEW,
        title="الاستعراض الدوري الشامل لسوريا",
        objective="إيصال أولويات الحماية إلى الفريق العامل قبل الاستعراض.",
        reasons=[Reason.ADVOCACY, Reason.PEOPLES_REALITY],
    )
    return int(is_new)
