"""What the people of the demonstration confide: invented, sealed, looked for by a test.

Each sentence is written nowhere else: found in clear anywhere, it was not sealed.
"""

from etrier.parcours.enums_accompagnement import Domaine, QuiAgit

CONSTATS: dict[Domaine, tuple[str, ...]] = {
    Domaine.LOGEMENT: (
        "Dort chez sa tante depuis la séparation, dossier de logement social déposé",
        "Loyer trop lourd, deux mois de retard, le bailleur accepte un échéancier",
        "A signé son bail en juin, il reste à meubler la chambre des enfants",
    ),
    Domaine.SANTE: (
        "Mal de dos ancien, attend une imagerie, évite de porter plus de dix kilos",
        "Suivi mensuel au centre de soins, traitement bien supporté",
        "Lunettes à refaire, ne voit plus les petits caractères",
    ),
    Domaine.MOBILITE: (
        "Ni permis ni vélo, dernier bus à dix-neuf heures",
        "Code obtenu au troisième passage, conduite commencée",
    ),
    Domaine.FAMILLE: (
        "Élève seule trois enfants, la nourrice arrête en septembre",
        "Place en crèche obtenue trois jours par semaine",
    ),
    Domaine.BUDGET: (
        "Quatre crédits renouvelables, dossier de surendettement à déposer",
        "Plan accepté par la banque de France, reste soixante euros par semaine",
    ),
    Domaine.DROITS: (
        "Titre de séjour à renouveler, convocation perdue avec le courrier",
        "Prime d'activité demandée, l'allocation logement est à recalculer",
    ),
    Domaine.LANGUE: (
        "Parle bien, lit difficilement, n'ose pas écrire devant les autres",
        "Cours du soir deux fois par semaine, remplit seule ses feuilles d'heures",
    ),
    Domaine.NUMERIQUE: ("Pas d'ordinateur, perd ses mots de passe sur un vieux téléphone",),
    Domaine.JUSTICE: ("Travail d'intérêt général à finir avant le printemps",),
    Domaine.EMPLOI: (
        "Hésite entre les espaces verts et la cuisine de collectivité",
        "Projet de conducteur d'engins confirmé par une immersion",
    ),
    Domaine.TRAVAIL: (
        "Arrive souvent en retard le lundi, très bon sur la durée",
        "Prend des initiatives, explique aux nouveaux sans qu'on le demande",
    ),
}
FORCES = (
    "Courageuse, ponctuelle depuis janvier, aime le travail dehors",
    "Très bon contact avec les clients du marché, calcule de tête",
    "Sait réparer à peu près tout, appris auprès de son père maçon",
    "Soutenu par sa sœur, qui garde les petits le mercredi",
)
SOUHAITS = (
    "Voudrait un contrat durable près de chez elle, sans travail de nuit",
    "Souhaite passer un titre professionnel d'ouvrier du paysage",
    "Rêve d'ouvrir un jour une petite épicerie de quartier",
)
OBJECTIFS: dict[Domaine, str] = {
    Domaine.LOGEMENT: "Avoir un logement à son nom avant l'hiver",
    Domaine.SANTE: "Savoir ce que son dos permet, et l'écrire avec le médecin du travail",
    Domaine.MOBILITE: "Obtenir le permis pour accepter les chantiers éloignés",
    Domaine.FAMILLE: "Faire garder les enfants les jours de chantier",
    Domaine.BUDGET: "Déposer le dossier de surendettement et tenir un budget",
    Domaine.DROITS: "Renouveler le titre de séjour avant son échéance",
    Domaine.LANGUE: "Lire seule une consigne de sécurité",
    Domaine.EMPLOI: "Choisir un métier après deux immersions",
    Domaine.TRAVAIL: "Être à l'heure tous les lundis pendant deux mois",
}
ACTIONS: dict[Domaine, tuple[tuple[str, QuiAgit], ...]] = {
    Domaine.LOGEMENT: (
        ("Appeler l'assistante sociale du quartier pour le dossier", QuiAgit.CIP),
        ("Écrire la lettre de demande d'échéancier au bailleur", QuiAgit.PERSONNE),
    ),
    Domaine.SANTE: (
        ("Prendre rendez-vous avec le médecin du travail pour le dos", QuiAgit.PERSONNE),
        ("Essayer le chariot pour ne plus porter les cageots", QuiAgit.ENCADRANT),
    ),
    Domaine.MOBILITE: (
        ("Demander l'aide au permis du département", QuiAgit.CIP),
        ("Envoyer le devis de l'auto-école à la plateforme de mobilité", QuiAgit.PARTENAIRE),
    ),
    Domaine.FAMILLE: (
        ("Aménager l'horaire du lundi pendant l'absence de nourrice", QuiAgit.ENCADRANT),
        ("Visiter la crèche de la rue voisine", QuiAgit.PERSONNE),
    ),
    Domaine.BUDGET: (
        ("Apporter les trois derniers bulletins et l'avis d'impôt", QuiAgit.PERSONNE),
        ("Relire le dossier avec le point conseil budget", QuiAgit.PARTENAIRE),
    ),
    Domaine.DROITS: (
        ("Prendre le rendez-vous en préfecture", QuiAgit.CIP),
        ("Faire les photos et rassembler les justificatifs", QuiAgit.PERSONNE),
    ),
    Domaine.LANGUE: (("S'inscrire au cours du jeudi", QuiAgit.PERSONNE),),
    Domaine.EMPLOI: (
        ("Trouver une immersion d'une semaine", QuiAgit.CIP),
        ("Rencontrer quelqu'un du métier", QuiAgit.PERSONNE),
    ),
    Domaine.TRAVAIL: (("Faire le point chaque vendredi avec l'équipe", QuiAgit.ENCADRANT),),
}
ENTRETIENS = (
    "Semaine difficile à la maison, mais elle est venue travailler chaque jour",
    "Fier de sa première paie complète, il a remboursé son frère",
    "Le conflit avec un collègue est apaisé, ils ont parlé avec l'encadrant",
    "Nuit aux urgences avec le petit, fatigue qui se voit au chantier",
    "A trouvé seul un rendez-vous pour visiter un studio",
    "N'ouvre plus son courrier depuis l'été, nous l'avons ouvert ensemble",
    "Se dit prête à essayer un autre métier que le nettoyage",
    "Audience reportée au mois prochain, grande inquiétude",
    "Progrès nets en français, plaisante avec toute l'équipe",
    "Le kiné a repris, il porte mieux et dort mieux",
    "A refusé l'immersion proposée, trop loin de l'école des enfants",
    "Reparle de son ancien métier de couturière, les yeux brillent",
)
DECISIONS = (
    "Elle appelle le bailleur avant vendredi, je relance la mutuelle",
    "On remplit ensemble le dossier de surendettement mardi prochain",
    "Je cherche une immersion en cuisine pour le mois prochain",
    "On apporte l'attestation de droits, je prépare la demande d'aide au permis",
    "Point à trois avec l'encadrant dans quinze jours",
)
MOTIFS = (
    "Dettes de loyer, risque d'expulsion, besoin d'un appui rapide",
    "Besoin d'un bilan de santé complet, sans médecin traitant",
    "Veut reprendre la lecture sans que l'équipe le sache",
)


def toutes() -> list[str]:
    """Every sentence."""
    constats = [phrase for phrases in CONSTATS.values() for phrase in phrases]
    actions = [intitule for dites in ACTIONS.values() for intitule, _qui in dites]
    autres = (*FORCES, *SOUHAITS, *OBJECTIFS.values(), *ENTRETIENS, *DECISIONS, *MOTIFS)
    return [*constats, *actions, *autres]
