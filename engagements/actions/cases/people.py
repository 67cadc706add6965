"""Who handles a case, and who stands in."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.errors import Refused
from core.saving import save_version
from engagements import policy
from engagements.actions.cases.common import record
from engagements.actions.sharing import check_may_share
from engagements.actions.telling import tell
from engagements.models import CaseDeputy


@transaction.atomic
def name_deputy(*, case, person, by):
    """Let `person` stand in. The handler only; people of the cluster with whom closed material may be shared. Naming
    twice changes nothing."""
    policy.check_can_handle_case(by, case)
    if not policy.nameable_people(case.cluster).filter(pk=person.pk).exists():
        raise ValidationError({"person": _("Only people of this cluster and its OHCHR partner can be named.")})
    if person.pk == case.handler_id:
        raise ValidationError({"person": _("The handler needs no name here.")})
    check_may_share(case.cluster, [person])
    deputy, is_new = CaseDeputy.objects.visible_to(by).get_or_create(case=case, user=person, defaults={"added_by": by})
    if is_new:
        record("case.deputy_named", case, by, target=deputy, after={"user_id": person.pk})
        tell(f"case:{case.pk}:{deputy.pk}", [person])
    return deputy


@transaction.atomic
def unname_deputy(*, case, person, by):
    """Take a deputy off. The handler only."""
    policy.check_can_handle_case(by, case)
    deputy = CaseDeputy.objects.visible_to(by).filter(case=case, user=person).first()
    if deputy is None:
        raise Refused(_("This person is not named here."))
    number = deputy.pk
    deputy.delete()
    deputy.pk = number
    record("case.deputy_removed", case, by, target=deputy, before={"user_id": person.pk})


@transaction.atomic
def hand_over_case(*, case, person, expected_version, by):
    """Another handler: given by the handler to a deputy, or taken by a deputy once the handler has left. The handler
    before is no longer of the case."""
    policy.check_can_act_on_case(by, case)
    has_left = policy.handler_has_left(case)
    if by.pk != case.handler_id and not (has_left and person.pk == by.pk):
        raise Refused(_("Only the handler may hand this over, or a deputy take it once the handler has left."))
    deputies = CaseDeputy.objects.visible_to(by).filter(case=case, user=person)
    if not deputies.exists() or not policy.is_of_case(person, case):
        raise ValidationError({"person": _("Name this person as deputy first.")})
    before = case.handler_id
    # The row is taken before the name goes: a name is a deputy's right to it.
    save_version(case, expected_version, by, handler=person, updated_at=clock.now())
    CaseDeputy.objects.visible_to(person).filter(case=case, user=person).delete()
    record("case.handed_over", case, by, before={"handler": before}, after={"handler": person.pk})
    if person.pk != by.pk:
        tell(f"case:{case.pk}:h{case.version}", [person])
    return case
