"""Reads of approval policies: the protocol of a cluster in words, and what binds a plan line."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clusters.models import Organisation
from core.words import listed
from engagements import policy, rules
from engagements.enums import Exposure, HctDemand, MemberDemand
from engagements.models import ApprovalPolicy, PolicyRule
from mechanisms.enums import Family


@dataclass(frozen=True)
class RuleInWords:
    """One rule as the protocol page shows it."""

    where: object
    demands: list


@dataclass(frozen=True)
class VersionInWords:
    """A version with its rules; `version` is None for the portal's default."""

    version: ApprovalPolicy | None
    rules: list = field(default_factory=list)

    @property
    def number(self):
        return self.version.number if self.version else 0


_MEMBERS = {
    MemberDemand.INFORMED: _("The members are informed."),
    MemberDemand.CONSULTED: _("The members are consulted."),
    MemberDemand.MAJORITY: _("A majority of the member organisations agrees or does not object."),
}
_HCT = {
    HctDemand.INFORMED: _("The Humanitarian Country Team is informed."),
    HctDemand.CONSULTED: _("The Humanitarian Country Team is consulted."),
    HctDemand.APPROVING: _("The Humanitarian Country Team approves."),
}


def demands_in_words(demands, names):
    """Sentences; `names` gives the organisations by id."""
    sentences = []
    if demands.risk_form:
        sentences.append(_("The risk form is decided."))
    if demands.members == MemberDemand.EACH:
        who = listed(names[pk] for pk in demands.organisations if pk in names)
        sentences.append(_("Each of these organisations agrees or does not object: %(who)s.") % {"who": who})
    elif demands.members in _MEMBERS:
        sentences.append(_MEMBERS[demands.members])
    if demands.on_text:
        sentences.append(_("The members are asked on the fixed text itself."))
    if demands.hct in _HCT:
        sentences.append(_HCT[demands.hct])
    if demands.lead_agency:
        sentences.append(_("The cluster lead agency lends its channel to, or endorses, the very version."))
    if demands.sag:
        sentences.append(_("The Strategic Advisory Group signs each text off."))
    return sentences or [_("Nothing is asked beforehand.")]


def where_in_words(rule):
    """What a rule speaks about."""
    family = Family(rule.family).label if rule.family else ""
    mark = Exposure(rule.exposure).label if rule.exposure else ""
    if family and mark:
        return _("%(family)s, when %(mark)s") % {"family": family, "mark": str(mark).lower()}
    if mark:
        return _("Any mechanism, when %(mark)s") % {"mark": str(mark).lower()}
    return family or pgettext_lazy("approval policy", "Everything else")


def _in_words(version, rows, names):
    # The special ones first, what is left last: as they are applied.
    rows = sorted(rows, key=lambda rule: (not rule.exposure, not rule.family, rule.exposure, rule.family))
    return VersionInWords(
        version,
        [
            RuleInWords(
                where_in_words(rule),
                demands_in_words(rules.demands_for([rule], family=rule.family, exposure=rule.exposure), names),
            )
            for rule in rows
        ],
    )


def portal_default():
    """The default in the same words."""
    demands = demands_in_words(rules.PORTAL_DEFAULT, {})
    return VersionInWords(None, [RuleInWords(_("Every engagement"), demands)])


def policy_versions(user, cluster):
    """All versions of a cluster that `user` may read, newest first, in words. Three queries."""
    versions = list(ApprovalPolicy.objects.visible_to(user).filter(cluster=cluster).select_related("created_by"))
    rows = defaultdict(list)
    for rule in PolicyRule.objects.visible_to(user).filter(policy__in=[version.pk for version in versions]):
        rows[rule.policy_id].append(rule)
    wanted = {pk for found in rows.values() for rule in found for pk in rule.organisations}
    names = organisation_names(wanted)
    return [_in_words(version, rows[version.pk], names) for version in versions]


def newest_rules(user, cluster):
    """(newest version or None, its rows): what the form for the next one begins with."""
    version = ApprovalPolicy.objects.visible_to(user).filter(cluster=cluster).first()
    if version is None:
        return None, []
    rows = list(PolicyRule.objects.visible_to(user).filter(policy=version))
    return version, sorted(rows, key=lambda rule: (bool(rule.exposure), bool(rule.family), rule.family, rule.exposure))


def organisation_names(ids):
    """{id: name}; no query for none."""
    return {row.pk: str(row) for row in Organisation.objects.filter(pk__in=ids)} if ids else {}


def demands_on(line, submission=None):
    """What the version that binds `line` demands of it, or of a text on it. One query a line, none by default."""
    return rules.demands_for(
        policy.rules_binding(line), family=line.mechanism.family, exposure=policy.mark_on(line, submission)
    )
