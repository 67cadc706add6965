"""A submission as a document tree. Rows come in already filtered by `visible_to`; nothing here asks the database."""

import dataclasses
import hashlib
import json

from django.utils.translation import override

from core.documents import nodes
from core.documents.citing import with_recommendations
from core.documents.count import Count, count, count_text
from core.documents.markup import clean_text, parse, parse_inline
from core.texts import interface_language
from core.words import listed
from engagements.enums import Exposure, OnBehalfOf, strictest
from engagements.templates_library import in_language, template_of

# Longest text of one section and most sections of one submission: far above any limit of a mechanism, low enough that
# the longest text possible is still laid out in seconds.
MAX_SECTION_CHARACTERS = 100_000
MAX_SECTIONS = 60

# Words on the cover, in the language of the document (not of whoever looks).
_CLASSIFICATION = {
    Exposure.OPEN: {"en": "", "fr": "", "ar": ""},
    Exposure.MEMBERS: {
        "en": "Members only",
        "fr": "Réservé aux membres",
        "es": "Solo para miembros",
        "pt": "Apenas para membros",
        "ar": "للأعضاء فقط",
        "ru": "Только для членов",
        "zh": "仅限成员",
    },
    Exposure.RESTRICTED: {
        "en": "Restricted",
        "fr": "Diffusion restreinte",
        "es": "Distribución restringida",
        "pt": "Distribuição restrita",
        "ar": "توزيع مقيّد",
        "ru": "Ограниченное распространение",
        "zh": "限制分发",
    },
    Exposure.CONFIDENTIAL: {
        "en": "Confidential",
        "fr": "Confidentiel",
        "es": "Confidencial",
        "pt": "Confidencial",
        "ar": "سري",
        "ru": "Конфиденциально",
        "zh": "机密",
    },
}
_FACTS = {
    "from": {
        "en": "Submitted by",
        "fr": "Présenté par",
        "es": "Presentado por",
        "pt": "Apresentado por",
        "ar": "مقدَّم من",
        "ru": "Представлено",
        "zh": "提交方",
    },
    "country": {
        "en": "Country",
        "fr": "Pays",
        "es": "País",
        "pt": "País",
        "ar": "البلد",
        "ru": "Страна",
        "zh": "国家",
    },
    "to": {
        "en": "Addressed to",
        "fr": "À l’attention de",
        "es": "Dirigido a",
        "pt": "Dirigido a",
        "ar": "موجَّه إلى",
        "ru": "Кому",
        "zh": "致",
    },
}


def classification(mark, language):
    """The word for a mark in the language of a document; nothing for what is open."""
    return in_language(_CLASSIFICATION[Exposure(mark)], language)


def marked(tree, mark):
    """A frozen document with the mark that binds now, where that is more closed than the one it was frozen with: its
    plan line may have closed since. A cover is never made more open."""
    was = next((one for one in Exposure if classification(one, tree.language) == tree.classification), Exposure.OPEN)
    words = classification(strictest(was, mark), tree.language)
    return dataclasses.replace(tree, classification=words or tree.classification)


_ENDORSED = {
    "en": "Endorsed by",
    "fr": "Avec l’appui de",
    "es": "Con el respaldo de",
    "pt": "Com o apoio de",
    "ar": "بتأييد من",
    "ru": "При поддержке",
    "zh": "赞同方",
}
_LIKE_MINDED = {
    "en": "Like-minded members of: %(cluster)s",
    "fr": "Membres partageant les mêmes vues, au sein de : %(cluster)s",
    "es": "Miembros afines de: %(cluster)s",
    "pt": "Membros com a mesma posição de: %(cluster)s",
    "ar": "أعضاء متفقون في الرأي من: %(cluster)s",
    "ru": "Члены-единомышленники: %(cluster)s",
    "zh": "立场相同的成员，隶属：%(cluster)s",
}


_OTHERS = {
    "en": "other members of: %(cluster)s",
    "fr": "d’autres membres de : %(cluster)s",
    "es": "otros miembros de: %(cluster)s",
    "pt": "outros membros de: %(cluster)s",
    "ar": "أعضاء آخرون في: %(cluster)s",
    "ru": "другие члены: %(cluster)s",
    "zh": "其他成员，隶属：%(cluster)s",
}
_AND = {"en": "; ", "ar": "؛ ", "zh": "；"}
_SPEAKING = {
    "en": "Speaking time, about",
    "fr": "Temps de parole, environ",
    "es": "Tiempo de uso de la palabra, aproximado",
    "pt": "Tempo de palavra, aproximado",
    "ar": "مدة الإلقاء التقريبية",
    "ru": "Время выступления, около",
    "zh": "发言时间，约",
}


def symbol_of(submission):
    """A reference that says nothing about the content."""
    return f"HRE-{submission.pk}"


