"""Addresses of the calendar."""

from django.urls import path

from calendar_app import views
from calendar_app.feeds import export_ics, feed
from calendar_app.following_urls import urlpatterns as following_urls
from calendar_app.outcome_urls import urlpatterns as outcome_urls
from calendar_app.reminder_urls import urlpatterns as reminder_urls
from calendar_app.sharing_urls import urlpatterns as sharing_urls

app_name = "calendar"
urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("export.csv", views.export_csv, name="export-csv"),
    path("export.xlsx", views.export_xlsx, name="export-xlsx"),
    path("export.ics", export_ics, name="export-ics"),
    path("year.pdf", views.year_pdf, name="year-pdf"),
    path("worklist/", views.worklist, name="worklist"),
    path("worklist/verify/", views.worklist_verify, name="worklist-verify"),
    path("worklist/publish/", views.worklist_publish, name="worklist-publish"),
    path("worklist/undo/", views.worklist_undo, name="worklist-undo"),
    path("check-in/<str:iso3>/", views.check_in, name="check-in"),
    path("check-in/<str:iso3>/agenda.pdf", views.check_in_pdf, name="check-in-pdf"),
    path("desk/", views.desk, name="desk"),
    path("desk/differences/", views.differences, name="differences"),
    path("desk/differences/decide/", views.differences_decide, name="differences-decide"),
    path("desk/<str:code>/", views.desk_country, name="desk-country"),
    path("desk/<str:code>/gone-through/", views.desk_gone_through, name="desk-gone-through"),
    path("desk/<str:code>/publish/", views.desk_publish, name="desk-publish"),
    path("desk/<str:code>/withdraw/", views.desk_withdraw, name="desk-withdraw"),
    path("kinds/", views.kinds, name="kinds"),
    path("dates/new/", views.entry_create, name="entry-create"),
    path("dates/<int:pk>/", views.entry_detail, name="entry-detail"),
    path("dates/<int:pk>/edit/", views.entry_edit, name="entry-edit"),
    path("dates/<int:pk>/publish/", views.entry_publish, name="entry-publish"),
    path("dates/<int:pk>/verify/", views.entry_verify, name="entry-verify"),
    path("dates/<int:pk>/pin/", views.entry_pin, name="entry-pin"),
    path("dates/<int:pk>/unpin/", views.entry_unpin, name="entry-unpin"),
    path("dates/<int:pk>/official/", views.entry_official, name="entry-official"),
    path("dates/<int:pk>/cancel/", views.entry_cancel, name="entry-cancel"),
    path("dates/<int:pk>/stage/", views.entry_stage, name="entry-stage"),
    path("dates/<int:pk>/done/", views.entry_done, name="entry-done"),
    path("dates/<int:pk>/reopen/", views.entry_reopen, name="entry-reopen"),
    path("imports/", views.import_list_page, name="import-list"),
    path("imports/hre-dates.<str:form>", views.import_template, name="import-template"),
    path("imports/<uuid:pk>/", views.import_detail, name="import-detail"),
    path("imports/<uuid:pk>/apply/", views.import_apply, name="import-apply"),
    path("imports/<uuid:pk>/undo/", views.import_undo, name="import-undo"),
    path("imports/<uuid:pk>/discard/", views.import_discard, name="import-discard"),
    path("sessions/", views.session_list, name="session-list"),
    path("sessions/new/", views.session_create, name="session-create"),
    path("sessions/<int:pk>/", views.session_detail, name="session-detail"),
    path("sessions/<int:pk>/edit/", views.session_edit, name="session-edit"),
    path("sessions/<int:pk>/verify/", views.session_verify, name="session-verify"),
    path("sessions/<int:pk>/confirm/", views.session_confirm, name="session-confirm"),
    path("sessions/<int:pk>/move/", views.session_move, name="session-move"),
    path("sessions/<int:pk>/shorten/", views.session_shorten, name="session-shorten"),
    path("sessions/<int:pk>/held/", views.session_held, name="session-held"),
    path("sessions/<int:pk>/cancel/", views.session_cancel, name="session-cancel"),
    path("reviews/<int:pk>/", views.review_detail, name="review-detail"),
    path("reviews/<int:pk>/dates/", views.review_dates, name="review-dates"),
    path("reviews/<int:pk>/documents/<str:kind>/", views.review_document, name="review-document"),
    path("reviews/<int:pk>/move/", views.review_move, name="review-move"),
    path("mechanisms/<int:pk>/dates/", views.mechanism_dates, name="mechanism-dates"),
    path("feeds/", views.feed_list, name="feed-list"),
    path("feeds/<int:pk>/renew/", views.feed_rotate, name="feed-rotate"),
    path("feeds/<int:pk>/revoke/", views.feed_revoke, name="feed-revoke"),
    path("feed/<str:secret>.ics", feed, name="feed"),
    *following_urls,
    *outcome_urls,
    *sharing_urls,
    *reminder_urls,
]
