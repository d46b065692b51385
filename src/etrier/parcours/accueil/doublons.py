"""Who is probably written down twice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _

from etrier.parcours.accueil.access import les_personnes
from etrier.parcours.accueil.noms import meme_nom
from etrier.parcours.models import Personne
from etrier.structures.access import Acces


@dataclass(frozen=True)
class Doublon:
    """Two sheets that may be one person's, the older first, and why."""

    une: Personne
    autre: Personne
    raison: str


def les_doublons(acces: Acces) -> list[Doublon]:
    """Probable duplicates of the structure and its group; Http404 without the purpose."""
    personnes = list(les_personnes(acces).defer("nir").order_by("pk"))
    trouves: dict[tuple[int, int], Doublon] = {}
    for doublon in (*_meme_numero(personnes), *_meme_naissance(personnes)):
        trouves.setdefault((doublon.une.pk, doublon.autre.pk), doublon)
    return sorted(trouves.values(), key=lambda d: (d.une.nom, d.une.prenom, d.une.pk))


def _meme_numero(personnes: Iterable[Personne]) -> Iterator[Doublon]:
    par_empreinte = defaultdict(list)
    for personne in personnes:
        if personne.nir_empreinte:
            par_empreinte[personne.nir_empreinte].append(personne)
    for memes in par_empreinte.values():
        for une, autre in combinations(memes, 2):
            yield Doublon(une, autre, _("même numéro de sécurité sociale"))


def _meme_naissance(personnes: Iterable[Personne]) -> Iterator[Doublon]:
    par_jour = defaultdict(list)
    for personne in personnes:
        par_jour[personne.naissance].append(personne)
    for nees in par_jour.values():
        for une, autre in combinations(nees, 2):
            if meme_nom(une.nom, une.prenom, autre.nom, autre.prenom):
                yield Doublon(une, autre, _raison(une, autre))


def _raison(une: Personne, autre: Personne) -> str:
    numeros = {une.nir_empreinte, autre.nir_empreinte} - {""}
    if len(numeros) > 1:
        return _("nom proche, même jour de naissance ; mais deux numéros de sécurité sociale")
    return _("nom proche, même jour de naissance")
