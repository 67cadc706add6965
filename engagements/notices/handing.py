"""The mail to a successor: that something waits, and nothing of it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from core import outbox
from core.mail import Mail
from engagements.actions.handing import GIVEN
from engagements.enums.handing import HandOverState
from engagements.models import HandOver


def prepare(delivery, recipient):
    """Sent if it still waits for her."""
    row = HandOver.objects.visible_to(recipient).filter(pk=delivery.subject_id, to_person=recipient).first()
    if row is None:
        return outbox.Dropped(gettext_noop("The person may not see this any more."))
    if row.state != HandOverState.GIVEN:
        return outbox.Dropped(gettext_noop("It was taken over already."))
    return Mail(
        subject=_("HRE Portal: work is handed over to you"),
        paragraphs=(_("A colleague hands her or his work in your cluster over to you."), _("Log in to read it.")),
        link=reverse("engagements:hand-over-detail", args=[row.pk]),
        link_label=_("Open the hand-over"),
        why=_("You get this because you were named as successor."),
        is_veiled=True,
    )


def register():
    """Once, when the app is ready."""
    outbox.register_kind(GIVEN, prepare=prepare, label=gettext_lazy("Work handed over"))
