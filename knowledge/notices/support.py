"""Mails about support requests. A request is between few: the mail says that something waits, and nothing of it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from clusters.policy import is_task_team
from core import outbox
from core.mail import Mail
from knowledge.actions.support import ANSWERED, ASKED
from knowledge.enums import SupportState
from knowledge.models import SupportRequest


def prepare(delivery, recipient):
    """Sent if the recipient may still read the request; the request that waits for somebody of the Task Team only as
    long as it waits."""
    number = delivery.subject_id.partition(":")[0]
    request = SupportRequest.objects.visible_to(recipient).filter(pk=number).first()
    if request is None:
        return outbox.Dropped(gettext_noop("The person may not see this any more."))
    if delivery.kind == ASKED:
        if request.state != SupportState.REQUESTED:
            return outbox.Dropped(gettext_noop("Somebody has taken it on already."))
        subject, words = _("HRE Portal: a cluster asks for support"), _("A cluster asks the Task Team for support.")
    else:
        subject, words = _("HRE Portal: news of a support request"), _("A request for support has moved on.")
    if is_task_team(recipient):
        why = _("You get this because you belong to the Task Team.")
    else:
        why = _("You get this because you coordinate a cluster that asked for support.")
    return Mail(
        subject=subject,
        paragraphs=(words, _("Log in to read it.")),
        link=reverse("knowledge:support-detail", args=[request.pk]),
        link_label=_("Open the request"),
        why=why,
        is_veiled=True,
    )


def register():
    """Once, when the app is ready."""
    outbox.register_kind(ASKED, prepare=prepare, label=gettext_lazy("Support asked for"))
    outbox.register_kind(ANSWERED, prepare=prepare, label=gettext_lazy("News of a support request"))
