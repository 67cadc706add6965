"""Addresses of advocacy and analysis."""

from django.urls import path

from engagements.views import advocacy, analysis, framework, messages, recommended, sheets, tolerances, watching

advocacy_urls = [
    path("plan/<int:pk>/advocacy/", advocacy.line_advocacy, name="line-advocacy"),
    path("plan/<int:pk>/recommendations/", recommended.line_recommendations, name="line-recommendations"),
    path("advocacy/", advocacy.ladder, name="advocacy"),
    path("advocacy/issues/new/", advocacy.issue_create, name="issue-create"),
    path("advocacy/issues/<int:pk>/", advocacy.issue_detail, name="issue-detail"),
    path("advocacy/issues/<int:pk>/edit/", advocacy.issue_edit, name="issue-edit"),
    path("advocacy/issues/<int:pk>/state/", advocacy.issue_state, name="issue-state"),
    path("advocacy/issues/<int:pk>/actions/new/", advocacy.action_create, name="issue-action-create"),
    path("advocacy/issues/<int:pk>/actions/<int:action_pk>/", advocacy.action_edit, name="issue-action-edit"),
    path("advocacy/issues/<int:pk>/actions/<int:action_pk>/state/", advocacy.action_state, name="issue-action-state"),
    path("advocacy/issues/<int:pk>/messages/new/", messages.message_create, name="issue-message-create"),
    path("advocacy/messages/<int:pk>/", messages.message_detail, name="message-detail"),
    path("advocacy/messages/<int:pk>/edit/", messages.message_edit, name="message-edit"),
    path("advocacy/messages/<int:pk>/state/", messages.message_state, name="message-state"),
    path("advocacy/messages/<int:pk>/gallery/", messages.message_gallery, name="message-gallery"),
    path("advocacy/gallery/", messages.gallery, name="gallery"),
    path("advocacy/hints/", messages.hint_list, name="hints"),
    path("advocacy/hints/<slug:key>/", messages.hint_edit, name="hint-edit"),
    path("advocacy/watched/", watching.watch_list, name="watch-list"),
    path("advocacy/watched/name/", watching.list_name, name="watch-name"),
    path("advocacy/watched/<int:pk>/", watching.watch_edit, name="watch-edit"),
    path("advocacy/recommendations/<int:rec_pk>/", watching.recommendation_use, name="recommendation-use"),
    path("advocacy/recommendations/<int:rec_pk>/promote/", recommended.promote, name="recommendation-promote"),
    path(
        "advocacy/issues/<int:pk>/recommendations/<int:rec_pk>/",
        recommended.issue_recommendation,
        name="issue-recommendation",
    ),
    path("advocacy/partners/", tolerances.tolerances, name="tolerances"),
    path("advocacy/partners/<int:pk>/", tolerances.tolerance_edit, name="tolerance-edit"),
    path("advocacy/strategies/", sheets.strategies, name="strategies"),
    path("advocacy/strategies/new/", sheets.sheet_create, {"sheet": "strategy"}, name="strategy-create"),
    path("advocacy/strategies/<int:pk>/", sheets.sheet_edit, {"sheet": "strategy"}, name="strategy-edit"),
    path("advocacy/briefings/", sheets.briefings, name="briefings"),
    path("advocacy/briefings/new/", sheets.sheet_create, {"sheet": "briefing"}, name="briefing-create"),
    path("advocacy/briefings/<int:pk>/", sheets.sheet_edit, {"sheet": "briefing"}, name="briefing-edit"),
    path("advocacy/registers/", sheets.registers, name="registers"),
    path("advocacy/registers/new/", sheets.sheet_create, {"sheet": "register"}, name="register-create"),
    path("advocacy/registers/<int:pk>/", sheets.sheet_edit, {"sheet": "register"}, name="register-edit"),
]

analysis_urls = [
    path("analysis/", analysis.analysis_page, name="analysis"),
    path("analysis/new/", analysis.finding_create, name="finding-create"),
    path("analysis/<int:pk>/", analysis.finding_detail, name="finding-detail"),
    path("analysis/<int:pk>/edit/", analysis.finding_edit, name="finding-edit"),
    path("analysis/<int:pk>/aid/", analysis.finding_aid, name="finding-aid"),
    path("analysis/<int:pk>/keep/", analysis.finding_keep, name="finding-keep"),
    path("analysis/<int:pk>/plan/", analysis.finding_plan, name="finding-plan"),
    path("analysis/framework/", framework.framework, name="framework"),
    path("analysis/framework/status/", framework.framework_status, name="framework-status"),
    path("analysis/framework/updates/new/", framework.update_create, name="update-create"),
    path("analysis/framework/updates/<int:pk>/", framework.update_edit, name="update-edit"),
    path("analysis/tools/", sheets.tools, name="tools"),
    path("analysis/tools/new/", sheets.sheet_create, {"sheet": "tool"}, name="tool-create"),
    path("analysis/tools/<int:pk>/", sheets.sheet_edit, {"sheet": "tool"}, name="tool-edit"),
    path("analysis/sharing/new/", sheets.sheet_create, {"sheet": "sharing"}, name="sharing-create"),
    path("analysis/sharing/<int:pk>/", sheets.sheet_edit, {"sheet": "sharing"}, name="sharing-edit"),
]

advocacy_urls += analysis_urls
