"""The register of stakeholders of a cluster."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.acting import ACTION_ERRORS, act_on, chosen_of, number_in, posted_version, sentences_of, status_of
from core.found import found_or_404
from core.policy import guarded_by
from stakeholders import actions, policy, queries
from stakeholders.enums import ActorFamily, StakeholderKind
from stakeholders.forms import IndependenceForm, ProtectForm, ReaderForm, StakeholderForm, StandingForm
from stakeholders.models import IndependenceNote, Stakeholder, StakeholderReader, StakeholderStanding

SECTION = {"section": "plan"}
FORM = ["GET", "HEAD", "POST"]
# Bodies of the State, or near it: whether they are independent matters before they are invited.
WEIGHED = (StakeholderKind.NHRI, StakeholderKind.MINISTRY, StakeholderKind.PARLIAMENT, StakeholderKind.CIVIL_SOCIETY)


def _saved(request):
    messages.success(request, _("Saved."))


def _cluster(request):
    """(the cluster of the address or the reader's first, all she may choose); 404 where there is none."""
    clusters = list(queries.clusters(request.user))
    cluster = chosen_of(request, clusters)
    if cluster is None:
        raise Http404
    return cluster, clusters


def _found(request, pk):
    return found_or_404(queries.stakeholder(request.user, pk))


def _list_url(cluster_id):
    return f"{reverse('stakeholders:list')}?cluster={cluster_id}"


@require_safe
@guarded_by(Stakeholder)
def register(request):
    """Who matters here, by family of actors; a family without anybody is a gap."""
    cluster, clusters = _cluster(request)
    rows = queries.register_of(request.user, cluster)
    family = request.GET.get("family", "")
    family = family if family in ActorFamily.values else ""
    counts = queries.family_counts(rows)
    context = {
        **SECTION,
        "cluster": cluster,
        "clusters": clusters,
        "rows": [row for row in rows if not family or row.family == family],
        "counts": counts,
        "total": len(rows),
        "gaps": [count.family.label for count in counts if not count.number],
        "family": family,
        "keeps": policy.keeps_register(request.user, cluster.pk),
    }
    return render(request, "stakeholders/list.html", context)


@require_safe
@guarded_by(Stakeholder, StakeholderStanding)
def standings(request):
    """Influence and interest of the register as a picture, with the same in a table and what moved (MATRIX E029)."""
    cluster, clusters = _cluster(request)
    context = {
        **SECTION,
        "cluster": cluster,
        "clusters": clusters,
        "chart": queries.standing_chart(request.user, cluster),
        "keeps": policy.keeps_register(request.user, cluster.pk),
        "back_url": _list_url(cluster.pk),
    }
    return render(request, "stakeholders/standings.html", context)


@require_http_methods(FORM)
@guarded_by(Stakeholder)
def add(request):
    cluster, _clusters = _cluster(request)
    if not policy.keeps_register(request.user, cluster.pk):
        raise Http404
    form = StakeholderForm(request.POST or None, initial={"relation": "not_yet", "channels": "unknown"})

    def write(data):
        made = actions.add_stakeholder(cluster=cluster, by=request.user, **data)
        _saved(request)
        return redirect("stakeholders:detail", pk=made.pk)

    answer, status = act_on(form, write)
    context = {**SECTION, "form": form, "cluster": cluster, "back_url": _list_url(cluster.pk), "is_new": True}
    return answer or render(request, "stakeholders/form.html", context, status=status)


@require_http_methods(FORM)
@guarded_by(Stakeholder)
def edit(request, pk):
    found = _found(request, pk)
    if not policy.keeps_register(request.user, found.cluster_id):
        raise Http404
    initial = {name: getattr(found, name) for name in StakeholderForm.base_fields}
    form = StakeholderForm(request.POST or None, initial=initial, protected=found.is_protected)
    version = found.version

    def write(data):
        actions.change_stakeholder(stakeholder=found, expected_version=posted_version(request), by=request.user, **data)
        _saved(request)
        return redirect("stakeholders:detail", pk=pk)

    answer, status = act_on(form, write)
    context = {**SECTION, "form": form, "cluster": found.cluster, "found": found, "version": version}
    context["back_url"] = reverse("stakeholders:detail", args=[pk])
    return answer or render(request, "stakeholders/form.html", context, status=status)


@require_safe
@guarded_by(Stakeholder, StakeholderReader, IndependenceNote, StakeholderStanding)
def detail(request, pk):
    return _detail(request, _found(request, pk))


def _detail(request, found, *, problem=(), at="", forms=None, status=200):
    keeps = policy.keeps_register(request.user, found.cluster_id)
    note = queries.independence_of(request.user, found)
    judged = queries.standings_of(request.user, found)
    newest = judged[0].row if judged else None
    own = {
        "standing": StandingForm(
            initial={
                **({name: getattr(newest, name) for name in ("influence", "interest", "stance")} if newest else {}),
                "assessed_on": clock.day_of(request.user),
            }
        ),
        "protect": ProtectForm(initial={"alias": found.alias}),
        "independence": IndependenceForm(
            initial={"text": note.text, "may_drive_out": note.may_drive_out} if note else None
        ),
    }
    if keeps and found.is_protected:
        own["reader"] = ReaderForm(people=policy.nameable_people(found.cluster))
    context = {
        **SECTION,
        "found": found,
        "keeps": keeps,
        "note": note,
        "judged": judged,
        "judged_number": newest.number if newest else 0,
        "readers": queries.readers_of(request.user, found) if keeps and found.is_protected else [],
        "is_weighed": found.kind in WEIGHED,
        "forms": {**own, **(forms or {})},
        "problem": problem,
        "problem_at": at,
        "back_url": _list_url(found.cluster_id),
    }
    return render(request, "stakeholders/detail.html", context, status=status)


def _posted(request, found, at, form, act):
    """Act on a small form of the page; a refusal stands there with what was typed."""
    answer, status = act_on(form, act)
    if answer is not None:
        return answer
    return _detail(request, _found(request, found.pk), at=at, forms={at: form}, status=status)


@require_POST
@guarded_by(Stakeholder)
def protect(request, pk):
    """An alias alone from now on; what named them is wiped out."""
    found = _found(request, pk)

    def write(data):
        actions.protect_stakeholder(
            stakeholder=found, expected_version=posted_version(request), by=request.user, **data
        )
        messages.success(request, _("Protected. Name, contact and organisation are wiped out."))
        return redirect("stakeholders:detail", pk=pk)

    return _posted(request, found, "protect", ProtectForm(request.POST, initial={"alias": found.alias}), write)


@require_POST
@guarded_by(StakeholderReader)
def readers(request, pk):
    """Name somebody, or take somebody off."""
    found = _found(request, pk)
    if "remove" in request.POST:
        try:
            actions.remove_reader(stakeholder=found, person_id=number_in(request.POST["remove"]) or 0, by=request.user)
        except ACTION_ERRORS as error:
            return _detail(request, found, problem=sentences_of(error), at="reader", status=status_of(error))
        _saved(request)
        return redirect("stakeholders:detail", pk=pk)

    def write(data):
        actions.name_reader(stakeholder=found, by=request.user, **data)
        _saved(request)
        return redirect("stakeholders:detail", pk=pk)

    form = ReaderForm(request.POST, people=policy.nameable_people(found.cluster))
    return _posted(request, found, "reader", form, write)


@require_POST
@guarded_by(IndependenceNote)
def independence(request, pk):
    """The coordinators' note."""
    found = _found(request, pk)

    def write(data):
        actions.write_independence(stakeholder=found, expected_version=posted_version(request), by=request.user, **data)
        _saved(request)
        return redirect("stakeholders:detail", pk=pk)

    return _posted(request, found, "independence", IndependenceForm(request.POST), write)


@require_POST
@guarded_by(StakeholderStanding)
def standing(request, pk):
    """One more judgement of influence, interest and stance."""
    found = _found(request, pk)

    def write(data):
        actions.record_standing(stakeholder=found, expected_number=posted_version(request), by=request.user, **data)
        _saved(request)
        return redirect("stakeholders:detail", pk=pk)

    return _posted(request, found, "standing", StandingForm(request.POST), write)


@require_POST
@guarded_by(Stakeholder)
def archive(request, pk):
    """Out of the register, or back into it."""
    found = _found(request, pk)
    try:
        actions.archive_stakeholder(
            stakeholder=found,
            is_archived=request.POST.get("archived") == "yes",
            expected_version=posted_version(request),
            by=request.user,
        )
    except ACTION_ERRORS as error:
        fresh = _found(request, pk)
        return _detail(request, fresh, problem=sentences_of(error), at="archive", status=status_of(error))
    _saved(request)
    return redirect("stakeholders:detail", pk=pk)
