"""Mistakes planted on purpose in the last month; each is told in the Bilan."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from etrier.demonstration.bilan import Piege
from etrier.demonstration.clients import SANS_TARIF
from etrier.demonstration.heures import TRAVAIL
from etrier.demonstration.monde import Ligne, Monde, Sejour
from etrier.demonstration.scenario import SEMAINE

# Minutes for the AI, Monday to Saturday: 26 h, on top of the 26 h of the ACI.
SECOND_EMPLOI = (195, 195, 195, 195, 420, 360)
JOURNEE_TROP_LONGUE = 630
JEUDI = 3
PARTS = {"AI_480H": 100, "AI_80_POURCENT": 80}


def planter(monde: Monde) -> None:
    """Change the last month's hours where needed, and list every mistake."""
    for poser in POSES:
        monde.pieges.append(poser(monde))
    for lignes in monde.lignes.values():
        lignes.sort(key=lambda x: (x.jour, x.contrat.numero))


def _signaler(sejour: Sejour, code: str, le: date, phrase: str) -> Piege:
    termes = sejour.termes_du(le)
    return Piege(
        code=code,
        structure=sejour.exemple.denomination,
        qui=str(sejour.personne),
        le=le,
        phrase=phrase,
        numero=termes.contrat.numero if termes else "",
    )


def _plus_de_48_heures(monde: Monde) -> Piege:
    """Two employers who do not know of each other fill the same week."""
    second, lundi = monde.avec_role("second_0"), monde.calendrier.semaine_pleine()
    termes = second.termes_du(lundi)
    if termes is None:
        raise ValueError(f"Aucun contrat d'AI de {second.personne} le {lundi:%d/%m/%Y}.")
    mission = termes.creneaux[0].mission
    fin = lundi + SEMAINE
    monde.lignes["AI"] = [
        x for x in monde.lignes["AI"] if not (x.contrat is termes.contrat and lundi <= x.jour < fin)
    ] + [
        Ligne(termes.contrat, lundi + timedelta(days=n), TRAVAIL, minutes, mission=mission)
        for n, minutes in enumerate(SECOND_EMPLOI)
    ]
    return _signaler(
        second, "PLUS_48H_SEMAINE", lundi, _("plus de 48 h dans la semaine chez deux employeurs")
    )


def _plus_de_10_heures(monde: Monde) -> Piege:
    """One day of 10 h 30 in the EI."""
    sejour = monde.avec_role("journee")
    jeudi = monde.calendrier.semaine_pleine() + timedelta(days=JEUDI)
    contrats = {id(t.contrat) for t in sejour.termes}
    lignes = monde.lignes["EI"]
    du_jour = [x for x in lignes if x.jour == jeudi and id(x.contrat) in contrats]
    for ligne in du_jour[1:]:
        lignes.remove(ligne)
    rang = lignes.index(du_jour[0])
    lieu = du_jour[0].chantier or monde.chantiers["EI"][0]
    lignes[rang] = Ligne(
        du_jour[0].contrat,
        jeudi,
        TRAVAIL,
        JOURNEE_TROP_LONGUE,
        chantier=lieu,
        clause=monde.clause_du(lieu, jeudi),
    )
    return _signaler(sejour, "PLUS_10H_JOUR", jeudi, _("une journée de 10 h 30"))


def _plafond_ai(role: str, code: str) -> Callable[[Monde], Piege]:
    def poser(monde: Monde) -> Piege:
        phrase = _("%(part)s %% des 480 h en entreprise dépassés") % {"part": PARTS[code]}
        return _signaler(monde.avec_role(role), code, monde.calendrier.fin, phrase)

    return poser


def _suspension(monde: Monde) -> Piege:
    sejour = monde.avec_role("suspension")
    debut = monde.calendrier.semaine_pleine()
    return _signaler(
        sejour, "PENDANT_SUSPENSION", debut, _("des heures pendant une suspension du PASS IAE")
    )


def _pass_echu(monde: Monde) -> Piege:
    sejour = monde.avec_role("pass")
    if sejour.pass_iae is None:
        raise ValueError("Le piège du PASS échu a besoin d'un PASS.")
    apres = sejour.pass_iae.fin + timedelta(days=1)
    return _signaler(sejour, "HORS_PASS", apres, _("des heures après la fin du PASS IAE"))


def _sous_le_smic(monde: Monde) -> Piege:
    sejour = monde.avec_role("taux")
    return _signaler(
        sejour,
        "SOUS_SMIC",
        monde.calendrier.mois_dernier,
        _("un avenant signé sur un ancien modèle, à un taux sous le SMIC"),
    )


def _sans_tarif(monde: Monde) -> Piege:
    sejour = monde.avec_role("sans_tarif")
    mission = next(m for m in sejour.missions if m.client.denomination == SANS_TARIF)
    phrase = _("un client sans prix : %(client)s") % {"client": mission.client.denomination}
    return _signaler(sejour, "SANS_TARIF", mission.debut, phrase)


POSES: Iterable[Callable[[Monde], Piege]] = (
    _plus_de_48_heures,
    _plus_de_10_heures,
    _plafond_ai("ai_480", "AI_480H"),
    _plafond_ai("ai_80", "AI_80_POURCENT"),
    _suspension,
    _pass_echu,
    _sous_le_smic,
    _sans_tarif,
)
