"""Writing: saving a section of a text of ten sections in process, beside the bare writes; the page of the editor.

Goals: saving in less than 50 ms; the editor with at most 15 queries and 30 KB compressed, its text apart.
"""

import gzip
import sys

from measure import load_world, median_cpu_ms, median_ms, report, scratch_portal

SECTIONS, PARAGRAPHS = 10, 12
QUERIES, SIZE, SAVING = 15, 30, 50
PARAGRAPH = (
    "Families who returned in the autumn report that the road to the market is open again and that the school has "
    "taken up its work, while the health post stands empty.^[Notes of the visit of the cluster, in five villages.] "
)


def write(line, author):
    """A text of ten sections of twelve paragraphs each."""
    from engagements.actions.submissions import create_submission
    from engagements.enums import SubmissionKind
    from engagements.models import Section

    submission = create_submission(
        plan_line=line, kind=SubmissionKind.UPR_JOINT, title="Return", language="en", exposure="restricted", by=author
    )
    rows = Section.objects.unscoped("benchmark").filter(submission=submission)
    rows.delete()
    body = "\n\n".join([PARAGRAPH.strip()] * PARAGRAPHS)
    Section.objects.bulk_create(
        Section(submission=submission, heading=f"Section {number}", body=body, position=number, updated_by=author)
        for number in range(1, SECTIONS + 1)
    )
    return submission, rows.first(), body


def saving(submission, section, body, author):
    """(ms to save the section, the same in time of the processor, ms of the bare writes)."""
    from django.db import transaction

    from core import memo
    from core.models import AuditEntry
    from engagements.actions.sections import save_section
    from engagements.models import Section, Submission

    section.submission, turn = submission, [0]

    def save():
        turn[0] += 1
        # As a page does it: roles are read once for the whole request.
        with memo.one_request():
            save_section(
                section=section,
                heading=section.heading,
                body=f"{body} {turn[0]}",
                expected_version=section.version,
                by=author,
            )

    entry = AuditEntry.objects.visible_to(author).order_by("-pk").first()

    def bare():
        turn[0] += 1
        with transaction.atomic():
            Section.objects.unscoped("benchmark").filter(pk=section.pk).update(body=f"{body} {turn[0]}")
            Submission.objects.unscoped("benchmark").filter(pk=submission.pk).update(text_hash=str(turn[0]))
            entry.pk = entry.id = None
            entry.save(force_insert=True)

    return median_ms(save, rounds=40), median_cpu_ms(save, rounds=40), median_ms(bare, rounds=40)


def editor(client, submission, section):
    """(queries, KB compressed, KB compressed of the text alone)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = f"/engagements/submissions/{submission.pk}/sections/{section.pk}/edit/"
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    if answer.status_code != 200:
        sys.exit(f"{address} answers {answer.status_code}")
    text = len(gzip.compress(section.body.encode())) / 1024
    return len(captured), len(gzip.compress(answer.content)) / 1024, text


def main():
    with scratch_portal():
        load_world()
        from django.test import Client

        from clusters.models import User
        from engagements.models import PlanLine

        author = User.objects.get(email="coordinator.moz@demo.example")
        cluster = author.memberships.get().cluster
        lines = PlanLine.objects.visible_to(author).filter(cluster=cluster, mechanism__family="upr")
        submission, section, body = write(lines.select_related("cluster__country", "mechanism").first(), author)
        ours, processor, floor = saving(submission, section, body, author)
        kept = report("a section saved, in process", ours, floor=floor, limit=SAVING)
        report("a section saved, time of the processor", processor)
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(author)
        queries, size, text = editor(client, submission, section)
        kept = report("editor: queries", queries, "", limit=QUERIES) and kept
        kept = report("editor: compressed, its text apart", size - text, "KB", limit=SIZE) and kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
