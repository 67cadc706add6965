"""My calendar feeds: begin one, see when it was last used, renew its address, revoke it."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from calendar_app import subscriptions
from calendar_app.forms import FeedForm
from calendar_app.queries import reader_of
from calendar_app.queries.feed import MONTHS_AHEAD, MONTHS_BACK, address_text, subscriptions_of
from core.errors import Refused
from core.policy import open_to_members


def _page(request, form, *, shown=None, secret="", status=200):
    feeds = list(subscriptions_of(request.user))
    address = ""
    if secret:
        address = settings.HRE_BASE_URL + reverse("calendar:feed", args=[secret])
        address += f"?{shown.filters}" if shown.filters else ""
    return render(
        request,
        "calendar_app/feeds.html",
        {
            "form": form,
            "feeds": [feed for feed in feeds if feed.revoked_at is None],
            "revoked": [feed for feed in feeds if feed.revoked_at is not None][:10],
            "shown": shown,
            "address": address,
            "months_back": MONTHS_BACK,
            "months_ahead": MONTHS_AHEAD,
            "section": "calendar",
        },
        status=status,
    )


def _new_form(request):
    countries = reader_of(request.user).countries
    chosen = request.GET.get("country", "").upper() or (countries[0] if countries else None)
    return FeedForm(initial={"country": chosen, "filters": address_text(request.GET)})


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_members
def feed_list(request):
    """The secret address stands on the answer to the POST alone, never on a page that can be fetched again."""
    if request.method != "POST":
        return _page(request, _new_form(request))
    form = FeedForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        feed, secret = subscriptions.create_feed(**form.values(), by=request.user)
    except Refused as refused:
        form.add_error(None, str(refused.sentence))
        return _page(request, form, status=403)
    return _page(request, _new_form(request), shown=feed, secret=secret)


@require_POST
@open_to_members
def feed_rotate(request, pk):
    feed = get_object_or_404(subscriptions_of(request.user), pk=pk)
    try:
        secret = subscriptions.rotate_feed(feed=feed, by=request.user)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("calendar:feed-list")
    return _page(request, _new_form(request), shown=feed, secret=secret)


@require_POST
@open_to_members
def feed_revoke(request, pk):
    feed = get_object_or_404(subscriptions_of(request.user), pk=pk)
    subscriptions.revoke_feed(feed=feed, by=request.user)
    messages.success(request, _("The feed is revoked: its address no longer answers."))
    return redirect("calendar:feed-list")
