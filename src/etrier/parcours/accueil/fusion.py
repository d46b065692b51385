"""Uniting two sheets of one person: one act, all her links, nothing of the past rewritten."""

from collections.abc import Iterator
from itertools import product

from django.db import IntegrityError, models, transaction
from django.db.models import ForeignObjectRel, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from etrier.droit.calendrier import se_touchent
from etrier.droit.ecriture import jour as ecrire_jour
from etrier.parcours.accueil.access import les_personnes
from etrier.parcours.models import PassIae, Personne, Referent, Salarie
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.structures.access import Acces, Finalite
from etrier.structures.models import Structure, Utilisateur

# What the kept sheet takes from the other when it has nothing there itself.
_A_COMPLETER = ("civilite", "telephone", "courriel")
_ADRESSE = (
    "numero_voie",
    "extension_voie",
    "type_voie",
    "libelle_voie",
    "complement",
    "code_postal",
    "commune",
    "code_insee",
)


def fusionner(acces: Acces, gardee: Personne, doublon: Personne) -> Personne:
    """Unite two sheets of one person, from a structure that knows both.

    Every link of `doublon` goes to `gardee`; hours, contracts and closed months are not touched.
    Raises Http404 without the purpose or for somebody the group does not know, Refus (with nothing
    changed) when the two sheets contradict one another.
    """
    acces.exiger(Finalite.ECRIRE_ACCUEIL)
    acces.exiger(Finalite.ECRIRE_SALARIES)
    if gardee == doublon:
        raise Refus(_("C'est la même fiche : choisissez-en deux."))
    if les_personnes(acces).filter(pk__in=(gardee.pk, doublon.pk)).count() != 2:
        raise Http404
    _exiger_le_groupe(acces, doublon)
    return _unir(gardee, doublon, acces.utilisateur)


@transaction.atomic
def _unir(gardee: Personne, doublon: Personne, par: Utilisateur | None) -> Personne:
    verrouillees = Personne.objects.select_for_update().in_bulk([gardee.pk, doublon.pk])
    gardee, doublon = verrouillees[gardee.pk], verrouillees[doublon.pk]
    _verifier_vivantes(gardee, doublon)
    _verifier_numeros(gardee, doublon)
    _verifier_pass(gardee, doublon)
    concernees = set(_structures_de(doublon)) | set(_structures_de(gardee))
    for ici, la in _memes_structures(gardee, doublon):
        _unir_salaries(ici, la)
    deplacer_liens(doublon, gardee)
    _completer(gardee, doublon)
    for structure in concernees:
        noter(
            "personne.fusionner", auteur=par, perimetre=structure, cible=gardee, doublon=doublon.pk
        )
    return gardee


def les_liens(modele: type[models.Model]) -> Iterator[ForeignObjectRel]:
    """Every column of the house that points to a table, those without a way back included: a
    table added tomorrow is followed too."""
    for lien in modele._meta.get_fields(include_hidden=True):
        if isinstance(lien, ForeignObjectRel) and not lien.many_to_many:
            yield lien


def deplacer_liens(de: models.Model, vers: models.Model) -> None:
    """Make everything that points to a row point to another of the same table.

    Raises Refus when both have what one may only have once.
    """
    for lien in les_liens(type(de)):
        lignes = _lignes(lien, de)
        try:
            with transaction.atomic():
                lignes.update(**{lien.field.name: vers})
        except IntegrityError:
            nom = lien.related_model._meta.verbose_name
            raise Refus(
                _(
                    "Les deux fiches ont chacune leur « %(quoi)s » pour la même chose : retirez "
                    "l'un des deux, puis recommencez."
                )
                % {"quoi": nom}
            ) from None


def _lignes(lien: ForeignObjectRel, de: models.Model) -> "QuerySet[models.Model]":
    lignes: QuerySet[models.Model] = lien.related_model._base_manager.filter(
        **{lien.field.name: de}
    )
    return lignes


def _exiger_le_groupe(acces: Acces, doublon: Personne) -> None:
    """Her links beyond the group are nobody's business here: they are not told, nor moved."""
    proches = {acces.structure.pk}
    if acces.structure.groupe_id is not None:
        proches |= set(
            Structure.objects.filter(groupe=acces.structure.groupe_id).values_list("pk", flat=True)
        )
    if not set(_structures_de(doublon)) <= proches:
        raise Refus(
            _("Ces deux fiches ne peuvent pas être réunies d'ici : gardez plutôt l'autre fiche.")
        )


