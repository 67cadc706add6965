"""The Task Team's desk of country calendars."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calendar_app.actions import desk as acts
from calendar_app.forms.desk import CalendarForm, WithdrawForm
from calendar_app.models import CountryCalendar, Entry
from calendar_app.policy import check_can_keep_calendar
from calendar_app.queries import reader_of
from calendar_app.queries.desk import country_desk, desk_page
from calendar_app.views.acts import CONFLICT, UNPROCESSABLE, attempt
from clusters.models import Country
from core.found import found_or_404
from core.policy import guarded_by


@require_safe
@guarded_by(CountryCalendar, Entry)
def desk(request):
    """Every country's calendar. Others than the Task Team: 403."""
    check_can_keep_calendar(request.user)
    code = request.GET.get("country", "").upper()[:3]
    if code:
        # The chooser for countries that have no cluster.
        return redirect("calendar:desk-country", code=code)
    page = desk_page(reader_of(request.user), request.GET.get("which", ""), request.GET.get("sort", ""))
    return render(request, "calendar_app/desk.html", {"page": page, "section": "worklist"})


def _country_or_404(code):
    return found_or_404(Country.objects.filter(pk=code.upper()).first())


def _page(request, code, *, form=None, withdraw=None, status=200):
    page = country_desk(reader_of(request.user), code)
    context = {
        "page": page,
        "form": form or CalendarForm(calendar=page.calendar),
        "withdraw": withdraw or WithdrawForm(auto_id="withdraw_%s"),
        "section": "worklist",
    }
    return render(request, "calendar_app/desk_country.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(CountryCalendar, Entry)
def desk_country(request, code):
    """One country's calendar; POST saves note and days. Wrong: 422, someone quicker: 409, both with what was typed."""
    country = _country_or_404(code)
    check_can_keep_calendar(request.user)
    if request.method != "POST":
        return _page(request, country.pk)
    form, status = CalendarForm(request.POST, calendar=None), UNPROCESSABLE
    if form.is_valid():
        done, status = attempt(form, lambda: acts.set_calendar(country=country, by=request.user, **form.values()))
        if done is not None:
            messages.success(request, _("The calendar of the country is saved."))
            return redirect("calendar:desk-country", code=country.pk)
        if status == CONFLICT:
            now = CountryCalendar.objects.filter(pk=country.pk).first()
            form.data = form.data.copy()
            form.data["version"] = now.version if now else ""
    return _page(request, country.pk, form=form, status=status)


@require_POST
@guarded_by(CountryCalendar)
def desk_gone_through(request, code):
    country = _country_or_404(code)
    acts.go_through_calendar(country=country, by=request.user)
    messages.success(request, _("Thank you: %(country)s carries today’s date and your name.") % {"country": country})
    if request.POST.get("next") == "desk":
        return redirect("calendar:desk")
    return redirect("calendar:desk-country", code=country.pk)


@require_POST
@guarded_by(CountryCalendar)
def desk_publish(request, code):
    country = _country_or_404(code)
    acts.publish_calendar(country=country, by=request.user)
    messages.success(request, _("Readers now see that the Task Team keeps this calendar."))
    return redirect("calendar:desk-country", code=country.pk)


@require_POST
@guarded_by(CountryCalendar, Entry)
def desk_withdraw(request, code):
    """With a reason; without one 422 at the place."""
    country = _country_or_404(code)
    check_can_keep_calendar(request.user)
    form, status = WithdrawForm(request.POST, auto_id="withdraw_%s"), UNPROCESSABLE
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        done, status = attempt(form, lambda: acts.withdraw_calendar(country=country, reason=reason, by=request.user))
        if done is not None:
            messages.success(request, _("Readers now see that this calendar is not kept."))
            return redirect("calendar:desk-country", code=country.pk)
    return _page(request, country.pk, withdraw=form, status=status)
