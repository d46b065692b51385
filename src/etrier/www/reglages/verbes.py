"""The audit in words: what each verb of `socle.journal.noter` says to a reader."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etrier.comptabilite.enums import GenreOrdre, RoleCompte
from etrier.facturation.enums import MoyenReglement
from etrier.heures.enums import GenreHeures, MoyenEnvoi
from etrier.missions.enums import GenreClient, RegimeTva
from etrier.paie.enums import GenreVariableSaisie
from etrier.parcours.enums import (
    ClasseSortie,
    GenreDemande,
    LanguePersonne,
    MotifRetenue,
    TypeContratTravail,
)
from etrier.parcours.enums_accompagnement import GenreDocument, MoyenSignature, QuiSigne
from etrier.structures.enums import Role
from etrier.www import formats_ecran
from etrier.www.reglages.verbes_banque import VERBES_BANQUE
from etrier.www.reglages.verbes_comptabilite import VERBES_COMPTABILITE
from etrier.www.reglages.verbes_devis import VERBES_DEVIS
from etrier.www.reglages.verbes_factures import VERBES_FACTURES
from etrier.www.reglages.verbes_fournisseurs import VERBES_FOURNISSEURS
from etrier.www.reglages.verbes_paie import VERBES_PAIE
from etrier.www.reglages.verbes_parcours import VERBES_PARCOURS
from etrier.www.reglages.verbes_prix import VERBES_PRIX
from etrier.www.reglages.verbes_sap import VERBES_SAP

# Short for the filter, then the whole sentence with the details of the act.
VERBES: Mapping[str, tuple[Promise, Promise]] = {
    "salarie.embaucher": (_("Embauche"), _("Fiche de salarié ouverte")),
    "salarie.corriger": (_("Correction d'identité"), _("Identité corrigée")),
    "contrat.signer": (
        _("Contrat signé"),
        _("Contrat signé : %(genre)s, du %(debut)s au %(fin)s"),
    ),
    "contrat.amender": (
        _("Avenant à un contrat"),
        _("Avenant %(rang)s au contrat, à effet du %(effet)s ; fin le %(fin)s"),
    ),
    "pass.enregistrer": (
        _("PASS IAE reçu"),
        _("PASS IAE enregistré, du %(debut)s au %(fin)s"),
    ),
    "pass.reporter": (_("Fin de PASS reçue"), _("Nouvelle fin du PASS IAE : le %(fin)s")),
    "pass.suspendre": (
        _("Suspension de PASS"),
        _("PASS IAE suspendu du %(debut)s au %(fin)s"),
    ),
    "pass.modifier_suspension": (
        _("Suspension changée"),
        _("Dates d'une suspension changées : du %(debut)s au %(fin)s"),
    ),
    "client.creer": (_("Client ajouté"), _("Client ajouté : %(nature)s")),
    "client.modifier": (_("Client modifié"), _("Fiche du client modifiée")),
    "chantier.creer": (_("Chantier ouvert"), _("Chantier ouvert")),
    "chantier.modifier": (_("Chantier modifié"), _("Chantier modifié")),
    "mission.creer": (_("Mission créée"), _("Mission créée, du %(debut)s au %(fin)s")),
    "mission.modifier": (
        _("Mission modifiée"),
        _("Mission modifiée : du %(debut)s au %(fin)s"),
    ),
    "marche.creer": (_("Marché enregistré"), _("Marché public enregistré")),
    "clause.creer": (
        _("Clause enregistrée"),
        _("Lot %(lot)s enregistré : %(minutes_dues)s d'insertion dues"),
    ),
    "heures.saisir": (
        _("Heures saisies"),
        _("Heures saisies : %(ajoutees)s ajoutées, %(modifiees)s modifiées, %(supprimees)s ôtées"),
    ),
    "feuille.pointer": (
        _("Feuille de semaine remplie"),
        _("Feuille de semaine remplie : %(jours)s jours de personnes"),
    ),
    "feuille.photo": (
        _("Photo de feuille ajoutée"),
        _("Photo de la feuille signée ajoutée, semaine du %(lundi)s"),
    ),
    "heures.importer": (
        _("Heures importées"),
        _("Fichier d'heures importé : %(nouvelles)s nouvelles, %(modifiees)s modifiées"),
    ),
    "heures.valider": (
        _("Heures validées"),
        _("Heures validées, %(mois)s : %(lignes)s lignes"),
    ),
    "heures.corriger": (
        _("Heures corrigées"),
        _("Ligne validée corrigée : %(avant)s deviennent %(apres)s, mois de compte : %(mois)s"),
    ),
    "plan.creer": (
        _("Plan d'heures fait"),
        _("Plan d'heures : %(minutes_hebdo)s par semaine, du %(debut)s au %(fin)s"),
    ),
    "plan.modifier": (
        _("Plan d'heures changé"),
        _("Plan d'heures changé : %(minutes_hebdo)s par semaine, du %(debut)s au %(fin)s"),
    ),
    "plan.arreter": (_("Plan d'heures arrêté"), _("Plan d'heures arrêté le %(fin)s")),
    "plans.appliquer": (
        _("Plans appliqués"),
        _("Plans appliqués, %(mois)s : %(ajoutees)s brouillons écrits, %(laissees)s jours laissés"),
    ),
    "absence.declarer": (
        _("Absence déclarée"),
        _("Absence du %(debut)s au %(fin)s, %(genre_heures)s : %(brouillons)s jours remplacés"),
    ),
    "absence.annuler": (
        _("Absence retirée"),
        _("Absence du %(debut)s au %(fin)s retirée : %(brouillons)s brouillons ôtés"),
    ),
    "code.ajouter": (_("Code ajouté"), _("Code d'heures %(code)s ajouté : %(genre_heures)s")),
    "code.retirer": (_("Code retiré"), _("Code d'heures %(code)s retiré : %(genre_heures)s")),
    "releve.preparer": (
        _("Relevé préparé"),
        _("Relevé d'heures préparé, du %(debut)s au %(fin)s"),
    ),
    "releve.envoyer": (
        _("Relevé envoyé"),
        _("Relevé d'heures envoyé au client : %(moyen)s"),
    ),
    "releve.relancer": (
        _("Client relancé"),
        _("Client relancé pour son relevé d'heures, relance n° %(rang)s : %(moyen)s"),
    ),
    "releve.confirmer": (
        _("Relevé confirmé"),
        _("Relevé d'heures confirmé par le client, depuis son lien"),
    ),
    "releve.contester": (
        _("Relevé contesté"),
        _("Relevé d'heures contesté par le client : %(lignes)s jours changés"),
    ),
    "releve.reporter_papier": (
        _("Signature reportée"),
        _("Relevé d'heures signé sur papier le %(le)s, reporté"),
    ),
    "releve.annuler": (_("Relevé annulé"), _("Relevé d'heures annulé")),
    "versement.enregistrer": (
        _("Versement reçu"),
        _("Versement de l'aide enregistré : %(montant_centimes)s le %(le)s"),
    ),
    "mois.cloturer": (_("Mois clos"), _("Mois clos : %(mois)s, %(lignes)s lignes")),
    "role.donner": (_("Rôle donné"), _("Rôle donné : %(role)s")),
    "role.retirer": (_("Rôle retiré"), _("Rôle retiré : %(role)s")),
    "compte.ouvrir": (_("Compte ouvert"), _("Compte ouvert")),
    "compte.mot_de_passe": (_("Mot de passe changé"), _("Mot de passe changé")),
    "structure.importer": (_("Structure importée"), _("Structure lue dans le fichier de l'ASP")),
    "structure.modifier": (
        _("Structure mise à jour"),
        _("Fiche mise à jour d'après le fichier de l'ASP"),
    ),
    "structure.regler": (_("Label et réseaux"), _("Label ou réseaux changés")),
    "convention.dater": (_("Fin de convention"), _("Fin de la convention écrite : %(fin)s")),
    "annexes.importer": (
        _("Annexes importées"),
        _("Annexes financières importées : %(avenants_ajoutes)s avenants"),
    ),
    "annexe.modifier": (
        _("Annexe mise à jour"),
        _("Annexe financière mise à jour d'après le fichier de l'ASP"),
    ),
    "demonstration.charger": (_("Démonstration"), _("Démonstration chargée")),
    **VERBES_PARCOURS,
    **VERBES_FACTURES,
    **VERBES_FOURNISSEURS,
    **VERBES_SAP,
    **VERBES_DEVIS,
    **VERBES_BANQUE,
    **VERBES_PAIE,
    **VERBES_COMPTABILITE,
    **VERBES_PRIX,
}

_LABELS: Mapping[str, Mapping[Any, Any]] = {
    "role": dict(Role.choices),
    "genre": dict(TypeContratTravail.choices),
    "nature": dict(GenreClient.choices),
    "genre_heures": dict(GenreHeures.choices),
    "regime_tva": dict(RegimeTva.choices),
    "moyen": dict(MoyenEnvoi.choices),
    "role_compte": dict(RoleCompte.choices),
    "genre_variable": dict(GenreVariableSaisie.choices),
    "moyen_reglement": dict(MoyenReglement.choices),
    "genre_ordre": dict(GenreOrdre.choices),
    "genre_demande": dict(GenreDemande.choices),
    "genre_papier": dict(GenreDocument.choices),
    "qui_signe": dict(QuiSigne.choices),
    "moyen_signature": dict(MoyenSignature.choices),
    "langue": dict(LanguePersonne.choices),
    "motif_retenue": dict(MotifRetenue.choices),
    "classe": dict(ClasseSortie.choices),
}
_MINUTES = frozenset({"avant", "apres", "minutes_dues", "minutes_hebdo"})


class _Details(dict[str, str]):
    """What an act forgot to say reads « — »."""

    def __missing__(self, cle: str) -> str:
        return formats_ecran.RIEN


def phrase(verbe: str, details: Mapping[str, Any]) -> str:
    """The act as one French sentence; an unknown verb speaks for itself."""
    if verbe not in VERBES:
        return verbe
    return str(VERBES[verbe][1]) % _Details({cle: _dire(cle, x) for cle, x in details.items()})


def _dire(cle: str, valeur: Any) -> str:
    if valeur is None:
        return formats_ecran.RIEN
    if cle in _LABELS:
        return str(_LABELS[cle].get(valeur, valeur))
    if cle.endswith("_centimes"):
        return formats_ecran.centimes(valeur)
    if cle == "coefficient_dix_milliemes":
        return formats_ecran.coefficient(valeur)
    if cle in _MINUTES:
        return formats_ecran.heures(valeur)
    if isinstance(valeur, int):
        return formats_ecran.entier(valeur)
    return _dire_jour(cle, str(valeur))


def _dire_jour(cle: str, texte: str) -> str:
    try:
        jour = date.fromisoformat(texte)
    except ValueError:
        return texte
    return formats_ecran.mois(jour) if cle == "mois" else formats_ecran.jour(jour)
