"""`{% load accueil_personnes %}`: what the sheet of a person shows of how she came."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import template
from django.template.context import Context

from etrier.parcours.accueil.access import les_candidatures, les_etapes, nommer_partenaire
from etrier.parcours.ecriture import dire_naissance, dire_voie
from etrier.parcours.models import Candidature, EtapeParcours, Personne, Salarie
from etrier.parcours.secrets import est_referent
from etrier.structures.access import Acces, Finalite

register = template.Library()
register.filter("naissance_dite", dire_naissance)


@dataclass(frozen=True)
class ArriveeVue:
    """How to reach her, how she came, where she goes."""

    adresse: str
    nir_connu: bool
    au_referent: bool
    ecrire: bool
    candidatures: Sequence[tuple[Candidature, str]]
    etapes: Sequence[EtapeParcours]


@register.simple_tag(takes_context=True)
def arrivee_de(context: Context, salarie: Salarie) -> ArriveeVue:
    """What the roles of the reader open of it."""
    acces: Acces = context["acces"]
    personne = salarie.personne
    au_referent = est_referent(acces, personne)
    lisible = acces.peut(Finalite.LIRE_ACCUEIL)
    return ArriveeVue(
        _adresse(personne),
        personne.nir is not None,
        au_referent and acces.peut(Finalite.ACCOMPAGNER),
        acces.peut(Finalite.ECRIRE_ACCUEIL),
        _venues(acces, personne, au_referent) if lisible else (),
        list(les_etapes(acces).filter(personne=personne)) if lisible else (),
    )


def _venues(acces: Acces, personne: Personne, au_referent: bool) -> list[tuple[Candidature, str]]:
    siennes = les_candidatures(acces).filter(personne=personne)
    return [(c, nommer_partenaire(c.partenaire, au_referent=au_referent)) for c in siennes]


def _adresse(personne: Personne) -> str:
    ville = (personne.code_postal, personne.commune)
    lignes = (dire_voie(personne), personne.complement, " ".join(filter(None, ville)))
    return ", ".join(filter(None, (ligne.strip() for ligne in lignes)))
