"""What kind of organisation the members of a cluster are."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from clusters import actions, policy, queries
from clusters.forms import KindsForm
from clusters.models import Membership
from clusters.views.shared import add_errors, cluster_or_404
from core.errors import Refused, Stale
from core.policy import guarded_by


@guarded_by(Membership)
@require_http_methods(["GET", "HEAD", "POST"])
def organisations(request, pk):
    """The organisations of a cluster by kind; whoever cares for its people records the kinds."""
    cluster = cluster_or_404(request.user, pk)
    rows = list(queries.member_organisations(request.user, cluster))
    form = KindsForm(request.POST or None, organisations=rows)
    status, refusal = 200, ""
    if request.method == "POST":
        policy.check_can_record_kinds(request.user, cluster)
        status = 422
        if form.is_valid():
            try:
                changed = actions.set_organisation_kinds(cluster=cluster, kinds=form.kinds(), by=request.user)
            except ValidationError as error:
                add_errors(form, error)
            except Stale as error:
                # What was chosen stays; the next press counts for what now is stored.
                form.see_stored()
                status, refusal = 409, error.sentence
            except Refused as error:
                status, refusal = 403, error.sentence
            else:
                number = len(changed)
                messages.success(
                    request,
                    ngettext("%(n)d organisation recorded.", "%(n)d organisations recorded.", number) % {"n": number}
                    if number
                    else _("Nothing changed."),
                )
                return redirect("clusters:cluster-people", pk=pk)
    context = {
        "section": "people",
        "cluster": cluster,
        "kinds": queries.by_kind(rows),
        "form": form,
        "cares": policy.can_care_for_people(request.user, cluster),
        "refusal": refusal,
    }
    return render(request, "clusters/organisations.html", context, status=status)
