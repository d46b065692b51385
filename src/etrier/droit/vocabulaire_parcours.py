"""The closed lists of the parcours: who declares, criteria, motives, classes of exits.

Codes are those of the State platform and of the ASP; the words are ours. Which criterion is of
which level, and which motive of which class, are dated parameters.
"""

from enum import IntEnum, StrEnum


class Auteur(StrEnum):
    """Who assessed eligibility (CT L5132-3)."""

    EMPLOYEUR = "employeur"
    PRESCRIPTEUR = "prescripteur"


class Critere(StrEnum):
    """Administrative criteria (arrêté of 1 September 2021), then those of the GEIQ alone."""

    RSA = "RSA"
    ASS = "ASS"
    AAH = "AAH"
    DETLD = "DETLD"
    CAP_BEP = "CAP_BEP"
    SENIOR = "SENIOR"
    JEUNE = "JEUNE"
    ASE = "ASE"
    DELD = "DELD"
    TH = "TH"
    PI = "PI"
    PSH_PR = "PSH_PR"
    REF_DA = "REF_DA"
    ZRR = "ZRR"
    QPV = "QPV"
    DETENTION_MJ = "DETENTION_MJ"
    FLE = "FLE"
    PM = "PM"
    JEUNE_SQ = "JEUNE_SQ"
    MINIMA = "MINIMA"
    SANS_TRAVAIL_12 = "SANS_TRAVAIL_12"
    DE_45 = "DE_45"
    RECONVERSION = "RECONVERSION"
    SIAE_CUI = "SIAE_CUI"
    RS_PS_DA = "RS_PS_DA"


CRITERES: dict[Critere, str] = {
    Critere.RSA: "Touche le RSA",
    Critere.ASS: "Touche l'allocation de solidarité spécifique (ASS)",
    Critere.AAH: "Touche l'allocation aux adultes handicapés (AAH)",
    Critere.DETLD: "Cherche un emploi depuis 24 mois ou plus",
    Critere.CAP_BEP: "A un niveau CAP ou BEP au plus (niveau 3)",
    Critere.SENIOR: "A 50 ans ou plus",
    Critere.JEUNE: "A moins de 26 ans",
    Critere.ASE: "Sort de l'aide sociale à l'enfance",
    Critere.DELD: "Cherche un emploi depuis 12 à 24 mois",
    Critere.TH: "Est reconnue travailleur handicapé",
    Critere.PI: "Élève seule un ou des enfants",
    Critere.PSH_PR: "N'a pas de logement à soi, ou a vécu à la rue",
    Critere.REF_DA: "Est réfugiée, protégée ou demande l'asile",
    Critere.ZRR: "Habite une zone France ruralités revitalisation",
    Critere.QPV: "Habite un quartier prioritaire de la ville",
    Critere.DETENTION_MJ: "Sort de détention ou est suivie par la justice",
    Critere.FLE: "Parle et lit le français en dessous du niveau A1",
    Critere.PM: "A une difficulté de mobilité constatée",
    Critere.JEUNE_SQ: "A moins de 26 ans, sans qualification",
    Critere.MINIMA: "Touche un minimum social",
    Critere.SANS_TRAVAIL_12: "Est sans emploi depuis plus d'un an",
    Critere.DE_45: "Cherche un emploi et a 45 ans ou plus",
    Critere.RECONVERSION: "Doit changer de métier",
    Critere.SIAE_CUI: "Est ou était en structure d'insertion ou en contrat aidé",
    Critere.RS_PS_DA: "Demande l'asile et peut travailler",
}
"""What each criterion says of a person, in plain words."""


class MotifSuspension(StrEnum):
    """Why a PASS IAE is suspended; the last six are kept for history only."""

    CONTRACT_SUSPENDED = "CONTRACT_SUSPENDED"
    CONTRACT_BROKEN = "CONTRACT_BROKEN"
    FINISHED_CONTRACT = "FINISHED_CONTRACT"
    APPROVAL_BETWEEN_CTA_MEMBERS = "APPROVAL_BETWEEN_CTA_MEMBERS"
    CONTRAT_PASSERELLE = "CONTRAT_PASSERELLE"
    SICKNESS = "SICKNESS"
    MATERNITY = "MATERNITY"
    INCARCERATION = "INCARCERATION"
    TRIAL_OUTSIDE_IAE = "TRIAL_OUTSIDE_IAE"
    DETOXIFICATION = "DETOXIFICATION"
    FORCE_MAJEURE = "FORCE_MAJEURE"

    @property
    def est_ancien(self) -> bool:
        """Kept for history: no longer offered, and a new hire does not end it."""
        return self in (
            MotifSuspension.SICKNESS,
            MotifSuspension.MATERNITY,
            MotifSuspension.INCARCERATION,
            MotifSuspension.TRIAL_OUTSIDE_IAE,
            MotifSuspension.DETOXIFICATION,
            MotifSuspension.FORCE_MAJEURE,
        )


MOTIFS_SUSPENSION: dict[MotifSuspension, str] = {
    MotifSuspension.CONTRACT_SUSPENDED: "contrat suspendu depuis plus de 15 jours",
    MotifSuspension.CONTRACT_BROKEN: "contrat rompu",
    MotifSuspension.FINISHED_CONTRACT: "contrat arrivé à son terme",
    MotifSuspension.APPROVAL_BETWEEN_CTA_MEMBERS: "passage entre deux structures partenaires",
    MotifSuspension.CONTRAT_PASSERELLE: "contrat passerelle",
    MotifSuspension.SICKNESS: "arrêt maladie (ancien motif)",
    MotifSuspension.MATERNITY: "congé de maternité (ancien motif)",
    MotifSuspension.INCARCERATION: "incarcération (ancien motif)",
    MotifSuspension.TRIAL_OUTSIDE_IAE: "période d'essai hors insertion (ancien motif)",
    MotifSuspension.DETOXIFICATION: "cure (ancien motif)",
    MotifSuspension.FORCE_MAJEURE: "force majeure (ancien motif)",
}


