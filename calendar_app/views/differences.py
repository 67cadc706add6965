"""Where the reference files and the portal do not agree: the Task Team decides."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from calendar_app.actions.differences import keep_ours, take_file
from calendar_app.policy import check_can_keep_calendar
from calendar_app.queries import reader_of
from calendar_app.queries.differences import differences_page, row_differences
from calendar_app.views.acts import CONFLICT, UNPROCESSABLE, sentence_of
from core.errors import Stale
from core.models import ReferenceDifference
from core.policy import guarded_by


@require_safe
@guarded_by(ReferenceDifference)
def differences(request):
    """What waits for a decision, or was decided. Others than the Task Team: 403."""
    check_can_keep_calendar(request.user)
    return _page(request)


def _page(request, *, wrong=None, status=200):
    page = differences_page(
        reader_of(request.user),
        state=request.GET.get("state", ""),
        table=request.GET.get("table", ""),
        number=request.GET.get("page"),
    )
    context = {"page": page, "wrong": wrong, "section": "worklist"}
    return render(request, "calendar_app/differences.html", context, status=status)


def _chosen(request):
    """{id: version} from the boxes "id:version"; anything else is nobody's form."""
    chosen = {}
    for text in request.POST.getlist("difference"):
        pk, _colon, version = text.partition(":")
        if not (pk.isdecimal() and version.isdecimal() and len(pk) < 18 and len(version) < 9):
            raise Http404
        chosen[int(pk)] = int(version)
    return chosen


@require_POST
@guarded_by(ReferenceDifference)
def differences_decide(request):
    """Keep ours or take the file's, for the values of one row. Refused: the row again, with the sentence and the reason
    as typed (422; somebody was quicker: 409)."""
    check_can_keep_calendar(request.user)
    reason, chosen = request.POST.get("reason", "").strip()[:2000], _chosen(request)
    takes = request.POST.get("decision") == "take"
    if not takes and request.POST.get("decision") != "keep":
        raise Http404
    act = take_file if takes else keep_ours
    try:
        act(chosen=chosen, reason=reason, by=request.user)
    except Stale as stale:
        return _again(request, str(stale.sentence), reason, CONFLICT)
    except ValidationError as invalid:
        return _again(request, sentence_of(invalid), reason, UNPROCESSABLE)
    said = _("The file’s value is taken, and the file is followed again.") if takes else _("Ours is kept.")
    messages.success(request, said)
    return redirect("calendar:differences")


def _again(request, sentence, reason, status):
    row = row_differences(reader_of(request.user), request.POST.get("row", "")[:150])
    if row is None:
        messages.error(request, sentence)
        return redirect("calendar:differences")
    context = {"row": row, "sentence": sentence, "reason": reason, "section": "worklist"}
    return render(request, "calendar_app/difference.html", context, status=status)
