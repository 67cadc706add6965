"""`python scripts/samples.py`: writes the sample documents of docs/samples anew.

The texts of docs/samples/sources become submissions of the demonstration clusters through the same acts as in the
portal, in a database that is thrown away, and come out as HTML, PDF and Word. All that they say is invented, apart
from the recommendations they quote.
"""

import os
import re
import secrets
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "docs" / "samples" / "sources"
TARGET = ROOT / "docs" / "samples"
_KEY = re.compile(r"\{rec:([^}]*[^}\d][^}]*)\}")


def read(path):
    """(what stands above the text, [(heading, body)]) of a source."""
    head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
    about = dict(line.split(": ", 1) for line in head.splitlines())
    parts = re.split(r"(?m)^# (.+)$", text)[1:]
    return about, [(heading.strip(), body.strip()) for heading, body in zip(parts[::2], parts[1::2], strict=True)]


def with_numbers(body):
    """The text with the keys of quoted recommendations as the numbers they have in this database."""
    from recommendations.models import Recommendation

    def number(found):
        return f"{{rec:{Recommendation.objects.get(reference_key=found.group(1)).pk}}}"

    return _KEY.sub(number, body)


def write(path):
    """One source as a submission; returns its files as {ending: bytes}."""
    from clusters.models import User
    from core.documents import pdf
    from engagements.actions import joint, submissions
    from engagements.actions.plans import create_plan_line
    from engagements.actions.sections import save_section
    from engagements.enums import Exposure, StepOwner
    from engagements.models import Section
    from hre_portal.demo.people import address, pilot_clusters
    from mechanisms.models import Mechanism

    about, parts = read(path)
    cluster = pilot_clusters()[about["country"]]
    by = User.objects.get(email=address("coordinator", about["country"]))
    line = create_plan_line(
        cluster=cluster,
        mechanism=Mechanism.objects.get(key=about["mechanism"]),
        year=2027,
        title=about["title"],
        lead_role=StepOwner.COORDINATOR,
        exposure=Exposure.OPEN,
        by=by,
    )
    submission = submissions.create_submission(
        plan_line=line,
        kind=about["kind"],
        title=about["title"],
        language=about["language"],
        exposure=Exposure.OPEN,
        by=by,
    )
    if "speaking_minutes" in about:
        submissions.edit_submission(
            submission=submission,
            expected_version=submission.version,
            speaking_minutes=about["speaking_minutes"],
            by=by,
        )
    rows = {row.heading: row for row in Section.objects.visible_to(by).filter(submission=submission)}
    for heading, body in parts:
        section = rows[heading]
        section.submission = submission
        save_section(section=section, heading=heading, body=with_numbers(body), expected_version=section.version, by=by)
    if about["kind"] == "upr_joint":
        name_two(joint, submission, cluster, by)
    tree = submissions.tree_now(submission, by)
    files = {
        "html": page(tree),
        "pdf": pdf.render_pdf(tree),
        "docx": submissions.word_of(submission, tree),
    }
    if submission.is_spoken:
        copy = submissions.speaking_copy_now(submission, by)
        files |= {"read-out.pdf": pdf.render_pdf(copy), "read-out.docx": submissions.word_of(submission, copy)}
    return files


def name_two(joint, submission, cluster, by):
    """Two organisations of the cluster may be named, a third one may not."""
    from clusters.queries import member_organisations

    for position, organisation in enumerate(member_organisations(by, cluster)[:3]):
        joint.add_submitting_organisation(
            submission=submission, organisation=organisation, is_named=position < 2, by=by
        )


def page(tree):
    """A page that stands for itself."""
    from core.documents import pdf

    style = (
        "body{margin:3rem auto;max-width:44rem;padding:0 1rem;font:1rem/1.7 'Noto Sans','Noto Sans Arabic',sans-serif}"
        "table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #b9c4cc;padding:.4rem;"
        "text-align:start}.doc-note{font-size:.85em;color:#445464}.doc-note::before{content:' ['}"
        ".doc-note::after{content:']'}"
        "blockquote{border-inline-start:3px solid #b9c4cc;margin-inline:2rem;padding-inline-start:1rem}"
    )
    return pdf.page_html(tree).replace("</head>", f"<style>{style}</style></head>").encode()


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "HRE_DATA_DIR": folder,
            "HRE_DEMO": "1",
            "HRE_DEMO_PASSWORD": secrets.token_urlsafe(),
            "DJANGO_SETTINGS_MODULE": "hre_portal.settings",
        }
        os.environ.pop("DATABASE_URL", None)
        sys.path.insert(0, str(ROOT))
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("load_reference", verbosity=0)
        call_command("load_demo", verbosity=0)
        for path in sorted(SOURCES.glob("*.md")):
            name = path.name.removesuffix(".md").rpartition(".")[0]
            for ending, content in write(path).items():
                target = TARGET / (f"{name}-{ending}" if "." in ending else f"{name}.{ending}")
                target.write_bytes(content)
                print(f"{target.relative_to(ROOT)}: {len(content)} bytes")
        from django.db import connections

        connections.close_all()


if __name__ == "__main__":
    main()
