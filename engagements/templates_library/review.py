"""The stages of a review by a treaty body: list of issues, alternative report, follow-up."""

from django.utils.translation import gettext_lazy as _

from engagements.enums import SubmissionKind
from engagements.templates_library import SectionTemplate, SubmissionTemplate
from engagements.templates_library.common import METHOD, SOURCES
from engagements.templates_library.treaty_body import ARTICLES, EARLIER, QUESTIONS, SUGGESTED, SUMMARY

_ISSUES = SectionTemplate(
    "loi.issues",
    {
        "en": "Issues to raise with the State party",
        "fr": "Points à soulever auprès de l’État partie",
        "es": "Cuestiones que conviene plantear al Estado parte",
        "pt": "Questões a colocar ao Estado Parte",
        "ar": "مسائل يُقترح طرحها على الدولة الطرف",
        "ru": "Вопросы, которые следует поставить перед государством-участником",
        "zh": "建议向缔约国提出的问题",
    },
    _(
        "One issue per paragraph: the article, two sentences of fact, the question you would like to read in the list. "
        "A list is short: what is not among your first five will hardly be asked."
    ),
)
_MISSING = SectionTemplate(
    "loi.missing",
    {
        "en": "Information that is missing",
        "fr": "Informations manquantes",
        "es": "Información que falta",
        "pt": "Informações em falta",
        "ar": "المعلومات الناقصة",
        "ru": "Недостающие сведения",
        "zh": "缺失的资料",
    },
    _("Figures and texts of law that only the State can give. Ask for them by group, age, sex and area."),
)
_INTRODUCTION = SectionTemplate(
    "report.introduction",
    {
        "en": "Introduction",
        "fr": "Introduction",
        "es": "Introducción",
        "pt": "Introdução",
        "ar": "مقدمة",
        "ru": "Введение",
        "zh": "导言",
    },
    _(
        "Who speaks, on which report of the State, for which period. Say whether the text may be put on the "
        "committee’s page, and under whose name."
    ),
)
_MEASURES = SectionTemplate(
    "follow_up.measures",
    {
        "en": "Measures taken, recommendation by recommendation",
        "fr": "Mesures prises, recommandation par recommandation",
        "es": "Medidas adoptadas, recomendación por recomendación",
        "pt": "Medidas tomadas, recomendação por recomendação",
        "ar": "التدابير المتخذة، توصيةً توصيةً",
        "ru": "Принятые меры по каждой рекомендации",
        "zh": "逐项建议所采取的措施",
    },
    _(
        "Only the recommendations that the committee chose for follow-up. Quote each, then say what was done, by whom "
        "and when, what it changed, and what you could not find out."
    ),
)
_ASSESSMENT = SectionTemplate(
    "follow_up.assessment",
    {
        "en": "Our assessment",
        "fr": "Notre appréciation",
        "es": "Nuestra valoración",
        "pt": "A nossa apreciação",
        "ar": "تقييمنا",
        "ru": "Наша оценка",
        "zh": "我们的评估",
    },
    _(
        "One sentence per recommendation: done, partly done, not done, gone backwards, not known. Say why in a second "
        "one. The committee gives its own mark; give it the reasons."
    ),
)
_NEXT = SectionTemplate(
    "follow_up.next",
    {
        "en": "What should come next",
        "fr": "Prochaines étapes",
        "es": "Próximos pasos",
        "pt": "Próximos passos",
        "ar": "الخطوات التالية",
        "ru": "Следующие шаги",
        "zh": "后续步骤",
    },
    _("What the committee should ask the State now, and by when it can be done."),
)

TEMPLATES = (
    SubmissionTemplate(
        SubmissionKind.LIST_OF_ISSUES,
        {
            "en": "Information for the list of issues",
            "fr": "Informations en vue de la liste de points",
            "es": "Información para la lista de cuestiones",
            "pt": "Informações para a lista de questões",
            "ar": "معلومات من أجل قائمة المسائل",
            "ru": "Информация для перечня вопросов",
            "zh": "为问题清单提交的资料",
        },
        _(
            "The list decides what the State must answer and what the dialogue will be about. It comes early: a short "
            "text in time does more than a long one later."
        ),
        (SUMMARY, METHOD, _ISSUES, _MISSING, SOURCES),
    ),
    SubmissionTemplate(
        SubmissionKind.ALTERNATIVE_REPORT,
        {
            "en": "Alternative report",
            "fr": "Rapport alternatif",
            "es": "Informe alternativo",
            "pt": "Relatório alternativo",
            "ar": "تقرير بديل",
            "ru": "Альтернативный доклад",
            "zh": "替代报告",
        },
        _(
            "Read beside the State’s report: keep to its order, say where you agree, where it leaves something out and "
            "where it says otherwise. Article, problem, question, recommendation."
        ),
        (_INTRODUCTION, METHOD, SUMMARY, EARLIER, ARTICLES, QUESTIONS, SUGGESTED, SOURCES),
    ),
    SubmissionTemplate(
        SubmissionKind.FOLLOW_UP,
        {
            "en": "Follow-up information",
            "fr": "Informations sur la suite donnée",
            "es": "Información de seguimiento",
            "pt": "Informações de seguimento",
            "ar": "معلومات المتابعة",
            "ru": "Информация о последующих мерах",
            "zh": "后续行动资料",
        },
        _(
            "A few recommendations, a short time, one question: was it done? Nothing else belongs here; the next "
            "review has room for the rest."
        ),
        (_MEASURES, METHOD, _ASSESSMENT, _NEXT, SOURCES),
    ),
)
