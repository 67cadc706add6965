"""Addresses of support, exchange and learning."""

from django.urls import path

from knowledge.views import about, exchange, practices, resources, session_reports, support

app_name = "knowledge"

urlpatterns = [
    path("about/", about.about, name="about"),
    path("support/", support.support_list, name="support-list"),
    path("support/new/", support.support_ask, name="support-ask"),
    path("support/<int:pk>/", support.support_detail, name="support-detail"),
    path("support/<int:pk>/move/", support.support_move, name="support-move"),
    path("reports/", session_reports.report_list, name="report-list"),
    path("reports/new/", session_reports.report_write, name="report-write"),
    path("reports/<int:pk>/", session_reports.report_detail, name="report-detail"),
    path("reports/<int:pk>/edit/", session_reports.report_edit, name="report-edit"),
    path("reports/<int:pk>/send/", session_reports.report_send, name="report-send"),
    path("reports/<int:pk>/take-back/", session_reports.report_take_back, name="report-take-back"),
    path("exchange/", exchange.exchange_list, name="exchange-list"),
    path("exchange/new/", exchange.exchange_plan, name="exchange-plan"),
    path("exchange/<int:pk>/", exchange.exchange_detail, name="exchange-detail"),
    path("exchange/<int:pk>/edit/", exchange.exchange_edit, name="exchange-edit"),
    path("exchange/<int:pk>/off/", exchange.exchange_off, name="exchange-off"),
    path("exchange/<int:pk>/notes/", exchange.exchange_notes, name="exchange-notes"),
    path("exchange/<int:pk>/reply/", exchange.exchange_reply, name="exchange-reply"),
    path("exchange/<int:pk>/guests/", exchange.exchange_guest, name="exchange-guest"),
    path("exchange/<int:pk>/concerns/", exchange.exchange_concern, name="exchange-concern"),
    path("exchange/<int:pk>/concerns/<int:concern_pk>/", exchange.exchange_answer, name="exchange-answer"),
    path("learning/", resources.resource_list, name="resource-list"),
    path("learning/new/", resources.resource_add, name="resource-add"),
    path("learning/<int:pk>/", resources.resource_detail, name="resource-detail"),
    path("learning/<int:pk>/edit/", resources.resource_edit, name="resource-edit"),
    path("learning/<int:pk>/retire/", resources.resource_retire, name="resource-retire"),
    path("practice/", practices.practice_list, name="practice-list"),
    path("practice/<int:pk>/", practices.practice_detail, name="practice-detail"),
    path("practice/<int:pk>/withdraw/", practices.practice_withdraw, name="practice-withdraw"),
]