def _structures_de(personne: Personne) -> Iterator[int]:
    yield from personne.salaries.values_list("structure", flat=True)
    yield from personne.candidatures.values_list("structure", flat=True)


def _verifier_vivantes(*personnes: Personne) -> None:
    """Somebody may have united or erased one of them between the choice and the lock: two sheets
    united into one another would both be lost."""
    if any(p.fusionnee_dans_id is not None or p.effacee_le is not None for p in personnes):
        raise Refus(_("L'une des deux fiches vient d'être réunie ou effacée : relisez la liste."))


def _verifier_numeros(gardee: Personne, doublon: Personne) -> None:
    if len({gardee.nir_empreinte, doublon.nir_empreinte} - {""}) > 1:
        raise Refus(
            _(
                "Les deux fiches ont des numéros de sécurité sociale différents : ce sont deux "
                "personnes, ou l'un des numéros est à corriger."
            )
        )


def _verifier_pass(gardee: Personne, doublon: Personne) -> None:
    couples = product(
        PassIae.objects.filter(personne=gardee), PassIae.objects.filter(personne=doublon)
    )
    for un, autre in couples:
        if se_touchent(un.debut, un.fin, autre.debut, autre.fin):
            raise Refus(
                _(
                    "Les PASS %(un)s et %(autre)s valent les mêmes jours : une personne n'en a "
                    "qu'un à la fois. Vérifiez lequel est le bon."
                )
                % {"un": un.numero, "autre": autre.numero}
            )


def _memes_structures(gardee: Personne, doublon: Personne) -> list[tuple[Salarie, Salarie]]:
    siens = {s.structure_id: s for s in gardee.salaries.select_related("structure")}
    autres = doublon.salaries.select_related("structure")
    return [(siens[a.structure_id], a) for a in autres if a.structure_id in siens]


def _unir_salaries(gardee: Salarie, doublon: Salarie) -> None:
    """Two numbers in one structure: the one without contract gives what it has to the other.

    Hours are sealed under the number they were worked under: two numbers with contracts stay two.
    """
    _verifier_contrats(gardee, doublon)
    if doublon.contrats.exists():
        gardee, doublon = doublon, gardee
    suivie = Referent.objects.filter(salarie=gardee, fin__isnull=True).exists()
    if suivie:
        Referent.objects.filter(salarie=doublon, fin__isnull=True).update(fin=aujourdhui())
    deplacer_liens(doublon, gardee)
    doublon.delete()


def _verifier_contrats(gardee: Salarie, doublon: Salarie) -> None:
    siens, autres = list(gardee.contrats.all()), list(doublon.contrats.all())
    if not siens or not autres:
        return
    mots = {"ou": gardee.structure, "un": gardee.matricule, "autre": doublon.matricule}
    for un, autre in product(siens, autres):
        if se_touchent(un.debut, un.fin, autre.debut, autre.fin):
            jour = ecrire_jour(max(un.debut, autre.debut))
            raise Refus(
                _(
                    "Chez %(ou)s, les matricules %(un)s et %(autre)s ont chacun un contrat le "
                    "%(jour)s : corrigez d'abord ces contrats."
                )
                % {**mots, "jour": jour}
            )
    raise Refus(
        _(
            "Chez %(ou)s, des contrats sont signés sous les matricules %(un)s et %(autre)s : les "
            "heures et la paie faites sous l'un ne passent pas sous l'autre. Gardez les deux."
        )
        % mots
    )


def _completer(gardee: Personne, doublon: Personne) -> None:
    """The kept sheet takes what it lacks; the other keeps its name, for old links, and no more."""
    for champ in _A_COMPLETER:
        if not getattr(gardee, champ):
            setattr(gardee, champ, getattr(doublon, champ))
    if not any(getattr(gardee, champ) for champ in _ADRESSE):
        for champ in _ADRESSE:
            setattr(gardee, champ, getattr(doublon, champ))
    if gardee.nir is None:
        gardee.nir, gardee.nir_empreinte = doublon.nir, doublon.nir_empreinte
    gardee.save()
    for champ in (*_A_COMPLETER, *_ADRESSE, "nir_empreinte"):
        setattr(doublon, champ, "")
    doublon.nir, doublon.fusionnee_dans = None, gardee
    doublon.save()
