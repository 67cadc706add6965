"""What goes into the archive of a submission: the text in all its forms, versions, sign-offs, the record of sending.

Never comments, contributions, findings, never-sent sections; of a veiled text no person's name. Of several people who
see a submission each gets what she sees: the proofs of sending are for fewer.
"""

from django.utils.translation import gettext as _

from core import files
from core.documents import nodes, pdf
from engagements import policy
from engagements.actions.submissions import file_name_of, tree_now, tree_of, word_of
from engagements.actions.submissions.sending import final_file
from engagements.documents import archive
from engagements.enums import RenderStep, SentFile
from engagements.queries import submissions as queries

_PORTAL_FILES = (SentFile.PORTAL_PDF, SentFile.PORTAL_DOCX)


def archive_of(submission, by, tell=lambda step: None):
    """The ZIP as bytes: of the version that was sent, else of the newest, else of the text as it stands. `tell` is
    called with each `RenderStep`. Raises pdf.PdfError and files.FileLost."""
    dispatch = queries.sending_of(by, submission)
    version = dispatch.version if dispatch else queries.newest_version(by, submission)
    if version is None:
        tree = tree_now(submission, by)
    else:
        version.submission = submission
        tree = tree_of(version, status=nodes.FINAL if dispatch else nodes.DRAFT)
    members = [("text.html", html_file(tree))]
    tell(RenderStep.LAYING_OUT)
    # Of what was sent the very files whose hash is on record; made anew a PDF would have another.
    sent = {what: files.read(final_file(version, what, by)) for what in _PORTAL_FILES} if dispatch else {}
    members.append(("text.pdf", sent.get(SentFile.PORTAL_PDF) or pdf.render_pdf(tree)))
    tell(RenderStep.WRITING)
    members.append(("text.docx", sent.get(SentFile.PORTAL_DOCX) or word_of(submission, tree)))
    tell(RenderStep.PACKING)
    versions = queries.version_list(by, submission)
    members += [("versions.csv", _versions(versions)), ("sign-offs.csv", _sign_offs(submission, by))]
    if dispatch:
        members += _of_sending(submission, dispatch, by)
    return archive.pack(members)


def html_file(tree):
    """The text as one page that a browser opens without the portal."""
    return pdf.page_html(tree).encode()


def _versions(versions):
    heads = [_("Version"), _("Kept at (UTC)"), _("Words"), "SHA-256"]
    return archive.table(
        heads, [(each.number, each.created_at.isoformat(), each.words, each.sha256) for each in versions]
    )


def _sign_offs(submission, by):
    is_veiled = policy.is_veiled(submission)
    heads = [
        _("For"),
        _("Version"),
        _("Decision"),
        _("At (UTC)"),
        _("Counts for the text"),
        _("Given for version"),
        _("By"),
    ]
    rows = []
    for state in queries.sign_states(by, submission):
        given = state.sign_off
        if given is None:
            rows.append((state.label, "", _("open"), "", "", "", ""))
            continue
        decision, counts = given.get_decision_display(), _("yes") if state.counts else _("no")
        name = "" if is_veiled else given.by
        rows.append(
            (state.label, state.version_number, decision, given.at.isoformat(), counts, given.given_number or "", name)
        )
    return archive.table(heads, rows)


def _of_sending(submission, dispatch, by):
    name = "" if policy.is_veiled(submission) else dispatch.by
    facts = [
        (_("Version"), dispatch.version.number),
        (_("Channel"), dispatch.get_channel_display()),
        (_("Sent at (UTC)"), dispatch.sent_at.isoformat()),
        (_("Time zone"), dispatch.time_zone),
        (_("Late"), _("yes") if dispatch.is_late else _("no")),
        (_("To whom"), dispatch.recipient),
        (_("Receipt or reference"), dispatch.receipt),
        (_("Acknowledged on"), dispatch.acknowledged_on or ""),
        (_("Reference of the acknowledgement"), dispatch.acknowledgement),
        (_("SHA-256 of the file that was sent"), dispatch.file_sha256),
        (_("By"), name),
    ]
    members = [("sending.csv", archive.table([_("What"), _("Value")], facts))]
    if dispatch.file is not None:
        members.append((_numbered(submission, "sent", dispatch.file), files.read(dispatch.file)))
    for number, proof in enumerate(queries.proofs_of(by, dispatch), 1):
        members.append((_numbered(submission, f"proof-{number}", proof.file), files.read(proof.file)))
    return members


def _numbered(submission, name, file):
    """A neutral name with the ending of the file, whatever it was called."""
    ending = file_name_of(submission, file.file_name).rsplit(".", 1)[1]
    return f"{name}.{ending}"
