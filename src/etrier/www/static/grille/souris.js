/* The mouse and the finger: choose a cell, a block, a row, a day; open a cell. */
"use strict";

import { enEdition, ouvrir, valider } from "./edition.js";
import { G } from "./modele.js";
import { S, aller, choisir } from "./selection.js";

let glisse = false;

const caseSous = (cible) => {
  const td = cible.closest && cible.closest("td[role=gridcell]");
  return td ? G.parTd.get(td) : undefined;
};

const appui = (e) => {
  if (e.button !== 0 || e.target.closest("a, input, button")) return;
  const une = caseSous(e.target);
  if (une) return surCase(e, une);
  const th = e.target.closest("th");
  if (th) surTitre(e, th);
};

const surCase = (e, une) => {
  e.preventDefault();
  valider();
  const deja = S.r === une.rang.rang && S.col === une.col && document.activeElement === une.td;
  aller(une.rang.rang, une.col, { etendre: e.shiftKey });
  glisse = e.pointerType === "mouse";
  // With a finger there is no double click: the second touch opens.
  if (e.pointerType === "touch" && deja) ouvrir("corriger");
};

const surTitre = (e, th) => {
  const [bas, droite] = [G.rangs.length - 1, G.jours.length - 1];
  const col = G.jours.findIndex((j) => String(j.n) === th.dataset.jour);
  const r = G.rangs.findIndex((rang) => rang.tr === th.parentNode);
  valider();
  if (th.closest("thead") && col >= 0) choisir({ haut: 0, bas, gauche: col, droite: col });
  else if (r >= 0) choisir({ haut: r, bas: r, gauche: 0, droite });
  else return;
  e.preventDefault();
};

const passage = (e) => {
  if (!glisse || !(e.buttons & 1)) return;
  const une = caseSous(e.target);
  if (une && (une.rang.rang !== S.r || une.col !== S.col)) {
    aller(une.rang.rang, une.col, { etendre: true });
  }
};

const doubleClic = (e) => {
  const une = caseSous(e.target);
  if (!une || enEdition()) return;
  if (une.ferme && une.ligne) location.assign(une.ligne);
  else ouvrir("corriger");
};

/** Listen to the pointer on the whole grid. */
export const ecouterSouris = (table) => {
  table.addEventListener("pointerdown", appui);
  table.addEventListener("pointerover", passage);
  table.addEventListener("dblclick", doubleClic);
  window.addEventListener("pointerup", () => {
    glisse = false;
  });
};
