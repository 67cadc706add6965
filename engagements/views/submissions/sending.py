"""The record of sending after the day itself: its page, proofs, a second attempt, the acknowledgement, corrections."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import files
from core.dates import zone_label
from core.documents import pdf
from core.errors import Refused
from core.policy import guarded_by
from engagements import policy
from engagements.actions import submissions as actions
from engagements.enums import SentFile, SubmissionChannel
from engagements.forms.sending import AcknowledgeForm, AgainForm, CorrectForm, ProofForm
from engagements.models import Dispatch, DispatchAttempt, DispatchCorrection, DispatchProof, FinalFile, Submission
from engagements.queries import submissions as queries
from engagements.views.common import saved
from engagements.views.submissions.common import is_neutral, refuse
from engagements.views.submissions.files import no_pdf

_WORDS = {
    "channel": lambda value: SubmissionChannel(value).label,
    "time_zone": zone_label,
}


def _sent_or_404(request, pk):
    """(submission, its record of sending). Not sent yet: 404, as for whoever does not see it."""
    submission = queries.submission_detail(request.user, pk)
    dispatch = queries.sending_of(request.user, submission)
    if dispatch is None:
        raise Http404
    return submission, dispatch


def _context(request, submission, dispatch):
    roles = policy.roles_in(request.user, submission.plan_line.cluster)
    return {
        "section": "submissions",
        "submission": submission,
        "dispatch": dispatch,
        "is_neutral": is_neutral(submission),
        "can_lead": policy.corrects(roles),
        "can_prove": policy.sees_proofs(request.user, submission, roles),
    }


@require_GET
@guarded_by(Submission, Dispatch, DispatchProof, DispatchAttempt, DispatchCorrection)
def submission_sending(request, pk):
    """Everything that is recorded of the sending. What proves it is shown to fewer."""
    submission, dispatch = _sent_or_404(request, pk)
    context = _context(request, submission, dispatch)
    if context["can_prove"]:
        context["proofs"] = queries.proofs_of(request.user, dispatch)
    context["attempts"] = queries.attempts_of(request.user, dispatch)
    context["corrections"] = [_readable(row, dispatch) for row in queries.corrections_of(request.user, dispatch)]
    return render(request, "engagements/sending/record.html", context)


def _readable(row, dispatch):
    """A correction with the values before it in words: [(label, value)]."""
    row.words = []
    for name, value in row.before.items():
        if name == "sent_at":
            zone = row.before.get("time_zone", dispatch.time_zone)
            row.words.append((_("Sent at"), dt.datetime.fromisoformat(value), zone))
            continue
        if name == "is_late":
            continue
        label = str(Dispatch._meta.get_field(name).verbose_name).capitalize()
        word = _WORDS[name](value) if name in _WORDS else value
        row.words.append((label, word if word not in (None, "") else "–", ""))
    return row


def _act(request, pk, *, form_of, act, heading, done, is_file=False, lede=""):
    """A page with one form about the record: parse, one action, back to the record. Refused: the sentence stands at the
    place and what was typed stays."""
    submission, dispatch = _sent_or_404(request, pk)
    data = request.POST if request.method == "POST" else None
    form = form_of(submission, dispatch, data)
    status = 200
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                act(submission, dispatch, form)
            except (Refused, ValidationError) as error:
                status = refuse(form, error)
            else:
                saved(request, done)
                return redirect("engagements:submission-sending", pk)
    context = _context(request, submission, dispatch)
    context |= {"form": form, "page_heading": heading, "lede": lede, "is_file": is_file}
    return render(request, "engagements/sending/form.html", context, status=status)


@require_GET
@guarded_by(Submission, FinalFile)
def final_download(request, pk, form):
    """The file of a cleared text as it goes out: the one whose hash the record of sending will carry."""
    submission = queries.submission_detail(request.user, pk)
    what = {"pdf": SentFile.PORTAL_PDF, "docx": SentFile.PORTAL_DOCX}.get(form)
    if what is None:
        raise Http404
    try:
        file = actions.final_file_of(submission=submission, what=what, by=request.user)
        content = files.read(file)
    except (files.FileLost, pdf.PdfError) as error:
        return no_pdf(request, submission, error)
    name = actions.file_name_of(submission, file.file_name)
    return files.download(content, file_name=name, media_type=file.media_type)


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, Dispatch, DispatchProof)
def proof_add(request, pk):
    """Hand in a file that proves the sending."""

    def act(submission, dispatch, form):
        data = form.cleaned_data
        actions.add_proof(
            dispatch=dispatch, kind=data["kind"], content=data["file"].read(), note=data["note"], by=request.user
        )

    return _act(
        request,
        pk,
        form_of=lambda submission, dispatch, data: ProofForm(data, request.FILES or None),
        act=act,
        heading=_("Add a proof of sending"),
        lede=_("Seen by the coordinators and the author of the text only."),
        done=_("The proof is kept."),
        is_file=True,
    )


@require_GET
@guarded_by(Submission, DispatchProof)
def proof_file(request, pk, proof_pk):
    """One proof, as a download."""
    submission = queries.submission_detail(request.user, pk)
    proof = queries.proof_of(request.user, submission, proof_pk)
    if proof is None:
        raise Http404
    try:
        content = files.read(proof.file)
    except files.FileLost as error:
        return no_pdf(request, submission, error)
    return files.download(content, file_name=proof.file.file_name, media_type=proof.file.media_type)


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, Dispatch, DispatchAttempt)
def sent_again(request, pk):
    """The same file went out once more."""

    def act(submission, dispatch, form):
        actions.record_attempt(dispatch=dispatch, why=form.cleaned_data["why"], by=request.user, **form.when())

    def form_of(submission, dispatch, data):
        initial = {"channel": dispatch.channel, "recipient": dispatch.recipient}
        return AgainForm(data, submission=submission, zone=request.user.time_zone, initial=initial)

    return _act(
        request,
        pk,
        form_of=form_of,
        act=act,
        heading=_("Sent once more"),
        lede=_("The first record stays. This says when the same file went out again, and why."),
        done=_("The further sending is noted."),
    )


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, Dispatch)
def acknowledged(request, pk):
    """The mechanism said that it has it."""

    def act(submission, dispatch, form):
        data = form.cleaned_data
        actions.record_acknowledgement(
            dispatch=dispatch,
            on=data["acknowledged_on"],
            reference=data["acknowledgement"],
            expected_version=data["version"],
            by=request.user,
        )

    def form_of(submission, dispatch, data):
        initial = {
            "acknowledged_on": dispatch.acknowledged_on,
            "acknowledgement": dispatch.acknowledgement,
            "version": dispatch.row_version,
        }
        return AcknowledgeForm(data, initial=initial)

    return _act(
        request,
        pk,
        form_of=form_of,
        act=act,
        heading=_("Acknowledged by the mechanism"),
        done=_("The acknowledgement is recorded."),
    )


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, Dispatch, DispatchCorrection)
def sending_correct(request, pk):
    """Put the record right, with a reason."""

    def act(submission, dispatch, form):
        actions.correct_sending(
            dispatch=dispatch,
            reason=form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
            **form.changes(),
        )

    def form_of(submission, dispatch, data):
        local = dispatch.sent_at.astimezone(ZoneInfo(dispatch.time_zone))
        initial = {
            "sent_on": local.date(),
            "sent_time": local.time(),
            "reading": str(local.fold),
            "minutes": None if dispatch.spoken_seconds is None else dispatch.spoken_seconds / 60,
            "version": dispatch.row_version,
        }
        names = ("channel", "time_zone", "recipient", "receipt", "occasion", "speaker")
        initial |= {name: getattr(dispatch, name) for name in names}
        return CorrectForm(data, submission=submission, zone=request.user.time_zone, initial=initial)

    return _act(
        request,
        pk,
        form_of=form_of,
        act=act,
        heading=_("Correct the record of sending"),
        lede=_("What stood there before stays readable. The file and its hash are not changed by anybody."),
        done=_("The record is corrected."),
    )
