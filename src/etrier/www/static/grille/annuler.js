/* Undo and redo: an undone change is sent as any other. */
"use strict";

import { dire } from "./bus.js";
import { appliquer } from "./changer.js";
import { mot } from "./mots.js";
import { empreinte } from "./texte.js";

const PROFONDEUR = 200;
const faits = [];
const defaits = [];

/** Do changes, and keep them to be undone; gives how many cells changed. */
export const faire = (changements) => {
  const fait = appliquer(changements);
  if (fait.length) {
    faits.push(fait);
    if (faits.length > PROFONDEUR) faits.shift();
    defaits.length = 0;
    dire("histoire", etat());
  }
  return fait.length;
};

/** Is there something to undo, to redo? */
export const etat = () => ({ annuler: faits.length > 0, retablir: defaits.length > 0 });

/* Only what is still as it was left: somebody else may have changed it since. */
const retourner = (pile, autre, de, vers) => {
  const operation = pile.pop();
  if (!operation) return null;
  const tenues = operation.filter(
    (x) => empreinte(x.une.c) === empreinte(x[de].c) && x.une.texte === x[de].texte,
  );
  const fait = appliquer(tenues.map((x) => ({ une: x.une, ...x[vers] })));
  if (tenues.length) autre.push(tenues);
  dire("histoire", etat());
  return { cases: fait.map((x) => x.une), laissees: operation.length - tenues.length };
};

const raconter = (bilan, fini, rien) => {
  if (!bilan) return dire("annonce", mot(rien));
  if (bilan.cases.length) dire("montrer", bilan.cases);
  const phrases = [mot(fini, { n: bilan.cases.length })];
  if (bilan.laissees) phrases.push(mot("passe", { n: bilan.laissees }));
  return dire("annonce", phrases.join(", "));
};

/** Undo the last change. */
export const annuler = () =>
  raconter(retourner(faits, defaits, "apres", "avant"), "annule", "rienAAnnuler");

/** Do again what was undone. */
export const retablir = () =>
  raconter(retourner(defaits, faits, "avant", "apres"), "retabli", "rienARetablir");
