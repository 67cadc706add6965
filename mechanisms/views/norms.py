"""Pages of domestic law on record: read by everybody with an account, kept by the coordinators of the country."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.models import Country
from core.acting import act_on, posted_version
from core.found import found_or_404
from core.policy import open_to_members
from mechanisms import policy
from mechanisms.actions import norms as actions
from mechanisms.forms.norms import NormForm
from mechanisms.queries import norms as reads

SECTION = {"section": "mechanisms"}
FORM = ["GET", "HEAD", "POST"]


def _country(request):
    """The country of the address; 404 where it names none."""
    return found_or_404(Country.objects.filter(pk=request.GET.get("country", "")[:3].upper()).first())


def _address(country_id):
    return f"{reverse('mechanisms:law-list')}?country={country_id}"


@require_safe
@open_to_members
def law_list(request):
    """The law of one country, as far as it is on record."""
    country = _country(request)
    rows = list(reads.norms(request.user, country))
    context = {
        **SECTION,
        "country": country,
        "rows": [row for row in rows if not row.is_retired],
        "retired": [row for row in rows if row.is_retired],
        "keeps": policy.keeps_norms(request.user, country.pk),
    }
    return render(request, "mechanisms/norms.html", context)


def _page(request, form, country, *, status, found=None, version=0):
    context = {**SECTION, "form": form, "country": country, "found": found, "version": version}
    context["back_url"] = _address(country.pk)
    return render(request, "mechanisms/norm_form.html", context, status=status)


@require_http_methods(FORM)
@open_to_members
def law_add(request):
    country = _country(request)
    policy.check_keeps_norms(request.user, country.pk)
    form = NormForm(request.POST or None)

    def write(data):
        actions.record_norm(country=country, by=request.user, **data)
        messages.success(request, _("Saved."))
        return redirect(_address(country.pk))

    answer, status = act_on(form, write)
    return answer or _page(request, form, country, status=status)


def _found(request, pk):
    found = reads.norm(request.user, pk)
    if found is None:
        raise Http404
    policy.check_keeps_norms(request.user, found.country_id)
    return found


@require_http_methods(FORM)
@open_to_members
def law_edit(request, pk):
    found = _found(request, pk)
    version = found.version
    form = NormForm(request.POST or None, initial={name: getattr(found, name) for name in NormForm.base_fields})

    def write(data):
        actions.change_norm(norm=found, expected_version=posted_version(request), by=request.user, **data)
        messages.success(request, _("Saved."))
        return redirect(_address(found.country_id))

    answer, status = act_on(form, write)
    return answer or _page(request, form, found.country, status=status, found=found, version=version)


@require_POST
@open_to_members
def law_retire(request, pk):
    """Offered no more, or again."""
    found = _found(request, pk)
    actions.retire_norm(
        norm=found,
        is_retired=request.POST.get("retired") == "yes",
        expected_version=posted_version(request),
        by=request.user,
    )
    messages.success(request, _("Saved."))
    return redirect(_address(found.country_id))
