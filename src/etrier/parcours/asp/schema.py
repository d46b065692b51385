"""The employee record as a table: each field in the order of the file, its rule, its sentence.

This is the one place that says what a right record is: the check, the form and the tests read it.
Source: the record's documentation and the code lists in `nomenclatures/`.
"""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.utils.translation import gettext_lazy as _

from etrier.parcours.asp.regles import (
    EITI,
    RIEN,
    Champ,
    Coherence,
    Exactement,
    Jour,
    Liste,
    Motif,
    Ou,
    OuiNon,
    Plat,
)

FRANCE, ETRANGER = "100", "099"
# A number of its own for those who have none yet: sex, SIREN of the employer, free text.
NTT = r"[12][0-9]{9}[0-9a-zA-Z]{1,30}"
NIR = r"[12][0-9]{4}[0-9AB][0-9]{9}"
_MAJUSCULES = r"[^a-zà-ÿÀ-ß]+"

_OUI_NON = _("Répondez par oui ou par non à cette question de la situation.")
_DUREE = _("Choisissez une durée de la liste.")

TETE = (
    Champ("siret", Motif(r"\d{14}"), _("Le SIRET de la structure a 14 chiffres."), Ou.STRUCTURE),
    Champ("mesure", Liste("mesure"), _("Ce dispositif n'a pas de fiche salarié."), Ou.STRUCTURE),
)
PERSONNE = (
    Champ("passIae", Motif(r"[A-Z0-9]{12}"), _("Le numéro du PASS a 12 caractères."), Ou.PASS),
    Champ("idItou", Motif(r"[0-9a-zA-Z]{30}"), _("L'identifiant a 30 caractères."), Ou.IDENTITE),
    Champ("civilite", Motif("M|MME"), _("Choisissez Madame ou Monsieur."), Ou.IDENTITE),
    Champ("nomUsage", Motif(_MAJUSCULES), _("Écrivez le nom."), Ou.IDENTITE),
    Champ("nomNaissance", RIEN),
    Champ(
        "prenom",
        Motif(_MAJUSCULES.replace("+", "{1,30}")),
        _("Le prénom a 30 lettres au plus : écrivez le prénom usuel seul."),
        Ou.IDENTITE,
    ),
    Champ("dateNaissance", Jour(), _("Vérifiez la date de naissance."), Ou.IDENTITE),
    Champ(
        "codeComInsee.codeComInsee",
        Motif(r"[0-9AB]{5}", vide=True),
        _("Choisissez la commune de naissance."),
    ),
    Champ("codeComInsee.codeDpt", Liste("departement"), _("Choisissez la commune de naissance.")),
    Champ("codeInseePays", Liste("pays"), _("Choisissez le pays de naissance.")),
    Champ("codeGroupePays", Motif("[123]"), _("Choisissez le pays de naissance.")),
    Champ("passDateDeb", Jour(), _("Vérifiez le début du PASS."), Ou.PASS),
    Champ("passDateFin", Jour(), _("Vérifiez la fin du PASS."), Ou.PASS),
    Champ(
        "salarieNIR",
        Motif(f"{NIR}|{NTT}"),
        _("Le numéro de sécurité sociale a 15 caractères ; laissez vide s'il n'est pas connu."),
    ),
    Champ("sufPassIae", RIEN),
)
ADRESSE = (
    Champ("adrTelephone", RIEN),
    Champ("adrMail", RIEN),
    Champ(
        "adrNumeroVoie",
        Motif(r".{1,10}", vide=True),
        _("Le numéro dans la voie est trop long."),
        Ou.ADRESSE,
    ),
    Champ(
        "codeextensionvoie",
        Liste("extension_voie", vide=True),
        _("Choisissez bis, ter, quater ou quinquies."),
        Ou.ADRESSE,
    ),
    Champ("codetypevoie", Liste("type_voie"), _("Choisissez le type de voie : rue…"), Ou.ADRESSE),
    Champ(
        "adrLibelleVoie",
        Motif(r"[^a-zà-ÿÀ-ß()]+"),
        _("Écrivez le nom de la voie."),
        Ou.ADRESSE,
    ),
    Champ("adrCpltDistribution", Motif(r"[a-zA-Z0-9@ ]{1,32}", vide=True), ou=Ou.ADRESSE),
    Champ(
        "codeinseecom",
        Motif(r"[0-9AB]{5}"),
        _("Choisissez la commune de résidence."),
        Ou.ADRESSE,
    ),
    Champ("codepostalcedex", Motif(r"\d{5}"), _("Le code postal a 5 chiffres."), Ou.ADRESSE),
)


def _oui_non(*noms: str) -> tuple[Champ, ...]:
    return tuple(Champ(nom, OuiNon(), _OUI_NON) for nom in noms)


def _allocation(nom: str) -> tuple[Champ, ...]:
    return (*_oui_non(nom), Champ(f"{nom}Depuis", Liste("duree", vide=True), _DUREE))


def _eiti(nom: str) -> tuple[Champ, ...]:
    return (
        Champ(nom, OuiNon(), _OUI_NON, eiti=True),
        Champ(f"{nom}Depuis", Liste("duree", vide=True), _DUREE, eiti=True),
    )


