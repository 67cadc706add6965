"""The room of sign-offs: one page on which a text is asked about, signed, corrected and cleared."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import clock
from core.acting import show_refusal
from core.documents import nodes
from core.errors import Refused
from core.policy import guarded_by
from engagements import documents, policy, workflow
from engagements.actions import spelling as actions
from engagements.enums import Status
from engagements.forms.clearing import ObjectForm, SpellingForm
from engagements.models import (
    MemberPosition,
    PositionRequest,
    Section,
    SignOff,
    SignOffRequest,
    SpellingChange,
    Submission,
    SubmittingOrganisation,
    Version,
)
from engagements.queries import clearing
from engagements.queries import submissions as queries
from engagements.views.common import saved
from engagements.views.submissions.common import STATUS_TONES, is_neutral
from engagements.views.submissions.page import facts_on_page


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Submission, Section, Version, SignOff, SignOffRequest, SpellingChange, PositionRequest, MemberPosition)
def clearing_room(request, pk):
    """GET shows who said what to which version; POST declares a change as spelling only, or objects to that."""
    submission = queries.submission_detail(request.user, pk)
    if request.method != "POST":
        return _page(request, submission)
    act = request.POST.get("act", "")
    if act == "object":
        form = ObjectForm(request.POST)
    else:
        form = SpellingForm(request.POST, initial={"version": submission.version})
    if not form.is_valid():
        return _page(request, submission, failed={act: form}, status=422)
    try:
        if act == "object":
            actions.object_to_spelling(
                change=_change(request, submission), reason=form.cleaned_data["objection"], by=request.user
            )
            saved(request, _("Your objection is recorded. What was carried over no longer counts."))
        else:
            change = actions.declare_spelling_only(
                submission=submission,
                expected_version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
            saved(
                request,
                _("Version %(n)s is frozen, and the sign-offs count for it too unless somebody objects.")
                % {"n": change.to_version.number},
            )
    except (Refused, ValidationError) as error:
        status = show_refusal(form, error)
        return _page(request, queries.submission_detail(request.user, pk), failed={act: form}, status=status)
    return redirect("engagements:clearing", pk)


def _change(request, submission):
    number = request.POST.get("change", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Http404
    rows = SpellingChange.objects.visible_to(request.user).filter(submission=submission, pk=number)
    change = rows.select_related("to_version").first()
    if change is None:
        raise Http404
    change.submission = submission
    return change


def _page(request, submission, *, failed=None, status=200):
    user, failed = request.user, failed or {}
    outline = queries.outline(user, submission)
    newest = _newest(user, submission)
    given = queries.sign_offs(user, submission)
    states = queries.sign_states(user, submission, given)
    roles = policy.roles_in(user, submission.plan_line.cluster)
    standings = policy.standings_from(user, submission, roles, lambda: submission.is_named_writer)
    found = facts_on_page(user, submission, outline, newest, states)
    moves = queries.moves(submission, standings, found)
    main = queries.MAIN_MOVE.get(submission.status)
    asked = clearing.request_of(user, submission, newest)
    askings = clearing.text_askings(user, submission)
    role_reminders, organisation_reminders = clearing.last_reminders(asked, askings)
    for asking in askings:
        for position in asking.positions:
            position.reminded_at = organisation_reminders.get(position.pk)
    changes = clearing.spelling_changes(user, submission)
    current = [asking for asking in askings if asking.is_current]
    context = {
        "section": "submissions",
        "submission": submission,
        "line": submission.plan_line,
        "is_neutral": is_neutral(submission),
        "tone": STATUS_TONES[submission.status],
        "direction_of_text": nodes.direction_of(submission.language),
        "newest": newest,
        "asked": asked,
        "roles": clearing.role_rows(states, role_reminders),
        "askings": current[:1],
        "old_askings": [asking for asking in askings if asking not in current[:1]],
        "mine": _mine(user, askings[:1], submission.plan_line.cluster),
        "can_sign": clearing.roles_to_sign(roles, states, newest, submission, wrote_it=found.is_by_author),
        "wrote_it": found.is_by_author and bool(roles) and submission.status == Status.SIGN_OFF,
        "moves": [move for move in moves if move.verb != main],
        "main": next((move for move in moves if move.verb == main), None),
        "changes": changes,
        "objecting": _objecting(user, submission, changes, given, askings),
        "object_form": failed.get("object") or ObjectForm(),
        "can_lead": workflow.Standing.LEAD in standings,
        "waits_for": sum(1 for state in states if not state.counts),
        **_spelling(request, submission, newest, states, askings, failed),
    }
    return render(request, "engagements/clearing/room.html", context, status=status)


def _mine(user, askings, cluster):
    """The answers that the reader's own organisations still owe."""
    waited_for = [
        position
        for asking in askings
        if asking.is_current
        for position in asking.positions
        if not position.answer or position.given_for_id is not None
    ]
    if not waited_for:
        return []
    own = policy.own_organisation_ids(user, cluster)
    return [position for position in waited_for if position.organisation_id in own]


def _objecting(user, submission, changes, given, askings):
    """The change to which the reader may object now, or None: from the sign-offs and answers that were read already,
    those of her own organisation among them."""
    if submission.status != Status.SIGN_OFF or not changes:
        return None
    newest = changes[0]
    if newest.objected_at is not None or newest.object_until <= clock.now():
        return None
    newest.submission = submission
    carried = {row.role for row in given if row.version_id == newest.to_version_id and row.carried_id == newest.pk}
    positions = {
        position.organisation_id
        for asking in askings
        if asking.request.carried_id == newest.pk
        for position in asking.positions
        if position.given_for_id is not None
    }
    roles, organisations = policy.objecting_of(user, newest, carried, positions)
    return newest if roles or organisations else None


def _newest(user, submission):
    """The newest version with its text: what stands there now is compared with it."""
    newest = queries.newest_version(user, submission)
    if newest is not None:
        newest.submission = submission
        newest.is_current = newest.text_hash == submission.text_hash
    return newest


def _spelling(request, submission, newest, states, askings, failed):
    """What was changed after the newest version, for everybody; whether it may be declared as spelling only."""
    if submission.status != Status.SIGN_OFF or newest is None or newest.is_current:
        return {"changed": None}
    changed = documents.changed_since(
        submission,
        queries.sections_with_text(request.user, submission),
        newest,
        organisations=list(SubmittingOrganisation.objects.visible_to(request.user).filter(submission=submission)),
        most_words=settings.HRE_SPELLING_MOST_WORDS,
    )
    given = any(state.version_number == newest.number for state in states) or any(
        asking.request.version_id == newest.pk for asking in askings
    )
    form = failed.get("spelling") or SpellingForm(initial={"version": submission.version})
    return {
        "changed": changed,
        "something_given": given,
        "spelling_form": form,
        "most_words": settings.HRE_SPELLING_MOST_WORDS,
        "objection_days": settings.HRE_SPELLING_OBJECTION_DAYS,
    }
