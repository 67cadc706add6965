"""Experience notes under a plan line, and sharing one as a good practice."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.acting import ACTION_ERRORS, act_on, posted_version, sentences_of, status_of
from core.found import found_or_404
from core.policy import guarded_by
from engagements import policy
from engagements.actions import experience as actions
from engagements.enums import CLOSED_MARKS
from engagements.forms.experience import NoteForm, ShareForm
from engagements.models import ExperienceNote, PlanLine
from engagements.queries import experience as queries
from engagements.views.common import line_or_404, saved
from engagements.views.plans import SECTION

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@guarded_by(PlanLine, ExperienceNote)
def experience_list(request, pk):
    """The notes of a line; everybody of the cluster who sees it writes."""
    line = line_or_404(request, pk)
    form = NoteForm(request.POST or None)

    def write(data):
        actions.write_note(plan_line=line, by=request.user, **data)
        saved(request)
        return redirect("engagements:experience-list", pk=pk)

    answer, status = act_on(form, write)
    return answer or _list(request, line, form=form, status=status)


def _list(request, line, *, form=None, problem=(), status=200):
    context = {
        **SECTION,
        "line": line,
        "veiled": line.exposure in CLOSED_MARKS,
        "rows": queries.notes_of(request.user, line),
        "form": (form or NoteForm()) if policy.writes_experience(request.user, line) else None,
        "can_plan": policy.can_plan(policy.roles_in(request.user, line.cluster)),
        "problem": problem,
    }
    return render(request, "engagements/experience/list.html", context, status=status)


def _found(request, pk, experience_pk):
    return found_or_404(queries.note(request.user, pk, experience_pk))


@require_http_methods(FORM)
@guarded_by(ExperienceNote)
def experience_edit(request, pk, experience_pk):
    """Other words, by who wrote it or who leads."""
    note = _found(request, pk, experience_pk)
    policy.check_changes_note(request.user, note)
    stored = {name: getattr(note, name) for name in NoteForm.base_fields}
    version = note.version
    form = NoteForm(request.POST or None, initial=stored)

    def write(data):
        actions.change_note(note=note, expected_version=posted_version(request), by=request.user, **data)
        saved(request)
        return redirect("engagements:experience-list", pk=pk)

    answer, status = act_on(form, write)
    context = {**SECTION, "line": note.plan_line, "form": form, "version": version}
    context["theirs"] = stored["text"] if status == 409 else ""
    return answer or render(request, "engagements/experience/edit.html", context, status=status)


@require_http_methods(FORM)
@guarded_by(ExperienceNote)
def experience_share(request, pk, experience_pk):
    """The words for everybody. Of a closed line the form begins empty: they are to be found anew."""
    note = _found(request, pk, experience_pk)
    policy.check_can_plan(request.user, note.plan_line.cluster_id)
    is_closed = note.plan_line.exposure in CLOSED_MARKS
    initial = {"language": note.plan_line.cluster.working_language or "en"}
    if not is_closed:
        initial |= {"title": note.title, "text": note.text}
    form = ShareForm(request.POST or None, is_closed=is_closed, initial=initial)

    def write(data):
        practice = actions.share_note(
            note=note,
            expected_version=posted_version(request),
            by=request.user,
            **{"names_cluster": False, **data},
        )
        saved(request, _("Shared. Everybody with an account reads it under Good practice."))
        return redirect("knowledge:practice-detail", pk=practice.pk)

    version = note.version
    answer, status = act_on(form, write)
    context = {**SECTION, "line": note.plan_line, "note": note, "form": form, "version": version}
    context["is_closed"] = is_closed
    return answer or render(request, "engagements/experience/share.html", context, status=status)


@require_POST
@guarded_by(ExperienceNote)
def experience_unshare(request, pk, experience_pk):
    """Take back what was shared."""
    note = _found(request, pk, experience_pk)
    try:
        actions.unshare_note(note=note, expected_version=posted_version(request), by=request.user)
    except ACTION_ERRORS as error:
        return _list(request, line_or_404(request, pk), problem=sentences_of(error), status=status_of(error))
    saved(request, _("Taken back."))
    return redirect("engagements:experience-list", pk=pk)
