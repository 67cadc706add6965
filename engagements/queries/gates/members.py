"""The members: informed, consulted, or with a position of their own (MATRIX H003 to H005); and those in whose name it
goes out instead of the cluster (G006)."""

from django.utils.translation import gettext_lazy as _

from core import clock
from core.words import listed
from engagements import policy, rules
from engagements.enums import MemberDemand, OnBehalfOf, Status
from engagements.queries.approval import demands_on, organisation_names
from engagements.queries.gates.common import is_current, other_ways, place
from engagements.rules import GATE_LABELS, GateState, Lack

_SENTENCES = {
    Lack.INFORM: _("The members have not been informed."),
    Lack.ASK: _("The members have not been asked."),
    Lack.NOT_ASKED: _("Not asked yet: %(who)s."),
    Lack.WAITING: _("No answer yet: %(who)s."),
    Lack.UNCLEAR: _("Neither yes nor no yet: %(who)s."),
    Lack.DECLINED: _("Declined: %(who)s."),
    Lack.SHORT: _("No majority of the organisations asked agrees yet."),
}
# For readers who may not know who said what.
_UNNAMED = _("The positions of the members are not complete.")
_NOTES = {
    MemberDemand.INFORMED: _("informed"),
    MemberDemand.CONSULTED: _("consulted"),
    MemberDemand.MAJORITY: _("a majority agrees"),
    MemberDemand.EACH: _("all organisations named agree"),
}


def counting_asking(askings, submission, version, *, on_text):
    """The asking that counts, with its positions, or None: on a text the newest on its current version; where the
    policy does not demand that, the newest on the engagement counts as well."""
    for request, positions in askings:
        if request.version_id is None:
            if submission is None or not on_text:
                return request, positions
        elif submission is None:
            continue
        elif request.version.submission_id == submission.pk and is_current(submission, request.version):
            return request, positions
    return None


def standing_of(request, positions):
    """The asking as it counts today."""
    return rules.asking_of(
        {position.organisation_id: position.answer for position in positions},
        due_on=request.due_on,
        silence_counts=request.silence_counts,
        quorum=request.quorum,
        today=clock.today(clock.LAST_ZONE),
    )


def gate(user, line, submission, version):
    demands = demands_on(line, submission)
    supporters = [one["id"] for one in line.supporters] if line.on_behalf_of == OnBehalfOf.LIKE_MINDED else ()
    if demands.members == MemberDemand.NONE and not supporters:
        return None
    facts = {"key": "members", "label": GATE_LABELS["members"], "url": place(line, submission, "members")}
    counting = counting_asking(policy.askings_of(line), submission, version, on_text=demands.on_text)
    asking = standing_of(*counting) if counting else None
    standing = policy.standing_of(line, version if submission is not None else None, reader=user)
    informed = standing.informed_on is not None
    consulted = (
        submission is not None
        and submission.consulted_at is not None
        and submission.status not in (Status.DRAFT, Status.CONSULTATION)
    )
    lacks = rules.members_lack(demands, informed=informed, asking=asking, consulted=consulted, supporters=supporters)
    if not lacks:
        note = _("like-minded members agree") if supporters else _NOTES[MemberDemand(demands.members)]
        return GateState(True, note=note, **facts)
    is_told = standing.is_told if standing.reader_id == user.pk else policy.reads_positions(user, line)
    missing = _sentences(lacks, counting, is_told)
    if demands.on_text and submission is not None and counting is None:
        missing = [_("The members have not been asked about this very version of the text.")]
    offers = other_ways(line)[2:3] if any(lack in (Lack.DECLINED, Lack.UNCLEAR) for lack, _who in lacks) else ()
    return GateState(False, missing, offers=offers, **facts)


def _sentences(lacks, counting, is_told):
    if all(not who for _lack, who in lacks):
        return [_SENTENCES[lack] for lack, _who in lacks]
    if not is_told:
        return [_UNNAMED]
    names = {position.organisation_id: str(position.organisation) for position in counting[1]}
    unknown = {pk for _lack, who in lacks for pk in who} - set(names)
    names |= organisation_names(unknown)
    return [
        _SENTENCES[lack] % {"who": listed(names.get(pk, "?") for pk in who)} if lack != Lack.SHORT else _SENTENCES[lack]
        for lack, who in lacks
    ]
