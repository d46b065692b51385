"""Declaring eligibility: the verdict is the rule's, the criteria are sealed one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.droit.parametre import NonCalculable
from etrier.droit.regles.eligibilite import Eligibilite, juger
from etrier.droit.regles.justificatifs import (
    conserver_jusquau,
    verifier_age,
    verifier_justificatif,
)
from etrier.droit.regles.pass_iae import fin_carence
from etrier.droit.vocabulaire import Dispositif
from etrier.droit.vocabulaire_parcours import Auteur, Critere
from etrier.parcours.enums import AuteurDiagnostic
from etrier.parcours.etat_pass import parcours_du_pass
from etrier.parcours.models import (
    CritereRetenu,
    DiagnosticEligibilite,
    Partenaire,
    PassIae,
    Personne,
    Salarie,
)
from etrier.parcours.secrets import sceller
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.models import Structure, Utilisateur


@dataclass(frozen=True)
class CritereVu:
    """A criterion retained, and the day its proof bears, when it was seen."""

    critere: Critere
    justificatif_du: date | None = None


@dataclass(frozen=True)
class Declaration:
    """What is declared of somebody. `vus_le`: the day the proofs were looked at."""

    dispositif: Dispositif
    auteur: Auteur
    le: date
    criteres: Sequence[CritereVu] = ()
    vus_le: date | None = None
    partenaire: Partenaire | None = None
    pass_iae: PassIae | None = None


def juger_declaration(personne: Personne, declaration: Declaration) -> Eligibilite:
    """The verdict, nothing written. Raises Refus when the law says nothing on that day."""
    codes = [vu.critere for vu in declaration.criteres]
    try:
        return juger(
            declaration.dispositif,
            declaration.auteur,
            codes,
            declaration.le,
            parametres_en_vigueur(),
        )
    except NonCalculable as erreur:
        raise Refus(erreur.motif) from None


def reserves_declaration(personne: Personne, declaration: Declaration) -> list[str]:
    """What does not go: the waiting period, an age that is not hers, a proof too old."""
    if declaration.auteur is Auteur.PRESCRIPTEUR:
        return []
    return list(_reserves(personne, declaration))


def _reserves(personne: Personne, declaration: Declaration) -> Iterator[str]:
    parametres, le = parametres_en_vigueur(), declaration.le
    yield from _carence(personne, declaration)
    for vu in declaration.criteres:
        age = verifier_age(vu.critere, personne.naissance, le, parametres)
        if age is not None:
            yield age
        if vu.justificatif_du is not None:
            trop_vieux = verifier_justificatif(vu.critere, vu.justificatif_du, le, parametres)
            if trop_vieux is not None:
                yield trop_vieux


def _carence(personne: Personne, declaration: Declaration) -> Iterator[str]:
    """Within two years of her last PASS, only a prescriber may declare her (CT R5132-1-4)."""
    recu = personne.les_pass.order_by("-fin").first()
    if not declaration.dispositif.est_iae or recu is None or declaration.le <= recu.fin:
        return
    fin = fin_carence(parcours_du_pass(recu), parametres_en_vigueur())
    if declaration.le <= fin:
        yield _(
            "Son dernier PASS IAE a fini le %(pass)s : jusqu'au %(fin)s, seul un prescripteur "
            "habilité peut déclarer la personne éligible."
        ) % {"pass": ecrire_jour(recu.fin), "fin": ecrire_jour(fin)}


@transaction.atomic
def declarer(
    structure: Structure, personne: Personne, declaration: Declaration, *, par: Utilisateur | None
) -> DiagnosticEligibilite:
    """Keep a diagnosis with the verdict of the rule, eligible or not (CT R5132-1-7).

    Raises Refus on a day to come, without the prescriber who declares, when criteria exclude one
    another, in the waiting period, when an age or a proof does not go.
    """
    _verifier(structure, personne, declaration)
    reserves = reserves_declaration(personne, declaration)
    if reserves:
        raise Refus(" ".join(reserves))
    verdict = juger_declaration(personne, declaration)
    diagnostic = DiagnosticEligibilite.objects.create(
        personne=personne,
        structure=structure,
        dispositif=declaration.dispositif.value,
        auteur=declaration.auteur.value,
        partenaire=declaration.partenaire,
        le=declaration.le,
        eligible=verdict.eligible,
        expire_le=verdict.expire_le,
        pass_iae=declaration.pass_iae,
        par=par,
    )
    if declaration.auteur is Auteur.EMPLOYEUR:
        _sceller_criteres(diagnostic, declaration, par)
    noter(
        "eligibilite.declarer",
        auteur=par,
        perimetre=structure.pk,
        cible=diagnostic,
        le=declaration.le.isoformat(),
        eligible=verdict.eligible,
    )
    return diagnostic


def lier_pass(salarie: Salarie, recu: PassIae) -> None:
    """A PASS just received comes from the diagnosis that then served: this one lasts as long."""
    DiagnosticEligibilite.objects.filter(
        structure=salarie.structure_id,
        personne=salarie.personne_id,
        eligible=True,
        pass_iae=None,
        le__lte=recu.debut,
        expire_le__gt=recu.debut,
    ).update(pass_iae=recu)


def _verifier(structure: Structure, personne: Personne, declaration: Declaration) -> None:
    if declaration.le > aujourdhui():
        raise Refus(
            _("Le %(jour)s n'est pas encore passé.") % {"jour": ecrire_jour(declaration.le)}
        )
    prescripteur = declaration.partenaire
    if declaration.auteur is Auteur.PRESCRIPTEUR:
        if prescripteur is None or prescripteur.structure_id != structure.pk:
            raise Refus(_("Dites quel prescripteur a déclaré la personne éligible."))
        if not prescripteur.est_habilite:
            raise Refus(_("Ce partenaire n'est pas un prescripteur habilité."))
    elif prescripteur is not None:
        raise Refus(_("La structure déclare elle-même : laissez le prescripteur vide."))
    recu = declaration.pass_iae
    if recu is not None and recu.personne_id != personne.pk:
        raise Refus(_("Ce PASS n'est pas celui de la personne."))


def _sceller_criteres(
    diagnostic: DiagnosticEligibilite, declaration: Declaration, par: Utilisateur | None
) -> None:
    garde = conserver_jusquau(
        declaration.le, Auteur(AuteurDiagnostic.EMPLOYEUR.value), parametres_en_vigueur()
    )
    for vu in declaration.criteres:
        est_vu = vu.justificatif_du is not None
        CritereRetenu.objects.create(
            diagnostic=diagnostic,
            code=sceller(vu.critere.value),
            justificatif_du=vu.justificatif_du,
            vu_le=(declaration.vus_le or declaration.le) if est_vu else None,
            vu_par=par if est_vu else None,
            conserver_jusquau=garde if est_vu else None,
        )
