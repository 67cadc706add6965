"""Who sees and who may act on the do-no-harm check, requests for sign-off and spelling-only changes; what gates ask."""

from django.utils.translation import gettext_lazy as _

from clusters.policy import has_role_in
from core import policy
from core.errors import Refused
from engagements import workflow
from engagements.enums import Exposure, MemberAnswer, SignRole
from engagements.models import (
    FindingAnswer,
    MemberPosition,
    PositionRequest,
    SignOff,
    SignOffRequest,
    SpellingChange,
)
from engagements.policy.cases import own_organisation_ids
from engagements.policy.common import holders, through_visible_submission, who_sees
from engagements.policy.sharing import named_on
from engagements.policy.submissions import HOLDERS_OF, NAMED_MARKS, rows_of, standings


@policy.register(FindingAnswer)
def visible_finding_answers(user):
    """Whoever sees the text sees why something stays in it."""
    return through_visible_submission(user)


@policy.register(SignOffRequest)
def visible_sign_off_requests(user):
    return through_visible_submission(user, "version__submission")


@policy.register(SpellingChange)
def visible_spelling_changes(user):
    return through_visible_submission(user)


def answers_of(submission):
    """The findings of the do-no-harm check that are justified, whoever asks: a gate does not depend on its reader."""
    return rows_of(FindingAnswer, submission)


def rows_of_version(model, version):
    """Sign-offs and requests of a version, for a write whose writer was let through by a check of this module."""
    return model.objects.unscoped("a check of this module has let the writer through").filter(version=version.pk)


def askings_on(version):
    """The askings of the members about this very version, newest first."""
    rows = PositionRequest.objects.unscoped("a check of this module has let the writer through")
    return list(rows.filter(version=version.pk).order_by("-asked_at", "-pk"))


def positions_on(request):
    """The answers to an asking, for a write whose writer was let through."""
    rows = MemberPosition.objects.unscoped("a check of this module has let the writer through")
    return rows.filter(request=request.pk).select_related("answered_by", "organisation").order_by("pk")


def can_justify_as(standings, submission):
    """Whether somebody with these `standings` may say why a finding stays: writers while the text is open, the leads
    until it has gone out."""
    if submission.status in workflow.FINAL:
        return False
    if workflow.Standing.LEAD in standings:
        return True
    return submission.status in workflow.WRITABLE and workflow.Standing.WRITER in standings


def check_can_justify(user, submission):
    if submission.status in workflow.FINAL:
        raise Refused(_("This text is closed: it is %(status)s.") % {"status": submission.get_status_display().lower()})
    if not can_justify_as(standings(user, submission), submission):
        raise Refused(_("Only those who write this text and the coordinators say why something stays in it."))


def check_can_declare_spelling(user, submission):
    if workflow.Standing.LEAD not in standings(user, submission):
        raise Refused(_("Only the coordinators of this cluster may declare a change as spelling only."))


def objecting_as(user, change):
    """(roles, ids of organisations) for which `user` may object to a spelling-only change: those whose word it carried
    to the newer version. Four queries at most."""
    if not policy.is_visible(change.submission, user):
        return [], []
    organisations = carried_positions(change).values_list("organisation_id", flat=True)
    return objecting_of(user, change, carried_roles(change), set(organisations))


def objecting_of(user, change, roles, organisations):
    """The same for somebody who is known to see the text, from the `roles` and ids of `organisations` whose word the
    change carried."""
    if change.by_id == user.pk:
        # Who declared it takes it back by asking sign-off anew.
        return [], []
    cluster = change.submission.plan_line.cluster
    held = [role for role in sorted(roles) if has_role_in(user, cluster.pk, HOLDERS_OF[SignRole(role)])]
    return held, sorted(organisations & own_organisation_ids(user, cluster))


def check_can_object(user, change):
    roles, organisations = objecting_as(user, change)
    if not roles and not organisations:
        raise Refused(_("Only those whose sign-off was carried over may object."))


def carried_roles(change):
    """The roles whose sign-off the change carried and that have not signed the newer version themselves."""
    return sorted(_carried_sign_offs(change).values_list("role", flat=True))


def _carried_sign_offs(change):
    rows = SignOff.objects.unscoped("what a change carried does not depend on who asks")
    return rows.filter(version=change.to_version_id, carried=change)


def carried_positions(change):
    """The answers of organisations that the change carried and that were not given anew."""
    rows = MemberPosition.objects.unscoped("what a change carried does not depend on who asks")
    rows = rows.filter(request__carried=change, given_for__isnull=False)
    return rows.select_related("request__plan_line__cluster")


def drop_carried(change):
    """Take back what `change` carried, and what later changes carried on from there: copies of sign-offs go, carried
    answers are waited for again. What was given for the newer versions themselves stays. Returns (roles, positions),
    the positions as they stand under the newest change. For an objection whose writer was let through."""
    roles, positions = set(), []
    older = {"given_for__number__lt": change.to_version.number}
    for one in _from(change):
        copies, answers = _carried_sign_offs(one).filter(**older), carried_positions(one).filter(**older)
        roles |= set(copies.values_list("role", flat=True))
        positions = list(answers)
        copies.delete()
        answers.update(
            answer="", answered_at=None, answered_by=None, decided_by="", comment="", given_where="", given_for=None
        )
    return sorted(roles), positions


def _from(change):
    """`change` and the changes declared after it, one upon the other."""
    rows = SpellingChange.objects.unscoped("what a change carried does not depend on who asks")
    rows = rows.filter(submission=change.submission_id, to_version__number__gte=change.to_version.number)
    return rows.select_related("to_version").order_by("to_version__number")


def signatories(submission, role):
    """Active people who hold `role` for the text and may see it: a list. Three queries."""
    people = list(holders(submission.plan_line.cluster, HOLDERS_OF[SignRole(role)]).order_by("pk"))
    seeing = who_sees(submission, people)
    return [person for person in people if person.pk in seeing]


def roles_without_reader(submission):
    """Of the roles that the text needs those whose holders may not read it, because nobody of them is named: they could
    never sign. One query, only where names decide who reads, and two where the SAG must sign."""
    line, mark = submission.plan_line, submission.mark
    asked = [
        role
        for role in submission.required_sign_offs
        if (role == SignRole.SAG and mark in NAMED_MARKS) or mark == Exposure.CONFIDENTIAL
    ]
    if not asked:
        return []
    held = named_on(line, submission)
    blind = []
    for role in asked:
        able = {row.user_id: row.user for row in held if row.role in HOLDERS_OF[SignRole(role)]}
        # Leads are of the cluster itself: a name is enough.
        is_read = bool(able) if role == SignRole.COORDINATOR else bool(who_sees(submission, able.values()))
        if not is_read:
            blind.append(role)
    return blind


def named_on_cover(version):
    """Names of the organisations that endorsed this very version and agreed to be named, where the asking said that
    they are listed (MATRIX H004); sorted. One query."""
    rows = MemberPosition.objects.unscoped("they agreed to stand on the document; whoever reads it reads them")
    rows = rows.filter(
        request__version=version.pk,
        request__lists_on_cover=True,
        may_be_named=True,
        answer=MemberAnswer.ENDORSED,
    )
    return sorted({str(row.organisation) for row in rows.select_related("organisation")})
