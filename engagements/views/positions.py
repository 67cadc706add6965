"""Asked of my organisation: the positions that members are asked for, and the answer to one."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.acting import ACTION_ERRORS, show_refusal
from core.policy import guarded_by
from engagements import policy
from engagements.actions import members as actions
from engagements.enums import CLOSED_MARKS
from engagements.forms.gates import AnswerForm
from engagements.models import MemberPosition, PositionRequest
from engagements.queries import positions
from engagements.views.common import saved
from engagements.views.plans import SECTION

PAGE_SIZE = 30


@require_safe
@guarded_by(MemberPosition, PositionRequest)
def position_list(request):
    """What the reader's organisation is asked, next due day first; what it has answered, on demand."""
    shows_all = request.GET.get("show") == "all"
    page = Paginator(positions.asked_of(request.user, open_only=not shows_all), PAGE_SIZE)
    context = {**SECTION, "page": page.get_page(request.GET.get("page")), "shows_all": shows_all}
    return render(request, "engagements/position_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(MemberPosition, PositionRequest)
def position_detail(request, pk):
    """One question to one organisation. Its own people answer; a coordinator writes down what was said elsewhere."""
    position = positions.position(request.user, pk)
    if position is None:
        raise Http404
    is_own, can_record = positions.may_answer(request.user, position)
    initial = {
        "answer": position.answer,
        "decided_by": position.decided_by,
        "comment": position.comment,
        "given_where": position.given_where,
        "may_be_named": position.may_be_named,
        "version": position.row_version,
    }
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        is_recorded=not is_own,
        asks_for_name=position.request.lists_on_cover,
    )
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                _answer(request, position, form, is_own)
                saved(request, _("The position is recorded."))
                return redirect("engagements:position-detail", pk=pk)
        except ACTION_ERRORS as error:
            status = show_refusal(form, error)
    asked = position.request
    line, submission = asked.plan_line, asked.version.submission if asked.version else None
    context = {
        **SECTION,
        "position": position,
        "asked": asked,
        "line": line,
        "submission": submission,
        "veiled": policy.mark_on(line, submission) in CLOSED_MARKS,
        "form": form,
        "is_own": is_own,
        "may": is_own or can_record,
        "can_record": can_record,
    }
    return render(request, "engagements/position.html", context, status=status)


def _answer(request, position, form, is_own):
    data = dict(form.cleaned_data)
    given = {"position": position, "expected_version": data.pop("version"), "by": request.user, **data}
    if is_own:
        actions.answer_position(**given)
    else:
        actions.record_position(**given)
