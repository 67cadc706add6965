"""Addresses: one list for plan lines, one for submissions."""

from django.urls import path

from engagements.views import new_line, plans, risk, steps

app_name = "engagements"

plan_urls = [
    path("", plans.plan, name="plan"),
    path("plan/new/", new_line.line_create, name="line-create"),
    path("plan/<int:pk>/", plans.line_detail, name="line-detail"),
    path("plan/<int:pk>/edit/", plans.line_edit, name="line-edit"),
    path("plan/<int:pk>/state/", plans.line_state, name="line-state"),
    path("plan/<int:pk>/shift/", plans.line_shift, name="line-shift"),
    path("plan/<int:pk>/access/", plans.line_access, name="line-access"),
    path("plan/<int:pk>/risk/", risk.risk_form, name="risk"),
    path("plan/<int:pk>/steps/new/", steps.step_create, name="step-create"),
    path("plan/<int:pk>/steps/<int:step_pk>/", steps.step_edit, name="step-edit"),
    path("plan/<int:pk>/steps/<int:step_pk>/state/", steps.step_state, name="step-state"),
]

submission_urls = []

urlpatterns = [*plan_urls, *submission_urls]
