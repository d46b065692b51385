"""The check of a record before it leaves: what the ASP would refuse, said here, and where to
correct it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from etrier.parcours.asp import listes
from etrier.parcours.asp.ligne import Ligne, Sources, composer, mettre_a_plat, nir_est_juste
from etrier.parcours.asp.regles import Ou
from etrier.parcours.asp.schema import CHAMPS, COHERENCES
from etrier.parcours.models import FicheSalarie
from etrier.structures.models import AvenantAnnexe

CIVILITE = "personnePhysique.civilite"


@dataclass(frozen=True)
class Erreur:
    """What the ASP would refuse, in plain words, and where to correct it."""

    chemin: str
    phrase: str
    ou: Ou


def verifier(sources: Sources) -> list[Erreur]:
    """All that would be refused in this record, one error a field; nothing when it may leave."""
    ligne = composer(sources)
    trouvees = [*verifier_ligne(ligne), *_verifier_sources(sources), *_verifier_annexe(sources)]
    return list({e.chemin: e for e in reversed(trouvees)}.values())[::-1]


def verifier_clair(fiche: FicheSalarie, le: date) -> list[Erreur]:
    """The same, on what is not secret: nothing is opened."""
    sources = Sources(fiche, {}, "", "C", le)
    claires = [e for e in verifier(sources) if not e.ou.est_secret]
    # A sealed number tells the civility that nobody typed.
    tue = CIVILITE if fiche.salarie.personne.nir is not None else ""
    return [e for e in claires if e.chemin != tue]


def dire_sans_secret(erreurs: Iterable[Erreur]) -> list[str]:
    """The sentences for somebody who may not read what is sealed: its points are one sentence."""
    liste = list(erreurs)
    claires = [e.phrase for e in liste if not e.ou.est_secret]
    if len(claires) < len(liste):
        claires.append(_("Sa situation à l'entrée est à compléter par son référent."))
    return claires


def verifier_ligne(ligne: Ligne) -> list[Erreur]:
    """The rules of the table, on a line as it would be written."""
    plat = mettre_a_plat(ligne)
    trouvees = [Erreur(c.chemin, str(c.phrase), c.ou) for c in CHAMPS if not c.vaut(plat)]
    vus = {e.chemin for e in trouvees}
    return trouvees + [
        Erreur(c.chemin, str(c.phrase), c.ou)
        for c in COHERENCES
        if c.chemin not in vus and not c.vaut(plat)
    ]


def _verifier_sources(sources: Sources) -> Iterator[Erreur]:
    """What the lists of the ASP know on a day."""
    situation, qui = sources.situation, sources.personne
    commune = situation.get("naissance_commune")
    if commune and listes.commune_au(commune, qui.naissance) is None:
        yield Erreur(
            "personnePhysique.codeComInsee.codeComInsee",
            _("L'ASP ne connaît pas cette commune au jour de la naissance : cherchez son nom."),
            Ou.SITUATION,
        )
    if qui.code_insee and listes.commune_au(qui.code_insee, sources.le) is None:
        yield Erreur(
            "adresse.codeinseecom",
            _("L'ASP ne connaît pas ou plus la commune de résidence : choisissez la nouvelle."),
            Ou.ADRESSE,
        )
    if sources.nir and not nir_est_juste(sources.nir):
        yield Erreur(
            "personnePhysique.salarieNIR",
            _("La clé du numéro de sécurité sociale ne va pas : recopiez-le, ou laissez-le vide."),
            Ou.SITUATION,
        )


def _verifier_annexe(sources: Sources) -> Iterator[Erreur]:
    en_vigueur = AvenantAnnexe.objects.en_vigueur().filter(
        annexe__structure=sources.fiche.structure_id,
        annexe__mesure=sources.fiche.mesure,
        debut__lte=sources.le,
        fin__gte=sources.le,
    )
    if not en_vigueur.exists():
        yield Erreur(
            "mesure",
            _(
                "Aucune annexe financière %(mesure)s ne court ce jour : importez celle de l'ASP, "
                "ou attendez sa signature (une semaine au plus pour qu'elle paraisse)."
            )
            % {"mesure": sources.fiche.mesure},
            Ou.STRUCTURE,
        )
