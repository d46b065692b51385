"""From what is to be invoiced to the lines of an invoice, as the client wants them gathered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from etrier.droit.arrondis import demi_haut
from etrier.facturation.enums import GenreLigneAFacturer, Regroupement, UniteLigne
from etrier.facturation.models import ArticleAFacturer, LigneAFacturer, LigneFacture

LIBELLE_MAX = 200
MILLE = 1000


@dataclass(frozen=True)
class Preparee:
    """A line of a draft, not written yet, and what it takes."""

    ligne: LigneFacture
    lignes_a_facturer: tuple[int, ...] = ()
    article: int | None = None


def lignes_d_heures(
    lignes: Iterable[LigneAFacturer], regroupement: str, mois: date
) -> list[Preparee]:
    """Lines of one client gathered: amounts and minutes add up, whatever the grouping.

    Never gathered: two prices, two VAT rates, two services à la personne, two closed months.
    """
    groupes: dict[tuple[object, ...], list[LigneAFacturer]] = {}
    for ligne in lignes:
        groupes.setdefault(_cle(ligne, regroupement), []).append(ligne)
    return [_rassembler(groupe, regroupement, mois) for groupe in groupes.values()]


def ligne_d_article(article: ArticleAFacturer, taux: int) -> Preparee:
    """A fixed price, or units, at the VAT rate of its day (ten-thousandths)."""
    en_heures = article.unite == UniteLigne.HEURE
    ligne = LigneFacture(
        libelle=article.libelle,
        unite=article.unite,
        minutes=demi_haut(article.quantite_milliemes * 60, MILLE) if en_heures else None,
        quantite_milliemes=None if en_heures else article.quantite_milliemes,
        prix_centimes=article.prix_centimes,
        regime_tva=article.regime_tva,
        taux_tva_pour_dix_mille=taux,
        ht_centimes=demi_haut(article.quantite_milliemes * article.prix_centimes, MILLE),
        chantier=article.chantier,
        prestation=article.prestation,
    )
    return Preparee(ligne, article=article.pk)


def est_deplacement(ligne: LigneAFacturer) -> bool:
    """True for days of travel: a quantity, not minutes."""
    return ligne.genre == GenreLigneAFacturer.DEPLACEMENT


def _cle(ligne: LigneAFacturer, regroupement: str) -> tuple[object, ...]:
    activite = ligne.prestation.activite_sap if ligne.prestation is not None else ""
    prix = ligne.montant_unitaire_centimes if est_deplacement(ligne) else None
    commune = (
        ligne.cloture.mois,
        ligne.genre,
        ligne.regime_tva,
        ligne.taux_tva_pour_dix_mille,
        ligne.montant_horaire_centimes if prix is None else prix,
        activite,
    )
    if regroupement == Regroupement.PRIX:
        return commune
    if regroupement == Regroupement.PRESTATION:
        return (*commune, ligne.prestation_id)
    lieu = (ligne.chantier_id, ligne.mission_id)
    return (*commune, ligne.prestation_id, *lieu, ligne.qualification)


def _rassembler(groupe: Sequence[LigneAFacturer], regroupement: str, mois: date) -> Preparee:
    tete = groupe[0]
    deplacement = est_deplacement(tete)
    prix = tete.montant_unitaire_centimes if deplacement else tete.montant_horaire_centimes
    ligne = LigneFacture(
        libelle=_libelle(tete, regroupement, mois)[:LIBELLE_MAX],
        unite=UniteLigne.UNITE if deplacement else UniteLigne.HEURE,
        minutes=None if deplacement else sum(x.minutes_retenues for x in groupe),
        quantite_milliemes=sum(x.quantite or 0 for x in groupe) * MILLE if deplacement else None,
        prix_centimes=prix or 0,
        regime_tva=tete.regime_tva,
        taux_tva_pour_dix_mille=tete.taux_tva_pour_dix_mille or 0,
        ht_centimes=sum(x.montant_ht_centimes or 0 for x in groupe),
        chantier_id=_seul({x.chantier_id for x in groupe}),
        prestation_id=_seul({x.prestation_id for x in groupe}),
    )
    return Preparee(ligne, tuple(x.pk for x in groupe))


def _seul(valeurs: set[int | None]) -> int | None:
    """The one value of a group, None when it has several: an axis is said only where it is sure."""
    return valeurs.pop() if len(valeurs) == 1 else None


def _libelle(ligne: LigneAFacturer, regroupement: str, mois: date) -> str:
    morceaux = [_objet(ligne, regroupement)]
    if ligne.genre != GenreLigneAFacturer.HEURES:
        morceaux.append(str(ligne.get_genre_display()))
    if regroupement == Regroupement.DETAIL and ligne.qualification:
        morceaux.append(ligne.qualification)
    if ligne.cloture.mois != mois:
        morceaux.append(date_format(ligne.cloture.mois, "F Y"))
    return ", ".join(morceaux)


def _objet(ligne: LigneAFacturer, regroupement: str) -> str:
    prestation = ligne.prestation.libelle if ligne.prestation is not None else ""
    if regroupement == Regroupement.DETAIL:
        lieu = ligne.mission.objet if ligne.mission is not None else ""
        lieu = lieu or (ligne.chantier.denomination if ligne.chantier is not None else "")
        if ligne.mission is not None:
            lieu = f"{lieu} ({ligne.mission.numero})"
        return " – ".join(x for x in (prestation, lieu) if x)
    if regroupement == Regroupement.PRESTATION and prestation:
        return prestation
    if ligne.prestation is not None and ligne.prestation.activite_sap:
        return str(ligne.prestation.get_activite_sap_display()).capitalize()
    return _("Heures de travail")
