"""The components of the engagement process: explained to all, kept by the Task Team."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.policy import check_is_task_team, is_task_team
from core.acting import add_action_errors, posted_version
from core.errors import Stale
from core.policy import open_to_members
from mechanisms.actions import components as actions
from mechanisms.component_forms import ComponentForm, NewComponentForm
from mechanisms.models import Component


@require_safe
@open_to_members
def components(request):
    """Every component with its paragraph; retired ones for the Task Team only (MATRIX E010)."""
    may_edit = is_task_team(request.user)
    rows = Component.objects.all() if may_edit else Component.objects.filter(is_active=True)
    context = {"section": "mechanisms", "components": list(rows), "may_edit": may_edit}
    return render(request, "mechanisms/components.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_members
def component_new(request):
    """One more component. Task Team only."""
    check_is_task_team(request.user)
    form = NewComponentForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.add_component(by=request.user, **form.cleaned_data)
            except ValidationError as error:
                add_action_errors(form, error)
            else:
                messages.success(request, _("The component is in the list."))
                return redirect("mechanisms:components")
    return render(request, "mechanisms/component_form.html", {"section": "mechanisms", "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_members
def component_edit(request, key):
    """Change a component. Task Team only. Where somebody was quicker, both texts are shown."""
    check_is_task_team(request.user)
    component = get_object_or_404(Component, key=key)
    stored = {name: getattr(component, name) for name in ComponentForm.base_fields}
    form = ComponentForm(request.POST if request.method == "POST" else None, initial=stored)
    context = {"section": "mechanisms", "component": component, "form": form, "version": component.version}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.edit_component(
                    component=component, expected_version=posted_version(request), by=request.user, **form.cleaned_data
                )
            except ValidationError as error:
                add_action_errors(form, error)
            except Stale as error:
                status = 409
                fields = [form[name] for name in stored if form.cleaned_data[name] != stored[name]]
                context["conflict"] = error.sentence
                context["theirs"] = [(field.label, stored[field.name]) for field in fields]
            else:
                messages.success(request, _("Saved."))
                return redirect("mechanisms:components")
    return render(request, "mechanisms/component_form.html", context, status=status)
