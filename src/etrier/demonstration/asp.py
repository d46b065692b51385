"""Employee records in every state, and the participants of an operation of the FSE+."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from stdnum.fr import nir as numero

from etrier.demonstration.lieux import commune
from etrier.demonstration.monde import Monde, Sejour
from etrier.demonstration.scenario import hasard
from etrier.parcours.asp.actions import mesure_de, nouvel_identifiant
from etrier.parcours.asp.codes import CODES
from etrier.parcours.asp.ligne import Sources, composer, ecrire_fichier
from etrier.parcours.enums import EtatFiche
from etrier.parcours.fse.questions import Etape, manquantes
from etrier.parcours.models import (
    FicheSalarie,
    LigneLot,
    LotAsp,
    ParticipantFse,
    Personne,
)
from etrier.parcours.secrets import sceller
from etrier.socle.secrets import empreinte

# Nobody's: a test looks for it in clear everywhere.
IDENTIFIANT_FT = "9EXEMPLE9A"
OPERATION = "EXEMPLE 2026 0001"
VOIES = (("RUE", "de l'Exemple"), ("ALL", "du Modèle"), ("AV", "du Brouillon"))
COLONNES = (
    *("civilite", "numero_voie", "type_voie", "libelle_voie", "code_postal", "commune"),
    *("code_insee", "nir", "nir_empreinte"),
)
SITUATION: dict[str, Any] = {
    "naissance_pays": "100",
    "naissance_commune": "59512",
    "orienteur": "03",
    "niveau_formation": "50",
    "en_emploi": False,
    "sans_emploi_depuis": "03",
    "sans_ressource": False,
    "inscrit_ft": True,
    "inscrit_ft_depuis": "03",
    "identifiant_ft": IDENTIFIANT_FT,
    "rqth": False,
    "oeth": False,
    "aide_sociale": False,
    "rsa": "OUI-NM",
    "rsa_depuis": "02",
    "ass": False,
    "aah": False,
    "sortant_ase": False,
    "parent_isole": False,
    "hebergement": False,
    "refugie": False,
    "sortant_detention": False,
    "difficulte_francais": False,
    "difficulte_mobilite": True,
}
# What becomes of the last to arrive, the newest first; all those before are integrated.
DERNIERS = (
    *("vide", "incomplete", "prete", "prete", "envoyee", "envoyee", "envoyee"),
    *("3417", "3437", "0000", "3436", "change"),
)
REPONSES = {
    "situation": "chomage_long",
    "diplome": "cite_0_2",
    "handicap": "refus",
    "pays_tiers": "non",
    "origine_etrangere": "refus",
    "sans_domicile": "non",
    "zone_rurale": "non",
}
SORTIE = {
    "cherche_emploi": "non",
    "en_formation": "non",
    "qualification": "oui",
    "en_emploi": "oui",
}


def raconter(monde: Monde, le: date) -> None:
    """Records of every structure of insertion, files sent, an answer waited for; an operation."""
    connus: dict[int, str] = {}
    for cle, structure in monde.structures.items():
        suites = _suites(monde, cle)
        if suites:
            fiches = [_fiche(structure.siret, s, connus) for s in suites]
            _loger([s.personne for s in suites], structure.code_insee)
            _raconter(fiches, le)
    _cofinancer(monde, le)


def secrets_ecrits() -> list[str]:
    """What must be found in clear nowhere."""
    return [IDENTIFIANT_FT]


def _suites(monde: Monde, cle: str) -> list[Sejour]:
    """Stays that need a record, one a PASS, the oldest first."""
    vues: set[int] = set()
    suites = []
    for sejour in sorted(monde.sejours_de(cle), key=lambda s: (s.debut, s.salarie.pk)):
        recu = sejour.pass_iae
        if recu is None or recu.pk in vues or mesure_de(sejour.termes[0].contrat) is None:
            continue
        vues.add(recu.pk)
        suites.append(sejour)
    return suites


def _fiche(siret: str, sejour: Sejour, connus: dict[int, str]) -> FicheSalarie:
    contrat, recu = sejour.termes[0].contrat, sejour.pass_iae
    if recu is None:
        raise ValueError("Une fiche demande un PASS.")
    return FicheSalarie(
        structure=contrat.structure,
        salarie=sejour.salarie,
        pass_iae=recu,
        siret=siret,
        mesure=mesure_de(contrat) or "",
        id_itou=connus.setdefault(sejour.personne.pk, nouvel_identifiant(recu)),
    )


def _loger(gens: Iterable[Personne], insee: str) -> None:
    """An address that exists nowhere, and a number whose commune (99 999) is nobody's."""
    ici = commune(insee)
    for rang, qui in enumerate(gens, start=1):
        type_voie, libelle = VOIES[rang % len(VOIES)]
        qui.civilite = qui.civilite or ("MME" if rang % 2 else "M")
        if not qui.code_insee:
            qui.numero_voie, qui.type_voie, qui.libelle_voie = str(rang), type_voie, libelle
            qui.code_postal, qui.commune = ici.code_postal, ici.nom
            qui.code_insee = ici.insee
        if qui.nir is None:
            nir = _nir(qui, rang)
            qui.nir, qui.nir_empreinte = sceller(nir), empreinte(nir)
        # One by one: a hundred small updates are faster than one of nine columns by case.
        qui.save(update_fields=COLONNES)