class MotifProlongation(StrEnum):
    """Why a PASS IAE is prolonged (CT R5132-1-8); HEALTH_CONTEXT (Covid) is history only."""

    SENIOR_CDI = "SENIOR_CDI"
    COMPLETE_TRAINING = "COMPLETE_TRAINING"
    RQTH = "RQTH"
    SENIOR = "SENIOR"
    PARTICULAR_DIFFICULTIES = "PARTICULAR_DIFFICULTIES"
    HEALTH_CONTEXT = "HEALTH_CONTEXT"


MOTIFS_PROLONGATION: dict[MotifProlongation, str] = {
    MotifProlongation.SENIOR_CDI: "CDI inclusion d'une personne de 57 ans ou plus",
    MotifProlongation.COMPLETE_TRAINING: "fin d'une formation en cours",
    MotifProlongation.RQTH: "reconnaissance de travailleur handicapé",
    MotifProlongation.SENIOR: "50 ans ou plus",
    MotifProlongation.PARTICULAR_DIFFICULTIES: "difficultés particulièrement importantes",
    MotifProlongation.HEALTH_CONTEXT: "contexte sanitaire (ancien motif)",
}


class ClasseSortie(StrEnum):
    """Classes of the ASP (`RefCategorieSort`)."""

    DURABLE = "durable"
    TRANSITION = "transition"
    POSITIVE = "positive"
    AUTRE = "autre"
    RETIREE = "retiree"

    @property
    def est_dynamique(self) -> bool:
        """In the numerator of the rate of dynamic exits."""
        return self in (ClasseSortie.DURABLE, ClasseSortie.TRANSITION, ClasseSortie.POSITIVE)

    @property
    def est_examinee(self) -> bool:
        """In the denominator: everything but what is withdrawn."""
        return self is not ClasseSortie.RETIREE


CLASSES_SORTIE: dict[ClasseSortie, str] = {
    ClasseSortie.DURABLE: "emploi durable",
    ClasseSortie.TRANSITION: "emploi de transition",
    ClasseSortie.POSITIVE: "sortie positive",
    ClasseSortie.AUTRE: "autre sortie",
    ClasseSortie.RETIREE: "retirée des sorties constatées",
}


class MotifSortie(IntEnum):
    """Motives of exit in the ASP's list, by number."""

    CDI_MEME_STRUCTURE = 1
    AUTRE_SIAE = 2
    CDI_NON_AIDE = 3
    CREATION_ENTREPRISE = 4
    FORMATION_QUALIFIANTE = 5
    INACTIF = 6
    CHOMAGE = 7
    SANS_NOUVELLE = 8
    CDD_6_MOIS_ET_PLUS = 9
    CDD_MOINS_DE_6_MOIS = 10
    FONCTION_PUBLIQUE = 11
    AUTRE_POSITIVE = 12
    CDI_AIDE = 13
    CONTRAT_AIDE = 14
    RETRAITE = 15
    CONGE_LONGUE_DUREE = 16
    DECES = 17
    DECISION_ADMINISTRATIVE = 18
    FAUTE_GRAVE = 19
    TRANSFERT = 20
    ESSAI_ROMPU_EMPLOYEUR = 21
    ESSAI_ROMPU_SALARIE = 22
    CDI_INCLUSION = 96


MOTIFS_SORTIE: dict[MotifSortie, str] = {
    MotifSortie.CDI_MEME_STRUCTURE: "CDI dans la structure ou une filiale",
    MotifSortie.AUTRE_SIAE: (
        "embauche pour une durée déterminée dans une autre structure d'insertion"
    ),
    MotifSortie.CDI_NON_AIDE: "CDI non aidé chez un autre employeur",
    MotifSortie.CREATION_ENTREPRISE: "création ou reprise d'entreprise à son compte",
    MotifSortie.FORMATION_QUALIFIANTE: "entrée ou poursuite d'une formation qualifiante",
    MotifSortie.INACTIF: "inactivité",
    MotifSortie.CHOMAGE: "chômage",
    MotifSortie.SANS_NOUVELLE: "sans nouvelle",
    MotifSortie.CDD_6_MOIS_ET_PLUS: "CDD sans aide publique de 6 mois et plus",
    MotifSortie.CDD_MOINS_DE_6_MOIS: "CDD sans aide publique de moins de 6 mois, hors insertion",
    MotifSortie.FONCTION_PUBLIQUE: "intégration dans la fonction publique",
    MotifSortie.AUTRE_POSITIVE: "autre sortie reconnue comme positive",
    MotifSortie.CDI_AIDE: "CDI aidé chez un autre employeur",
    MotifSortie.CONTRAT_AIDE: "contrat aidé en CDD, hors insertion",
    MotifSortie.RETRAITE: "prise des droits à la retraite",
    MotifSortie.CONGE_LONGUE_DUREE: "congé de longue durée (maternité, maladie)",
    MotifSortie.DECES: "décès",
    MotifSortie.DECISION_ADMINISTRATIVE: "décision administrative ou de justice",
    MotifSortie.FAUTE_GRAVE: "rupture par l'employeur pour faute grave",
    MotifSortie.TRANSFERT: "transfert d'employeur",
    MotifSortie.ESSAI_ROMPU_EMPLOYEUR: "rupture de la période d'essai par l'employeur",
    MotifSortie.ESSAI_ROMPU_SALARIE: "rupture de la période d'essai par le salarié",
    MotifSortie.CDI_INCLUSION: "CDI inclusion",
}