SITUATION = (
    Champ("orienteur", Liste("orienteur"), _("Dites qui a orienté la personne.")),
    Champ("niveauFormation", Liste("niveau_formation"), _("Choisissez le niveau de formation.")),
    *_oui_non("salarieEnEmploi"),
    Champ(
        "salarieTypeEmployeur",
        Liste("type_employeur", vide=True),
        _("Choisissez l'employeur d'avant dans la liste."),
    ),
    Champ("salarieSansEmploiDepuis", Liste("duree", vide=True), _DUREE),
    *_oui_non("salarieSansRessource", "inscritPoleEmploi"),
    Champ("inscritPoleEmploiDepuis", Liste("duree", vide=True), _DUREE),
    Champ(
        "numeroIDE",
        Motif(r"[0-9A-Z]{1,11}", vide=True),
        _("L'identifiant France Travail a 11 caractères au plus."),
    ),
    *_oui_non("salarieRQTH", "salarieOETH", "salarieAideSociale"),
    Champ("salarieBenefRSA", Liste("rsa"), _("Dites si la personne touche le RSA.")),
    Champ("salarieBenefRSADepuis", Liste("duree", vide=True), _DUREE),
    *_allocation("salarieBenefASS"),
    *_allocation("salarieBenefAAH"),
    Champ("salarieBenefATA", Exactement(False)),
    Champ("salarieBenefATADepuis", RIEN),
    *_eiti("salarieBenefARE"),
    *_eiti("salarieBenefPrimeActivite"),
    Champ("salarieBenefCAPE", OuiNon(), _OUI_NON, eiti=True),
    Champ("salarieBenefCESA", OuiNon(), _OUI_NON, eiti=True),
    Champ(
        "nomActeurCreationEntr",
        Motif(_MAJUSCULES.replace("+", "{1,100}"), vide=True),
        _("Le nom de l'accompagnateur à la création a 100 lettres au plus."),
        eiti=True,
    ),
    Champ(
        "revenuMensuelMoyenTI",
        Motif(r"\d{1,5},\d{2}", vide=True),
        _("Écrivez le revenu mensuel moyen avec deux décimales : 650,00."),
        eiti=True,
    ),
    Champ(
        "cotisationsTI",
        Liste("cotisations_ti"),
        _("Choisissez le régime de cotisations du travail indépendant."),
        eiti=True,
    ),
    *_oui_non("salarieSortantASE", "salarieParentIsole", "salarieHebergement", "salarieRefugie"),
    *_oui_non("salarieSortantDetention", "salarieLangueFrancaise", "salarieMobilite"),
)


def _sous(prefixe: str, champs: Iterable[Champ]) -> Iterable[Champ]:
    return (Champ(f"{prefixe}.{c.chemin}", c.regle, c.phrase, c.ou, c.eiti) for c in champs)


CHAMPS = tuple(
    chain(
        (Champ("typeMouvement", Motif("[CM]")),),
        TETE,
        _sous("personnePhysique", PERSONNE),
        _sous("adresse", ADRESSE),
        _sous("situationSalarie", SITUATION),
        (Champ("codeTraitement", RIEN), Champ("libelleTraitement", RIEN)),
    )
)
_P, _S = "personnePhysique.", "situationSalarie."


def _ensemble(nom: str, oui: Any = True) -> Coherence:
    """A duration when there is a benefit, none otherwise."""
    return Coherence(
        f"{_S}{nom}Depuis",
        lambda x: (x[f"{_S}{nom}"] == oui) == (x[f"{_S}{nom}Depuis"] is not None),
        _("Une durée va avec le oui, et disparaît avec le non : corrigez l'un des deux."),
    )


def _rsa(x: Plat) -> bool:
    touche = x[f"{_S}salarieBenefRSA"] in {"OUI-M", "OUI-NM"}
    return touche == (x[f"{_S}salarieBenefRSADepuis"] is not None)


def _emploi(x: Plat) -> bool:
    employeur = x[f"{_S}salarieTypeEmployeur"] is not None
    sans_emploi = x[f"{_S}salarieSansEmploiDepuis"] is not None
    return (employeur, sans_emploi) == (
        (True, False) if x[f"{_S}salarieEnEmploi"] else (False, True)
    )


def _inscription(x: Plat) -> bool:
    """All or none."""
    inscrit = x[f"{_S}inscritPoleEmploi"] is True
    suite = (x[f"{_S}inscritPoleEmploiDepuis"], x[f"{_S}numeroIDE"])
    return all((valeur is not None) == inscrit for valeur in suite)


def _naissance(x: Plat) -> bool:
    """Abroad: no commune, department 099. In France: a commune, another department (3411)."""
    commune = x[f"{_P}codeComInsee.codeComInsee"]
    a_l_etranger = x[f"{_P}codeComInsee.codeDpt"] == ETRANGER
    if x[f"{_P}codeInseePays"] == FRANCE:
        return commune is not None and not a_l_etranger
    return commune is None and a_l_etranger


COHERENCES = (
    Coherence(
        f"{_P}codeComInsee.codeComInsee",
        _naissance,
        _("Née en France : choisissez la commune. Née ailleurs : le pays seul."),
    ),
    Coherence(
        f"{_S}salarieTypeEmployeur",
        _emploi,
        _("En emploi avant : dites chez qui. Sans emploi : dites depuis quand."),
    ),
    Coherence(
        f"{_S}inscritPoleEmploiDepuis",
        _inscription,
        _("Inscrite à France Travail : la durée et l'identifiant vont ensemble, ou rien."),
    ),
    Coherence(
        f"{_S}salarieBenefRSADepuis",
        _rsa,
        _("Une durée va avec le RSA, et disparaît sans lui : corrigez l'un des deux."),
    ),
    _ensemble("salarieBenefASS"),
    _ensemble("salarieBenefAAH"),
    _ensemble("salarieBenefARE"),
    _ensemble("salarieBenefPrimeActivite"),
    Coherence(
        f"{_S}salarieOETH",
        lambda x: x["mesure"] != EITI or x[f"{_S}salarieOETH"] is False,
        _("L'obligation d'emploi ne concerne pas un travailleur indépendant : répondez non."),
    ),
)
