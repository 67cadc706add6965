"""Texts for one body alone: confidential comments, information for an inquiry, material for an investigation."""

from django.utils.translation import gettext_lazy as _

from engagements.enums import SubmissionKind
from engagements.templates_library import SectionTemplate, SubmissionTemplate
from engagements.templates_library.common import METHOD, SOURCES

_CONCERNS = SectionTemplate(
    "confidential.concerns",
    {
        "en": "Concerns",
        "fr": "Préoccupations",
        "es": "Preocupaciones",
        "pt": "Preocupações",
        "ar": "الشواغل",
        "ru": "Проблемы, вызывающие обеспокоенность",
        "zh": "关切问题",
    },
    _(
        "What the State's report leaves out or tells differently, article by article. Say what may be used in the "
        "dialogue and what only helps to understand. No names, no place that leads to a person."
    ),
)
_QUESTIONS = SectionTemplate(
    "confidential.questions",
    {
        "en": "Questions for the dialogue",
        "fr": "Questions pour le dialogue",
        "es": "Preguntas para el diálogo",
        "pt": "Perguntas para o diálogo",
        "ar": "أسئلة للحوار",
        "ru": "Вопросы для диалога",
        "zh": "对话中可提出的问题",
    },
    _("Word them so that nobody can tell from whom they come."),
)
_PATTERN = SectionTemplate(
    "inquiry.pattern",
    {
        "en": "Pattern of violations",
        "fr": "Caractère systématique des violations",
        "es": "Carácter sistemático de las violaciones",
        "pt": "Caráter sistemático das violações",
        "ar": "النمط المنهجي للانتهاكات",
        "ru": "Систематический характер нарушений",
        "zh": "侵权行为的系统性",
    },
    _(
        "Why this is systematic: how often, where, over what time, by whom, with what answer of the authorities. "
        "Single events belong here only as examples of the pattern."
    ),
)
_RIGHTS = SectionTemplate(
    "inquiry.rights",
    {
        "en": "Rights concerned",
        "fr": "Droits concernés",
        "es": "Derechos afectados",
        "pt": "Direitos em causa",
        "ar": "الحقوق المعنية",
        "ru": "Затронутые права",
        "zh": "所涉权利",
    },
    _("The articles of this very convention, and since when the State is bound by them and by the inquiry."),
)
_REQUEST = SectionTemplate(
    "inquiry.request",
    {
        "en": "What the committee is asked",
        "fr": "Ce qui est demandé au Comité",
        "es": "Lo que se pide al Comité",
        "pt": "O que se pede ao Comité",
        "ar": "المطلوب من اللجنة",
        "ru": "Просьба к Комитету",
        "zh": "请委员会采取的行动",
    },
    _("Say what you ask it to look into, and whether and how those who inform it may be contacted."),
)
_CONTEXT = SectionTemplate(
    "investigation.context",
    {
        "en": "What this material is",
        "fr": "Nature des éléments transmis",
        "es": "Naturaleza del material",
        "pt": "Natureza do material",
        "ar": "طبيعة المواد",
        "ru": "О переданных материалах",
        "zh": "材料说明",
    },
    _(
        "What period and area it covers and how far it may be used: quoted, used without a source, or only as a lead. "
        "Through whom it comes, as agreed with the lead agency."
    ),
)
_FACTS = SectionTemplate(
    "investigation.facts",
    {
        "en": "Information",
        "fr": "Informations",
        "es": "Información",
        "pt": "Informações",
        "ar": "المعلومات",
        "ru": "Информация",
        "zh": "情况",
    },
    _("Patterns and aggregated figures. Nothing that lets somebody find a victim, a witness or the person who asked."),
)

TEMPLATES = (
    SubmissionTemplate(
        SubmissionKind.CONFIDENTIAL_COMMENTS,
        {
            "en": "Confidential comments for the Committee",
            "fr": "Observations confidentielles à l’attention du Comité",
            "es": "Comentarios confidenciales para el Comité",
            "pt": "Comentários confidenciais para o Comité",
            "ar": "تعليقات سرية موجهة إلى اللجنة",
            "ru": "Конфиденциальные комментарии для Комитета",
            "zh": "提交委员会的保密意见",
        },
        _(
            "For the secretariat of the committee alone, never published. Ask it beforehand how it keeps confidential "
            "comments and say on the first page that these are confidential."
        ),
        (_CONCERNS, METHOD, _QUESTIONS, SOURCES),
    ),
    SubmissionTemplate(
        SubmissionKind.INQUIRY,
        {
            "en": "Information on systematic violations",
            "fr": "Informations sur des violations systématiques",
            "es": "Información sobre violaciones sistemáticas",
            "pt": "Informações sobre violações sistemáticas",
            "ar": "معلومات عن انتهاكات منهجية",
            "ru": "Информация о систематических нарушениях",
            "zh": "关于系统性侵权行为的资料",
        },
        _(
            "So that a committee may open an inquiry of its own. It needs two things: that the State has accepted the "
            "inquiry, and a pattern that is systematic. Everything else comes after."
        ),
        (_PATTERN, _RIGHTS, METHOD, _REQUEST, SOURCES),
    ),
    SubmissionTemplate(
        SubmissionKind.INVESTIGATION,
        {
            "en": "Confidential information",
            "fr": "Informations confidentielles",
            "es": "Información confidencial",
            "pt": "Informações confidenciais",
            "ar": "معلومات سرية",
            "ru": "Конфиденциальная информация",
            "zh": "保密资料",
        },
        _(
            "For a commission of inquiry or another independent investigation, through the lead agency or with its "
            "endorsement of this very version. Always confidential."
        ),
        (_CONTEXT, _FACTS, METHOD, SOURCES),
    ),
)
