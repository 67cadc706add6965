"""Error pages. A refusal says its sentence, a conflict is 409, and 500 is shown without database or context."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from core.errors import Refused, Stale
from core.middleware import request_id


@requires_csrf_token
def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


@requires_csrf_token
def permission_denied(request, exception=None):
    """403 with the sentence of `Refused`, 409 for `Stale`. For htmx a notice that goes to the top of the page."""
    is_stale = isinstance(exception, Stale)
    status = 409 if is_stale else 403
    sentence = exception.sentence if isinstance(exception, Refused) else _("You may not do this.")
    context = {"sentence": sentence}
    if request.headers.get("HX-Request") == "true":
        response = render(request, "components/refusal.html", context, status=status)
        response["HX-Retarget"] = "#notices"
        response["HX-Reswap"] = "innerHTML show:top"
        return response
    return render(request, "409.html" if is_stale else "403.html", context, status=status)


@requires_csrf_token
def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    """No request context: whatever broke may break there again."""
    return HttpResponse(loader.render_to_string("500.html", {"request_id": request_id.get()}), status=500)