def _nir(qui: Personne, rang: int) -> str:
    sexe = "2" if qui.civilite == "MME" else "1"
    base = f"{sexe}{qui.naissance:%y%m}99999{rang % 1000:03d}"
    return base + str(numero.calc_check_digits(base))


def _raconter(fiches: Sequence[FicheSalarie], le: date) -> None:
    """The state of each, then the files that brought them there."""
    sorts = dict(zip(range(len(fiches) - 1, -1, -1), DERNIERS, strict=False))
    for rang, fiche in enumerate(fiches):
        _placer(fiche, sorts.get(rang, "0000"))
    FicheSalarie.objects.bulk_create(fiches, batch_size=200)
    parties = [(f, sorts.get(rang, "0000")) for rang, f in enumerate(fiches)]
    lues = [(f, s) for f, s in parties if s not in {"vide", "incomplete", "prete", "envoyee"}]
    en_route = [(f, s) for f, s in parties if s == "envoyee"]
    _envoyer(lues, le - timedelta(days=21), repondu=True)
    _envoyer(en_route, le - timedelta(days=1), repondu=False)
    for etat in EtatFiche:
        recule = timedelta(days=19 if etat in (EtatFiche.INTEGREE, EtatFiche.REJETEE) else 1)
        FicheSalarie.objects.filter(pk__in=[f.pk for f in fiches], etat=etat).update(
            change_le=_instant(le - recule)
        )


def _placer(fiche: FicheSalarie, sort: str) -> None:
    if sort == "vide":
        return
    situation = SITUATION | (
        {"rqth": None, "niveau_formation": None} if sort == "incomplete" else {}
    )
    fiche.situation = sceller(json.dumps(situation))
    fiche.a_corriger = 2 if sort == "incomplete" else 0
    fiche.etat = {
        "incomplete": EtatFiche.NOUVELLE,
        "prete": EtatFiche.PRETE,
        "envoyee": EtatFiche.ENVOYEE,
        "change": EtatFiche.PRETE,
    }.get(sort, EtatFiche.REJETEE)
    code = CODES.get("0000" if sort == "change" else sort)
    if code is None:
        return
    fiche.code_traitement = code.code
    if code.acquis:
        fiche.pass_debut_envoye, fiche.pass_fin_envoyee = fiche.pass_iae.debut, fiche.pass_iae.fin
        if sort != "change":
            fiche.etat = EtatFiche.INTEGREE
    if sort == "change":
        # The platform prolonged it since: an update is ready.
        fiche.pass_fin_envoyee = fiche.pass_iae.fin - timedelta(days=30)


def _envoyer(envois: Sequence[tuple[FicheSalarie, str]], le: date, *, repondu: bool) -> None:
    if not envois:
        return
    lignes = [
        composer(Sources(fiche, SITUATION, "", "C", le), rang)
        for rang, (fiche, _sort) in enumerate(envois, start=1)
    ]
    contenu = sceller(ecrire_fichier(lignes))
    # Structures of a group send on the same evening, one second after the other.
    seconde = LotAsp.objects.count() % 60
    lot = LotAsp.objects.create(
        structure=envois[0][0].structure,
        nom_fichier=f"RIAE_FS_{le:%Y%m%d}1730{seconde:02d}.json",
        contenu=contenu,
        telecharge_le=_instant(le),
        retour=contenu if repondu else None,
        retour_lu_le=_instant(le + timedelta(days=2)) if repondu else None,
    )
    LotAsp.objects.filter(pk=lot.pk).update(created_at=_instant(le))
    LigneLot.objects.bulk_create(_lignes(lot, envois, repondu=repondu))


def _lignes(
    lot: LotAsp, envois: Sequence[tuple[FicheSalarie, str]], *, repondu: bool
) -> Iterator[LigneLot]:
    for rang, (fiche, sort) in enumerate(envois, start=1):
        code = "0000" if sort == "change" else sort
        yield LigneLot(
            lot=lot,
            fiche=fiche,
            numero=rang,
            mouvement="C",
            code_traitement=code if repondu else "",
        )


def _instant(jour: date) -> datetime:
    return datetime.combine(jour, time(16, 30), tzinfo=UTC)


def _cofinancer(monde: Monde, le: date) -> None:
    """Some of the chantier are in an operation: one left without news, one never answered."""
    presents = [s for s in monde.sejours_de("ACI") if s.debut <= le and s.fin >= le]
    choisis = {s.salarie.pk: s for s in hasard("fse").sample(presents, min(8, len(presents)))}
    participants = []
    for rang, sejour in enumerate(choisis.values()):
        sortie = le - timedelta(days=40 - 15 * rang) if rang < 2 else None
        dites = {} if rang == 2 else REPONSES | (SORTIE if rang == 1 else {})
        participants.append(
            ParticipantFse(
                salarie=sejour.salarie,
                operation=OPERATION,
                entree_le=min(sejour.debut, le - timedelta(days=90)),
                sortie_le=sortie,
                reponses=sceller(json.dumps(dites)) if dites else None,
                manque_entree=manquantes(dites, Etape.ENTREE),
                manque_sortie=manquantes(dites, Etape.SORTIE) if sortie else 0,
            )
        )
    ParticipantFse.objects.bulk_create(participants)
