"""Consultations in confidence under a plan line. Only coordinators who see the line have these pages."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.acting import act_on, posted_version
from core.found import found_or_404
from core.policy import guarded_by
from engagements import policy
from engagements.actions import blind as actions
from engagements.forms.blind import AnswerGivenForm, AskedForm, ConclusionForm, QuestionForm
from engagements.models import BlindAnswer, BlindConsultation
from engagements.queries import blind as queries
from engagements.views.common import line_or_404, saved
from engagements.views.plans import SECTION


def _led_line(request, pk):
    """The line, for who plans on it; for everybody else there is no such page."""
    line = line_or_404(request, pk)
    if not policy.can_plan(policy.roles_in(request.user, line.cluster)):
        raise Http404
    return line


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(BlindConsultation, BlindAnswer)
def blind_list(request, pk):
    """The consultations of a line, and a new question."""
    line = _led_line(request, pk)
    form = QuestionForm(request.POST or None)

    def write(data):
        made = actions.begin_consultation(plan_line=line, by=request.user, **data)
        saved(request)
        return redirect("engagements:blind-detail", pk=pk, consultation_pk=made.pk)

    answer, status = act_on(form, write)
    context = {**SECTION, "line": line, "form": form, "rows": queries.consultations(request.user, line)}
    return answer or render(request, "engagements/blind/list.html", context, status=status)


def _found(request, pk, consultation_pk):
    line = _led_line(request, pk)
    return found_or_404(queries.consultation(request.user, line.pk, consultation_pk))


@require_safe
@guarded_by(BlindConsultation, BlindAnswer)
def blind_detail(request, pk, consultation_pk):
    return _detail(request, _found(request, pk, consultation_pk))


def _detail(request, found, *, at="", form=None, status=200):
    """`at` names the form that was refused: "asked", "conclusion" or the number of an answer."""
    today = clock.day_of(request.user)
    rows = queries.answers(request.user, found)
    for row in rows:
        given = {"answer": row.answer, "answered_on": row.answered_on or today, "answered_how": row.answered_how}
        is_refused = at == str(row.pk)
        row.form = form if is_refused else AnswerGivenForm(initial=given, auto_id=f"answer-{row.pk}-%s")
        row.is_refused = is_refused
    asked = AskedForm(people=queries.people_to_ask(request.user, found), initial={"asked_on": today})
    context = {
        **SECTION,
        "line": found.plan_line,
        "found": found,
        "rows": rows,
        "asked_form": form if at == "asked" else asked,
        "conclusion_form": form if at == "conclusion" else ConclusionForm(initial={"conclusion": found.conclusion}),
        "at": at,
    }
    return render(request, "engagements/blind/detail.html", context, status=status)


def _posted(request, pk, consultation_pk, at, form, act):
    def write(data):
        act(data)
        saved(request)
        return redirect("engagements:blind-detail", pk=pk, consultation_pk=consultation_pk)

    answer, status = act_on(form, write)
    return answer or _detail(request, _found(request, pk, consultation_pk), at=at, form=form, status=status)


@require_POST
@guarded_by(BlindConsultation, BlindAnswer)
def blind_asked(request, pk, consultation_pk):
    """One more was asked."""
    found = _found(request, pk, consultation_pk)
    form = AskedForm(request.POST, people=queries.people_to_ask(request.user, found))
    return _posted(
        request,
        pk,
        consultation_pk,
        "asked",
        form,
        lambda data: actions.note_asked(consultation=found, by=request.user, **data),
    )


@require_POST
@guarded_by(BlindAnswer)
def blind_answer(request, pk, consultation_pk, answer_pk):
    """What one of them said."""
    _found(request, pk, consultation_pk)
    row = queries.answer(request.user, pk, consultation_pk, answer_pk)
    if row is None:
        raise Http404
    given = {"answer": row.answer, "answered_on": row.answered_on, "answered_how": row.answered_how}
    form = AnswerGivenForm(request.POST, initial=given, auto_id=f"answer-{row.pk}-%s")
    version = posted_version(request)
    return _posted(
        request,
        pk,
        consultation_pk,
        str(row.pk),
        form,
        lambda data: actions.record_answer(answer_row=row, expected_version=version, by=request.user, **data),
    )


@require_POST
@guarded_by(BlindConsultation)
def blind_close(request, pk, consultation_pk):
    """What follows, and no more answers."""
    found = _found(request, pk, consultation_pk)
    version = posted_version(request)
    return _posted(
        request,
        pk,
        consultation_pk,
        "conclusion",
        ConclusionForm(request.POST),
        lambda data: actions.close_consultation(consultation=found, expected_version=version, by=request.user, **data),
    )
