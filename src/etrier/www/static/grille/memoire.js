/* What is typed is written on this device before it is sent: one entry a cell, minutes and no name.

   One entry a cell, so that two windows on the same month never erase each other's. */
"use strict";

import { RIEN, cleCase, estDeNous, touchee, trouver } from "./modele.js";
import { empreinte } from "./texte.js";

let prefixe = "";
let marche = false;

/** Open the memory of a month; says whether this browser keeps anything. */
export const ouvrirMemoire = (cle) => {
  prefixe = `${cle}|`;
  try {
    localStorage.setItem(`${prefixe}essai`, "1");
    localStorage.removeItem(`${prefixe}essai`);
    marche = true;
  } catch {
    marche = false;
  }
  return marche;
};

const ecrite = (une) =>
  JSON.stringify({
    avant: une.base,
    apres: une.c,
    ...(une.envoyes.length ? { envoyes: une.envoyes } : {}),
    ...(une.texte === null ? {} : { texte: une.texte, raison: une.raison }),
    ...(une.refus ? { refus: une.raison } : {}),
    ...(une.conflit ? { conflit: une.conflit } : {}),
  });

/** Write down each cell as it now is, or forget it when nothing of it waits.
    Gives false when the device refuses. */
export const retenir = (cases) => {
  if (!marche) return false;
  try {
    for (const une of cases) retenirUne(une);
    return true;
  } catch {
    return false;
  }
};

const retenirUne = (une) => {
  const cle = prefixe + cleCase(une.rang.cle, une.jour.n);
  if (touchee(une)) {
    une.note = ecrite(une);
    localStorage.setItem(cle, une.note);
  } else if (une.note !== undefined) {
    // Another window may have written the same cell since: its entry is its own.
    if (localStorage.getItem(cle) === une.note) localStorage.removeItem(cle);
    une.note = undefined;
  }
};

/** Put back what was written down and is not known to the server; gives the cells. */
export const reprendre = () => {
  if (!marche) return [];
  const reprises = [];
  for (const cle of clesDe(prefixe)) {
    const [rang, jour] = cle.slice(prefixe.length).split("|");
    const note = localStorage.getItem(cle);
    const dit = comprendre(note);
    if (!rang || !jour || !dit) continue;
    const une = trouver(rang, jour);
    une.note = note;
    if (remettre(une, dit)) reprises.push(une);
    else retenirUne(une);
  }
  return reprises;
};

const comprendre = (note) => {
  try {
    return JSON.parse(note);
  } catch {
    return null;
  }
};

const remettre = (une, dit) => {
  const dejaLa = une.td && empreinte(une.base) === empreinte(dit.apres || RIEN);
  if (dejaLa && dit.texte === undefined) return false;
  une.envoyes = dit.envoyes || [];
  // What was sent last time arrived, though its answer did not.
  if (!une.td || !estDeNous(une, une.base)) une.base = dit.avant || RIEN;
  Object.assign(une, { c: dit.apres || RIEN, conflit: dit.conflit || null });
  if (dit.texte !== undefined) Object.assign(une, { texte: dit.texte, raison: dit.raison || "" });
  if (dit.refus !== undefined) Object.assign(une, { refus: true, raison: dit.refus });
  return true;
};

const clesDe = (debut) =>
  Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i)).filter((cle) =>
    cle.startsWith(debut),
  );

/** Other months of the same person and structure that still wait here. */
export const autresMois = () => {
  if (!marche) return [];
  const racine = prefixe.slice(0, prefixe.lastIndexOf(".") + 1);
  const mois = clesDe(racine)
    .filter((cle) => !cle.startsWith(prefixe))
    .map((cle) => cle.slice(racine.length).split("|")[0]);
  return [...new Set(mois)].filter((m) => /^\d{4}-\d{2}$/.test(m)).sort();
};
