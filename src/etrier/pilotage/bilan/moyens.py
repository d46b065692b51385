"""Means used: insertion posts of the closed months, and those who accompany."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _

from etrier.aides.models import EtatMensuel
from etrier.heures.models import Cloture
from etrier.parcours.models import Referent
from etrier.pilotage.bilan.contenu import Chapitre, Chiffre, Perimetre
from etrier.pilotage.enums import RubriqueBilan
from etrier.structures.models import AvenantAnnexe


def chapitre(perimetre: Perimetre) -> Chapitre:
    """Hours and ETP by annexe; the permanent staff is not in Étrier and is to be written."""
    chiffres = [_mois_clos(perimetre), _referents(perimetre), *_par_annexe(perimetre)]
    return Chapitre(RubriqueBilan.MOYENS, chiffres)


def mois_clos(perimetre: Perimetre) -> int:
    """How many months of the year are closed."""
    return Cloture.objects.filter(structure=perimetre.structure, mois__year=perimetre.annee).count()


def _mois_clos(perimetre: Perimetre) -> Chiffre:
    return Chiffre(
        "mois_clos",
        _("Mois clos dans l'année"),
        mois_clos(perimetre),
        _("Clôtures"),
        _("Les heures et les ETP ne comptent que les mois clos."),
    )


def _referents(perimetre: Perimetre) -> Chiffre:
    actifs = Referent.objects.filter(
        Q(fin__isnull=True) | Q(fin__gte=perimetre.debut),
        debut__lte=perimetre.fin,
        salarie__contrats__convention=perimetre.convention,
    )
    nombre: int = actifs.aggregate(n=Count("utilisateur", distinct=True))["n"]
    return Chiffre(
        "referents",
        _("Personnes référentes de l'accompagnement"),
        nombre,
        _("Référents désignés"),
        _("Comptées une fois chacune, quel que soit le nombre de personnes suivies."),
    )


def _par_annexe(perimetre: Perimetre) -> Iterator[Chiffre]:
    sommes = (
        EtatMensuel.objects.filter(
            annexe__convention=perimetre.convention, cloture__mois__year=perimetre.annee
        )
        .order_by()
        .values("annexe_id", numero=F("annexe__numero"))
        .annotate(
            minutes=Sum("minutes_retenues"),
            etp=Sum("etp_millioniemes"),
            inconnus=Count("pk", filter=Q(etp_millioniemes__isnull=True)),
        )
        .order_by("numero")
    )
    postes = _postes(perimetre)
    for somme in sommes:
        numero = {"annexe": somme["numero"]}
        yield Chiffre(
            f"heures_{somme['annexe_id']}",
            _("Heures retenues, annexe %(annexe)s") % numero,
            somme["minutes"],
            _("États mensuels des mois clos"),
            _("Heures validées que l'annexe reconnaît ; les écartées n'y sont pas."),
            "heures",
        )
        yield _etp(somme, numero)
        if (agrees := postes.get(somme["annexe_id"])) is not None:
            yield Chiffre(
                f"postes_{somme['annexe_id']}",
                _("Postes conventionnés, annexe %(annexe)s") % numero,
                agrees,
                _("Annexe financière"),
                _("Ceux de la dernière version en vigueur."),
                "etp_centiemes",
            )


def _etp(somme: Mapping[str, Any], numero: Mapping[str, Any]) -> Chiffre:
    inconnu = somme["etp"] is None or somme["inconnus"]
    return Chiffre(
        f"etp_{somme['annexe_id']}",
        _("ETP annuels réalisés, annexe %(annexe)s") % numero,
        None if inconnu else somme["etp"],
        _("États mensuels des mois clos"),
        _("La durée annuelle d'un ETP n'est pas établie pour tous les mois.")
        if inconnu
        else _("Heures retenues / durée annuelle d'un ETP de l'annexe, mois par mois."),
        "etp",
    )


def _postes(perimetre: Perimetre) -> dict[int, int | None]:
    versions = AvenantAnnexe.objects.en_vigueur().filter(
        annexe__convention=perimetre.convention,
        debut__lte=perimetre.fin,
        fin__gte=perimetre.debut,
    )
    return {v.annexe_id: v.etp_centiemes for v in versions.order_by("modification")}
