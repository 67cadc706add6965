"""A briefing that went out in the demonstration cluster of Niger, what came of it, and who asked for more. Invented."""

import datetime as dt

from clusters.models import User
from core import clock
from engagements.actions import submissions as actions
from engagements.actions.requests import decline_request, note_request
from engagements.actions.sections import save_section
from engagements.actions.sign_off import sign_off
from engagements.enums import Exposure, Stage, SubmissionKind, Taken, Verb
from engagements.models import InputRequest, PlanLine, Section, Submission
from engagements.queries import submissions as queries
from hre_portal.demo.people import address, pilot_clusters

TITLE = "Note de démonstration sur l'accès à l'état civil"
BODIES = (
    "Cette note de démonstration montre la forme d'une note d'information. Son contenu est inventé.",
    "Les audiences foraines atteignent les chefs-lieux, pas les communes d'accueil.\n\n"
    "Sans pièce d'état civil, les enfants déplacés ne passent pas l'examen de fin de cycle.",
    "Étendre les audiences foraines aux communes d'accueil.",
)


def load_results():
    """Add what is not there yet; the second time nothing changes. Returns how many inputs were sent."""
    cluster = pilot_clusters()["NER"]
    lead, second = (User.objects.get(email=address(login, "NER")) for login in ("coordinator", "cocoordinator"))
    _requests(cluster, lead)
    lines = PlanLine.objects.visible_to(lead).filter(cluster=cluster)
    line = lines.filter(title="Contribution à mi-parcours de l'EPU").first()
    if line is None or Submission.objects.visible_to(lead).filter(plan_line=line, title=TITLE).exists():
        return 0
    submission = _create(line, lead)
    submission = _send(submission, lead, second)
    _trace(submission, lead)
    return 1


def _create(line, by):
    submission = actions.create_submission(
        plan_line=line, kind=SubmissionKind.BRIEFING, title=TITLE, language="fr", exposure=Exposure.MEMBERS, by=by
    )
    sections = Section.objects.visible_to(by).filter(submission=submission, is_sent=True).order_by("position")
    for section, body in zip(sections, BODIES, strict=False):
        section.submission = submission
        save_section(section=section, heading=section.heading, body=body, expected_version=section.version, by=by)
    return submission


def _send(submission, lead, second):
    """Signed and cleared by the co-coordinator, held by the coordinator."""

    def move(verb, by, **details):
        fresh = queries.submission_detail(by, submission.pk)
        return actions.advance(submission=fresh, verb=verb, expected_version=fresh.version, by=by, **details)

    move(Verb.REQUEST_SIGN_OFF, lead)
    version = queries.newest_version(second, submission)
    fresh = queries.submission_detail(second, submission.pk)
    sign_off(submission=fresh, version_id=version.pk, role="coordinator", decision="agreed", by=second)
    move(Verb.CLEAR, second)
    return move(
        Verb.SUBMIT,
        lead,
        channel="in_person",
        sent_at=clock.now(),
        time_zone="Africa/Niamey",
        recipient="Représentations permanentes (démonstration)",
        receipt="Démonstration 1",
        occasion="Réunion d'information (démonstration)",
        speaker="Coordinatrice du cluster",
        spoken_seconds=540,
    )


def _trace(submission, by):
    submission = queries.submission_detail(by, submission.pk)
    points = actions.add_points(
        submission=submission,
        points=[
            ("Les audiences foraines n'atteignent pas les communes d'accueil.", "para. 2"),
            ("Sans pièce d'état civil, pas d'examen de fin de cycle.", "para. 3"),
            ("Étendre les audiences foraines aux communes d'accueil.", "para. 4"),
        ],
        by=by,
    )
    for point in points:
        point.submission = submission
    actions.note_uptake(
        point=points[0],
        stage=Stage.DIALOGUE,
        taken=Taken.REFLECTED,
        symbol="Notes de la réunion (démonstration)",
        quote="Une délégation a demandé combien de communes d'accueil ont reçu une audience foraine.",
        by=by,
    )
    actions.note_uptake(point=points[1], stage=Stage.DIALOGUE, taken=Taken.MISSING, by=by)
    actions.write_closing(
        submission=submission,
        challenges="Peu de délégations connaissaient la question avant la réunion.",
        openings="Une délégation souhaite recevoir les chiffres chaque semestre.",
        expected_version=0,
        by=by,
    )


def _requests(cluster, by):
    if InputRequest.objects.visible_to(by).filter(cluster=cluster).exists():
        return
    today = clock.today()
    note_request(
        cluster=cluster,
        asked_by="Bureau d'un mandat (démonstration)",
        asked_on=today - dt.timedelta(days=3),
        due_on=today + dt.timedelta(days=18),
        about="Chiffres sur l'accès à l'état civil des enfants déplacés",
        door="letter",
        exposure=Exposure.MEMBERS,
        by=by,
    )
    declined = note_request(
        cluster=cluster,
        asked_by="Organisation partenaire (démonstration)",
        asked_on=today - dt.timedelta(days=30),
        about="Liste de cas individuels",
        door="meeting",
        exposure=Exposure.RESTRICTED,
        by=by,
    )
    decline_request(
        request=declined,
        reason="Aucun cas individuel n'est partagé sans consentement.",
        expected_version=declined.version,
        by=by,
    )
