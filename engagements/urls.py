"""Addresses: one list for plan lines, one for submissions."""

from django.urls import path

from engagements.advocacy_urls import advocacy_urls
from engagements.clearing_urls import clearing_urls
from engagements.files_urls import files_urls
from engagements.handing_urls import handing_urls
from engagements.interaction_urls import interaction_urls
from engagements.process_urls import process_urls
from engagements.rooms_urls import rooms_urls
from engagements.safety_urls import safety_urls
from engagements.sending_urls import sending_urls
from engagements.talk_urls import talk_urls
from engagements.texts_urls import texts_urls
from engagements.views import (
    gates,
    letter,
    line_rooms,
    new_line,
    obstacles,
    participation,
    partners,
    plans,
    positions,
    purposes,
    risk,
    safeguards,
    sections,
    steps,
    submissions,
    versions,
    year_rooms,
)

app_name = "engagements"

plan_urls = [
    path("", plans.plan, name="plan"),
    path("plan/new/", new_line.line_create, name="line-create"),
    path("plan/dates/", new_line.line_choose, name="line-choose"),
    path("plan/context/", year_rooms.plan_context, name="plan-context"),
    path("plan/objectives/", year_rooms.aim_list, name="aim-list"),
    path("plan/objectives/<int:pk>/", year_rooms.aim_edit, name="aim-edit"),
    path("plan/concerns/", year_rooms.concern_list, name="concern-list"),
    path("plan/concerns/waiting/", year_rooms.concerns_waiting, name="concerns-waiting"),
    path("plan/concerns/<int:pk>/answer/", year_rooms.concern_answer, name="concern-answer"),
    path("plan/all/", year_rooms.plan_overview, name="plan-overview"),
    path("plan/purposes/", purposes.purpose_report, name="purpose-report"),
    path("plan/purposes/csv/", purposes.purpose_csv, name="purpose-csv"),
    path("plan/purposes/pdf/", purposes.purpose_pdf, name="purpose-pdf"),
    path("plan/obstacles/", obstacles.obstacle_list, name="obstacle-list"),
    path("plan/obstacles/all/", obstacles.obstacle_overview, name="obstacle-overview"),
    path("plan/obstacles/<int:pk>/", obstacles.obstacle_edit, name="obstacle-edit"),
    path("participation/", participation.participation, name="participation"),
    path("plan/letter/", letter.letter_list, name="letter"),
    path("plan/letter/clusters/", letter.letter_clusters, name="letter-clusters"),
    path("plan/letter/steps/<str:key>/", letter.letter_edit, name="letter-edit"),
    path("plan/<int:pk>/", plans.line_detail, name="line-detail"),
    path("plan/<int:pk>/edit/", plans.line_edit, name="line-edit"),
    path("plan/<int:pk>/state/", plans.line_state, name="line-state"),
    path("plan/<int:pk>/shift/", plans.line_shift, name="line-shift"),
    path("plan/<int:pk>/history/", plans.line_history, name="line-history"),
    path("plan/<int:pk>/access/", plans.line_access, name="line-access"),
    path("plan/<int:pk>/outcome/", line_rooms.line_outcome, name="line-outcome"),
    path("plan/<int:pk>/links/", line_rooms.line_links, name="line-links"),
    path("plan/<int:pk>/contacts/", plans.line_contacts, name="line-contacts"),
    path("plan/<int:pk>/copy/", line_rooms.line_copy, name="line-copy"),
    path("plan/<int:pk>/risk/", risk.risk_form, name="risk"),
    path("plan/<int:pk>/gates/", gates.gates, name="gates"),
    path("plan/<int:pk>/steps/new/", steps.step_create, name="step-create"),
    path("plan/<int:pk>/steps/<int:step_pk>/", steps.step_edit, name="step-edit"),
    path("plan/<int:pk>/steps/<int:step_pk>/state/", steps.step_state, name="step-state"),
    path("plan/<int:pk>/steps/<int:step_pk>/partners/", partners.step_partners, name="step-partners"),
]

submission_urls = [
    path("submissions/", submissions.submission_list, name="submission-list"),
    path("submissions/new/", submissions.submission_choose, name="submission-add"),
    path("submissions/new/<int:line_pk>/", submissions.submission_create, name="submission-create"),
    path("submissions/<int:pk>/", submissions.submission_detail, name="submission-detail"),
    path("submissions/<int:pk>/preview/", submissions.submission_preview, name="submission-preview"),
    path("submissions/<int:pk>/pdf/", submissions.submission_pdf, name="submission-pdf"),
    path("submissions/<int:pk>/docx/", submissions.submission_docx, name="submission-docx"),
    path("submissions/<int:pk>/edit/", submissions.submission_edit, name="submission-edit"),
    path("submissions/<int:pk>/move/<slug:verb>/", submissions.submission_advance, name="submission-advance"),
    path("submissions/<int:pk>/sign-off/", submissions.submission_sign_off, name="submission-sign-off"),
    path("submissions/<int:pk>/sent-file/", submissions.dispatch_file, name="dispatch-file"),
    path("submissions/<int:pk>/sections/new/", sections.section_add, name="section-add"),
    path("submissions/<int:pk>/sections/<int:section_pk>/", submissions.submission_detail, name="section-detail"),
    path("submissions/<int:pk>/sections/<int:section_pk>/edit/", sections.section_edit, name="section-edit"),
    path("submissions/<int:pk>/sections/<int:section_pk>/preview/", sections.section_preview, name="section-preview"),
    path("submissions/<int:pk>/sections/<int:section_pk>/move/", sections.section_move, name="section-move"),
    path("submissions/<int:pk>/sections/<int:section_pk>/remove/", sections.section_remove, name="section-remove"),
    path("submissions/<int:pk>/versions/", versions.version_list, name="version-list"),
    path("submissions/<int:pk>/compare/", versions.version_compare, name="version-compare"),
    path("submissions/<int:pk>/versions/<int:version_pk>/", versions.version_detail, name="version-detail"),
    path("submissions/<int:pk>/versions/<int:version_pk>/restore/", versions.version_restore, name="version-restore"),
    path("submissions/<int:pk>/versions/<int:version_pk>/pdf/", versions.version_pdf, name="version-pdf"),
    path("submissions/<int:pk>/versions/<int:version_pk>/docx/", versions.version_docx, name="version-docx"),
]

safeguard_urls = [
    path("positions/", positions.position_list, name="position-list"),
    path("positions/<int:pk>/", positions.position_detail, name="position-detail"),
    path("safeguards/", safeguards.safeguards, name="safeguards"),
    path("safeguards/guidance/", risk.risk_guidance, name="risk-guidance"),
    path("safeguards/protocol/", safeguards.policy_adopt, name="policy-adopt"),
]

urlpatterns = [*plan_urls, *process_urls, *submission_urls, *safeguard_urls]
urlpatterns += advocacy_urls
urlpatterns += interaction_urls
urlpatterns += safety_urls
urlpatterns += talk_urls
urlpatterns += sending_urls
urlpatterns += rooms_urls
urlpatterns += texts_urls
urlpatterns += files_urls
urlpatterns += clearing_urls
urlpatterns += handing_urls
