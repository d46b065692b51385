"""Why the State's aid is what it is: the hours of a contract in a month, the sum of an annexe."""

from datetime import date

import polars as pl
from django.utils.translation import gettext

from etrier.aides.frames import juger
from etrier.aides.models import AideMensuelle, EtatMensuel
from etrier.cloture.raisons.citation import ParametreCite, citer, citer_aussi
from etrier.cloture.raisons.raison import (
    Composante,
    Figure,
    Raison,
    cadre_de,
    nom_du_mois,
    partager,
    reserves,
)
from etrier.droit.arrondis import demi_haut
from etrier.droit.ecriture import centiemes, euros, heures, jour
from etrier.droit.parametre import NonCalculable
from etrier.droit.regles.annexe import MOIS_PAR_AN, duree_mois
from etrier.droit.regles.etp import ANNEXE
from etrier.droit.regles.heures_retenues import MotifEcart
from etrier.droit.regles.socle import socle
from etrier.droit.vocabulaire import Dispositif, Milieu
from etrier.heures.frames import Cadre
from etrier.structures.models import AnnexeFinanciere, AvenantAnnexe, Convention

PHRASES = {motif.value: motif.phrase for motif in MotifEcart}


def raison_de_l_etat(etat: EtatMensuel) -> Raison:
    """Hours, ETP and amount of one contract under one annexe in a closed month."""
    cadre = cadre_de(etat.cloture)
    taux = pl.lit(etat.taux_pour_cent, pl.Int64)
    jugees = _jugees(cadre).filter(
        pl.col("contrat_id") == etat.contrat_id, pl.col("taux_pour_cent").eq_missing(taux)
    )
    retenues, ecartees = partager(jugees, PHRASES)
    return Raison(
        titre=gettext("Aide au poste de %(salarie)s, %(mois)s")
        % {"salarie": etat.contrat.salarie.personne, "mois": nom_du_mois(cadre.mois)},
        mois=cadre.mois,
        figures=(
            Figure(gettext("Montant du mois"), etat.montant_centimes, "centimes"),
            Figure(gettext("Heures retenues"), etat.minutes_retenues, "heures"),
            Figure(gettext("Heures écartées"), etat.minutes_ecartees, "heures"),
            Figure(gettext("ETP annuel"), etat.etp_millioniemes, "etp"),
        ),
        base=_base_etat(etat, cadre),
        parametres=_parametres_etat(etat, cadre),
        retenues=retenues,
        ecartees=ecartees,
        provisoire=etat.provisoire,
        motif=etat.motif,
        reserves=reserves(
            cadre,
            etat.cloture,
            stockees=etat.minutes_retenues,
            trouvees=sum(x.minutes for x in retenues),
        ),
    )


def raison_de_l_aide(aide: AideMensuelle) -> Raison:
    """Aid of one annexe at the end of a closed month: the contracts of the month, those before."""
    cadre = cadre_de(aide.cloture)
    contrats = cadre.contrats.filter(pl.col("convention_id") == aide.annexe.convention_id)
    jugees = _jugees(cadre).join(contrats.select("contrat_id"), on="contrat_id", how="semi")
    retenues, ecartees = partager(jugees, PHRASES)
    composantes, du_mois = _composantes(aide)
    return Raison(
        titre=gettext("Aide au poste de l'annexe %(annexe)s, %(mois)s")
        % {"annexe": aide.annexe, "mois": nom_du_mois(cadre.mois)},
        mois=cadre.mois,
        figures=_figures_aide(aide),
        base=_base_aide(aide, cadre),
        parametres=_parametres_aide(aide, cadre),
        composantes=composantes,
        retenues=retenues,
        ecartees=ecartees,
        provisoire=aide.provisoire,
        motif=aide.motif,
        reserves=reserves(
            cadre, aide.cloture, stockees=du_mois, trouvees=sum(x.minutes for x in retenues)
        ),
    )


def _jugees(cadre: Cadre) -> pl.DataFrame:
    return juger(cadre).rename({"motif_ecart": "ecart"})


def _figures_aide(aide: AideMensuelle) -> tuple[Figure, ...]:
    return (
        Figure(gettext("Aide du mois"), aide.montant_mois_centimes, "centimes"),
        Figure(gettext("Due depuis le début"), aide.du_centimes, "centimes"),
        Figure(gettext("Plafond à ce mois"), aide.plafond_centimes, "centimes"),
        Figure(gettext("Due, plafonnée"), aide.du_plafonne_centimes, "centimes"),
        Figure(gettext("Douzièmes à ce mois"), aide.recu_theorique_centimes, "centimes"),
        Figure(gettext("Écart aux douzièmes"), aide.ecart_centimes, "centimes"),
        Figure(gettext("Heures retenues depuis le début"), aide.minutes_cumulees, "heures"),
        Figure(gettext("ETP annuel depuis le début"), aide.etp_millioniemes_cumules, "etp"),
    )


