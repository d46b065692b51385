"""Deadlines of the PASS IAE and of contracts, for those under contract."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from etrier.droit.calendrier import ajouter_mois
from etrier.droit.ecriture import jour as ecrire_jour
from etrier.droit.parametre import NonCalculable
from etrier.droit.vocabulaire import Dispositif
from etrier.parcours.echeances import genres
from etrier.parcours.echeances.echeance import Echeance, Voie, jours
from etrier.parcours.echeances.genres import Genre
from etrier.parcours.echeances.lecture import Lecture
from etrier.parcours.enums import TypeContratTravail
from etrier.parcours.models import Contrat, PassIae, Salarie
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.access import Finalite


def droits(vu: Lecture) -> Iterator[Echeance]:
    """PASS, contracts, and what is missing from both."""
    if not vu.peut(Finalite.LIRE_SALARIES):
        return
    for ici in vu.presents.values():
        salarie = ici[0].salarie
        yield from _du_pass(vu, salarie, ici)
        yield from _du_referent(vu, salarie, ici)
    for tous in vu.contrats.values():
        yield from _des_contrats(vu, tous)


def _du_pass(vu: Lecture, salarie: Salarie, ici: list[Contrat]) -> Iterator[Echeance]:
    iae = [c for c in ici if Dispositif(c.convention.dispositif).est_iae]
    if not iae:
        return
    recu = vu.les_pass.get(salarie.personne_id)
    if recu is None:
        yield _sans_pass(vu, salarie, min(c.debut for c in iae))
        return
    yield from _fin_du_pass(vu, salarie, recu)
    yield from _fenetre(vu, salarie, recu)
    yield from _suspensions(vu, salarie, recu)


def _sans_pass(vu: Lecture, salarie: Salarie, debut: date) -> Echeance:
    return Echeance(
        Genre.PASS_ABSENT,
        salarie.pk,
        debut,
        vu.le,
        _("Sous contrat sans PASS IAE"),
        _("Demandez le PASS sur la plateforme, puis recopiez-le : sans lui, pas d'aide."),
        (Voie("pass_nouveau", {"salarie_id": salarie.pk}),),
        vu.sujet(salarie),
    )


def _fin_du_pass(vu: Lecture, salarie: Salarie, recu: PassIae) -> Iterator[Echeance]:
    if recu.fin > vu.le + jours(genres.HORIZON_PASS):
        return
    demandees = list(recu.demandees)  # type: ignore[attr-defined]  # prefetched by `les_pass`
    if demandees:
        a_faire = _("Prolongation demandée le %(jour)s : relancez le prescripteur.") % {
            "jour": ecrire_jour(demandees[0].demandee_le)
        }
    elif recu.fin < vu.le:
        a_faire = _("Ses heures n'ouvrent plus d'aide : demandez une prolongation ou la sortie.")
    else:
        a_faire = _("Décidez avec elle : prolonger le PASS, ou préparer la sortie.")
    yield Echeance(
        Genre.PASS_FIN,
        recu.pk,
        recu.fin,
        vu.le,
        _("Fin du PASS IAE %(numero)s") % {"numero": recu.numero},
        a_faire,
        _voies_de_la_demande(salarie, demandees[0].pk)
        if demandees
        else _voies_du_pass(salarie, recu),
        vu.sujet(salarie),
    )


def _voies_de_la_demande(salarie: Salarie, cle: int) -> tuple[Voie, ...]:
    """Her answer is written where the request is."""
    elle = {"salarie_id": salarie.pk}
    return Voie("prolongation_accorder", {**elle, "prolongation_id": cle}), Voie("salarie", elle)


def _voies_du_pass(salarie: Salarie, recu: PassIae) -> tuple[Voie, ...]:
    ensemble = {"salarie_id": salarie.pk, "pass_id": recu.pk}
    return Voie("prolongation_nouvelle", ensemble), Voie("pass_modifier", ensemble)


def _fenetre(vu: Lecture, salarie: Salarie, recu: PassIae) -> Iterator[Echeance]:
    """The window to ask for a prolongation: its first day soon, its last day once the PASS is over.

    Nothing while a request waits for its answer, nor where the window is not established.
    """
    if recu.demandees:  # type: ignore[attr-defined]  # prefetched by `les_pass`
        return
    avant = _mois("pass_iae/prolongation_avant_mois", vu.le)
    apres = _mois("pass_iae/prolongation_apres_mois", vu.le)
    if avant is not None:
        ouvre = ajouter_mois(recu.fin, -avant)
        if vu.le <= ouvre <= vu.le + jours(genres.HORIZON_FENETRE):
            yield Echeance(
                Genre.FENETRE_OUVRE,
                recu.pk,
                ouvre,
                vu.le,
                _("La prolongation du PASS devient possible"),
                _("Regardez si un motif de prolongation existe pour elle."),
                _voies_du_pass(salarie, recu),
                vu.sujet(salarie),
            )
    if apres is not None and recu.fin < vu.le:
        ferme = ajouter_mois(recu.fin, apres)
        if vu.le <= ferme:
            yield Echeance(
                Genre.FENETRE_FERME,
                recu.pk,
                ferme,
                vu.le,
                _("Dernier jour pour prolonger un PASS fini"),
                _("Après ce jour, plus de prolongation : demandez-la, ou dites la sortie."),
                _voies_du_pass(salarie, recu),
                vu.sujet(salarie),
            )


def _suspensions(vu: Lecture, salarie: Salarie, recu: PassIae) -> Iterator[Echeance]:
    """A suspension that ends, or that reaches the length at which a PASS is closed."""
    maximum = _mois("pass_iae/suspension_cloture_mois", vu.le)
    for suspension in recu.suspensions.all():
        if not suspension.debut <= vu.le <= suspension.fin:
            continue
        butoir = ajouter_mois(suspension.debut, maximum) if maximum else None
        if butoir is not None and butoir <= suspension.fin:
            fin, quoi = butoir, _("Suspension du PASS : durée maximale atteinte")
            a_faire = _("Au-delà, le PASS peut être clos : faites reprendre le parcours.")
        else:
            fin, quoi = suspension.fin, _("Fin de la suspension du PASS")
            a_faire = _("Préparez la reprise, ou enregistrez les nouvelles dates.")
        if fin <= vu.le + jours(genres.HORIZON_SUSPENSION):
            voie = Voie(
                "suspension_modifier",
                {"salarie_id": salarie.pk, "suspension_id": suspension.pk},
            )
            sujet = vu.sujet(salarie)
            yield Echeance(
                Genre.SUSPENSION, suspension.pk, fin, vu.le, quoi, a_faire, (voie,), sujet
            )


def _du_referent(vu: Lecture, salarie: Salarie, ici: list[Contrat]) -> Iterator[Echeance]:
    if salarie.pk in vu.referents:
        return
    yield Echeance(
        Genre.SANS_REFERENT,
        salarie.pk,
        min(c.debut for c in ici),
        vu.le,
        _("Sous contrat sans référent"),
        _("Désignez qui l'accompagne : ses entretiens s'écrivent ensuite."),
        (
            Voie("referent_designer", {"salarie_id": salarie.pk}),
            Voie("salarie", {"salarie_id": salarie.pk}),
        ),
        vu.sujet(salarie),
    )


def _des_contrats(vu: Lecture, tous: list[Contrat]) -> Iterator[Echeance]:
    for contrat in tous:
        if contrat.couvre(vu.le) and contrat.fin is not None and _est_dernier(contrat, tous):
            yield from _fin_de_contrat(vu, contrat)
    yield from _duree_totale(vu, tous)
    yield from _sortie(vu, tous)


def _est_dernier(contrat: Contrat, tous: list[Contrat]) -> bool:
    """No other contract takes over."""
    return not any(c.debut > contrat.debut and c.pk != contrat.pk for c in tous)


def _fin_de_contrat(vu: Lecture, contrat: Contrat) -> Iterator[Echeance]:
    assert contrat.fin is not None
    if contrat.fin > vu.le + jours(genres.HORIZON_CONTRAT):
        return
    presse = contrat.fin <= vu.le + jours(genres.JOURS_PRESSES)
    yield Echeance(
        Genre.CONTRAT_FIN,
        contrat.pk,
        contrat.fin,
        vu.le,
        _("Fin du contrat %(numero)s (%(genre)s)")
        % {"numero": contrat.numero, "genre": contrat.get_genre_display()},
        _("Dites-lui la suite : avenant de renouvellement, ou lettre de fin.")
        if presse
        else _("Décidez de la suite : renouveler, passer ailleurs, sortir."),
        (Voie("avenant_nouveau", {"contrat_id": contrat.pk}),),
        vu.sujet(contrat.salarie),
    )


def _duree_totale(vu: Lecture, tous: list[Contrat]) -> Iterator[Echeance]:
    """The day on which the CDDI of an employer reach their total (CT L5132-5, -11-1, -15-1)."""
    suite = [c for c in tous if c.genre == TypeContratTravail.CDDI and c.fin is not None]
    dernier = suite[-1] if suite else None
    if dernier is None or not dernier.couvre(vu.le):
        return
    maximum = _mois("contrats/duree_maximale_mois", dernier.debut)
    if maximum is None:
        return
    premier = suite[0].debut
    # Contracts that follow one another are measured by the calendar, leap days included.
    permis = (ajouter_mois(premier, maximum) - premier).days
    faits = sum((c.fin - c.debut).days + 1 for c in suite[:-1] if c.fin)
    atteint = dernier.debut + jours(permis - faits - 1)
    if atteint > vu.le + jours(genres.HORIZON_CDDI):
        return
    yield Echeance(
        Genre.CDDI_MAXIMUM,
        dernier.pk,
        atteint,
        vu.le,
        _("Ses CDD d'insertion atteignent %(maximum)s mois en tout") % {"maximum": maximum},
        _("Au-delà, il faut une prolongation accordée : demandez-la, ou préparez la sortie."),
        (Voie("salarie", {"salarie_id": dernier.salarie_id}),),
        vu.sujet(dernier.salarie),
    )


def _sortie(vu: Lecture, tous: list[Contrat]) -> Iterator[Echeance]:
    """The last contract is over and nobody said what came of it."""
    fins = [c.fin for c in tous]
    if None in fins:
        return
    fin = max(f for f in fins if f is not None)
    dite = vu.sortis.get(tous[0].salarie_id)
    if fin >= vu.le or (dite is not None and dite >= tous[0].debut):
        return
    salarie = tous[0].salarie
    yield Echeance(
        Genre.SORTIE,
        salarie.pk,
        fin,
        vu.le,
        _("Contrat fini, sortie à enregistrer"),
        _("Dites ce qu'elle devient : sans cela, sa sortie ne compte pas."),
        (
            Voie("sortie_nouvelle", {"salarie_id": salarie.pk}),
            Voie("salarie", {"salarie_id": salarie.pk}),
        ),
        vu.sujet(salarie),
    )


def _mois(nom: str, le: date) -> int | None:
    """A legal number of months on a day; None when it is not established."""
    try:
        return parametres_en_vigueur().valeur(nom, le).en(1)
    except (NonCalculable, KeyError):
        return None
