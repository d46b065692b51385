"""Money that came in: whose, for which invoices, from the State, back from the bank."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from etrier.aides.models import VersementRecu
from etrier.banque.models import MouvementBancaire
from etrier.comptabilite.enums import GenreOrdre
from etrier.comptabilite.models import RapprochementBancaire
from etrier.comptabilite.rapprochement.cibles import Cible, Proposition, Sorte
from etrier.comptabilite.rapprochement.contexte import Contexte, Texte, versements_annules
from etrier.droit.arrondis import tronquer
from etrier.droit.ecriture import euros, jour
from etrier.droit.lettres import en_mots
from etrier.droit.regles.annexe import montant_annexe
from etrier.facturation.enums import MoyenReglement
from etrier.facturation.models import Facture
from etrier.structures.models import AvenantAnnexe

_ASP = re.compile(r"\basp\b|agence de services et de paiement")
_REMISE = re.compile(r"remise|cheque|chq")
# A payment typed by hand and the bank's line of it, a few days apart.
_JOURS_REGLEMENT, _JOURS_ORDRE = 15, 10


def entrees(contexte: Contexte, m: MouvementBancaire, texte: Texte) -> Iterator[Proposition]:
    """Every proposal for money received, in no order."""
    yield from _ordres(contexte, m, texte)
    yield from _aide(contexte, m, texte)
    yield from _deja_saisis(contexte, m, texte)
    yield from _par_numeros(contexte, m, texte)
    yield from _par_client(contexte, m, texte)
    yield from _par_montant(contexte, m)


def _ordres(contexte: Contexte, m: MouvementBancaire, texte: Texte) -> Iterator[Proposition]:
    ligne = contexte.lignes_ordre.get(m.reference)
    if ligne is not None and ligne.ordre.genre == GenreOrdre.VIREMENT:
        yield Proposition(
            Cible(Sorte.REJET, (ligne.pk,)),
            _("Virement revenu : %(reference)s") % {"reference": ligne.reference},
            97,
            _("La référence est celle d'un virement ordonné : la banque l'a rendu."),
        )
    for ordre in contexte.ordres:
        if ordre.genre != GenreOrdre.PRELEVEMENT:
            continue
        cible = Cible(Sorte.ORDRE, (ordre.pk,))
        nom = _("Prélèvements %(message)s") % {"message": ordre.message}
        if texte.porte(ordre.message):
            yield Proposition(cible, nom, 99, _("L'identifiant de l'ordre est dans le libellé."))
        elif m.montant_centimes == ordre.total_centimes and _proche(
            m.le, ordre.execution_le, _JOURS_ORDRE
        ):
            yield Proposition(
                cible, nom, 91, _("Le total est celui de l'ordre, à sa date d'exécution.")
            )


def _aide(contexte: Contexte, m: MouvementBancaire, texte: Texte) -> Iterator[Proposition]:
    if not _ASP.search(texte.mots):
        return
    lies = RapprochementBancaire.objects.qui_tiennent().filter(versement__isnull=False)
    connus = (
        VersementRecu.objects.filter(
            annexe__structure=contexte.structure, montant_centimes=m.montant_centimes
        )
        .exclude(pk__in=lies.values("versement"))
        .exclude(pk__in=versements_annules(contexte.structure).values("pk"))
    )
    for versement in connus:
        if _proche(versement.le, m.le, _JOURS_REGLEMENT):
            yield Proposition(
                Cible(Sorte.VERSEMENT, (versement.pk,)),
                _("Versement de l'aide déjà saisi, du %(le)s") % {"le": jour(versement.le)},
                98,
                _("Même montant, à quelques jours près."),
            )
    en_cours = [(a, v) for a, v in contexte.annexes if v.debut <= m.le]
    for rang, (annexe, version) in enumerate(en_cours):
        douzieme = douzieme_de(version)
        exact = douzieme is not None and abs(douzieme - m.montant_centimes) <= 1
        seule = len(en_cours) == 1
        yield Proposition(
            Cible(Sorte.AIDE, (annexe.pk,)),
            _("Aide au poste, annexe %(annexe)s") % {"annexe": annexe},
            96 if exact else 80 if seule else 60 - rang,
            _("Le libellé est celui de l'ASP et le montant celui d'un douzième.")
            if exact
            else _("Le libellé est celui de l'ASP."),
        )


def douzieme_de(version: AvenantAnnexe) -> int | None:
    """Centimes of one month of the annexe; None when it does not say its amount."""
    total = version.montant_total_centimes
    if total is None:
        if version.etp_centiemes is None or version.montant_unitaire_centimes is None:
            return None
        total = montant_annexe(
            version.etp_centiemes, version.montant_unitaire_centimes, version.debut, version.fin
        )
    mois = (
        (version.fin.year - version.debut.year) * 12 + version.fin.month - version.debut.month + 1
    )
    return tronquer(total, mois)


def _deja_saisis(contexte: Contexte, m: MouvementBancaire, texte: Texte) -> Iterator[Proposition]:
    proches = [r for r in contexte.reglements if _proche(r.le, m.le, _JOURS_REGLEMENT)]
    for reglement in proches:
        if reglement.montant_centimes != m.montant_centimes:
            continue
        nomme = texte.ressemble(en_mots(reglement.client.denomination))
        yield Proposition(
            Cible(Sorte.REGLEMENTS, (reglement.pk,)),
            _("Règlement déjà saisi de %(client)s, du %(le)s")
            % {"client": reglement.client, "le": jour(reglement.le)},
            97 if nomme else 84,
            _("Même montant et même nom, à quelques jours près.")
            if nomme
            else _("Même montant, à quelques jours près."),
        )
    cheques = [r for r in proches if r.moyen == MoyenReglement.CHEQUE and r.montant_centimes > 0]
    if len(cheques) > 1 and sum(r.montant_centimes for r in cheques) == m.montant_centimes:
        yield Proposition(
            Cible(Sorte.REGLEMENTS, tuple(r.pk for r in cheques)),
            _("Remise de %(n)s chèques déjà saisis") % {"n": len(cheques)},
            95 if _REMISE.search(texte.mots) else 85,
            _("Leur somme est le montant de la remise."),
        )


def _par_numeros(contexte: Contexte, m: MouvementBancaire, texte: Texte) -> Iterator[Proposition]:
    trouvees = [f for n, f in contexte.numeros if n in texte.serre and texte.porte(f.numero)]
    if not trouvees or len({f.client_id for f in trouvees}) > 1:
        return
    du = sum(f.solde_centimes for f in trouvees)
    numeros = ", ".join(f.numero for f in trouvees)
    if du == m.montant_centimes:
        score, raison = 99, _("%(numeros)s dans le libellé, et le montant exact.")
    elif du > m.montant_centimes:
        score, raison = 88, _("%(numeros)s dans le libellé ; il en reste à payer : %(reste)s.")
    else:
        score, raison = 82, _("%(numeros)s dans le libellé ; il y a %(reste)s de trop, en crédit.")
    reste = euros(abs(du - m.montant_centimes))
    yield _factures(trouvees, score, raison % {"numeros": numeros, "reste": reste})


def _par_client(contexte: Contexte, m: MouvementBancaire, texte: Texte) -> Iterator[Proposition]:
    par_iban = contexte.ibans.get(m.contrepartie_iban)
    for nom, client in contexte.noms:
        connu = client.pk == par_iban
        if not connu and not texte.ressemble(nom):
            continue
        qui = _("le compte est le sien") if connu else _("le nom est le sien")
        dues = contexte.par_client[client.pk]
        exactes = [f for f in dues if f.solde_centimes == m.montant_centimes]
        if exactes:
            seule = len(exactes) == 1
            raison = (
                _("Montant exact, et %(qui)s.")
                if seule
                else _("%(n)s factures de ce montant, la plus ancienne ; %(qui)s.")
            )
            dit = raison % {"qui": qui, "n": len(exactes)}
            yield _factures(exactes[:1], (96 if connu else 93) if seule else 78, dit)
        elif suite := _les_plus_anciennes(dues, m.montant_centimes):
            dit = _("Somme exacte de %(n)s factures, les plus anciennes, et %(qui)s.")
            yield _factures(suite, 95 if connu else 92, dit % {"n": len(suite), "qui": qui})
        else:
            yield Proposition(
                Cible(Sorte.CLIENT, (client.pk,)),
                _("%(client)s, les plus anciennes d'abord") % {"client": client},
                65 if connu else 55,
                _("Ce n'est le montant d'aucune facture, mais %(qui)s.") % {"qui": qui},
            )


def _les_plus_anciennes(dues: Sequence[Facture], montant: int) -> list[Facture]:
    """The oldest invoices that add up to the amount, or none."""
    prises: list[Facture] = []
    for facture in dues:
        prises.append(facture)
        montant -= facture.solde_centimes
        if montant <= 0:
            break
    return prises if montant == 0 else []


def _par_montant(contexte: Contexte, m: MouvementBancaire) -> Iterator[Proposition]:
    memes = contexte.par_montant.get(m.montant_centimes, ())
    for facture in memes[:3]:
        yield _factures(
            [facture],
            50 if len(memes) == 1 else 30,
            _("Le montant seul est le même : à vérifier.")
            if len(memes) == 1
            else _("%(n)s factures ont ce montant : à vérifier.") % {"n": len(memes)},
        )


def _factures(factures: Sequence[Facture], score: int, raison: str) -> Proposition:
    numeros = ", ".join(f.numero for f in factures)
    return Proposition(
        Cible(Sorte.FACTURES, tuple(f.pk for f in factures)),
        f"{factures[0].client} · {numeros}",
        score,
        raison,
    )


def _proche(un: date, autre: date, jours: int) -> bool:
    return abs((un - autre).days) <= jours
