"""Choosing by hand what a line of the bank pays."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etrier.banque.models import MouvementBancaire
from etrier.comptabilite.rapprochement.cibles import Cible, Sorte
from etrier.comptabilite.rapprochement.contexte import Contexte
from etrier.droit.ecriture import euros
from etrier.structures.access import Acces


class CibleForm(forms.Form):
    """One of the lists answers; `choisie` is the target."""

    client = forms.ChoiceField(
        label=_("Un client"),
        required=False,
        help_text=_("Ses factures les plus anciennes d'abord ; le reste est à son crédit."),
    )
    factures = forms.MultipleChoiceField(
        label=_("Ou des factures d'un client"),
        required=False,
        help_text=_("Avec Ctrl ou Cmd pour en prendre plusieurs."),
    )
    autre = forms.ChoiceField(label=_("Ou autre chose"), required=False)

    def __init__(
        self, acces: Acces, mouvement: MouvementBancaire, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        contexte = Contexte(acces.structure)
        clients = [(str(c.pk), str(c)) for c in acces.structure.clients.all()]
        self._choix("client", [("", "—"), *clients])
        if mouvement.montant_centimes > 0:
            dues = [
                (str(f.pk), f"{f.client} · {f.numero} · {euros(f.solde_centimes)}")
                for f in contexte.factures
            ]
            self._choix("factures", dues)
        else:
            self.fields.pop("factures")
            self.fields["client"].label = _("Un client à qui l'on rend")
            self.fields["client"].help_text = ""
        self._choix("autre", [("", "—"), *_autres(contexte, mouvement)])
        self.sortie = mouvement.montant_centimes < 0

    def _choix(self, champ: str, choix: list[tuple[str, str]]) -> None:
        self.fields[champ].choices = choix  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One answer, and one only."""
        lus = super().clean() or {}
        dites = [x for x in (lus.get("client"), lus.get("factures"), lus.get("autre")) if x]
        if len(dites) != 1:
            raise forms.ValidationError(gettext("Choisissez dans une seule des listes."))
        if lus.get("client"):
            sorte = Sorte.REMBOURSEMENT if self.sortie else Sorte.CLIENT
            lus["choisie"] = Cible(sorte, (int(lus["client"]),))
        elif lus.get("factures"):
            lus["choisie"] = Cible(Sorte.FACTURES, tuple(map(int, lus["factures"])))
        else:
            lus["choisie"] = Cible.lire(lus["autre"])
        return lus


def _autres(contexte: Contexte, m: MouvementBancaire) -> list[tuple[str, str]]:
    """Aids, suppliers, orders: those this amount may be."""
    aides = [
        (f"{Sorte.AIDE}:{a.pk}", gettext("Aide au poste, annexe %(annexe)s") % {"annexe": a})
        for a, _version in contexte.annexes
    ]
    fournisseurs = [
        (f"{Sorte.FOURNISSEUR}:{f.pk}", f"{f.fournisseur} · {f.numero} · {euros(f.ttc_centimes)}")
        for f in contexte.fournisseurs
        if f.ttc_centimes == -m.montant_centimes
    ]
    ordres = [
        (f"{Sorte.ORDRE}:{o.pk}", f"{o.libelle} · {o.message} · {euros(o.total_centimes)}")
        for o in contexte.ordres
        if o.total_centimes == abs(m.montant_centimes)
    ]
    rejets = [
        (f"{Sorte.REJET}:{x.pk}", gettext("Rejet de %(reference)s") % {"reference": x.reference})
        for x in contexte.lignes_ordre.values()
        if x.montant_centimes == abs(m.montant_centimes)
    ]
    saisis = [
        (
            f"{Sorte.REGLEMENTS}:{r.pk}",
            gettext("Règlement déjà saisi, %(client)s") % {"client": r.client},
        )
        for r in contexte.reglements
        if r.montant_centimes == m.montant_centimes
    ]
    return [*aides, *fournisseurs, *ordres, *rejets, *saisis]