def build_tree(submission, sections, *, status=nodes.DRAFT, references=None, organisations=()):
    """The document of `submission` with those of `sections` that are sent, in order, paragraphs numbered through.
    A section without text is left out. `submission` comes with its plan line, cluster, country and mechanism;
    `references` are the recommendations it names (queries.references_in), `organisations` those who submit it."""
    language = submission.language
    template = template_of(submission.kind)
    cluster, mechanism = submission.plan_line.cluster, submission.plan_line.mechanism
    with override(interface_language(language) or "en"):
        facts = (
            (in_language(_FACTS["from"], language), submitted_by(cluster, organisations, language)),
            (in_language(_FACTS["country"], language), str(cluster.country)),
            (in_language(_FACTS["to"], language), str(mechanism)),
        )
    blocks, following = [], 1
    for section in sections:
        if not section.is_sent or not section.body.strip():
            continue
        numbered, following = nodes.number_paragraphs(parse(section.body), following)
        blocks.append(nodes.Heading(2, parse_inline(section.heading)))
        if submission.names_authors and section.organisation is not None:
            blocks.append(nodes.Paragraph((nodes.Emphasis((nodes.Text(section.organisation.name),)),)))
        blocks += numbered
    tree = nodes.Document(
        title=clean_text(submission.title),
        subtitle=in_language(template.names, language),
        language=language,
        symbol=symbol_of(submission),
        classification=classification(submission.mark, language),
        status=status,
        has_cover=template.has_cover,
        facts=facts,
        children=tuple(blocks),
    )
    return with_recommendations(tree, references or {}, language)


def submitted_by(cluster, organisations, language):
    """Who submits, in the order of the list: organisations that may be named; the others as members of the cluster
    that nobody names. Without a list the cluster itself."""
    named = [one.organisation.name for one in organisations if one.is_named]
    if not named:
        return str(cluster)
    if len(named) < len(organisations):
        named.append(in_language(_OTHERS, language) % {"cluster": cluster})
    return in_language(_AND, language).join(named)


def speaking_copy(tree, seconds):
    """The copy that a speaker reads from: large, without a cover, notes and numbers of paragraphs, with the time it
    takes under the title."""
    label = in_language(_SPEAKING, tree.language)
    return dataclasses.replace(
        tree,
        is_large=True,
        has_cover=False,
        facts=((label, clock_time(seconds)),),
        children=_spoken(tree.children),
    )


def clock_time(seconds):
    """Minutes and seconds: "3:05"."""
    return f"{seconds // 60}:{seconds % 60:02}"


def _spoken(children):
    kept = []
    for node in children:
        if isinstance(node, nodes.Footnote):
            continue
        if isinstance(node, nodes.Paragraph):
            node = dataclasses.replace(node, number=None)
        if getattr(node, "children", ()):
            node = dataclasses.replace(node, children=_spoken(node.children))
        kept.append(node)
    return tuple(kept)


def speaking_for(tree, plan_line):
    """The document in the name of the like-minded members where the engagement speaks for them instead of the cluster
    (MATRIX G006). Organisations are named only where that was allowed. The first fact of a cover says from whom."""
    if plan_line.on_behalf_of != OnBehalfOf.LIKE_MINDED or not tree.facts:
        return tree
    whom = in_language(_LIKE_MINDED, tree.language) % {"cluster": plan_line.cluster}
    if plan_line.names_supporters:
        whom = f"{whom}: {listed((one['name'] for one in plan_line.supporters), tree.language)}"
    (label, _cluster), *others = tree.facts
    return dataclasses.replace(tree, facts=((label, whom), *others))


def endorsed_by(tree, names):
    """The document with a line on its cover that lists who endorsed this very version (MATRIX H004). `names` are those
    that agreed to stand there."""
    if not names or not tree.facts:
        return tree
    return dataclasses.replace(
        tree, facts=(*tree.facts, (in_language(_ENDORSED, tree.language), listed(names, tree.language)))
    )


def count_section(heading, body, *, references=None, language="en"):
    """Count of one section, heading included; a section without text counts nothing. Recommendations in `references`
    count with the words they bring."""
    blocks = with_recommendations(parse(body), references or {}, language)
    if not body.strip():
        return Count()
    counted = count(blocks)
    above = with_recommendations(parse_inline(heading), references or {}, language)
    return Count(counted.text + count_text(nodes.inline_text(above)), counted.notes, counted.paragraphs)


def text_hash(submission, sections, organisations=()):
    """Hash of what would be sent, as typed: quick to tell whether a frozen version still is the current text."""
    parts = [submission.title, submission.language, submission.exposure, submission.kind]
    parts += [[section.heading, section.body] for section in sections if section.is_sent]
    # Only where there is any, so that texts from before keep their hash.
    if organisations:
        parts.append([[one.organisation_id, one.is_named] for one in organisations])
    if submission.names_authors:
        parts.append([section.organisation_id for section in sections if section.is_sent])
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
