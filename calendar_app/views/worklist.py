"""The Task Team's worklist: what somebody should look at, verified in one press and taken back in one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from calendar_app import actions
from calendar_app.models import Entry
from calendar_app.queries import reader_of
from calendar_app.queries.work_filter import read_work_filter
from calendar_app.queries.worklist import group_entries, work_item, worklist_page
from calendar_app.views.acts import sentence_of
from calendar_app.views.entries import entry_or_404
from clusters.policy import check_is_task_team
from core.policy import guarded_by


@require_safe
@guarded_by(Entry)
def worklist(request):
    """The whole list, or what its address narrows it to. Others than the Task Team: 403."""
    check_is_task_team(request.user)
    chosen = read_work_filter(request.GET)
    page = worklist_page(reader_of(request.user), chosen, request.GET.get("page"))
    done = parse_stamp(request.GET.get("done", ""))
    context = {"page": page, "chosen": chosen, "done_stamp": done and done.isoformat(), "section": "worklist"}
    return render(request, "calendar_app/worklist.html", context)


def parse_stamp(text):
    """The instant of a press from an address or a form; None for anything else."""
    try:
        stamp = parse_datetime(text)
    except ValueError:
        return None
    return stamp if stamp is not None and stamp.tzinfo else None


def _entry_of(request):
    pk = request.POST.get("entry", "")
    if not pk.isdecimal() or len(pk) > 18:
        raise Http404
    entry = entry_or_404(request.user, pk)
    if entry.cluster_id is not None:
        # A cluster's own date is its coordinators' business.
        raise Http404
    return entry


def _back(chosen, **more):
    """To the list as it was, a group excepted: once verified there is nothing left of it."""
    query = QueryDict(chosen.address(group="")[1:], mutable=True)
    query.update(more)
    response = redirect("calendar:worklist")
    response["Location"] += f"?{query.urlencode()}" if query else ""
    return response


@require_POST
@guarded_by(Entry)
def worklist_verify(request):
    """One press for a date or a group of dates. htmx gets the row anew, others the list. What is not there (any more):
    404; others than the Task Team: 403."""
    chosen, reader = read_work_filter(request.POST), reader_of(request.user)
    entries = [_entry_of(request)] if not chosen.group or request.POST.get("entry") else None
    check_is_task_team(request.user)
    entries = entries or group_entries(reader, chosen)
    if not entries:
        raise Http404
    stamp = actions.verify_dates(entries=entries, by=request.user).isoformat()
    number = len(entries)
    if request.htmx:
        context = {"chosen": chosen, "done_stamp": stamp, "number": number, "may_take_back": True}
        if request.POST.get("entry"):
            kind, item = work_item(reader, chosen, entry=entry_or_404(request.user, entries[0].pk))
            return render(request, f"calendar_app/_work_{kind}.html", {**context, "item": item})
        context["title"] = entries[0].session or _("Dates from one page")
        return render(request, "calendar_app/_work_group_done.html", context)
    messages.success(request, verified_sentence(number))
    return _back(chosen, done=stamp)


def verified_sentence(number):
    text = ngettext("%(number)d date is verified today.", "%(number)d dates are verified today.", number)
    return text % {"number": number}


@require_POST
@guarded_by(Entry)
def worklist_publish(request):
    """Publish a draft from the list. A draft that may not be published says why; htmx gets the row anew."""
    entry = _entry_of(request)
    check_is_task_team(request.user)
    chosen = read_work_filter(request.POST)
    try:
        actions.publish_entry(entry=entry, by=request.user)
    except ValidationError as invalid:
        if request.htmx:
            return render(request, "calendar_app/_work_refused.html", {"text": sentence_of(invalid)}, status=422)
        messages.error(request, sentence_of(invalid))
        return _back(chosen)
    if request.htmx:
        _kind, item = work_item(reader_of(request.user), chosen, entry=entry_or_404(request.user, entry.pk))
        context = {"chosen": chosen, "item": item, "takes_focus": True, "is_published": True}
        return render(request, "calendar_app/_work_date.html", context)
    messages.success(request, _("The date is published."))
    return _back(chosen)


@require_POST
@guarded_by(Entry)
def worklist_undo(request):
    """Take the press back that gave the stamp. htmx gets the date or the group as it stood before; others the list."""
    check_is_task_team(request.user)
    chosen, reader = read_work_filter(request.POST), reader_of(request.user)
    stamp = parse_stamp(request.POST.get("stamp", ""))
    if stamp is None:
        raise Http404
    try:
        undone = actions.undo_verification(stamp=stamp, by=request.user)
    except ValidationError as invalid:
        if request.htmx:
            return render(request, "calendar_app/_work_refused.html", {"text": sentence_of(invalid)}, status=422)
        messages.error(request, sentence_of(invalid))
        return _back(chosen)
    if request.htmx:
        entry = _entry_of(request) if request.POST.get("entry") else None
        found = work_item(reader, chosen, entry=entry)
        if found is not None:
            context = {"chosen": chosen, "item": found[1], "takes_focus": True}
            return render(request, f"calendar_app/_work_{found[0]}.html", context)
    text = ngettext(
        "The verification of %(number)d date is taken back.",
        "The verification of %(number)d dates is taken back.",
        len(undone),
    )
    messages.success(request, text % {"number": len(undone)})
    return _back(chosen)
