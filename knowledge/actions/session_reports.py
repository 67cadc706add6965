"""Writes to the reports of sessions, by the Task Team. The trail keeps states and ids, never what was written; each
cluster that a report was sent to reads that in its own trail."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from calendar_app.enums import Publication
from calendar_app.notices.rhythm import queue_once
from clusters.enums import Rhythm
from clusters.queries import leads_of
from core import audit, clock, outbox
from core.errors import Refused
from core.saving import save_version, stripped_of
from knowledge import policy
from knowledge.actions import support
from knowledge.enums import SupportKind, SupportState
from knowledge.models import SessionReport, SessionReportCluster

TARGET = "knowledge.sessionreport"
SENT = "session_report.sent"
MOST_LINKS = 10
FIELDS = ("said", "coming", "links", "readers", "language")
_is_address = URLValidator(schemes=["http", "https"])


def _record(verb, report, by, *, cluster_ids=(None,), before=None, after=None):
    for cluster_id in cluster_ids:
        audit.record(
            verb=verb,
            target=report,
            by=by,
            cluster_id=cluster_id,
            before=_told(before, cluster_id),
            after=_told(after, cluster_id),
            label=str(report),
        )


def _told(state, cluster_id):
    """What a cluster's own trail keeps of `state`: of the clusters itself alone. The Task Team's keeps all."""
    if state is None or cluster_id is None:
        return state
    return {**state, "clusters": [pk for pk in state["clusters"] if pk == cluster_id]}


def _kept(report, cluster_ids):
    return {"session": report.session_id, "readers": str(report.readers), "clusters": sorted(cluster_ids)}


def _cluster_ids(report, by):
    rows = SessionReportCluster.objects.visible_to(by).filter(report=report)
    return set(rows.values_list("cluster_id", flat=True))


def _links(links):
    """Each {"title", "url"}; a title left out is the address. At most ten."""
    found = []
    for link in links:
        title, url = str(link.get("title", "")).strip(), str(link.get("url", "")).strip()
        try:
            _is_address(url)
        except ValidationError:
            raise ValidationError({"links": _("This is no address of a page: %(text)s") % {"text": url[:80]}}) from None
        if len(url) > 500:
            raise ValidationError({"links": _("This address is too long: %(text)s") % {"text": url[:80]}})
        found.append({"title": title[:200] or url, "url": url})
    if len(found) > MOST_LINKS:
        raise ValidationError({"links": _("At most ten documents.")})
    return found


def _values(values):
    cleaned = stripped_of(values, FIELDS)
    if "links" in cleaned:
        cleaned["links"] = _links(cleaned["links"])
    return cleaned


def _check(report, clusters):
    if not clusters:
        raise ValidationError({"clusters": _("Choose at least one cluster that it is for.")})
    report.full_clean(exclude=["session", "request", "written_by"], validate_unique=False)


def _check_request(request, clusters):
    if request is None:
        return
    if request.kind != SupportKind.SESSION_NEWS:
        raise ValidationError(_("Only a request for news of a session is answered by a report."))
    if request.cluster_id not in {cluster.pk for cluster in clusters}:
        raise ValidationError({"clusters": _("The cluster that asked for it has to be among them.")})


def _address(report, clusters, by):
    """Set whom it is for. Returns (ids that are new, ids that are gone)."""
    wanted, there = {cluster.pk for cluster in clusters}, _cluster_ids(report, by)
    SessionReportCluster.objects.visible_to(by).filter(report=report, cluster__in=there - wanted).delete()
    for pk in sorted(wanted - there):
        SessionReportCluster(report=report, cluster_id=pk).save(force_insert=True)
    return wanted - there, there - wanted


@transaction.atomic
def write_report(*, session, clusters, request=None, by, **values):
    """A draft of a report of `session` for `clusters`: said, coming, links ({"title", "url"} each), readers, language.
    `request`: the request for news of the session that it answers. Task Team only; twice writes two."""
    policy.check_writes_reports(by)
    if session.publication != Publication.PUBLISHED:
        raise ValidationError({"session": _("This session is not published yet.")})
    report = SessionReport(session=session, request=request, written_by=by, **_values(values))
    _check(report, clusters)
    _check_request(request, clusters)
    report.save(force_insert=True)
    _address(report, clusters, by)
    _record("session_report.written", report, by, after=_kept(report, {cluster.pk for cluster in clusters}))
    return report


@transaction.atomic
def change_report(*, report, expected_version, clusters=None, by, **values):
    """Change what it says, who reads it, or whom it is for; what is not named stays. Of a report that is sent, a
    cluster that is added is told now, and one that is taken out reads it no longer. `Stale` when somebody was quicker.
    Task Team only."""
    policy.check_writes_reports(by)
    ids = _cluster_ids(report, by)
    before = _kept(report, ids)
    changes = {name: value for name, value in _values(values).items() if value != getattr(report, name)}
    is_same = clusters is None or {cluster.pk for cluster in clusters} == ids
    if not changes and is_same:
        return report
    for name, value in changes.items():
        setattr(report, name, value)
    _check(report, ids if clusters is None else clusters)
    if clusters is not None:
        _check_request(report.request, clusters)
    save_version(report, expected_version, by, updated_at=clock.now(), **changes)
    added, gone = (set(), set()) if is_same else _address(report, clusters, by)
    now = _cluster_ids(report, by)
    told = sorted(now | gone) if report.sent_at is not None else [None]
    _record("session_report.changed", report, by, cluster_ids=told, before=before, after=_kept(report, now))
    if report.sent_at is not None and added:
        _tell(report, added)
    return report


@transaction.atomic
def send_report(*, report, expected_version, by):
    """Send it to its clusters: their coordinators get one mail each, once, in their own rhythm, and read it from now
    on. The request that it answers counts as delivered. Task Team only. Sent already: `Refused`."""
    policy.check_writes_reports(by)
    if report.sent_at is not None:
        raise Refused(_("This report is sent already."))
    ids = _cluster_ids(report, by)
    save_version(report, expected_version, by, sent_at=clock.now())
    _record("session_report.sent", report, by, cluster_ids=sorted(ids), after=_kept(report, ids))
    _tell(report, ids)
    _deliver(report, by)
    return report


@transaction.atomic
def take_back_report(*, report, expected_version, by):
    """Make it a draft again; mails that wait are withdrawn. Task Team only. A draft: `Refused`."""
    policy.check_writes_reports(by)
    if report.sent_at is None:
        raise Refused(_("This report is not sent yet."))
    save_version(report, expected_version, by, sent_at=None)
    _record("session_report.taken_back", report, by, cluster_ids=sorted(_cluster_ids(report, by)))
    outbox.withdraw(subject_type=TARGET, subject_id=report.pk, reason=gettext_noop("The report was taken back."))
    return report


def _tell(report, ids):
    people = {person.pk: person for pk in sorted(ids) for person in leads_of(pk)}
    wanting = [person for person in people.values() if person.reminder_rhythm != Rhythm.NONE]
    queue_once(kind=SENT, subject_type=TARGET, subject_id=str(report.pk), people=wanting)


def _deliver(report, by):
    """The request is taken on, if nobody has yet, and delivered; no mail beside the one about the report."""
    request = report.request
    if request is None or request.state not in (SupportState.REQUESTED, SupportState.TAKEN_ON):
        return
    if request.state == SupportState.REQUESTED:
        support.take_on(request=request, expected_version=request.version, is_told=False, by=by)
    support.deliver(
        request=request,
        delivered_on=clock.day_of(by),
        evidence=_("Report of the session: %(session)s") % {"session": report.session},
        expected_version=request.version,
        is_told=False,
        by=by,
    )
