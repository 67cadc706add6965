"""Requests for contributions and what came in: for those who hold the pen, and for the organisation that was asked."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q
from django.shortcuts import get_object_or_404

from clusters.models import Organisation
from clusters.queries import hash_of
from core import clock
from engagements import policy, rules
from engagements.enums import AskedBy, ParagraphState
from engagements.models import ContributionParagraph, ContributionRequest

_WITH = ("organisation", "asked_by", "submission__plan_line__cluster__country", "submission__plan_line__mechanism")


@dataclass
class Asked:
    """A request with where it stands and its paragraphs in order."""

    request: ContributionRequest
    paragraphs: list = field(default_factory=list)

    @property
    def waiting(self):
        return [one for one in self.paragraphs if one.state == ParagraphState.WAITING]

    @property
    def settled(self):
        return [one for one in self.paragraphs if one.state != ParagraphState.WAITING]

    @property
    def state(self):
        return rules.state_of(self.request, now=clock.now(), is_waiting=bool(self.waiting))


def _paragraphs(user, requests):
    rows = ContributionParagraph.objects.visible_to(user).filter(request__in=[one.pk for one in requests])
    found = defaultdict(list)
    for row in rows.select_related("settled_by").order_by("request", "position"):
        found[row.request_id].append(row)
    return found


def requests_of(user, submission):
    """Everything asked for a text, by day, with what came in. Two queries."""
    rows = ContributionRequest.objects.visible_to(user).filter(submission=submission)
    requests = list(rows.select_related("organisation", "asked_by").order_by("due_on", "pk"))
    found = _paragraphs(user, requests)
    for request in requests:
        request.submission = submission
    return [Asked(request, found[request.pk]) for request in requests]


def request_of(user, submission, pk):
    """One request of a text, or 404."""
    rows = ContributionRequest.objects.visible_to(user).filter(submission=submission).select_related("organisation")
    request = get_object_or_404(rows, pk=pk)
    request.submission = submission
    return request


def paragraph_of(user, submission, pk):
    """One paragraph that came in for a text, with its request, or 404."""
    rows = ContributionParagraph.objects.visible_to(user).filter(request__submission=submission)
    paragraph = get_object_or_404(rows.select_related("request__organisation"), pk=pk)
    paragraph.request.submission = submission
    return paragraph


def request_detail(user, pk):
    """One request by its own key, with what its page needs, or 404."""
    return get_object_or_404(ContributionRequest.objects.visible_to(user).select_related(*_WITH), pk=pk)


def own_paragraphs(request):
    """The paragraphs of a request for whoever was let through to write it."""
    return list(policy.paragraphs_of(request).order_by("position"))


def request_by_secret(secret):
    """The request that a personal link opens, whatever has become of it, or None. No proof that it may be used: that
    is `actions.contributing.is_link_open`."""
    rows = ContributionRequest.objects.unscoped("whoever holds the secret is the one who was asked")
    return rows.filter(secret_hash=hash_of(secret), way=AskedBy.LINK).select_related(*_WITH).first()


def asked_of_me(user):
    """What the organisations of `user` are asked for by account, open ones first by day. Two queries."""
    rows = ContributionRequest.objects.visible_to(user).filter(policy.of_her_organisation(user))
    requests = list(rows.select_related(*_WITH).order_by("sent_at", "due_on", "pk")[:100])
    requests.sort(key=lambda one: (one.sent_at is not None, one.due_on))
    found = _paragraphs(user, requests)
    return [Asked(request, found[request.pk]) for request in requests]


def organisations_to_ask(user, submission):
    """The register of organisations, those whose people work in the cluster first."""
    cluster = submission.plan_line.cluster
    here = Q(memberships__cluster=cluster) | Q(memberships__cluster__nodes=cluster)
    ids = set(Organisation.objects.filter(here).order_by().values_list("pk", flat=True))
    return sorted(Organisation.objects.order_by("name"), key=lambda one: (one.pk not in ids, str(one).casefold())), ids


@dataclass(frozen=True)
class Row:
    """One paragraph in the consolidated view; `by` is empty where the organisation chose to stay unnamed."""

    paragraph: ContributionParagraph
    by: str = ""


def consolidated(user, submission, sections):
    """[(section or None, rows)] of all paragraphs that came in, in the order of the document: who said what on the same
    matter, names only where they were allowed (MATRIX I003). Two queries."""
    groups = defaultdict(list)
    for asked in requests_of(user, submission):
        for paragraph in asked.paragraphs:
            by = str(asked.request.organisation) if paragraph.is_credited else ""
            groups[paragraph.section_id].append(Row(paragraph, by))
    known = [(section, groups.pop(section.pk)) for section in sections if section.pk in groups]
    rest = [row for rows in groups.values() for row in rows]
    return known + ([(None, rest)] if rest else [])


def credits_of(user, submission):
    """Names for the acknowledgement: organisations of which a paragraph is in the text and that allow to be named, as
    they want to be written. One query."""
    rows = ContributionRequest.objects.visible_to(user).filter(submission=submission, may_acknowledge=True)
    merged = policy.merged_paragraphs().values("request_id")
    found = rows.filter(pk__in=merged).select_related("organisation")
    return sorted({one.credit_name or str(one.organisation) for one in found}, key=str.casefold)
