"""What a cluster follows: its page, and the acts of its coordinators. Attendance on a date."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calendar_app.actions import following as actions
from calendar_app.actions.planning_years import mark_year_planned, reopen_year
from calendar_app.forms.following import AttendanceForm, MandateReasonForm, RankForm
from calendar_app.models import Entry, FollowedTheme, PlannedYear, PriorityMandate
from calendar_app.queries import following as queries
from calendar_app.queries import reader_of
from calendar_app.views.acts import CONFLICT, DONE, UNPROCESSABLE, attempt
from calendar_app.views.entries import entry_or_404
from clusters.models import Cluster
from core.errors import Refused
from core.found import found_or_404
from core.policy import guarded_by


@require_safe
@guarded_by(FollowedTheme, PriorityMandate)
def following(request):
    """To the page of my first cluster; who belongs to none has nothing to follow: 404."""
    clusters = queries.own_clusters(request.user)
    if not clusters:
        raise Http404
    reader = reader_of(request.user)
    led = {cluster_id for cluster_id, *_rest in reader.led_clusters}
    first = next((each for each in clusters if each.pk in led), clusters[0])
    return redirect("calendar:following-cluster", pk=first.pk)


@require_safe
@guarded_by(FollowedTheme, PriorityMandate)
def following_cluster(request, pk):
    """Themes, ranked mandates of a year, dates attended. Members read, coordinators change."""
    return _page(request, pk)


def _page(request, pk, *, status=DONE, form=None):
    page = queries.following_page(reader_of(request.user), pk, _year(request))
    if page is None:
        raise Http404
    context = {
        "page": page,
        "section": "calendar",
        "form": form or (RankForm() if page.may_change and page.is_open_year else None),
    }
    return render(request, "calendar_app/following.html", context, status=status)


def _year(request):
    value = request.POST.get("year") or request.GET.get("year", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) == 4 else None


def _cluster_or_404(user, pk):
    return found_or_404(next((each for each in queries.own_clusters(user) if each.pk == pk), None))


def _back(cluster_id, year=None, part=""):
    address = reverse("calendar:following-cluster", args=[cluster_id])
    return redirect(f"{address}{f'?year={year}' if year else ''}{f'#{part}' if part else ''}")


@require_POST
@guarded_by(FollowedTheme)
def following_themes(request, pk):
    cluster = _cluster_or_404(request.user, pk)
    chosen = [int(value) for value in request.POST.getlist("theme") if value.isascii() and value.isdigit()]
    # Beyond what a database takes as a number there is no theme.
    actions.follow_themes(cluster=cluster, themes=[pk for pk in chosen if pk < 2**31], by=request.user)
    messages.success(request, _("Your themes are kept. Dates that carry them stand on your calendar."))
    return _back(pk, part="themes")


@require_POST
@guarded_by(PriorityMandate)
def following_rank(request, pk):
    cluster = _cluster_or_404(request.user, pk)
    year = _year(request)
    form = RankForm(request.POST)
    status = UNPROCESSABLE
    if year is None:
        form.add_error(None, _("Say for which year."))
    elif form.is_valid():
        ranked, status = attempt(
            form, lambda: actions.rank_mandate(cluster=cluster, year=year, by=request.user, **form.cleaned_data)
        )
        if ranked is not None:
            messages.success(request, _("The mandate is ranked."))
            return _back(pk, year, "mandates")
    return _page(request, pk, status=status, form=form)


@require_POST
@guarded_by(PriorityMandate)
def following_carry(request, pk):
    """The ranking of the year shown, copied into the next."""
    cluster = _cluster_or_404(request.user, pk)
    year = _year(request)
    if year is None:
        raise Http404
    number = actions.carry_over(cluster=cluster, year=year, by=request.user)
    said = ngettext("%(number)s mandate was carried over.", "%(number)s mandates were carried over.", number)
    nothing = _("There is nothing to carry over that does not stand there already.")
    messages.success(request, said % {"number": number} if number else nothing)
    return _back(pk, year + 1, "mandates")


@require_POST
@guarded_by(PlannedYear)
def following_planned(request, pk):
    """The planning of the year is done, or (with "open") not yet after all. Back to where the button stood."""
    cluster = _cluster_or_404(request.user, pk)
    year = _year(request)
    if year is None:
        raise Http404
    if "open" in request.POST:
        reopen_year(cluster=cluster, year=year, by=request.user)
        messages.success(request, _("The planning of %(year)s is open again.") % {"year": year})
        return _back(pk, year, "mandates")
    mark_year_planned(cluster=cluster, year=year, by=request.user)
    messages.success(request, _("The planning of %(year)s is done; nobody is asked any more.") % {"year": year})
    return _back(pk, year, "mandates")


def _ranked_or_404(user, pk):
    return found_or_404(queries.ranked_mandate(user, pk))


@require_POST
@guarded_by(PriorityMandate)
def mandate_move(request, pk):
    ranked = _ranked_or_404(request.user, pk)
    actions.move_mandate(ranked=ranked, up=request.POST.get("to") == "up", by=request.user)
    return _back(ranked.cluster_id, ranked.year, "mandates")


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PriorityMandate)
def mandate_reason(request, pk):
    """Change the reason. Someone quicker: 409 with what stands there now beside what was typed."""
    ranked = _ranked_or_404(request.user, pk)
    cluster = ranked.cluster
    led = {cluster_id for cluster_id, *_rest in reader_of(request.user).led_clusters}
    if led.isdisjoint({cluster.pk, cluster.parent_id}):
        raise Refused(_("Only the coordinators of this cluster may do this."))
    form = MandateReasonForm(request.POST or None, initial={"reason": ranked.reason, "version": ranked.version})
    status, theirs = DONE, ""
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            data = form.cleaned_data
            saved, status = attempt(
                form,
                lambda: actions.set_mandate_reason(
                    ranked=ranked, reason=data["reason"], expected_version=data["version"], by=request.user
                ),
            )
            if saved is not None:
                messages.success(request, _("The reason is kept."))
                return _back(ranked.cluster_id, ranked.year, "mandates")
            if status == CONFLICT:
                ranked = _ranked_or_404(request.user, pk)
                theirs = ranked.reason
                form.data = form.data.copy()
                form.data["version"] = ranked.version
    context = {"form": form, "ranked": ranked, "theirs": theirs, "section": "calendar"}
    return render(request, "calendar_app/mandate_reason.html", context, status=status)


@require_POST
@guarded_by(PriorityMandate)
def mandate_drop(request, pk):
    ranked = _ranked_or_404(request.user, pk)
    actions.drop_mandate(ranked=ranked, by=request.user)
    said = _("%(mandate)s is not ranked any more. Its dates leave your calendar unless a theme keeps them there.")
    messages.success(request, said % {"mandate": ranked.mechanism})
    return _back(ranked.cluster_id, ranked.year, "mandates")


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Entry)
def entry_attendance(request, pk):
    """We attend, we watch, or neither any more ("end"). Coordinators of a cluster that the date concerns."""
    entry = entry_or_404(request.user, pk)
    card = queries.attendance_card(reader_of(request.user), entry)
    if card is None or not card.may_set:
        raise Refused(_("Only coordinators of a cluster that this date concerns may do this."))
    clusters = Cluster.objects.filter(pk__in=[each.pk for each in card.may_set])
    if request.method == "POST" and "end" in request.POST:
        _end_attendance(request, entry, card.may_set)
        return redirect("calendar:entry-detail", pk=entry.pk)
    form = AttendanceForm(request.POST or None, clusters=clusters, may_attend=card.may_attend)
    status = DONE
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            saved, status = attempt(
                form, lambda: actions.set_attendance(entry=entry, by=request.user, **form.cleaned_data)
            )
            if saved is not None:
                messages.success(request, _("Kept. The date stands on your calendar and in your feeds."))
                return redirect("calendar:entry-detail", pk=entry.pk)
    context = {"form": form, "entry": entry, "card": card, "section": "calendar"}
    return render(request, "calendar_app/attendance.html", context, status=status)


def _end_attendance(request, entry, clusters):
    cluster = next((each for each in clusters if str(each.pk) == request.POST["end"]), None)
    if cluster is None:
        raise Http404
    actions.end_attendance(cluster=cluster, entry=entry, by=request.user)
    messages.success(request, _("Your cluster neither attends nor watches this date any more."))
