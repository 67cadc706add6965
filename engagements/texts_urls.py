"""Addresses of the rooms beside the words of a text."""

from django.urls import path

from engagements.views.texts import evidence, joint, proposals, quotations, speaking

_OF_TEXT = "submissions/<int:pk>/"

texts_urls = [
    path(f"{_OF_TEXT}evidence/", evidence.evidence_list, name="evidence-list"),
    path(f"{_OF_TEXT}evidence/<int:note_pk>/", evidence.evidence_edit, name="evidence-edit"),
    path(f"{_OF_TEXT}proposals/", proposals.proposal_list, name="proposal-list"),
    path(f"{_OF_TEXT}proposals/write/", proposals.proposal_write, name="proposal-write"),
    path(f"{_OF_TEXT}proposals/<int:proposal_pk>/", proposals.proposal_edit, name="proposal-edit"),
    path(f"{_OF_TEXT}organisations/", joint.submitting_list, name="submitting-list"),
    path(f"{_OF_TEXT}organisations/<int:row_pk>/", joint.submitting_act, name="submitting-act"),
    path(f"{_OF_TEXT}sections/<int:section_pk>/author/", joint.section_author, name="section-author"),
    path(f"{_OF_TEXT}sections/<int:section_pk>/quote/", quotations.section_quote, name="section-quote"),
    path(f"{_OF_TEXT}read-out/", speaking.submission_speaking, name="submission-speaking"),
    path(f"{_OF_TEXT}read-out/pdf/", speaking.submission_speaking_pdf, name="submission-speaking-pdf"),
]
