"""Comments on the demonstration texts, contributions to them, and a draft shared with the Task Team. All invented."""

import datetime as dt

from clusters.models import Organisation, User
from core import clock
from engagements.actions.comments import add_comment, resolve_comment
from engagements.actions.contributing import save_contribution, send_contribution
from engagements.actions.contributions import ask_contribution
from engagements.actions.merging import merge_paragraph
from engagements.actions.submission_shares import share_with_task_team
from engagements.enums import AskedBy
from engagements.models import Comment, ContributionParagraph, ContributionRequest, Section, Submission, SubmissionShare
from engagements.queries.contributions import request_detail
from hre_portal.demo.people import ORGANISATIONS, address

QUOTE = "Since the review, families who returned report that movement after dusk has become safer"
QUESTION = (
    "What do your teams hear about civil documents after the return? Two or three paragraphs, without names and "
    "without places smaller than a district."
)
GIVEN = (
    ("In three districts mobile teams registered births again; people wait about two months for the paper.", True),
    ("Women who return without their husbands are asked for papers that only he could have.", False),
)


def _person(login, iso3):
    return User.objects.filter(email=address(login, iso3)).first()


def _text(by, title):
    rows = Submission.objects.visible_to(by).select_related("plan_line__cluster__country", "plan_line__mechanism")
    return rows.filter(title=title).first()


def load_talk():
    """Say, ask and share where nothing was said yet; a second time nothing happens."""
    _mozambique()
    _niger()


def _mozambique():
    by, sag = _person("coordinator", "MOZ"), _person("sag", "MOZ")
    text = _text(by, "Return and safety since the review") if by else None
    if text is None or Comment.objects.visible_to(by).filter(submission=text).exists():
        return
    sections = list(Section.objects.visible_to(by).filter(submission=text).order_by("position"))
    quoted = next((section for section in sections if QUOTE in section.body), sections[0])
    asked = add_comment(
        submission=text, section=quoted, quote=QUOTE, text="Do we know this from more than one district?", by=sag
    )
    add_comment(submission=text, thread=asked, text="Yes, from four. I add it to the second part.", by=by)
    done = add_comment(submission=text, section=sections[1], text="Say how many households were asked.", by=sag)
    resolve_comment(comment=done, by=by)
    add_comment(
        submission=text, section=sections[0], text="Look once more at the first sentence.", is_private=True, by=by
    )
    _contribution(text, sections[sections.index(quoted) + 1], by)


def _contribution(text, section, by):
    """Asked of an organisation that has signed; one paragraph is in the text already, one waits."""
    organisation = Organisation.objects.get(name=ORGANISATIONS[0])
    if ContributionRequest.objects.visible_to(by).filter(submission=text).exists():
        return
    request, _none = ask_contribution(
        submission=text,
        organisation=organisation,
        way=AskedBy.ACCOUNT,
        sections=[section],
        question=QUESTION,
        due_on=clock.today() + dt.timedelta(days=12),
        by=by,
    )
    writers = User.objects.filter(memberships__organisation=organisation, memberships__cluster=text.plan_line.cluster)
    writer = writers.order_by("pk").first()
    request = request_detail(writer, request.pk)
    paragraphs = [{"text": words, "is_credited": credited} for words, credited in GIVEN]
    save_contribution(request=request, paragraphs=paragraphs, may_acknowledge=True, expected_version=1, by=writer)
    send_contribution(request=request, has_consent=True, expected_version=2, by=writer)
    rows = ContributionParagraph.objects.visible_to(by).filter(request=request).select_related("request")
    paragraph = rows.order_by("position").first()
    paragraph.request.submission = text
    section = Section.objects.visible_to(by).get(pk=section.pk)
    section.submission = text
    merge_paragraph(paragraph=paragraph, section=section, expected_version=section.version, by=by)


def _niger():
    by = _person("coordinator", "NER")
    text = _text(by, "Protection des personnes déplacées depuis l'examen") if by else None
    if text is None or SubmissionShare.objects.visible_to(by).filter(submission=text).exists():
        return
    share_with_task_team(
        submission=text,
        reason="La troisième partie cite-t-elle assez le cadre juridique ? Merci de commenter avant la consultation.",
        ends_on=clock.today() + dt.timedelta(days=21),
        by=by,
    )
