"""Taking a bank file in: seen first, written whole, never twice.

The key of a line is what two files that overlap both say of it: its day, its amount, its words, and
its rank among lines alike on that day.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.banque.enums import EtatCompte
from etrier.banque.formats.camt import est_camt, lire_camt
from etrier.banque.formats.csv_banque import Disposition, lire_csv
from etrier.banque.formats.lu import LigneLue, ReleveLu, remarque_de_solde
from etrier.banque.models import CompteBancaire, MouvementBancaire, ReleveBancaire
from etrier.banque.verification import masquer
from etrier.droit.ecriture import jour
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import maintenant
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur


@dataclass(frozen=True)
class LigneApercu:
    """A line of the file: known already, or looking like one known under other words."""

    lue: LigneLue
    cle: str
    connue: bool
    ressemble: bool


@dataclass(frozen=True)
class ApercuReleve:
    """What a file would write. `disposition`: how the columns of a CSV were understood."""

    compte: CompteBancaire
    fichier: str
    empreinte: str
    releve: ReleveLu
    lignes: tuple[LigneApercu, ...]
    remarques: tuple[str, ...]
    disposition: Disposition | None = None
    deja: ReleveBancaire | None = None

    @property
    def nouvelles(self) -> list[LigneApercu]:
        """Lines not known yet."""
        return [x for x in self.lignes if not x.connue]

    @property
    def connues(self) -> int:
        """How many lines another file already gave."""
        return len(self.lignes) - len(self.nouvelles)

    @property
    def semblables(self) -> int:
        """New lines with the day and amount of a known one: maybe the same, told otherwise."""
        return sum(x.ressemble for x in self.nouvelles)


def comptes_propres(structure: Structure) -> list[CompteBancaire]:
    """Confirmed accounts of the structure itself."""
    return list(
        CompteBancaire.objects.filter(
            structure=structure, salarie=None, client=None, etat=EtatCompte.CONFIRME
        ).order_by("titulaire", "id")
    )


def previsualiser(
    structure: Structure,
    contenu: bytes,
    fichier: str,
    *,
    compte: CompteBancaire | None = None,
    colonnes: Mapping[str, str] | None = None,
) -> ApercuReleve:
    """Read a file without writing. `compte`: whose statement a CSV is; `colonnes`: titles by role.

    Raises FichierRefuse for a file that cannot be read, Refus when its account is not ours.
    """
    siens = comptes_propres(structure)
    if not siens:
        raise Refus(
            _(
                "La structure n'a pas encore de compte bancaire confirmé : proposez le sien, "
                "faites-le confirmer par une autre personne, puis revenez."
            )
        )
    disposition = None
    if est_camt(contenu):
        vise, releve = _de_camt(lire_camt(contenu, fichier), siens, compte)
    else:
        if compte is None and len(siens) > 1:
            raise Refus(_("Un CSV ne dit pas toujours son compte : choisissez-le."))
        vise = compte or siens[0]
        releve, disposition = lire_csv(contenu, fichier, colonnes or vise.colonnes)
    empreinte = hashlib.sha256(contenu).hexdigest()
    deja = ReleveBancaire.objects.filter(compte=vise, empreinte=empreinte).first()
    return ApercuReleve(
        vise,
        fichier,
        empreinte,
        releve,
        _comparer(vise, releve),
        releve.remarques,
        disposition,
        deja,
    )


def _de_camt(
    releves: Sequence[ReleveLu], siens: Sequence[CompteBancaire], compte: CompteBancaire | None
) -> tuple[CompteBancaire, ReleveLu]:
    lus = {r.iban for r in releves}
    possibles = [c for c in siens if c.iban in lus and compte in (None, c)]
    if not possibles:
        raise Refus(
            _(
                "Ce relevé est celui du compte %(comptes)s, qui n'est pas un compte confirmé de "
                "la structure : enregistrez-le et faites-le confirmer, ou choisissez un autre "
                "fichier."
            )
            % {"comptes": ", ".join(masquer(x) for x in sorted(lus))}
        )
    if len(possibles) > 1:
        raise Refus(_("Ce fichier porte plusieurs comptes : choisissez lequel lire."))
    vise = possibles[0]
    reuni = _reunir([r for r in releves if r.iban == vise.iban])
    autres = lus - {vise.iban}
    if autres:
        laisse = _("Le fichier porte aussi %(comptes)s, laissés : relisez-le pour eux.")
        mot = laisse % {"comptes": ", ".join(masquer(x) for x in sorted(autres))}
        reuni = replace(reuni, remarques=(*reuni.remarques, mot))
    return vise, reuni


def _reunir(releves: Sequence[ReleveLu]) -> ReleveLu:
    """Statements of one account, day after day, as one; each is checked, and their chain too."""
    ordre = sorted(releves, key=lambda r: (r.fin, r.debut))
    remarques = [m for r in ordre for m in (*r.remarques, remarque_de_solde(r)) if m]
    for avant, apres in pairwise(ordre):
        if None not in (avant.solde_fin_centimes, apres.solde_debut_centimes) and (
            avant.solde_fin_centimes != apres.solde_debut_centimes
        ):
            remarques.append(
                _("Entre le %(avant)s et le %(apres)s, le solde change : il manque un relevé.")
                % {"avant": jour(avant.fin), "apres": jour(apres.debut)}
            )
    return ReleveLu(
        ordre[0].iban,
        min(r.debut for r in ordre),
        max(r.fin for r in ordre),
        tuple(x for r in ordre for x in r.lignes),
        ordre[0].solde_debut_centimes,
        ordre[-1].solde_fin_centimes,
        tuple(remarques),
    )


def _comparer(compte: CompteBancaire, releve: ReleveLu) -> tuple[LigneApercu, ...]:
    cles = cles_de(releve.lignes)
    connus = compte.mouvements.filter(le__range=(releve.debut, releve.fin))
    vues = set(connus.values_list("cle", flat=True))
    # Lines known under other words: each excuses one new line of the same day and amount.
    autres = Counter(connus.exclude(cle__in=cles).values_list("le", "montant_centimes").order_by())
    lignes = []
    for lue, cle in zip(releve.lignes, cles, strict=True):
        connue = cle in vues
        semblable = not connue and autres[(lue.le, lue.montant_centimes)] > 0
        if semblable:
            autres[(lue.le, lue.montant_centimes)] -= 1
        lignes.append(LigneApercu(lue, cle, connue, semblable))
    return tuple(lignes)


def cles_de(lignes: Iterable[LigneLue]) -> list[str]:
    """The key of each line. The bank's own reference is enough where it gives one."""
    rangs: Counter[tuple[object, ...]] = Counter()
    cles = []
    for x in lignes:
        dit: tuple[object, ...] = (x.le.isoformat(), x.montant_centimes)
        dit += (x.identifiant,) if x.identifiant else (x.libelle, x.reference, x.contrepartie)
        cles.append(hashlib.sha256(repr((*dit, rangs[dit])).encode()).hexdigest())
        rangs[dit] += 1
    return cles


