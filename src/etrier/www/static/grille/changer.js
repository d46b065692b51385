/* Changing cells: the only door. Each change is drawn, counted, remembered, then sent. */
"use strict";

import { dire } from "./bus.js";
import { retenir } from "./memoire.js";
import { G, RIEN, ouverte } from "./modele.js";
import { Illisible, empreinte, lire } from "./texte.js";

/** What a text means in a cell: its content, or the reason it cannot be read. */
export const comprendre = (une, texte) => {
  try {
    return { une, c: lire(texte, G.codes, une.rang.prevu[une.jour.n] || 0), texte: null, raison: "" };
  } catch (erreur) {
    if (!(erreur instanceof Illisible)) throw erreur;
    return { une, c: une.c, texte: texte.trim(), raison: erreur.message };
  }
};

/** An empty cell. */
export const vider = (une) => ({ une, c: RIEN, texte: null, raison: "" });

/** A cell with that content. */
export const remplir = (une, c) => ({ une, c, texte: null, raison: "" });

const etatDe = (une) => ({ c: une.c, texte: une.texte, raison: une.raison, refus: une.refus });

const bouge = ({ une, c, texte }) =>
  texte !== une.texte || empreinte(c) !== empreinte(une.c) || (une.refus && texte === null);

/** Apply changes to the cells that can be written; gives what was done, to undo it. */
export const appliquer = (changements) => {
  const faits = [];
  for (const dit of changements) {
    const { une } = dit;
    if (!ouverte(une) || !bouge(dit)) continue;
    const avant = etatDe(une);
    Object.assign(une, { c: dit.c, texte: dit.texte, raison: dit.raison, refus: false });
    accorder(une);
    faits.push({ une, avant, apres: etatDe(une) });
  }
  if (faits.length) poser(faits.map((fait) => fait.une));
  return faits;
};

/* Writing what the other one wrote settles the matter. */
const accorder = (une) => {
  if (!une.conflit || empreinte(une.conflit.c) !== empreinte(une.c) || une.texte !== null) return;
  une.base = une.conflit.c;
  une.conflit = null;
};

/** Say that cells have changed, whoever changed them: they are remembered before anything else. */
export const poser = (cases) => {
  if (!retenir(cases)) dire("sans-memoire");
  dire("cases", cases);
  dire("a-envoyer");
};
