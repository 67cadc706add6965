"""Which news besides reminders the reader wants: outcomes, visits, calls, what her coordinators share."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from calendar_app.notices.wishes import set_wanted_news
from core.policy import open_to_members


@require_POST
@open_to_members
def news_wanted(request):
    """The ticked ones come, the others do not. The reader's own settings only."""
    set_wanted_news(wanted=request.POST.getlist("news"), by=request.user)
    messages.success(request, _("Your mails are set."))
    return redirect("calendar:reminder-preferences")
