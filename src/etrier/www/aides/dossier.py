"""One annexe on one page: versions, months, payments, and the chart of its money."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from etrier.aides.access import les_aides
from etrier.aides.suivi import Echeance, SuiviAnnexe, echeancier, suivre
from etrier.droit.regles.annexe import montant_annexe
from etrier.structures.access import Acces, les_annexes
from etrier.structures.models import AnnexeFinanciere, AvenantAnnexe
from etrier.www import formats_ecran
from etrier.www.graphique import Graphique, Serie
from etrier.www.tableau import Colonne, Tableau


@dataclass(frozen=True)
class Dossier:
    """What the page of an annexe shows; `suivi` is None for an annexe without posts."""

    annexe: AnnexeFinanciere
    suivi: SuiviAnnexe | None
    graphique: Graphique | None
    versions: Tableau
    mois: Tableau
    versements: Tableau

    @property
    def tableaux(self) -> tuple[Tableau, ...]:
        """Every table of the page."""
        return (self.versions, self.mois, self.versements)


def dossier_de(acces: Acces, annexe: AnnexeFinanciere) -> Dossier:
    """Read the annexe a gate handed over."""
    versions = les_annexes(acces).filter(annexe=annexe)
    aides = les_aides(acces).filter(annexe=annexe)
    derniere = versions.order_by("-debut", "-modification").first()
    suivis = () if derniere is None else suivre(versions, aides, derniere.debut.year)
    suivi = suivis[0] if suivis else None
    mois = () if suivi is None else echeancier(suivi.avenant, aides)
    return Dossier(
        annexe,
        suivi,
        _graphique(mois) if mois else None,
        _tableau_versions(list(versions.order_by("modification"))),
        _tableau_mois(acces, mois),
        _tableau_versements(annexe),
    )


def montant_recalcule(version: AvenantAnnexe) -> int | None:
    """The ASP's own arithmetic on the version's terms; None without posts or amount."""
    if version.etp_centiemes is None or version.montant_unitaire_centimes is None:
        return None
    return montant_annexe(
        version.etp_centiemes, version.montant_unitaire_centimes, version.debut, version.fin
    )


def ecart_imprime(version: AvenantAnnexe) -> int | None:
    """Printed amount less the recomputed one; None when either is missing."""
    recalcule = montant_recalcule(version)
    if recalcule is None or version.montant_total_centimes is None:
        return None
    return version.montant_total_centimes - recalcule


def _tableau_versions(versions: Sequence[AvenantAnnexe]) -> Tableau:
    sans = gettext("L'annexe ne porte pas cette valeur.")

    def motif(version: AvenantAnnexe) -> str:
        return sans

    return Tableau(
        gettext("Versions de l'annexe"),
        [
            Colonne(gettext("Modification"), "modification", "entier"),
            Colonne(gettext("État"), "get_etat_display"),
            Colonne(gettext("Début"), "debut", "date"),
            Colonne(gettext("Fin"), "fin", "date"),
            Colonne(gettext("Postes"), "etp_centiemes", "etp_centiemes", motif=motif),
            Colonne(gettext("Durée d'un ETP"), "duree_etp_minutes", "heures", motif=motif),
            Colonne(
                gettext("Montant d'un ETP"), "montant_unitaire_centimes", "centimes", motif=motif
            ),
            Colonne(
                gettext("Total imprimé par l'ASP"),
                "montant_total_centimes",
                "centimes",
                motif=motif,
            ),
            Colonne(gettext("Total recalculé"), montant_recalcule, "centimes", motif=motif),
            Colonne(gettext("Écart"), ecart_imprime, "centimes", motif=motif),
            Colonne(gettext("Dont département"), "cofinance_centimes", "centimes", motif=motif),
        ],
        versions,
        legende=gettext(
            "Total recalculé : postes × montant d'un ETP sur douze mois, sinon un mois arrondi × "
            "le nombre de mois, comme l'imprime l'ASP."
        ),
        nom="versions",
        recherche=False,
        classe_ligne=lambda v: "ligne-attention" if ecart_imprime(v) else "",
    )


def _tableau_mois(acces: Acces, mois: Sequence[Echeance]) -> Tableau:
    def lien(echeance: Echeance) -> str | None:
        if echeance.aide is None:
            return None
        return reverse("pourquoi_aide", args=[acces.structure.pk, echeance.aide.pk])

    def argent(libelle: str, champ: str) -> Colonne:
        return Colonne(
            libelle,
            f"aide.{champ}",
            "centimes",
            lien=lien,
            motif="aide.motif",
            provisoire="aide.provisoire",
        )

    return Tableau(
        gettext("Mois par mois, depuis le début de l'annexe"),
        [
            Colonne(gettext("Mois"), "mois", "mois"),
            Colonne(gettext("Régularisation"), _regularisation),
            Colonne(gettext("Heures cumulées"), "aide.minutes_cumulees", "heures", lien=lien),
            argent(gettext("Aide du mois"), "montant_mois_centimes"),
            argent(gettext("Due, plafonnée"), "du_plafonne_centimes"),
            Colonne(gettext("Douzièmes"), "douziemes_centimes", "centimes"),
            argent(gettext("Écart aux douzièmes"), "ecart_centimes"),
            Colonne(gettext("Reçu"), "recu_centimes", "centimes"),
            Colonne(gettext("Reste à recevoir"), "reste_centimes", "centimes"),
        ],
        mois,
        legende=gettext(
            "Sauf l'aide du mois, chaque montant court depuis le début de l'annexe. "
            "Les mois marqués sont ceux où les versements sont régularisés."
        ),
        vide=gettext("Cette annexe n'ouvre pas de postes : il n'y a pas d'aide à suivre."),
        nom="mois",
        recherche=False,
        classe_ligne=lambda e: "ligne-attention" if e.est_regularisation else "",
    )


def _regularisation(echeance: Echeance) -> str:
    return gettext("régularisation") if echeance.est_regularisation else ""


def _tableau_versements(annexe: AnnexeFinanciere) -> Tableau:
    return Tableau(
        gettext("Versements reçus"),
        [
            Colonne(gettext("Reçu le"), "le", "date"),
            Colonne(gettext("Libellé"), "libelle"),
            Colonne(gettext("Montant"), "montant_centimes", "centimes", total=True),
            Colonne(gettext("Saisi par"), "saisi_par"),
        ],
        annexe.versements.select_related("saisi_par"),
        vide=gettext("Aucun versement : enregistrez ceux que montre le relevé de banque."),
        nom="versements",
        recherche=False,
    )


def _graphique(mois: Sequence[Echeance]) -> Graphique:
    return Graphique(
        identifiant="argent-annexe",
        titre=gettext("Aide due, douzièmes et versements reçus depuis le début de l'annexe"),
        categories=[formats_ecran.mois(e.mois) for e in mois],
        series=[
            Serie(gettext("Due, plafonnée"), [e.du_centimes for e in mois]),
            Serie(gettext("Reçu"), [e.recu_centimes if e.aide else None for e in mois]),
            Serie(gettext("Douzièmes"), [e.douziemes_centimes for e in mois], "line"),
        ],
        unite="€",
        decimales=2,
        montrees=0,
    )