def _composantes(aide: AideMensuelle) -> tuple[tuple[Composante, ...], int]:
    """The months before, then the contracts of this one; and the minutes of this one.

    Their minutes add up to the annexe's: the rule counts its months from the avenant's first.
    """
    etats = list(
        EtatMensuel.objects.filter(
            annexe=aide.annexe,
            cloture__mois__range=(aide.avenant.debut.replace(day=1), aide.cloture.mois),
        )
        .select_related("cloture", "contrat__salarie__personne")
        .order_by("cloture__mois", "contrat__salarie__personne__nom", "id")
    )
    avant: dict[date, int] = {}
    for etat in etats:
        if etat.cloture_id != aide.cloture_id:
            mois = etat.cloture.mois
            avant[mois] = avant.get(mois, 0) + etat.minutes_retenues
    ici = [etat for etat in etats if etat.cloture_id == aide.cloture_id]
    return (*_mois_d_avant(aide, avant), *map(_contrat, ici)), sum(
        etat.minutes_retenues for etat in ici
    )


def _mois_d_avant(aide: AideMensuelle, minutes: dict[date, int]) -> list[Composante]:
    aides = AideMensuelle.objects.filter(annexe=aide.annexe, cloture__mois__in=minutes)
    par_mois = {a.cloture.mois: a for a in aides.select_related("cloture")}
    return [
        Composante(
            nom_du_mois(mois),
            total,
            par_mois[mois].montant_mois_centimes if mois in par_mois else None,
            "aide" if mois in par_mois else "",
            par_mois[mois].pk if mois in par_mois else None,
        )
        for mois, total in minutes.items()
    ]


def _contrat(etat: EtatMensuel) -> Composante:
    nom = f"{etat.contrat.salarie.personne} ({etat.contrat.numero})"
    if etat.taux_pour_cent not in (100, None):
        nom += f", {etat.taux_pour_cent} %"
    return Composante(nom, etat.minutes_retenues, etat.montant_centimes, "etat", etat.pk)


def _termes(annexe: AnnexeFinanciere, avenant: AvenantAnnexe, cadre: Cadre) -> tuple[int, int]:
    """Minutes of one post and amount of one post for the year.

    Raises NonCalculable when neither the annexe nor the law says them.
    """
    convention = _convention(annexe)
    duree, unite = avenant.duree_etp_minutes, avenant.montant_unitaire_centimes
    if duree is None:
        duree = cadre.parametres.valeur(
            "etp/heures_annuelles", avenant.debut, convention.dispositif
        ).en(60)
    if unite is None:
        unite = socle(
            cadre.parametres,
            Dispositif(convention.dispositif),
            annexe.structure.territoire,
            Milieu(convention.milieu),
            cadre.mois,
        ).en(100)
    return duree, unite


def _convention(annexe: AnnexeFinanciere) -> Convention:
    """The annexe's convention; one without (the FDI) has no monthly aid, hence no explanation."""
    if annexe.convention is None:
        raise NonCalculable(gettext("Cette annexe n'a pas de convention."))
    return annexe.convention


def _base_etat(etat: EtatMensuel, cadre: Cadre) -> str:
    aide = AideMensuelle.objects.select_related("avenant").get(
        cloture=etat.cloture, annexe=etat.annexe
    )
    try:
        duree, unite = _termes(etat.annexe, aide.avenant, cadre)
    except NonCalculable as erreur:
        return erreur.motif
    if etat.taux_pour_cent is None or etat.montant_centimes is None:
        return etat.motif
    exact = demi_haut(etat.minutes_retenues * unite * etat.taux_pour_cent, 100 * duree)
    texte = gettext(
        "%(h)s retenues dans le mois ÷ %(duree)s par poste et par an × %(unite)s%(part)s "
        "= %(montant)s."
    ) % {
        "h": heures(etat.minutes_retenues),
        "duree": heures(duree),
        "unite": euros(unite),
        "part": "" if etat.taux_pour_cent == 100 else f" × {etat.taux_pour_cent} %",
        "montant": euros(exact),
    }
    if exact == etat.montant_centimes:
        return texte
    return f"{texte} " + gettext(
        "L'aide de l'annexe est arrondie une seule fois, puis répartie entre ses contrats pour "
        "que la somme tombe juste : ici %(part)s."
    ) % {"part": euros(etat.montant_centimes)}


