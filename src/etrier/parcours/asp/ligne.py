"""From what the house knows to one line of the official file, keys in the official order."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from stdnum.fr import nir as numero

from etrier.parcours.asp import listes
from etrier.parcours.asp.regles import EITI
from etrier.parcours.asp.textes import complement, couper_prenom, majuscules, nom_de_voie
from etrier.parcours.models import FicheSalarie, PassIae, Personne

Ligne = dict[str, Any]
Situation = Mapping[str, Any]
# From that day the ASP reads `true` as « a difficulty », like its other obstacles; before, `true`
# was « speaks French » (les-emplois, pull request 8309).
LANGUE_INVERSEE_LE = date(2026, 7, 9)
# What an update may carry when the answers are no longer kept: any real place will do.
SIREN_NEUTRE = "130030133"
PROVISOIRES = frozenset("3478")
NAISSANCE_NEUTRE: dict[str, Any] = {"naissance_pays": "102"}
ADRESSE_NEUTRE = {
    "adrTelephone": None,
    "adrMail": None,
    "adrNumeroVoie": "3",
    "codeextensionvoie": None,
    "codetypevoie": "AV",
    "adrLibelleVoie": "DE BLIDA",
    "adrCpltDistribution": None,
    "codeinseecom": "57463",
    "codepostalcedex": "57000",
}


@dataclass(frozen=True)
class Sources:
    """All that a line is made of. `nir` is "" when it is not known."""

    fiche: FicheSalarie
    situation: Situation
    nir: str
    mouvement: str
    le: date

    @property
    def personne(self) -> Personne:
        """Whose record it is."""
        return self.fiche.salarie.personne

    @property
    def pass_iae(self) -> PassIae:
        """The PASS of the record."""
        return self.fiche.pass_iae


def composer(sources: Sources, rang: int = 1) -> Ligne:
    """One line of the file; what is missing is None: the check says so."""
    return {
        "numLigne": rang,
        "typeMouvement": sources.mouvement,
        "siret": sources.fiche.siret,
        "mesure": sources.fiche.mesure,
        "personnePhysique": _personne(sources),
        "adresse": _adresse(sources.personne),
        "situationSalarie": _situation(sources),
        "codeTraitement": None,
        "libelleTraitement": None,
    }


def mettre_a_plat(ligne: Mapping[str, Any], prefixe: str = "") -> dict[str, Any]:
    """A line without its nesting: "adresse.codetypevoie" → value."""
    plat: dict[str, Any] = {}
    for cle, valeur in ligne.items():
        if isinstance(valeur, Mapping):
            plat |= mettre_a_plat(valeur, f"{prefixe}{cle}.")
        else:
            plat[prefixe + cle] = valeur
    return plat


def ecrire_fichier(lignes: list[Ligne]) -> str:
    """The official envelope."""
    enveloppe = {"msgInformatif": None, "telId": None, "lignesTelechargement": lignes}
    return json.dumps(enveloppe, ensure_ascii=False, indent=1)


def neutraliser(ligne: Ligne, sources: Sources) -> Ligne:
    """The line of an update whose answers are no longer kept: neutral places, education and
    registration (the ASP only reads the dates of the PASS)."""
    neutre = Sources(
        sources.fiche, SITUATION_NEUTRE | NAISSANCE_NEUTRE, "", sources.mouvement, sources.le
    )
    personne = _personne(neutre)
    personne["salarieNIR"] = _sexe(sources) + SIREN_NEUTRE + sources.fiche.id_itou
    situation = _situation(neutre)
    return ligne | {
        "personnePhysique": personne,
        "adresse": dict(ADRESSE_NEUTRE),
        "situationSalarie": situation,
    }


def _personne(sources: Sources) -> Ligne:
    qui, recu = sources.personne, sources.pass_iae
    return {
        "passIae": recu.numero,
        "idItou": sources.fiche.id_itou,
        "civilite": civilite_de(sources),
        "nomUsage": majuscules(qui.nom),
        "nomNaissance": None,
        "prenom": couper_prenom(qui.prenom),
        "dateNaissance": _jour(qui.naissance),
        **_naissance(sources.situation),
        "passDateDeb": _jour(recu.debut),
        "passDateFin": _jour(recu.fin),
        "salarieNIR": _numero(sources),
        "sufPassIae": None,
    }


def _naissance(situation: Situation) -> Ligne:
    commune = situation.get("naissance_commune") or None
    pays = listes.pays().get(situation.get("naissance_pays") or "")
    if pays is None:
        departement = None
    elif pays.code == listes.FRANCE:
        departement = listes.departement_de(commune) if commune else None
    else:
        commune, departement = None, listes.ETRANGER
    return {
        "codeComInsee": {"codeComInsee": commune, "codeDpt": departement},
        "codeInseePays": pays.code if pays else None,
        "codeGroupePays": pays.groupe if pays else None,
    }


def _numero(sources: Sources) -> str | None:
    """The number of the person, or a waiting number when it is not known or is provisional (its
    first digit is then neither 1 nor 2)."""
    if sources.nir and sources.nir[0] not in PROVISOIRES:
        return sources.nir
    sexe = _sexe(sources)
    return f"{sexe}{sources.fiche.siret[:9]}{sources.fiche.id_itou}" if sexe else None


def _sexe(sources: Sources) -> str:
    connus = {"M": "1", "MME": "2"}
    return connus.get(civilite_de(sources) or "", "")


def civilite_de(sources: Sources) -> str | None:
    """As it is kept; else from the first digit of the number, odd for a man."""
    chiffre = sources.nir[:1]
    if sources.personne.civilite or not chiffre.isdigit():
        return sources.personne.civilite or None
    return "M" if int(chiffre) % 2 else "MME"


def nir_est_juste(nir: str) -> bool:
    """True for a whole number whose key is right, Corsica's letters included; a provisional one
    does not leave."""
    return nir[:1] in PROVISOIRES or bool(numero.is_valid(nir))


def _adresse(qui: Personne) -> Ligne:
    return {
        "adrTelephone": None,
        "adrMail": None,
        "adrNumeroVoie": qui.numero_voie or None,
        "codeextensionvoie": qui.extension_voie or None,
        "codetypevoie": qui.type_voie or None,
        "adrLibelleVoie": nom_de_voie(qui.libelle_voie) or None,
        "adrCpltDistribution": complement(qui.complement),
        "codeinseecom": qui.code_insee or None,
        "codepostalcedex": qui.code_postal or None,
    }


def _situation(sources: Sources) -> Ligne:
    situation, eiti = sources.situation, sources.fiche.mesure == EITI
    dits = {champ: situation.get(cle) for champ, cle, propre in CLES if eiti or not propre}
    ecrits = {champ: dits.get(champ) for champ, _cle, _propre in CLES}
    return dict(_finir(ecrits, sources.le, eiti=eiti))


def _finir(ecrits: Ligne, le: date, *, eiti: bool) -> Iterator[tuple[str, Any]]:
    for champ, valeur in ecrits.items():
        if champ == "salarieBenefATA" or (champ == "salarieOETH" and eiti):
            yield champ, False
        elif champ == "salarieLangueFrancaise" and le < LANGUE_INVERSEE_LE:
            yield champ, None if valeur is None else not valeur
        elif champ == "nomActeurCreationEntr":
            yield champ, majuscules(valeur or "") or None
        else:
            yield champ, valeur


def _jour(jour: date) -> str:
    return f"{jour:%d/%m/%Y}"


# Field of the file, our word, for the EITI only. In the order of the file.
CLES: tuple[tuple[str, str, bool], ...] = (
    ("orienteur", "orienteur", False),
    ("niveauFormation", "niveau_formation", False),
    ("salarieEnEmploi", "en_emploi", False),
    ("salarieTypeEmployeur", "type_employeur", False),
    ("salarieSansEmploiDepuis", "sans_emploi_depuis", False),
    ("salarieSansRessource", "sans_ressource", False),
    ("inscritPoleEmploi", "inscrit_ft", False),
    ("inscritPoleEmploiDepuis", "inscrit_ft_depuis", False),
    ("numeroIDE", "identifiant_ft", False),
    ("salarieRQTH", "rqth", False),
    ("salarieOETH", "oeth", False),
    ("salarieAideSociale", "aide_sociale", False),
    ("salarieBenefRSA", "rsa", False),
    ("salarieBenefRSADepuis", "rsa_depuis", False),
    ("salarieBenefASS", "ass", False),
    ("salarieBenefASSDepuis", "ass_depuis", False),
    ("salarieBenefAAH", "aah", False),
    ("salarieBenefAAHDepuis", "aah_depuis", False),
    ("salarieBenefATA", "ata", False),
    ("salarieBenefATADepuis", "ata_depuis", False),
    ("salarieBenefARE", "are", True),
    ("salarieBenefAREDepuis", "are_depuis", True),
    ("salarieBenefPrimeActivite", "prime_activite", True),
    ("salarieBenefPrimeActiviteDepuis", "prime_activite_depuis", True),
    ("salarieBenefCAPE", "cape", True),
    ("salarieBenefCESA", "cesa", True),
    ("nomActeurCreationEntr", "acteur_creation", True),
    ("revenuMensuelMoyenTI", "revenu_ti", True),
    ("cotisationsTI", "cotisations_ti", True),
    ("salarieSortantASE", "sortant_ase", False),
    ("salarieParentIsole", "parent_isole", False),
    ("salarieHebergement", "hebergement", False),
    ("salarieRefugie", "refugie", False),
    ("salarieSortantDetention", "sortant_detention", False),
    ("salarieLangueFrancaise", "difficulte_francais", False),
    ("salarieMobilite", "difficulte_mobilite", False),
)
_NON = (
    *("en_emploi", "sans_ressource", "inscrit_ft", "rqth", "oeth", "aide_sociale", "ass", "aah"),
    *("are", "prime_activite", "cape", "cesa", "sortant_ase", "parent_isole", "hebergement"),
    *("refugie", "sortant_detention", "difficulte_francais", "difficulte_mobilite"),
)
SITUATION_NEUTRE: dict[str, Any] = dict[str, Any].fromkeys(_NON, False) | {
    "orienteur": "99",
    "niveau_formation": "00",
    "sans_emploi_depuis": "01",
    "rsa": "NON",
    "cotisations_ti": "06",
}
