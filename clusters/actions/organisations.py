"""What kind of organisation the members are (MATRIX B018-B021, B029, D036)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clusters import policy, queries
from clusters.enums import OrganisationKind
from clusters.models import Organisation
from core import audit
from core.errors import Refused, Stale


@transaction.atomic
def set_organisation_kinds(*, cluster, kinds, by):
    """Record of which kind organisations are. `kinds`: {organisation's id: (the kind the writer saw, the new one)}; ""
    is "not recorded". For whoever cares for the people of `cluster`, and only of organisations whose people hold a role
    there now; an organisation is the same in every cluster. All or nothing: `Stale` when somebody recorded another
    kind since. The same kind again writes nothing. Returns the organisations that changed."""
    policy.check_can_record_kinds(by, cluster)
    if any(new not in ("", *OrganisationKind.values) for _seen, new in kinds.values()):
        raise ValidationError({"kind": _("Choose a kind from the list.")})
    members = {organisation.pk for organisation in queries.member_organisations(by, cluster)}
    if set(kinds) - members:
        raise Refused(_("Only organisations whose people work in this cluster are recorded here."))
    changed = []
    for organisation in Organisation.objects.select_for_update().filter(pk__in=kinds).order_by("pk"):
        seen, new = kinds[organisation.pk]
        before = organisation.kind
        if before == new or seen == new:
            # Recorded so already, or not touched by the writer.
            continue
        if before != seen:
            raise Stale(_("Somebody has recorded this meanwhile. Look at what stands there now."))
        organisation.kind = new
        organisation.save(update_fields=["kind"])
        audit.record(
            verb="organisation.changed",
            target=organisation,
            cluster_id=cluster.pk,
            by=by,
            before={"kind": before},
            after={"kind": new},
        )
        changed.append(organisation)
    return changed
