"""What pages of marked records share: whose cluster, and a form that loses nothing."""

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.shortcuts import redirect, render

from core.acting import chosen_of
from core.errors import Stale
from core.found import found_or_404
from core.words import listed
from engagements.forms.plans import add_action_errors
from engagements.queries import plans
from engagements.views.common import ACTION_ERRORS, saved, sentences_of, status_of
from engagements.views.plans import SECTION


def cluster_context(request):
    """The cluster of the address (or the reader's own first), those to choose from, and whether she leads it."""
    clusters = list(plans.clusters_with_plan(request.user))
    own = set(plans.clusters_to_lead(request.user).values_list("pk", flat=True))
    clusters.sort(key=lambda cluster: cluster.pk not in own)
    cluster = chosen_of(request, clusters)
    return {
        **SECTION,
        "cluster": cluster,
        "clusters": clusters,
        "can_lead": cluster is not None and cluster.pk in own,
    }


def cluster_or_404(request):
    """The cluster of the address for a page that cannot do without one."""
    return found_or_404(cluster_context(request)["cluster"])


def form_page(request, *, template, form, act, done, context, record=None, fresh=None, sentence=None):
    """A page with one form. `act(form)` does the work and returns what `done` makes an address of. Refused: the
    sentence stands at the place, what was typed stays; after a conflict (`fresh()` reads the record again) saving once
    more is a decision."""
    context = {**SECTION, **context, "form": form, "record": record, "version": record.version if record else 0}
    if request.method != "POST":
        return render(request, template, context)
    if not form.is_valid():
        return render(request, template, context, status=422)
    try:
        row = act(form)
    except ValidationError as error:
        add_action_errors(form, error)
        return render(request, template, context, status=422)
    except ACTION_ERRORS as error:
        context["conflict"] = sentences_of(error)[0]
        context["theirs"] = []
        if isinstance(error, Stale) and fresh is not None:
            now = found_or_404(fresh())
            context["version"] = now.version
            context["theirs"] = differences(form, now)
        return render(request, template, context, status=status_of(error))
    saved(request, sentence)
    return redirect(done(row))


def differences(form, record):
    """[(label, what is stored now)] of the fields in which the stored record differs from what was typed."""
    found = []
    for name in form.fields:
        if name not in form._meta.fields:
            continue
        stored, mine = getattr(record, name), form.cleaned_data.get(name)
        if stored == mine:
            continue
        words = {} if isinstance(stored, Model) else dict(getattr(form.fields[name], "choices", ()))
        if isinstance(stored, list):
            text = listed(str(words.get(value, value)) for value in stored)
        else:
            text = str(words.get(stored, stored if stored is not None else ""))
        found.append((form.fields[name].label, text or "–"))
    return found
