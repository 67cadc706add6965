"""Versions of a component: write, keep, read, compare."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.documents.diff import word_diff
from core.errors import Stale
from core.policy import guarded_by
from engagements import policy
from engagements.actions.component_versions import keep_version, save_draft, start_version
from engagements.forms.process import DraftForm, rows_formset, rows_of
from engagements.models import ComponentVersion, PlanLine
from engagements.queries import plans
from engagements.queries import process as queries
from engagements.rules.component_rows import row_changes
from engagements.rules.process import Quarter
from engagements.views.common import (
    ACTION_ERRORS,
    line_or_404,
    posted_version,
    saved,
    sentences_of,
    status_of,
)
from engagements.views.process.common import base_context, findings_in_version, part_or_404
from engagements.views.process.rows import shown_rows
from mechanisms.enums import Holds


def _part(request, line, key):
    found = queries.process_of(request.user, line, Quarter.of(clock.day_of(request.user)))
    return part_or_404(found, key)


@require_POST
@guarded_by(PlanLine, ComponentVersion)
def process_begin(request, pk, key):
    """Begin a version from the last one, or go on with the one in writing."""
    line = line_or_404(request, pk)
    part = _part(request, line, key)
    start_version(plan_line=line, component=part.component, by=request.user)
    return redirect("engagements:process-write", pk, key)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PlanLine, ComponentVersion)
def process_write(request, pk, key):
    """Write in the version in writing: saved as one goes, then kept. On a conflict both texts and the difference."""
    line = line_or_404(request, pk)
    policy.check_can_plan(request.user, line.cluster_id)
    part = _part(request, line, key)
    draft = queries.draft_of(request.user, line, part.component)
    if draft is None:
        if request.method == "POST":
            # Somebody kept it meanwhile: what was typed goes into the next version, nothing is lost.
            draft = start_version(plan_line=line, component=part.component, by=request.user)
            draft = queries.draft_of(request.user, line, part.component)
        else:
            return redirect("engagements:process-component", pk, key)
    holds = part.component.holds
    steps = plans.steps_of(request.user, line) if holds == Holds.OBJECTIVES else ()
    if request.method != "POST":
        form = DraftForm(initial={"text": draft.text, "note": draft.note})
        formset = rows_formset(holds, rows=draft.rows, steps=steps)
        return _write_page(request, line, part, draft, form, formset)
    form = DraftForm(request.POST)
    formset = rows_formset(holds, data=request.POST, steps=steps)
    if not form.is_valid() or not (formset is None or formset.is_valid()):
        return _write_page(request, line, part, draft, form, formset, status=422)
    values = {"text": form.cleaned_data["text"], "note": form.cleaned_data["note"], "rows": rows_of(formset)}
    return _save(request, line, part, draft, form, formset, values)


def _save(request, line, part, draft, form, formset, values):
    is_autosave = bool(request.POST.get("autosave"))
    try:
        draft = save_draft(draft=draft, expected_version=posted_version(request), by=request.user, **values)
        if request.POST.get("act") == "keep":
            keep_version(draft=draft, expected_version=draft.version, by=request.user)
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            for sentence in sentences:
                form.add_error(name if name in form.fields else None, sentence)
        return _write_page(request, line, part, draft, form, formset, status=422)
    except ACTION_ERRORS as error:
        return _conflict(request, line, part, form, formset, values, error)
    if is_autosave:
        return render(
            request, "engagements/process_saved.html", {"draft": draft, "findings": findings_in_version(draft)}
        )
    if request.POST.get("act") == "keep":
        saved(request, _("Version %(number)s is kept.") % {"number": draft.number})
        return redirect("engagements:process-component", line.pk, part.component.key)
    saved(request)
    return redirect("engagements:process-write", line.pk, part.component.key)


def _conflict(request, line, part, form, formset, values, error):
    draft = queries.draft_of(request.user, line, part.component)
    if draft is None:
        # Kept in the same moment.
        raise Http404
    if request.POST.get("autosave"):
        return render(request, "engagements/process_saved.html", {"problem": sentences_of(error)[0]})
    if not isinstance(error, Stale):
        # Saved, but not kept.
        problem = sentences_of(error)
        return _write_page(request, line, part, draft, form, formset, status=status_of(error), problem=problem)
    more = {
        "conflict": sentences_of(error)[0],
        "diff": word_diff(draft.text, values["text"].strip()),
        "their_rows": shown_rows(request.user, line, draft, row_changes(part.component.holds, None, draft.rows)),
    }
    return _write_page(request, line, part, draft, form, formset, status=status_of(error), **more)


def _write_page(request, line, part, draft, form, formset, *, status=200, **more):
    if request.POST.get("autosave"):
        return render(request, "engagements/process_saved.html", {"form": form})
    context = base_context(request, line) | {
        "part": part,
        "draft": draft,
        "form": form,
        "formset": formset,
        "findings": findings_in_version(draft),
        **more,
    }
    return render(request, "engagements/process_write.html", context, status=status)


@require_safe
@guarded_by(PlanLine, ComponentVersion)
def process_version(request, pk, key, number):
    """A version as it was kept."""
    line = line_or_404(request, pk)
    part = _part(request, line, key)
    version = queries.version_of(request.user, line, part.component, number)
    if version is None:
        raise Http404
    context = base_context(request, line) | {
        "part": part,
        "version": version,
        "rows": shown_rows(request.user, line, version),
    }
    return render(request, "engagements/process_version.html", context)


@require_safe
@guarded_by(PlanLine, ComponentVersion)
def process_compare(request, pk, key):
    """Two versions side by side and what changed. `?old=1&new=2`; by default the last two."""
    line = line_or_404(request, pk)
    part = _part(request, line, key)
    numbers = [version.number for version in part.versions]
    context = base_context(request, line) | {"part": part}
    if len(numbers) > 1:
        new = _chosen(request, "new", numbers[0], numbers)
        old = _chosen(request, "old", next((number for number in numbers if number < new), numbers[-1]), numbers)
        before = queries.version_of(request.user, line, part.component, old)
        after = queries.version_of(request.user, line, part.component, new)
        changes = row_changes(part.component.holds, before.rows, after.rows)
        context |= {
            "before": before,
            "after": after,
            "diff": word_diff(before.text, after.text),
            "rows": shown_rows(request.user, line, after, changes),
        }
    return render(request, "engagements/process_compare.html", context)


def _chosen(request, name, default, numbers):
    value = request.GET.get(name, "")
    if not value:
        return default
    if not (value.isascii() and value.isdecimal() and len(value) < 6) or int(value) not in numbers:
        raise Http404
    return int(value)
