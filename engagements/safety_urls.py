"""Addresses of the rules of sharing, legal help, individual cases and reprisals."""

from django.urls import path

from engagements.views import cases, reprisals, sharing

safety_urls = [
    path("safeguards/sharing/", sharing.sharing, name="sharing"),
    path("safeguards/sharing/protocol/", sharing.protocol_record, name="protocol-record"),
    path("safeguards/sharing/strategy/", sharing.strategy_record, name="strategy-record"),
    path("safeguards/sharing/signatures/new/", sharing.signature_record, name="signature-record"),
    path("safeguards/sharing/signatures/<int:pk>/end/", sharing.signature_end, name="signature-end"),
    path("safeguards/sharing/exceptions/new/", sharing.exception_grant, name="exception-grant"),
    path("safeguards/sharing/exceptions/<int:pk>/end/", sharing.exception_end, name="exception-end"),
    path("safeguards/legal-help/", sharing.legal_help, name="legal-help"),
    path("safeguards/legal-help/new/", sharing.legal_help_new, name="legal-help-new"),
    path("safeguards/legal-help/<int:pk>/", sharing.legal_help_edit, name="legal-help-edit"),
    path("safeguards/cases/", cases.case_list, name="case-list"),
    path("safeguards/cases/new/", cases.case_new, name="case-new"),
    path("safeguards/cases/<int:pk>/", cases.case_detail, name="case-detail"),
    path("safeguards/cases/<int:pk>/edit/", cases.case_edit, name="case-edit"),
    path("safeguards/cases/<int:pk>/move/<slug:verb>/", cases.case_move, name="case-move"),
    path("safeguards/cases/<int:pk>/people/", cases.case_people, name="case-people"),
    path("safeguards/reprisals/", reprisals.reprisal_list, name="reprisal-list"),
    path("safeguards/reprisals/report/", reprisals.reprisal_report, name="reprisal-report"),
    path("safeguards/reprisals/protocol/", reprisals.reprisal_protocol, name="reprisal-protocol"),
    path("safeguards/reprisals/protocol/new/", reprisals.reprisal_protocol_record, name="reprisal-protocol-record"),
    path("safeguards/reprisals/circle/", reprisals.circle, name="circle"),
    path("safeguards/reprisals/<int:pk>/", reprisals.reprisal_detail, name="reprisal-detail"),
    path("safeguards/reprisals/<int:pk>/delete/", reprisals.reprisal_delete, name="reprisal-delete"),
]
