"""What the portal itself knows that bears on a step of the letter: offered as evidence, never set by itself."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clusters.enums import INSIDE_ROLES
from clusters.policy import has_role_in
from clusters.queries import advisory_group
from core.dates import day_text
from engagements import rules
from engagements.enums import InteractionKind
from engagements.queries.framework import framework_of
from engagements.queries.meetings import shared_year

PAF, OHCHR = "letter.2b_paf_rollout", "letter.1d_ohchr_sag_workshops"
AGENDA, INVITED = rules.AGENDA_STEP, "letter.1b_invite_actors"


@dataclass(frozen=True)
class Known:
    """What is known, in a sentence, and the page on which it stands. `shows_it`: it may stand as evidence."""

    label: str
    address: str
    shows_it: bool = True

    @property
    def as_evidence(self):
        return {"label": self.label[:200], "address": self.address}


def known_of(user, cluster, keys=(PAF, OHCHR), *, with_meetings=False):
    """{key of the step: [Known]} for those of `keys` that the portal knows something about. At most seven queries,
    whatever the rows; `with_meetings`, what meetings and workshops show beside, at most ten."""
    found = {}
    if PAF in keys:
        found[PAF] = _framework(user, cluster)
    if OHCHR in keys:
        found[OHCHR] = _group(user, cluster)
    if with_meetings and {AGENDA, INVITED, OHCHR} & set(keys):
        year = shared_year(user, cluster)
        # Who does not read the register sees no invitation, and is told nothing of how many there are.
        reads_register = has_role_in(user, cluster.pk, INSIDE_ROLES)
        if AGENDA in keys:
            found[AGENDA] = [_agendas(cluster, year)]
        if INVITED in keys and reads_register:
            found[INVITED] = [_invited(cluster, year)]
        if OHCHR in keys and reads_register:
            found[OHCHR] += _workshops(cluster, year)
    return found


def _agendas(cluster, year):
    address = f"{reverse('engagements:meeting-record')}?cluster={cluster.pk}"
    share = year.agendas
    if not share.total:
        words = _("No agenda of a meeting of the cluster is written down for the last twelve months")
        return Known(words, address, shows_it=False)
    words = ngettext(
        "Agendas of twelve months: human rights on %(rights)d of %(total)d item, findings presented in %(found)d of "
        "%(meetings)d meetings",
        "Agendas of twelve months: human rights on %(rights)d of %(total)d items, findings presented in %(found)d of "
        "%(meetings)d meetings",
        share.total,
    )
    numbers = {"rights": share.rights, "total": share.total, "found": year.with_findings, "meetings": year.meetings}
    return Known(words % numbers, address, shows_it=bool(share.rights))


def _contacts_address(cluster, kind):
    return f"{reverse('engagements:interaction-list')}?cluster={cluster.pk}&kind={kind}"


def _invited(cluster, year):
    address = _contacts_address(cluster, InteractionKind.CLUSTER_MEETING)
    if not year.invited:
        return Known(_("No invitation to a meeting is noted for the last twelve months"), address, shows_it=False)
    words = ngettext(
        "%(n)d invitation to meetings in twelve months, %(home)d of them to local or national actors",
        "%(n)d invitations to meetings in twelve months, %(home)d of them to local or national actors",
        year.invited,
    )
    return Known(words % {"n": year.invited, "home": year.at_home}, address, shows_it=bool(year.at_home))


def _workshops(cluster, year):
    """Whether OHCHR or a human rights adviser was invited to the workshops that were held (MATRIX T004)."""
    if not year.workshops:
        return []
    words = ngettext(
        "OHCHR or a human rights adviser was invited to %(asked)d of %(n)d workshop in twelve months",
        "OHCHR or a human rights adviser was invited to %(asked)d of %(n)d workshops in twelve months",
        year.workshops,
    )
    address = _contacts_address(cluster, InteractionKind.WORKSHOP)
    return [Known(words % {"asked": year.with_advisers, "n": year.workshops}, address, bool(year.with_advisers))]


def _framework(user, cluster):
    framework = framework_of(user, cluster)
    address = f"{reverse('engagements:framework')}?cluster={cluster.pk}"
    rollout, number = framework.rollout, len(framework.recent)
    if rollout is None:
        state = Known(_("The roll-out of the framework is not recorded yet"), address, shows_it=False)
    else:
        words = {"status": rollout.get_status_display(), "day": day_text(rollout.as_of)}
        state = Known(_("Roll-out of the framework: %(status)s, as of %(day)s") % words, address)
    if not number:
        return [state, Known(_("No analysis update is listed for the last twelve months"), address, shows_it=False)]
    words = ngettext(
        "%(n)d analysis update in twelve months, %(rights)d with a human rights section",
        "%(n)d analysis updates in twelve months, %(rights)d with a human rights section",
        number,
    )
    return [state, Known(words % {"n": number, "rights": framework.with_rights}, address)]


def _group(user, cluster):
    group = advisory_group(user, cluster)
    address = reverse("clusters:advisory-group", args=[cluster.pk])
    if group.has_ohchr:
        return [Known(_("OHCHR has a seat in the advisory group"), address)]
    if group.lacks_ohchr:
        words = _("OHCHR is present in the country and has no seat in the advisory group")
    elif group.presence_unknown:
        words = _("Not known whether OHCHR has a field presence in the country")
    else:
        words = _("No seat of OHCHR in the advisory group is recorded")
    return [Known(words, address, shows_it=False)]
