"""The moves of the workflow, each on a page that says what will happen; sign-off."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.documents import pdf
from core.errors import Refused, Stale
from core.policy import guarded_by
from engagements import policy, workflow
from engagements.actions import sign_off as sign_off_actions
from engagements.actions import submissions as actions
from engagements.enums import Verb
from engagements.forms.sending import SendForm
from engagements.forms.submissions import MoveForm, SignOffForm
from engagements.models import SignOff, Submission
from engagements.queries import submissions as queries
from engagements.queries.reprisals import circle_names_before_sending
from engagements.views.offers import offer_of
from engagements.views.submissions.common import is_neutral, refuse

ABOUT_TO_SEND = (Verb.CLEAR, Verb.SUBMIT)


@require_http_methods(["GET", "POST"])
@guarded_by(Submission)
def submission_advance(request, pk, verb):
    """A page that says what will happen and asks what is needed; POST makes the move."""
    if verb not in Verb.values:
        raise Http404
    submission = queries.submission_detail(request.user, pk)
    transition = workflow.find(submission.status, verb)
    found = queries.facts(request.user, submission)
    may = transition is not None and bool(policy.standings(request.user, submission) & transition.who)
    form = _move_form(request, submission, verb)
    status, offer = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.advance(
                    submission=submission,
                    verb=verb,
                    by=request.user,
                    expected_version=form.cleaned_data["version"],
                    **_details(form, verb),
                )
            except (Refused, ValidationError) as error:
                status = refuse(form, error, shows_stored=False)
                offer = offer_of(error, submission.plan_line.cluster, submission.plan_line)
            except pdf.PdfError as error:
                form.add_error("file", str(error.sentence))
            else:
                messages.success(
                    request, _("Done. The submission is now: %(status)s.") % {"status": submission.get_status_display()}
                )
                if Submission.objects.visible_to(request.user).filter(pk=pk).exists():
                    return redirect("engagements:submission-detail", pk)
                return redirect("engagements:submission-list")
    context = {
        "section": "submissions",
        "submission": submission,
        "is_neutral": is_neutral(submission),
        "form": form,
        "verb": verb,
        "label": Verb(verb).label,
        "transition": transition,
        "may": may,
        "missing": [str(one) for one in transition.guard(found)] if transition else [],
        "what": _what_happens(verb),
        # It does not hold up sign-off, but a change later would void what was signed.
        "harm": next((gate for gate in found.gates if gate.key == "harm" and not gate.ok), None)
        if verb == Verb.REQUEST_SIGN_OFF
        else None,
        "is_danger": verb == Verb.WITHDRAW,
        "offer": offer,
        "circle": circle_names_before_sending(submission.plan_line) if may and verb in ABOUT_TO_SEND else "",
    }
    return render(request, "engagements/submission_move.html", context, status=status)


def _move_form(request, submission, verb):
    data = request.POST if request.method == "POST" else None
    if verb != Verb.SUBMIT:
        due_on = actions.usual_due_on(submission, request.user)
        form = MoveForm(data, initial={"version": submission.version, "due_on": due_on})
        form.fields["reason"].required = verb in workflow.NEEDS_REASON
        return form
    return SendForm(
        data, request.FILES if data is not None else None, submission=submission, zone=request.user.time_zone
    )


def _details(form, verb):
    data = form.cleaned_data
    if verb == Verb.REQUEST_SIGN_OFF:
        return {"due_on": data["due_on"]}
    if verb != Verb.SUBMIT:
        return {"reason": data["reason"]}
    return form.details()


def _what_happens(verb):
    return {
        Verb.CONSULT: _(
            "Those who may see it are told that the text is open for consultation. It can still be changed."
        ),
        Verb.REQUEST_SIGN_OFF: _(
            "The text is frozen as a version, and those who sign are told. A later change voids their sign-off."
        ),
        Verb.CLEAR: _("The text is closed and may be sent."),
        Verb.SUBMIT: _("The portal sends nothing itself. It keeps the record of what you sent, how and when."),
        Verb.RETURN: _("The text goes back to its author, who is told. Sign-offs stay with their version."),
        Verb.WITHDRAW: _("The submission ends here. Nothing is deleted, but it cannot be taken up again."),
    }[Verb(verb)]


@require_POST
@guarded_by(Submission, SignOff)
def submission_sign_off(request, pk):
    submission = queries.submission_detail(request.user, pk)
    form = SignOffForm(request.POST)
    room = "engagements:clearing" if request.POST.get("from") == "clearing" else "engagements:submission-detail"
    if not form.is_valid():
        messages.error(request, _("Choose: agreed or declined."))
        return redirect(room, pk)
    data = form.cleaned_data
    try:
        sign_off_actions.sign_off(
            submission=submission,
            version_id=data["signed_version"],
            role=data["role"],
            decision=data["decision"],
            comment=data["comment"],
            by=request.user,
        )
    except (Refused, ValidationError) as error:
        context = {
            "section": "submissions",
            "submission": submission,
            "is_neutral": is_neutral(submission),
            "sentences": error.messages if isinstance(error, ValidationError) else [str(error.sentence)],
            "comment": data["comment"],
        }
        status = 422 if isinstance(error, ValidationError) else 409 if isinstance(error, Stale) else 403
        return render(request, "engagements/submission_sign_refused.html", context, status=status)
    messages.success(request, _("Your sign-off is recorded."))
    return redirect(room, pk)
