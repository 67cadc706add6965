"""Freeze the text as a version; the document and the file made from one."""

import dataclasses

from django.utils.text import slugify

from core.documents import docx, nodes, pdf
from core.documents.count import count
from engagements import documents, policy
from engagements.actions.submissions.common import note_pages, note_text, record
from engagements.enums import Status
from engagements.models import SubmittingOrganisation, Version
from engagements.queries import submissions as queries
from engagements.queries.submissions.limits import seconds_of


def freeze(submission, by, *, note):
    """A new Version of the text as it stands. Call it with the row taken."""
    sections = note_text(submission)
    tree = _tree(submission, sections, by)
    newest = queries.newest_version(by, submission)
    version = Version.objects.create(
        submission=submission,
        number=(newest.number if newest else 0) + 1,
        tree=nodes.to_json(tree),
        sections=[
            {
                "section": section.pk,
                "key": section.key,
                "heading": section.heading,
                "body": section.body,
                "guidance": section.guidance,
                "is_sent": section.is_sent,
                "organisation": section.organisation_id,
            }
            for section in sections
        ],
        sha256=nodes.fingerprint(tree),
        text_hash=submission.text_hash,
        words=sum(section.words + section.note_words for section in sections if section.is_sent),
        note=note[:200],
        created_by=by,
    )
    record("version.frozen", version, submission, by=by, after={"number": version.number, "sha256": version.sha256})
    return version


def _tree(submission, sections, by, status=nodes.DRAFT):
    organisations = policy.rows_of(SubmittingOrganisation, submission).select_related("organisation")
    references = queries.references_in(by, sections, language=submission.language)
    return documents.build_tree(
        submission, sections, status=status, references=references, organisations=list(organisations)
    )


def tree_now(submission, by):
    """The text as it stands, with the recommendations it names and in the name of those for whom it speaks. `by` sees
    it; three queries at most."""
    status = nodes.FINAL if submission.status == Status.SUBMITTED else nodes.DRAFT
    tree = _tree(submission, queries.sections_with_text(by, submission), by, status)
    return documents.speaking_for(tree, submission.plan_line)


def speaking_copy_now(submission, by):
    """The large copy to read aloud from, of the text as it stands, with the time it takes. `by` sees it."""
    tree = tree_now(submission, by)
    return documents.speaking_copy(tree, seconds_of(count(tree).text))


def speaking_copy_of(version, *, status=nodes.DRAFT):
    """The large copy of a frozen version."""
    tree = tree_of(version, status=status)
    return documents.speaking_copy(tree, seconds_of(count(tree).text))


def tree_of(version, *, status=nodes.DRAFT):
    """The document tree that was frozen, in the name of those for whom it speaks now and no more open than its text
    and its plan line are now."""
    tree = dataclasses.replace(nodes.from_json(version.tree), status=status)
    tree = documents.marked(tree, version.submission.mark)
    tree = documents.speaking_for(tree, version.submission.plan_line)
    return documents.endorsed_by(tree, policy.named_on_cover(version))


def render_version(version, *, status=nodes.DRAFT):
    """The PDF of a frozen version; how many pages the text fills is noted while it still is that text. Raises
    pdf.PdfError with a sentence."""
    content, pages = pdf.laid_out(tree_of(version, status=status))
    if version.text_hash == version.submission.text_hash:
        note_pages(version.submission, pages)
    return content


def render_version_docx(version, *, status=nodes.DRAFT):
    """The Word file of a frozen version, in the font that the mechanism asks for. Raises pdf.DocumentTooLong."""
    return word_of(version.submission, tree_of(version, status=status))


def word_of(submission, tree):
    """The Word file of `tree`, a text of `submission`. The properties of the file name the cluster, and of a veiled
    text nobody."""
    formats = submission.requirement.formats if submission.requirement else ""
    author = "" if policy.is_veiled(submission) else str(submission.plan_line.cluster)
    return docx.render_docx(tree, look=docx.look_asked_for(formats), author=author)


def file_name_of(submission, original=""):
    """A name for the file that leaves the portal: a neutral one when restricted or confidential."""
    suffix = "pdf"
    if original and "." in original:
        suffix = slugify(original.rsplit(".", 1)[1])[:8] or "bin"
    elif original:
        suffix = "bin"
    if policy.is_veiled(submission):
        return f"document-{submission.pk}.{suffix}"
    name = slugify(submission.title, allow_unicode=True)[:80] or f"document-{submission.pk}"
    return f"{name}.{suffix}"
