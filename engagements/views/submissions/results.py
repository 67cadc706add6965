"""The room where the result of one submission is traced: its points, where each shows, the closing words."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from core.errors import Refused
from core.policy import guarded_by
from engagements import policy
from engagements.actions import submissions as actions
from engagements.enums import Stage, Status, Taken
from engagements.forms.results import ClosingForm, PointForm, UptakeForm
from engagements.models import (
    Dispatch,
    LineReport,
    PointUptake,
    ProposedRecommendation,
    SessionConcern,
    Submission,
    SubmissionClosing,
    SubmissionPoint,
    Version,
)
from engagements.queries import submissions as queries
from engagements.rules.results import stages_of
from engagements.views.common import posted_version, saved
from engagements.views.submissions.common import is_neutral, refuse
from recommendations.queries import citing

_OUTCOMES = 5
_FOUND = 10


def _context(request, submission):
    roles = policy.roles_in(request.user, submission.plan_line.cluster)
    is_sent = submission.status == Status.SUBMITTED
    return {
        "section": "submissions",
        "submission": submission,
        "line": submission.plan_line,
        "is_neutral": is_neutral(submission),
        "is_sent": is_sent,
        "can_trace": is_sent and policy.traces(request.user, submission, roles),
    }


@require_GET
@guarded_by(Submission, Dispatch, SubmissionPoint, PointUptake, SubmissionClosing, LineReport, SessionConcern)
def submission_result(request, pk):
    """What became of it. Before it is sent the page says what will stand here."""
    submission = queries.submission_detail(request.user, pk)
    context = _context(request, submission)
    if context["is_sent"]:
        points = queries.points_of(request.user, submission)
        stages = [(stage.value, stage.label) for stage in stages_of(submission.plan_line.mechanism.family)]
        for point in points:
            noted = {note.stage for note in point.notes}
            point.to_note = [(value, label) for value, label in stages if value not in noted]
        context |= {
            "points": points,
            "tally": queries.tally_of(points),
            "closing": queries.closing_of(request.user, submission),
            "news": queries.news_of(request.user, submission.plan_line),
            "outcomes": queries.outcomes_for(submission)[:_OUTCOMES],
            "dispatch": queries.sending_of(request.user, submission),
        }
    return render(request, "engagements/results/room.html", context)


def _sent_or_404(request, pk):
    submission = queries.submission_detail(request.user, pk)
    if submission.status != Status.SUBMITTED:
        raise Http404
    return submission


def _point_or_404(request, pk, point_pk):
    submission = _sent_or_404(request, pk)
    point = queries.point_of(request.user, submission, point_pk)
    if point is None:
        raise Http404
    return submission, point


def _back(pk, point_pk=None):
    address = reverse("engagements:submission-result", args=[pk])
    return redirect(f"{address}#point-{point_pk}" if point_pk else address)


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, Version, SubmissionPoint, ProposedRecommendation)
def points_choose(request, pk):
    """Choose the paragraphs of the text that went out, or write a point of one's own."""
    submission = _sent_or_404(request, pk)
    dispatch = queries.sending_of(request.user, submission)
    paragraphs = queries.paragraphs_of(dispatch.version) if dispatch is not None else []
    form = PointForm(request.POST if request.method == "POST" else None)
    chosen, status = set(request.POST.getlist("paragraph")), 200
    proposals = queries.proposals_of(request.user, submission)
    chosen_proposals = set(request.POST.getlist("proposal"))
    form.fields["text"].required = not (chosen or chosen_proposals)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            points = [
                (text, _("para. %(n)s") % {"n": place}) for place, _heading, text in paragraphs if place in chosen
            ]
            points += [
                (proposal.text[:500], "", proposal) for proposal in proposals if str(proposal.pk) in chosen_proposals
            ]
            points.append((form.cleaned_data["text"], form.cleaned_data["place"]))
            try:
                added = actions.add_points(submission=submission, points=points, by=request.user)
            except (Refused, ValidationError) as error:
                status = refuse(form, error)
            else:
                number = len(added)
                saved(request, ngettext("%(n)d point added.", "%(n)d points added.", number) % {"n": number})
                return _back(pk)
    context = _context(request, submission) | {"form": form, "paragraphs": paragraphs, "chosen": chosen}
    context |= {"proposals": proposals, "chosen_proposals": chosen_proposals}
    return render(request, "engagements/results/points.html", context, status=status)


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, SubmissionPoint)
def point_edit(request, pk, point_pk):
    """Other words for a point; or take it out, while nothing is noted about it."""
    submission, point = _point_or_404(request, pk, point_pk)
    form = PointForm(
        request.POST if request.method == "POST" else None, initial={"text": point.text, "place": point.place}
    )
    status, version = 200, point.version
    removes = request.POST.get("act") == "remove"
    if removes:
        form.fields["text"].required = False
    if request.method == "POST":
        status = 422
        if form.is_valid():
            lock = {"point": point, "expected_version": posted_version(request), "by": request.user}
            try:
                if removes:
                    actions.remove_point(**lock)
                else:
                    actions.change_point(**lock, **form.cleaned_data)
            except (Refused, ValidationError) as error:
                status = refuse(form, error)
                version = _point_or_404(request, pk, point_pk)[1].version
            else:
                saved(request)
                return _back(pk, None if removes else point.pk)
    context = _context(request, submission) | {"form": form, "point": point, "version": version}
    return render(request, "engagements/results/point.html", context, status=status)


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, SubmissionPoint, PointUptake)
def uptake_note(request, pk, point_pk, stage):
    """Whether the point shows at that stage, and where."""
    if stage not in Stage.values:
        raise Http404
    submission, point = _point_or_404(request, pk, point_pk)
    note = queries.uptake_of(request.user, point, stage)
    names = ("taken", "symbol", "citation", "link", "quote")
    initial = {name: getattr(note, name) for name in names} if note else {"taken": Taken.REFLECTED}
    if note:
        initial |= {"outcome": note.outcome_id, "document": note.document_id}
        initial["recommendation"] = note.recommendation_id
    initial["version"] = note.version if note else 0
    form = UptakeForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        mechanism_id=submission.plan_line.mechanism_id,
        country_id=submission.plan_line.cluster.country_id,
        outcomes=queries.outcomes_for(submission),
    )
    status = 200
    # Looking for the recommendation is a press of its own: nothing is saved, and what was typed stays.
    finds = request.POST.get("act") == "find"
    if request.method == "POST" and not finds:
        status = 422
        if form.is_valid():
            data = dict(form.cleaned_data)
            del data["find"]
            try:
                actions.note_uptake(
                    point=point, stage=stage, expected_version=data.pop("version"), by=request.user, **data
                )
            except (Refused, ValidationError) as error:
                status = refuse(form, error)
            else:
                saved(request)
                return _back(pk, point.pk)
    context = _context(request, submission) | {"form": form, "point": point, "stage_label": Stage(stage).label}
    context |= _recommendations(request, submission, form, note, finds)
    return render(request, "engagements/results/uptake.html", context, status=status)


