"""Talking points for briefings, and material for a side event."""

from django.utils.translation import gettext_lazy as _

from engagements.enums import SubmissionKind
from engagements.templates_library import SectionTemplate, SubmissionTemplate
from engagements.templates_library.common import SOURCES

_OPENING = SectionTemplate(
    "talking.opening",
    {
        "en": "Who we are",
        "fr": "Qui nous sommes",
        "es": "Quiénes somos",
        "pt": "Quem somos",
        "ar": "من نحن",
        "ru": "Кто мы",
        "zh": "我们是谁",
    },
    _("One sentence on the cluster, one on why you asked for this meeting. Say whether the briefing is closed."),
)
_POINTS = SectionTemplate(
    "talking.points",
    {
        "en": "Talking points",
        "fr": "Points de discussion",
        "es": "Puntos de intervención",
        "pt": "Pontos de intervenção",
        "ar": "نقاط الحديث",
        "ru": "Тезисы",
        "zh": "发言要点",
    },
    _(
        "Three points, the strongest first, each with one fact and the article or mandate it belongs to. Somebody "
        "else may have to speak in your place: write sentences that can be read out."
    ),
)
_ASKS = SectionTemplate(
    "talking.questions",
    {
        "en": "Questions we would like to be asked of the State",
        "fr": "Questions que nous souhaitons voir posées à l’État",
        "es": "Preguntas que quisiéramos que se hicieran al Estado",
        "pt": "Perguntas que gostaríamos que fossem feitas ao Estado",
        "ar": "أسئلة نأمل أن تُطرح على الدولة",
        "ru": "Вопросы, которые мы просим задать государству",
        "zh": "希望向该国提出的问题",
    },
    _("Two or three, worded so that nobody can tell from whom they come."),
)
_ANSWERS = SectionTemplate(
    "talking.answers",
    {
        "en": "If they ask",
        "fr": "Si l’on nous demande",
        "es": "Si preguntan",
        "pt": "Se perguntarem",
        "ar": "إذا سُئلنا",
        "ru": "Если спросят",
        "zh": "如果被问到",
    },
    _("Likely questions and agreed answers, also for what you will not answer. Never printed for others."),
    is_sent=False,
)
_TITLE = SectionTemplate(
    "side_event.message",
    {
        "en": "What the event is about",
        "fr": "Objet de la manifestation",
        "es": "De qué trata el acto",
        "pt": "De que trata o evento",
        "ar": "موضوع الفعالية",
        "ru": "О чём это мероприятие",
        "zh": "活动主题",
    },
    _("Subject, message and the one thing that should happen afterwards. It is read by anybody, in the country too."),
)
_PROGRAMME = SectionTemplate(
    "side_event.programme",
    {
        "en": "Programme",
        "fr": "Programme",
        "es": "Programa",
        "pt": "Programa",
        "ar": "البرنامج",
        "ru": "Программа",
        "zh": "议程",
    },
    _("Order and length of the parts, by function. Names of speakers only once each agreed and the risk is weighed."),
)
_MATERIAL = SectionTemplate(
    "side_event.facts",
    {
        "en": "Facts for participants",
        "fr": "Faits à l’intention des participants",
        "es": "Datos para los participantes",
        "pt": "Factos para os participantes",
        "ar": "وقائع للمشاركين",
        "ru": "Факты для участников",
        "zh": "供与会者参考的事实",
    },
    _("What may lie on every chair: public facts with their sources, and what mechanisms have said already."),
)

TEMPLATES = (
    SubmissionTemplate(
        SubmissionKind.TALKING_POINTS,
        {
            "en": "Talking points",
            "fr": "Points de discussion",
            "es": "Puntos de intervención",
            "pt": "Pontos de intervenção",
            "ar": "نقاط الحديث",
            "ru": "Тезисы выступления",
            "zh": "发言要点",
        },
        _(
            "For a briefing of a committee or a mandate holder, on a State or on a theme, in the room or on line. "
            "Leave half the time for questions."
        ),
        (_OPENING, _POINTS, _ASKS, _ANSWERS, SOURCES),
        has_cover=False,
    ),
    SubmissionTemplate(
        SubmissionKind.SIDE_EVENT,
        {
            "en": "Side event",
            "fr": "Manifestation parallèle",
            "es": "Acto paralelo",
            "pt": "Evento paralelo",
            "ar": "فعالية جانبية",
            "ru": "Параллельное мероприятие",
            "zh": "会外活动",
        },
        _("Everything here may be photographed. Decide first who could be harmed by being seen with you."),
        (_TITLE, _PROGRAMME, _MATERIAL, SOURCES),
        has_cover=False,
    ),
)
