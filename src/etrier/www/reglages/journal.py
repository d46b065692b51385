"""The audit of a structure, in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

from django.apps import apps
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from etrier.socle.models import Acte
from etrier.structures.access import Acces, Finalite, les_actes
from etrier.www.adresses import adresse_ouverte
from etrier.www.formats_ecran import instant
from etrier.www.porte import porte
from etrier.www.reglages.verbes import VERBES, phrase
from etrier.www.tableau import Colonne, Tableau, exporter

# Targets that have a sheet: relations to read with them, the sheet, where its number is.
_FICHES: dict[str, tuple[tuple[str, ...], str, str, str]] = {
    "parcours.salarie": (("personne",), "salarie", "salarie_id", "pk"),
    "parcours.contrat": (("salarie__personne",), "salarie", "salarie_id", "salarie_id"),
    "missions.client": ((), "client", "client_id", "pk"),
    "missions.chantier": ((), "chantier", "chantier_id", "pk"),
    "missions.mission": ((), "mission", "mission_id", "pk"),
    "missions.marchepublic": ((), "marche_public", "marche_id", "pk"),
    "structures.utilisateur": ((), "", "", ""),
    "structures.structure": ((), "", "", ""),
    "heures.ligneheures": (("salarie__personne",), "heures_ligne", "ligne_id", "pk"),
}


@dataclass(frozen=True)
class ActeVu:
    """An act and what it was done to, when it still exists."""

    acte: Acte
    cible: Any

    @property
    def objet(self) -> str:
        """Name of the target."""
        if self.cible is None:
            return ""
        if self.acte.cible_type == "parcours.contrat":
            return f"{self.cible.salarie.personne}, {self.cible.numero}"
        if self.acte.cible_type == "heures.ligneheures":
            return f"{self.cible.salarie.personne}, {self.cible.jour:%d/%m/%Y}"
        return str(self.cible)


class ActesVus(Sequence[ActeVu]):
    """The audit read page by page: the targets of a page come in one query per kind."""

    def __init__(self, actes: QuerySet[Acte]) -> None:
        self._actes = actes

    def __len__(self) -> int:
        return self._actes.count()

    @overload
    def __getitem__(self, rang: int) -> ActeVu: ...
    @overload
    def __getitem__(self, rang: slice) -> list[ActeVu]: ...
    def __getitem__(self, rang: int | slice) -> ActeVu | list[ActeVu]:
        if isinstance(rang, int):
            return _nommer([self._actes[rang]])[0]
        return _nommer(self._actes[rang])

    def __iter__(self) -> Iterator[ActeVu]:
        return iter(_nommer(self._actes))


def _nommer(actes: Iterable[Acte]) -> list[ActeVu]:
    lus = list(actes)
    cibles: dict[tuple[str, int | None], Any] = {}
    for nature, (relations, *_fiche) in _FICHES.items():
        cles = {a.cible_id for a in lus if a.cible_type == nature and a.cible_id is not None}
        if cles:
            objets = apps.get_model(nature)._default_manager.select_related(*relations)
            cibles |= {(nature, o.pk): o for o in objets.filter(pk__in=cles)}
    return [ActeVu(a, cibles.get((a.cible_type, a.cible_id))) for a in lus]


@porte(Finalite.LIRE_JOURNAL)
def journal(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Who did what, when."""
    actes = les_actes(acces)
    connus = actes.order_by().values_list("verbe", flat=True).distinct()
    choix = sorted((v, str(VERBES[v][0]) if v in VERBES else v) for v in connus)
    verbe = request.GET.get("verbe", "")
    tableau = _tableau(acces, actes.filter(verbe=verbe) if verbe in dict(choix) else actes)
    page = {"tableau": tableau, "choisi": verbe, "choix": [("", _("Tous les actes")), *choix]}
    return exporter(tableau, request) or render(request, "reglages/journal.html", page)


def _tableau(acces: Acces, actes: QuerySet[Acte]) -> Tableau:
    return Tableau(
        _("Journal des actes"),
        [
            Colonne(_("Quand"), lambda v: instant(v.acte.le)),
            Colonne(_("Qui"), lambda v: v.acte.auteur or _("le système")),
            Colonne(_("Quoi"), lambda v: phrase(v.acte.verbe, v.acte.details)),
            Colonne(_("Sur"), "objet", lien=lambda v: _lien(acces, v)),
        ],
        ActesVus(actes),
        vide=_("Aucun acte."),
        recherche=False,
    )


def _lien(acces: Acces, vu: ActeVu) -> str | None:
    if vu.cible is None:
        return None
    _relations, nom, cle, champ = _FICHES[vu.acte.cible_type]
    return adresse_ouverte(acces, nom, **{cle: getattr(vu.cible, champ)}) if nom else None
