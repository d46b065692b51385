"""Tables of the settings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.droit.parametre import Parametre, Parametres
from etrier.droit.schema import Contenu, LigneDatee
from etrier.structures.access import Acces, les_annexes, les_conventions, les_roles
from etrier.www.adresses import adresse_ouverte
from etrier.www.tableau import Colonne, Tableau
from etrier.www.valeurs_legales import ecrire_valeur


def tableau_conventions(acces: Acces) -> Tableau:
    """Conventions with the State, as imported."""
    return Tableau(
        _("Conventions"),
        [
            Colonne(
                _("Numéro"),
                "numero",
                lien=lambda c: adresse_ouverte(acces, "convention_dater", convention_id=c.pk),
            ),
            Colonne(_("Dispositif"), "get_dispositif_display"),
            Colonne(_("Milieu"), "get_milieu_display"),
            Colonne(_("Fin"), "fin", "date"),
        ],
        les_conventions(acces),
        legende=_("Lues dans les fichiers de l'ASP. Leur fin n'y est pas : écrivez-la."),
        vide=_("Aucune convention : importez les annexes financières de l'ASP."),
        nom="conventions",
    )


def tableau_annexes(acces: Acces) -> Tableau:
    """Every version of the annexes, as imported."""
    return Tableau(
        _("Annexes financières"),
        [
            Colonne(
                _("Annexe"),
                "annexe",
                lien=lambda a: adresse_ouverte(acces, "annexe", annexe_id=a.annexe_id),
            ),
            Colonne(_("Avenant"), "modification", "entier"),
            Colonne(_("État"), "get_etat_display"),
            Colonne(_("Début"), "debut", "date"),
            Colonne(_("Fin"), "fin", "date"),
            Colonne(_("Postes (ETP)"), "etp_centiemes", "etp_centiemes"),
            Colonne(_("Par ETP et par an"), "montant_unitaire_centimes", "centimes"),
            Colonne(_("Montant total"), "montant_total_centimes", "centimes"),
        ],
        les_annexes(acces),
        legende=_("Lues dans les fichiers de l'ASP ; seules comptent celles en vigueur."),
        vide=_("Aucune annexe financière : importez le fichier de l'ASP."),
        nom="annexes",
    )


def tableau_roles(acces: Acces) -> Tableau:
    """Who does what here."""
    return Tableau(
        _("Comptes et rôles"),
        [
            Colonne(_("Nom"), "utilisateur.nom"),
            Colonne(_("Adresse électronique"), "utilisateur.courriel"),
            Colonne(_("Rôle"), "get_role_display"),
            Colonne(_("Compte ouvert"), "utilisateur.is_active", "oui_non"),
            Colonne(
                _("Retirer"),
                lambda r: _("Retirer"),
                lien=lambda r: reverse("role_retirer", args=[acces.structure.pk, r.pk]),
            ),
        ],
        les_roles(acces),
        nom="roles",
    )


@dataclass(frozen=True)
class LigneDroit:
    """One legal value at one date, or the reason why it is not established."""

    parametre: Parametre
    ligne: LigneDatee
    cle: str | None
    contenu: Contenu | None
    en_vigueur: bool
    est_provisoire: bool

    @property
    def valeur(self) -> str | None:
        """The value with its unit; None when it is not established."""
        if self.contenu is None:
            return None
        return ecrire_valeur(self.contenu, self.parametre.unite)

    @property
    def etat(self) -> str:
        """In force, replaced or to come is read on the dates; here, what is known of it."""
        if self.contenu is None:
            return _("non établie")
        if self.est_provisoire:
            return _("provisoire")
        return _("établie") if self.ligne.confiance == "sur" else _("à confirmer")


def tableau_droit(droit: Parametres, le: date, *, tout: bool) -> Tableau:
    """Legal parameters known here: those in force on the day, or every date of each."""
    return Tableau(
        _("Paramètres de droit"),
        [
            Colonne(_("Paramètre"), "parametre.description"),
            Colonne(_("Pour"), "cle"),
            Colonne(_("Valeur"), "valeur", motif="ligne.motif", provisoire="est_provisoire"),
            Colonne(_("Depuis"), "ligne.depuis", "date"),
            Colonne(_("État"), "etat"),
            Colonne(_("Texte"), "ligne.reference.titre", lien=lambda x: x.ligne.reference.href),
            Colonne(_("Vérifié le"), "ligne.verifie_le", "date"),
        ],
        [x for x in lignes_droit(droit, le) if tout or x.en_vigueur],
        par_page=500,
    )


def lignes_droit(droit: Parametres, le: date) -> Iterator[LigneDroit]:
    """Every dated value; the one in force on the day is marked."""
    for nom in droit.noms():
        parametre = droit.parametre(nom)
        passees = [ligne for ligne in parametre.lignes if ligne.depuis <= le]
        for ligne in reversed(parametre.lignes):
            actuelle = bool(passees) and ligne is passees[-1]
            for cle, contenu in ligne.valeurs.items():
                yield LigneDroit(
                    parametre,
                    ligne,
                    cle,
                    contenu,
                    actuelle,
                    actuelle and contenu is not None and parametre.est_provisoire(le),
                )
