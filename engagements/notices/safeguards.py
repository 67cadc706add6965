"""The neutral mail that something in the safeguards waits: it never says whether a case, a report or a deletion."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from core import outbox
from core.mail import Mail
from engagements.actions.telling import SAFEGUARD_NOTE
from engagements.models import CaseReferral, ReprisalIncident

_TABLES = {"case": CaseReferral, "reprisal": ReprisalIncident}


def prepare_safeguard_note(delivery, recipient):
    """Sent to whoever may still read what it is about at that very moment; else dropped."""
    table, _colon, rest = delivery.subject_id.partition(":")
    number = rest.partition(":")[0]
    model = _TABLES.get(table)
    if model is None or not model.objects.visible_to(recipient).filter(pk=number).exists():
        return outbox.Dropped(gettext_noop("The person may not see this any more."))
    return Mail(
        subject=_("HRE Portal: something waits for you"),
        paragraphs=(_("Something in the safeguards of your cluster waits for you. Log in to read it."),),
        link=reverse("engagements:safeguards"),
        link_label=_("Open it in the portal"),
        why=_("You get this because you were named for it in your cluster."),
        is_veiled=True,
    )


def register():
    """Once, when the app is ready."""
    outbox.register_kind(
        SAFEGUARD_NOTE, prepare=prepare_safeguard_note, label=gettext_lazy("Something in the safeguards")
    )
