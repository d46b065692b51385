"""A list exported from the State's platform becomes candidacies: seen first, then written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.droit.lettres import decouper, en_mots
from etrier.parcours.accueil.access import les_personnes
from etrier.parcours.accueil.actions import OUVERTES, Arrivee, recevoir
from etrier.parcours.accueil.formats.plateforme import LignePlateforme, lire_fichier
from etrier.parcours.accueil.noms import les_proches
from etrier.parcours.accueil.partenaires import (
    FichePartenaire,
    ajouter_partenaire,
    deviner_genre,
)
from etrier.parcours.actions import Identite
from etrier.parcours.enums import Civilite, GenrePartenaire, OrigineCandidature
from etrier.parcours.models import Candidature, Partenaire, Personne
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.socle.secrets import empreinte
from etrier.structures.access import Acces, Finalite

_ORIGINES = {
    "candidature spontanee": OrigineCandidature.SPONTANEE,
    "candidat": OrigineCandidature.SPONTANEE,
    "prescripteur habilite": OrigineCandidature.PRESCRIPTEUR,
    "prescripteur": OrigineCandidature.PRESCRIPTEUR,
    "orienteur": OrigineCandidature.ORIENTEUR,
    "employeur": OrigineCandidature.ORIENTEUR,
    "ma structure": OrigineCandidature.EMPLOYEUR,
}
# What is over there stays over there: only what still waits for us comes in.
_CLOSES = {
    "candidature acceptee",
    "candidature declinee",
    "candidature refusee",
    "candidature annulee",
    "embauche annulee",
    "embauche ailleurs",
    "embauche e ailleurs",
}
_LONGUEUR_NUMERO = 40


@dataclass(frozen=True)
class LigneLue:
    """A row, and what the import would make of it: `etat` is nouvelle, connue, close or refusee."""

    rang: int
    etat: str
    raison: str
    identite: Identite | None = None
    arrivee: Arrivee | None = None
    personne: Personne | None = None
    partenaire_nouveau: FichePartenaire | None = None
    telephone: str = ""
    courriel: str = ""

    @property
    def nom(self) -> str:
        """Who, as the file writes it."""
        return f"{self.identite.nom} {self.identite.prenom}" if self.identite else ""


@dataclass(frozen=True)
class ApercuCandidatures:
    """What a file would do, row by row."""

    lignes: Sequence[LigneLue]

    def de(self, etat: str) -> list[LigneLue]:
        """Rows of one kind."""
        return [x for x in self.lignes if x.etat == etat]


class _Refusee(Exception):
    """A row that cannot be taken; the sentence says why."""


@dataclass(frozen=True)
class _Connu:
    """What the structure knows beforehand, read once for the file."""

    numeros: frozenset[str]
    partenaires: dict[str, Partenaire]
    personnes: dict[date, list[Personne]]
    ouvertes: frozenset[int]


def previsualiser(acces: Acces, contenu: bytes, fichier: str) -> ApercuCandidatures:
    """Read a file without writing anything.

    Raises Http404 without the purpose, FichierRefuse when it is no list of candidacies.
    """
    acces.exiger(Finalite.ECRIRE_ACCUEIL)
    connu = _connaitre(acces)
    vus: set[str] = set()
    lignes = []
    for ligne in lire_fichier(contenu, fichier):
        lue = _lire(ligne, connu, vus)
        if lue.etat == "nouvelle" and lue.arrivee is not None:
            vus |= {lue.arrivee.numero_plateforme, _cle(lue.identite)}
        lignes.append(lue)
    return ApercuCandidatures(lignes)


@transaction.atomic
def importer(
    acces: Acces, contenu: bytes, fichier: str, *, les_bonnes: bool = False
) -> ApercuCandidatures:
    """Write the new candidacies of a file: all of it, or (`les_bonnes`) the rows that can be.

    Importing twice adds nothing. Raises Refus, with nothing written, when a row cannot be taken
    and only the good ones were not asked for.
    """
    apercu = previsualiser(acces, contenu, fichier)
    refusees = apercu.de("refusee")
    if refusees and not les_bonnes:
        raise Refus(
            ngettext(
                "%(n)d ligne ne peut pas être écrite : corrigez-la, ou prenez les bonnes.",
                "%(n)d lignes ne peuvent pas être écrites : corrigez-les, ou prenez les bonnes.",
                len(refusees),
            )
            % {"n": len(refusees)}
        )
    for ligne in apercu.de("nouvelle"):
        _ecrire(acces, ligne)
    noter(
        "candidature.importer",
        auteur=acces.utilisateur,
        perimetre=acces.structure.pk,
        nouvelles=len(apercu.de("nouvelle")),
        refusees=len(refusees),
    )
    return apercu


def _connaitre(acces: Acces) -> _Connu:
    siennes = Candidature.objects.filter(structure=acces.structure)
    par_jour: dict[date, list[Personne]] = {}
    for personne in les_personnes(acces).defer("nir"):
        par_jour.setdefault(personne.naissance, []).append(personne)
    return _Connu(
        frozenset(
            siennes.exclude(numero_plateforme="").values_list("numero_plateforme", flat=True)
        ),
        {en_mots(p.nom): p for p in Partenaire.objects.filter(structure=acces.structure)},
        par_jour,
        frozenset(siennes.filter(etat__in=OUVERTES).values_list("personne", flat=True)),
    )


def _lire(ligne: LignePlateforme, connu: _Connu, vus: set[str]) -> LigneLue:
    try:
        identite, recue_le = _identite(ligne), _recue_le(ligne)
        origine, partenaire, nouveau = _envoyeur(ligne, connu)
        personne = _personne(identite, connu)
    except _Refusee as refus:
        return LigneLue(ligne.rang, "refusee", str(refus))
    arrivee = Arrivee(
        origine, recue_le, partenaire, ligne.texte("poste")[:120], "", _numero(ligne, identite)
    )
    etat, raison = _etat(ligne, arrivee, personne, connu)
    if etat == "nouvelle" and {arrivee.numero_plateforme, _cle(identite)} & vus:
        etat, raison = "connue", _("deux fois dans le fichier")
    return LigneLue(
        ligne.rang,
        etat,
        raison,
        identite,
        arrivee,
        personne,
        nouveau,
        ligne.texte("telephone")[:20],
        ligne.texte("courriel") if "@" in ligne.texte("courriel") else "",
    )


def _etat(
    ligne: LignePlateforme,
    arrivee: Arrivee,
    personne: Personne | None,
    connu: _Connu,
) -> tuple[str, str]:
    if arrivee.numero_plateforme in connu.numeros:
        return "connue", _("déjà importée")
    if en_mots(ligne.texte("statut")) in _CLOSES:
        return "close", ligne.texte("statut")
    if personne is not None and personne.pk in connu.ouvertes:
        return "connue", _("la personne a déjà une candidature ouverte ici")
    if personne is not None:
        return "nouvelle", _("personne déjà connue : %(qui)s") % {"qui": personne}
    return "nouvelle", ""


def _cle(identite: Identite | None) -> str:
    assert identite is not None
    return f"{decouper(identite.nom)} {decouper(identite.prenom)} {identite.naissance}"


def _identite(ligne: LignePlateforme) -> Identite:
    nom, prenom = ligne.texte("nom")[:80], ligne.texte("prenom")[:80]
    if not nom or not prenom:
        raise _Refusee(_("Il y manque le nom ou le prénom."))
    if "…" in nom or "*" in nom:
        raise _Refusee(_("La plateforme a masqué ce nom : ouvrez la candidature là-bas."))
    naissance = _jour(ligne, "naissance", _("date de naissance"))
    if not date(1900, 1, 1) <= naissance < aujourdhui():
        raise _Refusee(
            _("Le %(jour)s ne peut pas être une date de naissance.")
            % {"jour": ecrire_jour(naissance)}
        )
    civilites = {"m": Civilite.M, "monsieur": Civilite.M, "mme": Civilite.MME}
    civilites["madame"] = Civilite.MME
    civilite = civilites.get("".join(decouper(ligne.texte("civilite"))), "")
    return Identite(nom, prenom, naissance, str(civilite))


def _recue_le(ligne: LignePlateforme) -> date:
    recue_le = _jour(ligne, "recue_le", _("date de la candidature"))
    if recue_le > aujourdhui():
        raise _Refusee(
            _("La candidature serait du %(jour)s, à venir.") % {"jour": ecrire_jour(recue_le)}
        )
    return recue_le


def _jour(ligne: LignePlateforme, nom: str, titre: str) -> date:
    try:
        jour = ligne.jour(nom)
    except ValueError:
        raise _Refusee(
            _("« %(texte)s » n'est pas une %(titre)s : écrivez jour/mois/année.")
            % {"texte": ligne.texte(nom), "titre": titre}
        ) from None
    if jour is None:
        raise _Refusee(_("Il y manque la %(titre)s.") % {"titre": titre})
    return jour


def _envoyeur(
    ligne: LignePlateforme, connu: _Connu
) -> tuple[str, Partenaire | None, FichePartenaire | None]:
    """Who sent her: the origin, the partner of the directory, or the one to add there.

    The export does not say the kind of a partner: its name often does, else somebody must.
    """
    source = en_mots(ligne.texte("source"))
    origine = _ORIGINES.get(source, OrigineCandidature.SPONTANEE)
    habilite = origine == OrigineCandidature.PRESCRIPTEUR
    nom = ligne.texte("prescripteur")[:160]
    if not nom:
        return (OrigineCandidature.ORIENTEUR if habilite else origine), None, None
    partenaire = connu.partenaires.get(en_mots(nom))
    if partenaire is not None:
        if habilite and not partenaire.est_habilite:
            raise _Refusee(
                _("« %(nom)s » n'est pas habilité dans votre carnet : corrigez son genre.")
                % {"nom": nom}
            )
        return origine, partenaire, None
    genre = deviner_genre(nom)
    if habilite and genre is None:
        raise _Refusee(
            _("« %(nom)s » n'est pas dans vos partenaires : ajoutez-le, puis renvoyez ce fichier.")
            % {"nom": nom}
        )
    return origine, None, FichePartenaire(nom, genre or GenrePartenaire.ORIENTEUR)


def _personne(identite: Identite, connu: _Connu) -> Personne | None:
    """Somebody known already: only when it is sure. A mere likeness is asked about by hand."""
    nees = connu.personnes.get(identite.naissance, [])
    proches = les_proches(nees, identite.nom, identite.prenom, identite.naissance)
    ecrit = (decouper(identite.nom), decouper(identite.prenom))
    exactes = [p for p in proches if (decouper(p.nom), decouper(p.prenom)) == ecrit]
    if len(exactes) == 1:
        return exactes[0]
    if proches:
        raise _Refusee(
            _("Ressemble à %(qui)s, même jour de naissance : écrivez cette candidature à la main.")
            % {"qui": proches[0]}
        )
    return None


def _numero(ligne: LignePlateforme, identite: Identite) -> str:
    """The number of the platform; the export has none, so a keyed digest of what does not change
    stands for it."""
    if numero := ligne.texte("numero"):
        return numero[:_LONGUEUR_NUMERO]
    fixe = (identite.nom, identite.prenom, identite.naissance.isoformat())
    reste = (ligne.texte("recue_le"), ligne.texte("source"), ligne.texte("prescripteur"))
    return empreinte("|".join((*fixe, *reste)))[:_LONGUEUR_NUMERO]


def _ecrire(acces: Acces, ligne: LigneLue) -> None:
    assert ligne.arrivee is not None
    assert ligne.identite is not None
    arrivee = ligne.arrivee
    if ligne.partenaire_nouveau is not None:
        arrivee = replace(arrivee, partenaire=_ajouter(acces, ligne.partenaire_nouveau))
    candidature = recevoir(
        acces.structure, ligne.personne or ligne.identite, arrivee, par=acces.utilisateur
    )
    venue = candidature.personne
    venue.telephone = venue.telephone or ligne.telephone
    venue.courriel = venue.courriel or ligne.courriel
    venue.save(update_fields=["telephone", "courriel"])


def _ajouter(acces: Acces, fiche: FichePartenaire) -> Partenaire:
    """Into the directory, unless a row above has put it there."""
    memes = Partenaire.objects.filter(structure=acces.structure, nom__iexact=fiche.nom)
    return memes.first() or ajouter_partenaire(acces.structure, fiche, par=acces.utilisateur)