def _recommendations(request, submission, form, note, finds):
    """Those to choose from: the chosen one first, and, once somebody looked, what fits the words."""
    line = submission.plan_line
    chosen = form["recommendation"].value()
    found = []
    if finds:
        words = request.POST.get("find", "")[:80]
        found = citing.search(
            request.user, text=words, countries=[line.cluster.country_id], mechanism=line.mechanism, limit=_FOUND
        )
    kept = note.recommendation if note is not None else None
    if kept is not None and kept.pk not in {one.pk for one in found}:
        found = [kept, *found]
    return {"recommendations": found, "chosen_recommendation": str(chosen or ""), "looked": finds}


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, SubmissionClosing)
def closing_write(request, pk):
    """The four closing words."""
    submission = _sent_or_404(request, pk)
    closing = queries.closing_of(request.user, submission)
    initial = {name: getattr(closing, name) for name in actions.CLOSING} if closing else {}
    initial["version"] = closing.version if closing else 0
    form = ClosingForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = dict(form.cleaned_data)
            try:
                actions.write_closing(
                    submission=submission, expected_version=data.pop("version"), by=request.user, **data
                )
            except (Refused, ValidationError) as error:
                status = refuse(form, error)
            else:
                saved(request)
                return _back(pk)
    context = _context(request, submission) | {"form": form}
    return render(request, "engagements/results/closing.html", context, status=status)
