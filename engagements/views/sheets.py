"""Pages of what a cluster keeps lists of: monitoring tools and sharing matrix, strategies, briefings, registers."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.found import found_or_404
from core.policy import guarded_by
from engagements import policy
from engagements.actions import sheets as actions
from engagements.enums import RegisterKind
from engagements.forms.analysis import BriefingForm, RegisterForm, SharingForm, StrategyForm, ToolForm
from engagements.models import (
    AdvocacyIssue,
    AdvocacyStrategy,
    HctBriefing,
    MonitoringTool,
    PlanLine,
    RegisterEntry,
    SharingRow,
)
from engagements.queries import analysis, sheets
from engagements.rules.registers import REGISTERS
from engagements.views.common import posted_version
from engagements.views.plans import SECTION
from engagements.views.records import cluster_context, cluster_or_404, form_page

_FOLDER = "engagements/sheets"
# Name in the address: (model, form, heading of a new row, heading of a change, name of the list's page).
_SHEETS = {
    "tool": (MonitoringTool, ToolForm, _("Add a monitoring tool"), _("Change the monitoring tool"), "tools"),
    "sharing": (SharingRow, SharingForm, _("Add a row"), _("Change the row"), "tools"),
    "strategy": (AdvocacyStrategy, StrategyForm, _("Record a strategy"), _("Change the strategy"), "strategies"),
    "briefing": (HctBriefing, BriefingForm, _("Record a briefing"), _("Change the briefing"), "briefings"),
    "register": (RegisterEntry, RegisterForm, _("Add an entry"), _("Change the entry"), "registers"),
}
_ALL = (AdvocacyStrategy, HctBriefing, MonitoringTool, RegisterEntry, SharingRow, AdvocacyIssue, PlanLine)


@require_safe
@guarded_by(MonitoringTool, SharingRow)
def tools(request):
    """Monitoring tools in three linked parts, and which data goes to which mechanism."""
    context = cluster_context(request)
    if context["cluster"] is not None:
        context |= {
            "tools": analysis.tools_of(request.user, context["cluster"]),
            "matrix": analysis.sharing_of(request.user, context["cluster"]),
        }
    return render(request, f"{_FOLDER}/tools.html", context)


@require_safe
@guarded_by(AdvocacyStrategy)
def strategies(request):
    """Where the cluster's advocacy is written down; for the world level, who has no HCT protection strategy."""
    context = cluster_context(request)
    if context["cluster"] is not None:
        context["rows"] = sheets.strategies_of(request.user, context["cluster"])
    cluster = context["cluster"]
    is_own = cluster is not None and policy.can_draft(policy.roles_in(request.user, cluster))
    without = sheets.without_hct_strategy(request.user)
    # Whoever belongs to the cluster has read it in the list above.
    context["without"] = [row for row in without if not (is_own and row.cluster_id == cluster.pk)]
    return render(request, f"{_FOLDER}/strategies.html", context)


@require_safe
@guarded_by(HctBriefing, AdvocacyIssue, PlanLine)
def briefings(request):
    """The series of briefings of the country team, and when the next one is due."""
    context = cluster_context(request)
    if context["cluster"] is not None:
        today = clock.day_of(request.user)
        rows = sheets.briefings_of(request.user, context["cluster"])
        next_on = sheets.next_briefing(rows, today)
        context |= {"rows": rows, "today": today, "next_on": next_on, "is_late": bool(next_on and next_on < today)}
    return render(request, f"{_FOLDER}/briefings.html", context)


@require_safe
@guarded_by(RegisterEntry)
def registers(request):
    """One register of the cluster; `kind` in the address chooses which."""
    context = cluster_context(request)
    kind = _kind(request)
    if context["cluster"] is not None:
        context["rows"] = sheets.register_of(request.user, context["cluster"], kind)
    context |= {
        "kind": kind,
        "kinds": RegisterKind.choices,
        "label": RegisterKind(kind).label,
        "words": REGISTERS[kind],
    }
    return render(request, f"{_FOLDER}/registers.html", context)


def _kind(request):
    """The register that the address names, or the first one; an unknown one is not there."""
    kind = request.GET.get("kind", RegisterKind.ADVICE)
    if kind not in RegisterKind.values:
        raise Http404
    return RegisterKind(kind)


def _back(page, cluster, kind=""):
    address = f"{reverse(f'engagements:{page}')}?cluster={cluster.pk}"
    return f"{address}&kind={kind}" if kind else address


def _context(sheet, heading, cluster, kind):
    back = _back(_SHEETS[sheet][4], cluster, kind)
    return {**SECTION, "cluster": cluster, "heading": heading, "back": back, "sheet": sheet}


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(*_ALL)
def sheet_create(request, sheet):
    model, form_class, heading, _change, page = _SHEETS[sheet]
    cluster = cluster_or_404(request)
    policy.check_can_advocate(request.user, cluster.pk)
    more, kind = ({"kind": _kind(request)}, _kind(request).value) if sheet == "register" else ({}, "")
    form = form_class(request.POST or None, user=request.user, cluster=cluster, **more)

    def act(form):
        return actions.create_sheet(model=model, cluster=cluster, by=request.user, **more, **form.cleaned_data)

    return form_page(
        request,
        template=f"{_FOLDER}/sheet_form.html",
        form=form,
        act=act,
        done=lambda row: _back(page, cluster, kind),
        context=_context(sheet, heading, cluster, kind),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(*_ALL)
def sheet_edit(request, pk, sheet):
    model, form_class, _new, heading, page = _SHEETS[sheet]
    record = found_or_404(sheets.record(request.user, model, pk))
    policy.check_can_advocate(request.user, record.cluster_id)
    more, kind = ({"kind": record.kind}, record.kind) if sheet == "register" else ({}, "")
    initial = {}
    if sheet == "briefing":
        initial = {"issues": sheets.issues_of_briefing(request.user, record)}
    elif kind == RegisterKind.ADVICE:
        initial = {"strategies": sheets.strategies_of_advice(request.user, record)}
    form = form_class(
        request.POST or None, instance=record, user=request.user, cluster=record.cluster, initial=initial, **more
    )

    def act(form):
        return actions.edit_sheet(
            record=record, expected_version=posted_version(request), by=request.user, **form.cleaned_data
        )

    return form_page(
        request,
        template=f"{_FOLDER}/sheet_form.html",
        form=form,
        act=act,
        done=lambda row: _back(page, row.cluster, kind),
        context=_context(sheet, heading, record.cluster, kind),
        record=record,
        fresh=lambda: sheets.record(request.user, model, pk),
    )
