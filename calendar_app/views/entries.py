"""The page of one date; adding and changing one."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from calendar_app import actions
from calendar_app.enums import Audience, EntryKind, Publication
from calendar_app.forms import OFFERED, EntryForm, KeptEntryForm
from calendar_app.models import Entry
from calendar_app.policy import check_can_edit_entry
from calendar_app.queries import entry_page, reader_of, visible_entry
from calendar_app.queries.following import attendance_card
from calendar_app.queries.offers import offer_card
from calendar_app.queries.parts import theme_ids
from calendar_app.queries.reminders import reminder_card
from calendar_app.views.acts import CONFLICT, UNPROCESSABLE, attempt
from core.errors import Refused
from core.found import found_or_404
from core.policy import guarded_by


def entry_or_404(user, pk):
    """The date if `user` may see it; a stranger learns nothing, not even that it exists."""
    return found_or_404(visible_entry(user, pk))


@require_safe
@guarded_by(Entry)
def entry_detail(request, pk):
    reader = reader_of(request.user)
    page = entry_page(reader, entry_or_404(request.user, pk))
    context = {
        "page": page,
        "entry": page.entry,
        "attendance": attendance_card(reader, page.entry),
        "reminders": reminder_card(request.user, page.entry),
        "offers": offer_card(request.user, page.entry),
        "may_share": reader.leads(page.entry.country_id),
        "section": "calendar",
    }
    return render(request, "calendar_app/entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Entry)
def entry_create(request):
    """The Task Team adds to the reference calendar, coordinators to their cluster's own dates. Others: 403."""
    reader = reader_of(request.user)
    if not reader.is_task_team and not reader.led_clusters:
        raise Refused(_("Only the Task Team and cluster coordinators add dates."))
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    if request.method != "POST" and kind not in EntryKind.values:
        return _kind_page(request)
    parent = _parent_of(request, reader)
    initial = {"kind": kind, "country": request.GET.get("country", "").upper()[:3]}
    if not reader.is_task_team:
        initial |= {"cluster": reader.led_clusters[0][0], "audience": Audience.MEMBERS}
    if kind == EntryKind.COUNTRY_VISIT:
        initial["audience"] = Audience.COORDINATORS
    if parent is not None:
        initial |= {"parent": parent.pk, "country": parent.country_id, "mechanism": parent.mechanism_id}
        initial |= {"audience": parent.audience, "cluster": parent.cluster_id, "session": parent.session_id}
    form = EntryForm(request.POST or None, reader=reader, kind=kind, initial=initial)
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            publication = Publication.PUBLISHED if "publish" in request.POST else Publication.DRAFT
            entry, status = attempt(
                form, lambda: actions.create_entry(**form.values(), publication=publication, by=request.user)
            )
            if entry is not None:
                said = _("The date is published.") if "publish" in request.POST else _("The date is kept as a draft.")
                messages.success(request, said)
                return redirect("calendar:entry-detail", pk=entry.pk)
    return _form_page(request, form, status, reader=reader, parent=parent)


def _kind_page(request):
    """First the kind, since each asks something else. What the address says of country and parent is kept."""
    kept = {name: request.GET[name] for name in ("country", "parent") if request.GET.get(name)}
    kinds = [(EntryKind(kind).label, what, "?" + urlencode({"kind": kind, **kept})) for kind, what in OFFERED]
    return render(request, "calendar_app/entry_kinds.html", {"kinds": kinds, "section": "calendar"})


def _parent_of(request, reader):
    """The date of which the new one becomes a part, if the address names one that the reader sees."""
    pk = request.POST.get("parent") or request.GET.get("parent", "")
    return reader.entries.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 19 else None


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Entry)
def entry_edit(request, pk):
    """Change a date. Someone quicker: 409 with both texts; saving again is then a choice."""
    entry = entry_or_404(request.user, pk)
    check_can_edit_entry(request.user, entry)
    reader = reader_of(request.user)
    kind = KeptEntryForm if entry.is_generated else EntryForm
    asked = {"reader": reader, "kind": request.POST.get("kind", entry.kind), "themes": theme_ids(entry)}
    if request.method != "POST":
        return _form_page(request, kind(entry=entry, **asked), 200, entry=entry, reader=reader)
    form = kind(request.POST, entry=entry, **asked)
    status, theirs = UNPROCESSABLE, []
    if form.is_valid():
        data = form.cleaned_data
        saved, status = attempt(
            form,
            lambda: actions.edit_entry(
                entry=entry,
                expected_version=data["version"],
                reason=data.get("reason", ""),
                by=request.user,
                **form.changes(),
            ),
        )
        if saved is not None:
            messages.success(request, _("The date is saved."))
            return redirect("calendar:entry-detail", pk=entry.pk)
        if status == CONFLICT:
            entry = entry_or_404(request.user, pk)
            theirs = differences(form, kind(entry=entry, **asked))
            # Both are shown; whoever saves now knows what she replaces.
            form.data = form.data.copy()
            form.data["version"] = entry.version
    return _form_page(request, form, status, entry=entry, reader=reader, theirs=theirs)


def differences(form, current):
    """[(label, what stands there now, what was typed)] for the fields in which the two differ."""
    lines = []
    for bound in current.visible_fields():
        name = bound.name
        if name not in form.fields or name == "reason":
            continue
        if name == "themes":
            continue
        now, typed = _shown(bound, bound.initial), _shown(form[name], form.cleaned_data.get(name))
        if now != typed:
            lines.append((bound.label, now, typed))
    return lines


def _shown(bound, value):
    if value is None:
        return ""
    value = getattr(value, "pk", value)
    choices = getattr(bound.field, "choices", None)
    if choices:
        for key, label in choices:
            if str(getattr(key, "value", key)) == str(value):
                return str(label)
    return f"{value:%H:%M}" if hasattr(value, "hour") else str(value)


def _form_page(request, form, status, *, entry=None, reader, theirs=(), parent=None):
    context = {
        "form": form,
        "entry": entry,
        "theirs": theirs,
        "parent": parent,
        "kind_label": EntryKind(form["kind"].value()).label
        if "kind" in form.fields and form["kind"].value() in EntryKind.values
        else "",
        "is_kept": entry is not None and entry.is_generated,
        "is_task_team": reader.is_task_team,
        "section": "calendar",
    }
    return render(request, "calendar_app/entry_form.html", context, status=status)
