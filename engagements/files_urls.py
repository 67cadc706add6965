"""Addresses of the files room."""

from django.urls import path

from engagements.views.submissions import room

_ROOM = "submissions/<int:pk>/files/"
_READ_OUT = "submissions/<int:pk>/read-out/docx/"

files_urls = [
    path(_ROOM, room.submission_files, name="submission-files"),
    path(f"{_ROOM}new/", room.submission_file_ask, name="submission-file-ask"),
    path(f"{_ROOM}<int:rendering_pk>/", room.submission_rendering, name="submission-rendering"),
    path(f"{_ROOM}<int:rendering_pk>/file/", room.submission_rendering_file, name="submission-rendering-file"),
    path(_READ_OUT, room.submission_speaking_docx, name="submission-speaking-docx"),
]
