"""Before commissions and courts: statements for a hearing, amicus briefs."""

from django.utils.translation import gettext_lazy as _

from engagements.enums import SubmissionKind
from engagements.templates_library import SectionTemplate, SubmissionTemplate
from engagements.templates_library.common import METHOD, SOURCES
from engagements.templates_library.statement import MESSAGE, OPENING, REQUEST

_INTEREST = SectionTemplate(
    "amicus.interest",
    {
        "en": "Interest in the matter",
        "fr": "Intérêt à intervenir",
        "es": "Interés en el asunto",
        "pt": "Interesse na matéria",
        "ar": "المصلحة في المسألة",
        "ru": "Интерес к делу",
        "zh": "与本案的关联",
    },
    _(
        "Why those who sign can help the court, and that they stand on no side. A legal adviser of a member "
        "organisation should write or check this text."
    ),
)
_QUESTION = SectionTemplate(
    "amicus.question",
    {
        "en": "The question addressed",
        "fr": "Question traitée",
        "es": "Cuestión tratada",
        "pt": "Questão tratada",
        "ar": "المسألة المتناولة",
        "ru": "Рассматриваемый вопрос",
        "zh": "所论问题",
    },
    _("One question of law or of fact that the parties leave open. Nothing about the persons of the case."),
)
_LAW = SectionTemplate(
    "amicus.law",
    {
        "en": "Law and standards",
        "fr": "Droit et normes",
        "es": "Derecho y normas",
        "pt": "Direito e normas",
        "ar": "القانون والمعايير",
        "ru": "Право и нормы",
        "zh": "法律与标准",
    },
    _("Treaties, general comments, views of mechanisms: with article, symbol and paragraph, quoted exactly."),
)
_CONTEXT = SectionTemplate(
    "amicus.context",
    {
        "en": "Context",
        "fr": "Contexte",
        "es": "Contexto",
        "pt": "Contexto",
        "ar": "السياق",
        "ru": "Контекст",
        "zh": "背景",
    },
    _("What the cluster knows of the situation at large: patterns and figures, public or cleared for this use."),
)
_CONCLUSION = SectionTemplate(
    "amicus.conclusion",
    {
        "en": "Conclusion",
        "fr": "Conclusion",
        "es": "Conclusión",
        "pt": "Conclusão",
        "ar": "الخلاصة",
        "ru": "Заключение",
        "zh": "结论",
    },
    _("How the question should be answered, in two sentences. No view on who should win."),
)

TEMPLATES = (
    SubmissionTemplate(
        SubmissionKind.HEARING,
        {
            "en": "Statement for a hearing",
            "fr": "Déclaration en vue d’une audience",
            "es": "Declaración para una audiencia",
            "pt": "Declaração para uma audiência",
            "ar": "بيان لجلسة استماع",
            "ru": "Выступление на слушании",
            "zh": "听证会发言",
        },
        _(
            "Heard by commissioners with the State in the room, often broadcast. Say what may be said there; hand in "
            "the rest in writing and in confidence."
        ),
        (OPENING, MESSAGE, REQUEST, SOURCES),
        has_cover=False,
    ),
    SubmissionTemplate(
        SubmissionKind.AMICUS,
        {
            "en": "Amicus brief",
            "fr": "Mémoire d’amicus curiae",
            "es": "Escrito de amicus curiae",
            "pt": "Memorial de amicus curiae",
            "ar": "مذكرة صديق المحكمة",
            "ru": "Заключение друга суда (amicus curiae)",
            "zh": "法庭之友意见书",
        },
        _(
            "For a court or commission that asks or admits it. Each has its own rules on who may hand one in and how: "
            "read them first; the portal knows none of them. The parties will read every line."
        ),
        (_INTEREST, _QUESTION, _LAW, _CONTEXT, METHOD, _CONCLUSION, SOURCES),
    ),
)