def _base_aide(aide: AideMensuelle, cadre: Cadre) -> str:
    if aide.du_centimes is None or aide.plafond_centimes is None:
        return aide.motif
    duree, unite = _termes(aide.annexe, aide.avenant, cadre)
    rang = duree_mois(aide.avenant.debut, cadre.mois)
    simple = demi_haut(aide.minutes_cumulees * unite, duree) == aide.du_centimes
    postes = aide.avenant.etp_centiemes or 0
    plat = demi_haut(postes * unite * rang, 100 * MOIS_PAR_AN) == aide.plafond_centimes
    return gettext(
        "L'aide se compte depuis le %(debut)s, puis on en retire ce qui était dû un mois plus tôt. "
        "Dû à fin %(mois)s : %(h)s retenues ÷ %(duree)s par poste × %(unite)s = %(du)s. "
        "Plafond à la même date : %(postes)s postes × %(unite_plafond)s × %(rang)s mois ÷ 12 = "
        "%(plafond)s. On garde le plus petit des deux : %(ici)s. "
        "L'aide du mois est donc %(ici)s − %(avant)s = %(montant)s."
    ) % {
        "mois": nom_du_mois(cadre.mois),
        "h": heures(aide.minutes_cumulees),
        "debut": jour(aide.avenant.debut),
        "duree": heures(duree),
        "unite": euros(unite) if simple else gettext("le montant et la part due de chaque mois"),
        "du": euros(aide.du_centimes),
        "postes": centiemes(postes),
        "unite_plafond": euros(unite) if plat else gettext("le montant de chaque mois"),
        "rang": rang,
        "plafond": euros(aide.plafond_centimes),
        "ici": euros(aide.du_plafonne_centimes or 0),
        "avant": euros((aide.du_plafonne_centimes or 0) - (aide.montant_mois_centimes or 0)),
        "montant": euros(aide.montant_mois_centimes or 0),
    }


def _termes_cites(avenant: AvenantAnnexe, *, postes: bool = False) -> tuple[ParametreCite, ...]:
    """What the annexe itself says: hours and amount of a post, how many posts."""
    duree, unite = avenant.duree_etp_minutes, avenant.montant_unitaire_centimes
    ouverts = avenant.etp_centiemes if postes else None
    termes = (
        (gettext("Durée annuelle d'un poste"), duree, heures),
        (gettext("Montant annuel d'un poste"), unite, euros),
        (gettext("Postes conventionnés"), ouverts, centiemes),
    )
    return tuple(
        ParametreCite(
            ANNEXE,
            libelle,
            None,
            annexe_id=avenant.annexe_id,
            texte=ecrire(valeur),
            depuis=avenant.debut,
        )
        for libelle, valeur, ecrire in termes
        if valeur is not None
    )


def _parametres_etat(etat: EtatMensuel, cadre: Cadre) -> tuple[ParametreCite, ...]:
    aide = AideMensuelle.objects.select_related("avenant").get(
        cloture=etat.cloture, annexe=etat.annexe
    )
    cites = (
        *_termes_cites(aide.avenant),
        *citer(etat.parametre, cadre.parametres, cadre.mois),
    )
    dispositif = _convention(etat.annexe).dispositif
    cites = citer_aussi(cites, cadre.parametres, "etp/natures_retenues", cadre.mois, dispositif)
    if etat.contrat.genre == "CDI_INCLUSION":
        for annee in (1, 2):
            nom = f"aide_au_poste/cdi_inclusion_annee_{annee}"
            cites = citer_aussi(cites, cadre.parametres, nom, cadre.mois, None)
    return cites


def _parametres_aide(aide: AideMensuelle, cadre: Cadre) -> tuple[ParametreCite, ...]:
    cites = (
        *_termes_cites(aide.avenant, postes=True),
        *citer(aide.parametre, cadre.parametres, cadre.mois),
    )
    dispositif = _convention(aide.annexe).dispositif
    cites = citer_aussi(cites, cadre.parametres, "etp/natures_retenues", cadre.mois, dispositif)
    nom = "aide_au_poste/mois_regularisation"
    return citer_aussi(cites, cadre.parametres, nom, cadre.mois, None)
