"""Recommendations in the work of a cluster: use one (cite it, watch it), the list of what is watched."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from core.found import found_or_404
from core.policy import guarded_by
from engagements import policy
from engagements.actions import watching as actions
from engagements.enums import WatchKind
from engagements.forms.watching import ListNameForm, WatchForm
from engagements.models import AdvocacyIssue, DiscussionList, RecommendationWatch
from engagements.queries import citations
from engagements.views.common import ACTION_ERRORS, posted_version, saved, sentences_of, status_of
from engagements.views.records import cluster_context, cluster_or_404, form_page
from recommendations.queries import recommendation

_FOLDER = "engagements/advocacy"
_PAGE = 25


def _list_address(watch):
    return f"{reverse('engagements:watch-list')}?cluster={watch.cluster_id}"


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(AdvocacyIssue, RecommendationWatch, DiscussionList)
def recommendation_use(request, rec_pk):
    """Cite a recommendation in a message of an open issue, or write down that it is a risk area or a sign."""
    row = found_or_404(recommendation(request.user, rec_pk))
    cluster = cluster_or_404(request)
    name, _version = citations.discussion_list(request.user, cluster)
    watched = citations.watches_of(request.user, cluster=cluster).filter(recommendation=row)
    taken = {watch.kind for watch in watched}
    free = [kind for kind in WatchKind if kind not in taken]
    initial = {"kind": WatchKind.RISK if row.position == "noted" else WatchKind.EARLY_WARNING}
    form = WatchForm(
        request.POST or None, user=request.user, cluster=cluster, list_name=name, initial=initial, auto_id="watch-%s"
    )

    def act(form):
        return actions.watch_recommendation(cluster=cluster, recommendation=row, by=request.user, **form.cleaned_data)

    roles = policy.roles_in(request.user, cluster)
    return form_page(
        request,
        template=f"{_FOLDER}/recommendation_use.html",
        form=form,
        act=act,
        done=_list_address,
        context={
            **cluster_context(request),
            "row": row,
            "issues": citations.open_issues(request.user, cluster),
            "watched": watched,
            "may_watch": policy.can_draft(roles) and bool(free),
            "may_cite": policy.can_draft(roles),
        },
    )


@require_http_methods(["GET", "HEAD"])
@guarded_by(RecommendationWatch, DiscussionList)
def watch_list(request):
    """What is watched: of the reader's cluster, or of every cluster she may see. Kind and list stand in the address."""
    return _watch_page(request)


def _watch_page(request, *, problem="", status=200):
    context = cluster_context(request)
    cluster = context["cluster"]
    kind = request.GET.get("kind", "")
    kind = kind if kind in WatchKind.values else ""
    every = request.GET.get("all") == "1" or cluster is None
    countries = citations.countries_watched(request.user) if every else []
    country = request.GET.get("country", "")[:3].upper()
    country = country if country in {one.pk for one in countries} else ""
    found = citations.watches_of(
        request.user,
        kind=kind,
        country=country,
        cluster=None if every else cluster,
        closed=request.GET.get("closed") == "1",
    )
    if request.GET.get("listed") == "1":
        found = found.filter(is_listed=True)
    name, version = citations.discussion_list(request.user, cluster)
    context |= {
        "page_obj": Paginator(found, _PAGE).get_page(request.GET.get("page")),
        "kind": kind,
        "kinds": WatchKind.choices,
        "countries": countries,
        "country": country,
        "every": every,
        "listed": request.GET.get("listed") == "1",
        "closed": request.GET.get("closed") == "1",
        "list_name": name,
        "name_form": ListNameForm(initial={"name": name}),
        "version": version,
        "problem": problem,
    }
    return render(request, f"{_FOLDER}/watch_list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(RecommendationWatch, DiscussionList)
def watch_edit(request, pk):
    """One watched recommendation; its author and the coordinators change it."""
    watch = found_or_404(citations.watch(request.user, pk))
    roles = policy.roles_in(request.user, watch.cluster)
    may_edit = policy.can_advocate(roles) or (policy.can_draft(roles) and watch.created_by_id == request.user.pk)
    name, _version = citations.discussion_list(request.user, watch.cluster)
    form = WatchForm(request.POST or None, instance=watch, user=request.user, cluster=watch.cluster, list_name=name)
    if request.method == "POST":
        policy.check_can_edit(request.user, watch)

    def act(form):
        changes = {**form.cleaned_data}
        if "close" in request.POST or "reopen" in request.POST:
            changes["is_closed"] = "close" in request.POST
        return actions.change_watch(watch=watch, expected_version=posted_version(request), by=request.user, **changes)

    return form_page(
        request,
        template=f"{_FOLDER}/watch_form.html",
        form=form,
        act=act,
        done=_list_address,
        context={"watch": watch, "row": watch.recommendation, "may_edit": may_edit, "cluster": watch.cluster},
        record=watch,
        fresh=lambda: citations.watch(request.user, pk),
    )


@require_POST
@guarded_by(DiscussionList)
def list_name(request):
    """Another name for the list of discussions."""
    cluster = cluster_or_404(request)
    form = ListNameForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        actions.name_discussion_list(
            cluster=cluster,
            name=form.cleaned_data["name"],
            expected_version=posted_version(request),
            by=request.user,
        )
    except ACTION_ERRORS as error:
        return _watch_page(request, problem=" ".join(sentences_of(error)), status=status_of(error))
    saved(request)
    return redirect(f"{reverse('engagements:watch-list')}?cluster={cluster.pk}")
