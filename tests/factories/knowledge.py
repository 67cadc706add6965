"""Support requests and exchanges as tests need them."""

import datetime as dt

from core import clock
from knowledge.models import PeerExchange, Resource, SessionReport, SessionReportCluster, SupportRequest


def make_request(cluster, **fields):
    wanted = {"kind": "member_session", "text": "A session on the review.", "audience": "members", **fields}
    return SupportRequest.objects.create(cluster=cluster, **wanted)


def make_exchange(**fields):
    wanted = {
        "title": "How we raised it",
        "kind": "advocacy",
        "starts_at": clock.now() + dt.timedelta(days=20),
        "time_zone": "UTC",
        **fields,
    }
    return PeerExchange.objects.create(**wanted)


def make_resource(**fields):
    wanted = {"title": "A message in three steps", "kind": "learning_bite", "minutes": 10, "text": "One. Two. Three."}
    return Resource.objects.create(**{**wanted, **fields})


def make_session_report(session, *clusters, **fields):
    wanted = {"said": "The committee asked about camps.", "sent_at": clock.now(), **fields}
    report = SessionReport.objects.create(session=session, **wanted)
    for cluster in clusters:
        SessionReportCluster.objects.create(report=report, cluster=cluster)
    return report
