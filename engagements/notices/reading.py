"""The mail by which coordinators send their members what to read."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from calendar_app.models import Share
from calendar_app.notices.sharing import membership_of
from core import outbox
from core.mail import Mail
from engagements.actions.reading import READING_SENT
from engagements.queries.workspaces import reading_list


def prepare_reading(delivery, recipient):
    """The list as it is now, if the person still belongs to the cluster and was among those it was sent to."""
    rows = Share.objects.unscoped("written to one of the people it was sent to").select_related("cluster", "shared_by")
    row = rows.filter(pk=delivery.subject_id.partition(":")[2]).first()
    if row is None or recipient.pk not in row.recipient_ids:
        return outbox.Dropped(gettext_noop("The person may not see what was shared."))
    membership = membership_of(recipient, row.cluster)
    if membership is None:
        return outbox.Dropped(gettext_noop("The person does not belong to the cluster any more."))
    items = reading_list(recipient, row.cluster)
    if not items:
        return outbox.Dropped(gettext_noop("The list is empty now."))
    said = tuple(line for line in row.message.splitlines() if line.strip())
    if said:
        said = (*said, f"– {row.shared_by}")
    facts = []
    for item in items:
        words = f"{item.document}: {item.why}" if item.why else str(item.document)
        facts.append((item.document.mechanism.label, words))
    return Mail(
        subject=_("%(cluster)s: general comments to know") % {"cluster": row.cluster},
        heading=_("Shared with you by %(person)s") % {"person": row.shared_by} if row.shared_by else "",
        paragraphs=(*said, _("General comments say how a committee reads its treaty; these matter for our work.")),
        facts=tuple(facts),
        link=f"{reverse('engagements:reading-list')}?cluster={row.cluster_id}",
        link_label=_("Open the reading list"),
        why=_("You get this because you are %(role)s of %(cluster)s, whose coordinators shared it with their members.")
        % {"role": membership.get_role_display(), "cluster": row.cluster},
    )


outbox.register_kind(READING_SENT, prepare=prepare_reading, label=gettext_lazy("Reading list for members"))