@transaction.atomic
def importer_releve(
    structure: Structure,
    contenu: bytes,
    fichier: str,
    *,
    compte: CompteBancaire | None = None,
    colonnes: Mapping[str, str] | None = None,
    par: Utilisateur | None,
) -> ReleveBancaire:
    """Write the lines of a file not known yet; the columns of a CSV are remembered.

    Raises FichierRefuse or Refus: a file read already, nothing new, or what the preview says.
    """
    Structure.objects.select_for_update().get(pk=structure.pk)
    apercu = previsualiser(structure, contenu, fichier, compte=compte, colonnes=colonnes)
    if apercu.deja is not None:
        raise Refus(
            _("Ce fichier a déjà été lu le %(le)s : rien n'est changé.")
            % {"le": jour(apercu.deja.importe_le.date())}
        )
    if not apercu.nouvelles:
        raise Refus(_("Tous les mouvements de ce fichier sont déjà connus : rien n'est changé."))
    releve = _ecrire(structure, apercu, par)
    if apercu.disposition is not None:
        apercu.compte.colonnes = apercu.disposition.en_titres()
        apercu.compte.save(update_fields=["colonnes"])
    noter(
        "releve_bancaire.importer",
        auteur=par,
        perimetre=structure.pk,
        cible=releve,
        nouveaux=len(apercu.nouvelles),
        connus=apercu.connues,
        debut=releve.debut.isoformat(),
        fin=releve.fin.isoformat(),
    )
    return releve


def _ecrire(structure: Structure, apercu: ApercuReleve, par: Utilisateur | None) -> ReleveBancaire:
    lu = apercu.releve
    releve = ReleveBancaire.objects.create(
        structure=structure,
        compte=apercu.compte,
        fichier=apercu.fichier[-200:],
        empreinte=apercu.empreinte,
        debut=lu.debut,
        fin=lu.fin,
        solde_debut_centimes=lu.solde_debut_centimes,
        solde_fin_centimes=lu.solde_fin_centimes,
        importe_par=par,
        importe_le=maintenant(),
    )
    MouvementBancaire.objects.bulk_create(
        MouvementBancaire(
            structure=structure,
            releve=releve,
            compte=apercu.compte,
            le=x.lue.le,
            montant_centimes=x.lue.montant_centimes,
            libelle=x.lue.libelle[:300],
            reference=x.lue.reference[:140],
            contrepartie=x.lue.contrepartie[:140],
            contrepartie_iban=x.lue.contrepartie_iban[:34],
            cle=x.cle,
        )
        for x in sorted(apercu.nouvelles, key=lambda x: x.lue.le)
    )
    return releve
