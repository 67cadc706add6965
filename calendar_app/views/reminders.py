"""My reminders; the page behind the link in each mail that stops them; the post office for staff."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calendar_app.actions import preferences
from calendar_app.forms.leads import OwnLaddersForm
from calendar_app.forms.reminders import ReminderForm
from calendar_app.models import Entry
from calendar_app.notices import EVERYTHING, read_stop_token
from calendar_app.notices.wishes import news_of
from calendar_app.queries import post, reader_of
from calendar_app.queries import reminders as queries
from clusters.enums import Rhythm
from clusters.policy import is_administrator, is_task_team
from core import heartbeat, outbox
from core.enums import DeliveryState
from core.errors import Refused
from core.models import Delivery
from core.policy import guarded_by, open_to_members

ROWS = 50


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_members
def reminder_preferences(request):
    """How, when and how long before; what is muted; what comes next. The reader's own settings only."""
    form = ReminderForm(request.POST if request.method == "POST" else None, user=request.user)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                preferences.set_reminder_preferences(**form.cleaned_data, by=request.user)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Your reminders are set."))
                return redirect("calendar:reminder-preferences")
        status = 422
    context = {
        "form": form,
        "muted": queries.muted_entries(request.user),
        "stopped": queries.stopped_mails(request.user),
        "news": news_of(request.user) if reader_of(request.user).led_clusters else [],
        "waiting": queries.waiting_reminders(request.user),
        "zone": request.user.time_zone,
        "section": "calendar",
    }
    return render(request, "calendar_app/reminder_preferences.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_members
def reminder_kinds(request):
    """The reader's own days before for each kind of date, in one table. Wrong numbers: 422 with what was typed."""
    form, status = OwnLaddersForm(request.POST if request.method == "POST" else None, user=request.user), 200
    if request.method == "POST":
        if form.is_valid():
            preferences.set_own_ladders(ladders=form.ladders(), by=request.user)
            messages.success(request, _("Your reminders are set."))
            return redirect("calendar:reminder-kinds")
        status = 422
    context = {"form": form, "section": "calendar"}
    return render(request, "calendar_app/reminder_kinds.html", context, status=status)


@require_POST
@open_to_members
def mail_resume(request, pk):
    """Mails about a thing again, which the reader herself had stopped."""
    stop = get_object_or_404(queries.stopped_mails(request.user), pk=pk)
    outbox.resume_mails(stop=stop, by=request.user)
    messages.success(request, _("These mails come again."))
    return redirect("calendar:reminder-preferences")


@require_POST
@guarded_by(Entry)
def entry_mute(request, pk):
    entry = get_object_or_404(Entry.objects.visible_to(request.user), pk=pk)
    preferences.mute_entry(entry=entry, by=request.user)
    messages.success(request, _("You will get no more reminders of this date."))
    return _back(request, "calendar:entry-detail", pk)


@require_POST
@guarded_by(Entry)
def entry_unmute(request, pk):
    entry = get_object_or_404(Entry.objects.visible_to(request.user), pk=pk)
    preferences.unmute_entry(entry_id=entry.pk, by=request.user)
    messages.success(request, _("You will be reminded of this date again."))
    return _back(request, "calendar:entry-detail", pk)


def _back(request, name, *args):
    there = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure()):
        return redirect(there)
    return redirect(name, *args)


@csrf_exempt
@login_not_required
@open_to_members
@require_http_methods(["GET", "HEAD", "POST"])
def reminders_stop(request, token):
    """Stop reminders with the key in the mail, without a login. GET shows the choice and changes nothing, since mail
    scanners open links. POST acts; mail programs post here for one click (RFC 8058), without cookie and
    without CSRF token: the signed key in the address is the proof. One click stops mails about the date that the mail
    spoke of; if it spoke of several, all reminders. The page tells nothing about the date."""
    read = read_stop_token(token)
    person = get_user_model().objects.filter(pk=read[0], is_active=True).first() if read else None
    if person is None:
        raise Http404
    has_date = read[1] != EVERYTHING
    if request.method == "POST":
        is_one_click = "List-Unsubscribe" in request.POST
        if has_date and (is_one_click or request.POST.get("what") == "date"):
            entry = Entry.objects.visible_to(person).filter(pk=read[1]).first()
            if entry is not None:
                preferences.mute_entry(entry=entry, by=person)
            done, said = "date", _("You will get no more mails about this date.")
        else:
            preferences.stop_reminders(by=person)
            done, said = "all", _("You will get no more reminders.")
        if is_one_click:
            return HttpResponse(said, content_type="text/plain; charset=utf-8")
        return render(request, "calendar_app/reminders_stop.html", {"done": done})
    done = "all" if person.reminder_rhythm == Rhythm.NONE else ""
    return render(request, "calendar_app/reminders_stop.html", {"done": done, "has_date": has_date})


def _check_may_see_post(user):
    if not (is_task_team(user) or is_administrator(user)):
        raise Http404


@require_safe
@open_to_members
def delivery_list(request):
    """The post office: every delivery with state, error and next try. Task Team and administrators; ids, no titles."""
    _check_may_see_post(request.user)
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    kinds = post.kind_choices()
    if state not in DeliveryState.values:
        state = ""
    if kind not in dict(kinds):
        kind = ""
    page = Paginator(post.deliveries(request.user, state=state, kind=kind), ROWS).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": post.post_rows(request.user, page.object_list),
        "state": state,
        "kind": kind,
        "states": DeliveryState.choices,
        "kinds": kinds,
        "post": post.post_state(heartbeat.last_runs()),
        "zone": request.user.time_zone,
        "section": "worklist",
    }
    return render(request, "calendar_app/deliveries.html", context)


@require_POST
@open_to_members
def delivery_retry(request, pk):
    """Send a failed mail again. Task Team and administrators."""
    _check_may_see_post(request.user)
    delivery = get_object_or_404(Delivery, pk=pk)
    try:
        outbox.retry(delivery_id=delivery.pk, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    else:
        messages.success(request, _("It is sent again now."))
    return _back(request, "calendar:delivery-list")
