"""How the families of mechanisms differ, in our own words after the field guidance (document 002). Used in planning and
training; each aspect names the lines it rests on."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from mechanisms.enums import Family

# The three that the guidance compares; special procedures speak in the Council.
COMPARED = (Family.TREATY_BODY, Family.UPR, Family.HRC)
NOT_STATED = _("The guidance does not say.")


@dataclass(frozen=True, slots=True)
class Aspect:
    """One row: what is compared, one text for each of `COMPARED`, and where the guidance says so."""

    key: str
    title: str
    texts: tuple
    source: str


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    text: str
    aspects: tuple


SESSION = Part(
    _("In the session"),
    _("What one sees when a session is followed on the screen."),
    (
        Aspect(
            "participants",
            _("Who takes part"),
            (
                _("Members of the committee and the State's delegation. Others may attend."),
                _("States of the UN. Others may attend."),
                _("States of the UN, the expert who reports, UN entities and others."),
            ),
            "002:385-402",
        ),
        Aspect(
            "questions",
            _("Who asks"),
            (
                _("Experts. Their questions are exact and name articles of the treaty."),
                _("Other States, as equals of the State under review."),
                _("States, in a dialogue with the expert."),
            ),
            "002:379-383, 002:394-402, 002:474-489",
        ),
        Aspect(
            "tone",
            _("Tone"),
            (
                _("Constructive, and open about shortcomings."),
                _("Diplomatic and supportive."),
                _("Diplomatic, yet naming concerns and violations."),
            ),
            "002:411-416",
        ),
        Aspect(
            "specificity",
            _("How specific"),
            (
                _("Very specific."),
                _("Broad issues, good practices, technical assistance."),
                _("Specific, above all in dialogues on one country."),
            ),
            "002:418-426",
        ),
        Aspect(
            "language",
            _("Language"),
            (
                _("The terms of international human rights law."),
                _("General words."),
                _("Human rights concerns in the words of diplomacy."),
            ),
            "002:428-434",
        ),
        Aspect(
            "verbs",
            _("Typical words"),
            (
                _("“gravely concerned”, “requests”"),
                _("“recommends”, “consider”"),
                _("“recommends”, “remains seized of the matter”"),
            ),
            "002:436-449",
        ),
    ),
)
OUTCOMES = Part(
    _("What comes out of it"),
    _("Recommendations differ because the procedures do."),
    (
        Aspect(
            "outcome",
            _("Kind of outcome"),
            (
                _("Concluding observations with long, technical recommendations, article by article."),
                _("Recommendations by single States on a direction to take, and pledges of the State itself."),
                _("It depends: reports on a country visit are concrete, thematic reports more general."),
            ),
            "002:471-495",
        ),
        Aspect(
            "actions",
            _("Proposes concrete actions"),
            (_("Yes"), _("No"), _("It depends")),
            "002:460",
        ),
        Aspect(
            "holders",
            _("Says clearly whose rights are meant"),
            (_("No"), _("Yes"), _("It depends")),
            "002:462",
        ),
        Aspect(
            "detail",
            _("Level of detail"),
            (_("Very detailed"), _("General"), _("It depends")),
            "002:464-466",
        ),
    ),
)
USE = Part(
    _("What that means for us"),
    _("Looking back helps to tailor messages and expectations, looking forward to choose the follow-up."),
    (
        Aspect(
            "back",
            _("Looking back: what to send and to expect"),
            (
                _("Detailed recommendations. The committee takes up most issues that a cluster puts forward."),
                _("Few and general points. Details, and the people affected, may not come back."),
                _("Fit the message to the mandate, and to whether a country or a theme is discussed."),
            ),
            "002:138-143, 002:195-202, 002:491-495",
        ),
        Aspect(
            "forward",
            _("Looking forward: how it goes on"),
            (
                _("Some committees ask the State to report half-way on chosen recommendations."),
                _("The State may send a mid-term report. It need not, but more and more do."),
                NOT_STATED,
            ),
            "002:132-136, 002:253-260",
        ),
    ),
)
PARTS = (SESSION, OUTCOMES, USE)
