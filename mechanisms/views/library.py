"""Pages of the step library: the list, one step, changing it, plan templates."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.acting import add_action_errors, posted_version, show_refusal
from core.errors import Refused, Stale
from core.found import found_or_404
from core.policy import open_to_members
from mechanisms import policy
from mechanisms.actions import library as actions
from mechanisms.actions import plan_templates as template_actions
from mechanisms.enums import Gate, MechanismKind, Phase
from mechanisms.forms.library import NewStepTemplateForm, PlanTemplateForm, StepTemplateForm
from mechanisms.queries import library as queries
from mechanisms.texts import GROUPS

SECTION = {"section": "mechanisms"}
STEPS_A_PAGE = 40


def _chosen(request, name, allowed):
    value = request.GET.get(name, "")
    return value if value in allowed else ""


@require_safe
@open_to_members
def step_list(request):
    """The library with its filters; steps of a cluster show to its circle and the Task Team."""
    asked = {
        "kind": _chosen(request, "kind", MechanismKind.values),
        "phase": _chosen(request, "phase", Phase.values),
        "group": _chosen(request, "group", GROUPS),
        "gate": _chosen(request, "gate", Gate.values),
    }
    words = request.GET.get("q", "").strip()[:100]
    keeps = policy.keeps_library(request.user)
    retired = keeps and request.GET.get("retired") == "1"
    found = queries.library(request.user, **asked, words=words, retired=retired)
    page_obj = Paginator(found.cards, STEPS_A_PAGE).get_page(request.GET.get("page"))
    queries.count_used(request.user, page_obj.object_list)
    rest = {**asked, "q": words, "retired": "1" if retired else ""}
    context = {
        **SECTION,
        "library": found,
        "page_obj": page_obj,
        "asked": asked,
        "words": words,
        "retired": retired,
        "rest": urlencode({name: value for name, value in rest.items() if value and name != "kind"}),
        "is_filtered": any(rest.values()),
        "phases": Phase.choices,
        "gates": Gate.choices,
        "keeps": keeps,
        "can_add": policy.clusters_to_keep_for(request.user).exists(),
        "templates": queries.plan_templates(asked["kind"]),
    }
    return render(request, "mechanisms/library.html", context)


def _card_or_404(request, pk):
    return found_or_404(queries.step_card(request.user, pk))


def _step_page(request, card, *, problem="", status=200):
    step = card.step
    context = {
        **SECTION,
        "card": card,
        "step": step,
        "variants": queries.variants_of(request.user, step),
        "can_keep": policy.can_keep(request.user, step.cluster_id),
        "problem": problem,
    }
    return render(request, "mechanisms/library_step.html", context, status=status)


@require_safe
@open_to_members
def step_detail(request, pk):
    return _step_page(request, _card_or_404(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_members
def step_add(request):
    """A step that no source names: the Task Team for everybody, coordinators for their own cluster."""
    clusters = policy.clusters_to_keep_for(request.user)
    may_common = policy.keeps_library(request.user)
    if not may_common and not clusters.exists():
        raise Refused(_("Only the Task Team and coordinators add steps to the library."))
    form = NewStepTemplateForm(
        request.POST if request.method == "POST" else None,
        clusters=clusters,
        may_common=may_common,
        initial={"kind": _chosen(request, "kind", MechanismKind.values), "who": ["coordinator", "co_coordinator"]},
    )
    context = {**SECTION, "form": form}
    if request.method != "POST":
        return render(request, "mechanisms/library_step_form.html", context)
    if form.is_valid():
        try:
            step = actions.add_library_step(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_action_errors(form, error)
        else:
            messages.success(request, _("The step is in the library."))
            return redirect("library:step-detail", pk=step.pk)
    return render(request, "mechanisms/library_step_form.html", context, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_members
def step_edit(request, pk):
    """Change what the step says. On a conflict what is stored now is shown; saving again is then a decision."""
    card = _card_or_404(request, pk)
    step = card.step
    policy.check_can_keep(request.user, step.cluster_id)
    stored = {name: getattr(step, name) for name in actions.EDITABLE}
    form = StepTemplateForm(request.POST if request.method == "POST" else None, initial=stored)
    context = {**SECTION, "form": form, "step": step, "version": step.version}
    if request.method != "POST":
        return render(request, "mechanisms/library_step_form.html", context)
    status = 422
    if form.is_valid():
        try:
            actions.edit_library_step(
                step=step, expected_version=posted_version(request), by=request.user, **form.cleaned_data
            )
        except ValidationError as error:
            add_action_errors(form, error)
        except Stale as error:
            now = _card_or_404(request, pk)
            context |= {"conflict": error.sentence, "now": now, "version": now.step.version}
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect("library:step-detail", pk=pk)
    return render(request, "mechanisms/library_step_form.html", context, status=status)


@require_POST
@open_to_members
def step_retire(request, pk):
    """Retire a step, or offer it again."""
    card = _card_or_404(request, pk)
    lock = {"step": card.step, "expected_version": posted_version(request), "by": request.user}
    try:
        if request.POST.get("act") == "restore":
            actions.restore_library_step(**lock)
        else:
            actions.retire_library_step(**lock, reason=request.POST.get("reason", ""))
    except Refused as error:
        status = 409 if isinstance(error, Stale) else 403
        return _step_page(request, _card_or_404(request, pk), problem=error.sentence, status=status)
    messages.success(request, _("Saved."))
    return redirect("library:step-detail", pk=pk)


# --- Plan templates -----------------------------------------------------------------------------------------


def _template_or_404(pk):
    return found_or_404(queries.plan_template(pk))


@require_safe
@open_to_members
def template_detail(request, pk):
    """A plan template with its steps, and how to start from it."""
    template = _template_or_404(pk)
    rows = [
        {"card": queries.StepCard(row.step), "lead_days": row.lead_days}
        for row in template.chosen.all()
        if row.step.retired_at is None
    ]
    for row in rows:
        if row["lead_days"] is not None:
            row["card"].step.lead_days = row["lead_days"]
    try:
        start_url = f"{reverse('engagements:line-create')}?template={template.pk}"
    except NoReverseMatch:
        start_url = ""
    context = {
        **SECTION,
        "template": template,
        "family": queries.FAMILY_OF_KIND.get(template.mechanism_kind, "other"),
        "rows": rows,
        "start_url": start_url,
        "can_plan": policy.plans_anywhere(request.user),
        "keeps": policy.keeps_library(request.user),
    }
    return render(request, "mechanisms/plan_template.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_members
def template_add(request):
    """Choose the mechanism, then the steps. Task Team only."""
    policy.check_can_keep(request.user, None)
    kind = _chosen(request, "kind", MechanismKind.values)
    context = {**SECTION, "kind": kind, "kinds": MechanismKind.choices}
    if not kind:
        return render(request, "mechanisms/plan_template_form.html", context)
    form = PlanTemplateForm(request.POST if request.method == "POST" else None, steps=queries.steps_for_template(kind))
    context |= {"form": form, "kind_label": MechanismKind(kind).label}
    return _save_template(
        request,
        form,
        context,
        lambda data: template_actions.publish_plan_template(mechanism_kind=kind, by=request.user, **data),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_members
def template_edit(request, pk):
    """Another title, note or selection. Task Team only."""
    template = _template_or_404(pk)
    policy.check_can_keep(request.user, None)
    if request.POST.get("act") == "retire":
        template_actions.retire_plan_template(
            template=template, expected_version=posted_version(request), by=request.user
        )
        messages.success(request, _("Saved."))
        return redirect("library:template-detail", pk=pk)
    form = PlanTemplateForm(
        request.POST if request.method == "POST" else None,
        steps=queries.steps_for_template(template.mechanism_kind),
        chosen={row.step_id: row.lead_days for row in template.chosen.all()},
        initial={"title": template.title, "note": template.note},
    )
    context = {
        **SECTION,
        "form": form,
        "template": template,
        "kind_label": template.get_mechanism_kind_display(),
        "version": template.version,
    }
    return _save_template(
        request,
        form,
        context,
        lambda data: template_actions.change_plan_template(
            template=template, expected_version=posted_version(request), by=request.user, **data
        ),
    )


def _save_template(request, form, context, act):
    """Show the form, or save and lead to the template; what is refused stands above the form, the text kept."""
    page = "mechanisms/plan_template_form.html"
    if request.method != "POST":
        return render(request, page, context)
    status = 422
    if form.is_valid():
        data = {"title": form.cleaned_data["title"], "note": form.cleaned_data["note"], "steps": form.chosen()}
        try:
            saved = act(data)
        except ValidationError as error:
            add_action_errors(form, error)
        except Stale as error:
            context["version"], status = _template_or_404(context["template"].pk).version, show_refusal(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("library:template-detail", pk=saved.pk)
    return render(request, page, context, status=status)
