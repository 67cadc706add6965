"""Texts of the demonstration. All invented; no person, place or event in them is real."""

from engagements.enums import RiskLevel, RiskLine

RISK_EN = {
    "lines": {
        RiskLine.DO_NO_HARM: (RiskLevel.MEDIUM, "No place with fewer than a thousand people is named."),
        RiskLine.HUMANITY: (RiskLevel.LOW, "The text asks for what people said they need."),
        RiskLine.NEUTRALITY: (RiskLevel.MEDIUM, "Both sides' duties are stated in the words of the review."),
        RiskLine.IMPARTIALITY: (RiskLevel.LOW, "All groups of displaced people are covered."),
        RiskLine.INDEPENDENCE: (RiskLevel.LOW, "No donor asked for or saw the draft."),
        RiskLine.RETALIATION_SOURCES: (RiskLevel.MEDIUM, "Only aggregated answers of at least thirty households."),
        RiskLine.RETALIATION_MEMBERS: (RiskLevel.MEDIUM, "Members are not named; the cluster signs."),
        RiskLine.RETALIATION_OPERATIONS: (RiskLevel.LOW, "Access was not touched after the last contribution."),
    },
    "mitigation": "The coordinator checks each paragraph for places and numbers before sign-off.",
    "measures": {RiskLine.RETALIATION_SOURCES: "Answers are kept without names; small groups are left out."},
    "benefits": "The review asks for figures on return that nobody else collects.",
    "reason": "What people may gain is clear, and no paragraph leads to a person.",
}
RISK_FR = {
    "lines": {
        RiskLine.DO_NO_HARM: (RiskLevel.LOW, "Aucune localité n'est citée."),
        RiskLine.HUMANITY: (RiskLevel.LOW, "Le texte part des besoins exprimés."),
        RiskLine.NEUTRALITY: (RiskLevel.LOW, "Le texte reprend les termes de l'examen."),
        RiskLine.IMPARTIALITY: (RiskLevel.LOW, "Tous les groupes déplacés sont couverts."),
        RiskLine.INDEPENDENCE: (RiskLevel.LOW, "Aucun bailleur n'a vu le projet."),
        RiskLine.RETALIATION_SOURCES: (RiskLevel.MEDIUM, "Données agrégées uniquement."),
        RiskLine.RETALIATION_MEMBERS: (RiskLevel.LOW, "Le cluster signe, pas les membres."),
        RiskLine.RETALIATION_OPERATIONS: (RiskLevel.LOW, "Pas d'effet attendu sur l'accès."),
    },
    "mitigation": "Relecture par le coordinateur avant la validation.",
    "measures": {RiskLine.RETALIATION_SOURCES: "Aucun nom n'est conservé ; les petits groupes sont omis."},
    "benefits": "L'examen demande des chiffres que personne d'autre ne recueille.",
    "reason": "Le bénéfice est clair et aucun paragraphe ne mène à une personne.",
}
MID_TERM_MOZ = [
    "This demonstration text shows what a contribution looks like. Its content is invented.\n\n"
    "It reports on what has changed for displaced and returning people since the review, under the recommendations "
    "that the State supported.",
    "The cluster compared its regular protection monitoring of the months before and after the review. Only answers "
    "of at least thirty households are used.\n\nMembers were consulted in two meetings; none is named.",
    "Since the review, families who returned report that movement after dusk has become safer, while access to "
    "farmland beyond the main road has not.\n\n"
    "Returns were organised without the information that the recommendation asked for. In several communities people "
    "learned of the convoy on the same morning.\n\n"
    "The cluster asks the State to publish, in Portuguese and in the languages spoken, the conditions for each return "
    "at least fourteen days before it starts.",
    "Two thirds of the returned households that were asked hold no civil document that a court would accept.\n\n"
    "Mobile registration reached the district towns, not the villages.",
    "Publish the conditions of return fourteen days ahead.\n\nBring mobile registration to the villages of return.",
]
MID_TERM_NER = [
    "Ce texte de démonstration montre la forme d'une contribution. Son contenu est inventé.",
    "Le cluster a comparé ses données de suivi de la protection avant et après l'examen.",
    "Depuis l'examen, les personnes déplacées signalent moins d'obstacles aux points de contrôle.",
    "L'accès aux pièces d'état civil reste limité hors des chefs-lieux.",
    "Étendre les audiences foraines aux communes d'accueil.",
]
