/* The active cell and the block around it: one cell has the focus, a block may be chosen. */
"use strict";

import { dire } from "./bus.js";
import { G, case_ } from "./modele.js";

export const S = {
  r: 0, // active cell: the corner that moves
  col: 0,
  r0: 0, // the corner that stays
  col0: 0,
};
let peintes = new Set();
let tabulable = null;

/** The active cell. */
export const active = () => case_(S.r, S.col);

/** Edges of the block: rows and columns, both included. */
export const bloc = () => ({
  haut: Math.min(S.r, S.r0),
  bas: Math.max(S.r, S.r0),
  gauche: Math.min(S.col, S.col0),
  droite: Math.max(S.col, S.col0),
});

/** Cells of a block, row after row. */
export const casesDu = ({ haut, bas, gauche, droite }) => {
  const cases = [];
  for (let r = haut; r <= bas; r += 1) {
    for (let col = gauche; col <= droite; col += 1) cases.push(case_(r, col));
  }
  return cases.filter(Boolean);
};

/** True when more than one cell is chosen. */
export const estUnBloc = () => S.r !== S.r0 || S.col !== S.col0;

const borner = (n, max) => Math.min(Math.max(n, 0), max);

/** Go to a cell; `etendre` keeps the other corner of the block, `foyer` puts the focus there. */
export const aller = (r, col, { etendre = false, foyer = true } = {}) => {
  S.r = borner(r, G.rangs.length - 1);
  S.col = borner(col, G.jours.length - 1);
  if (!etendre) Object.assign(S, { r0: S.r, col0: S.col });
  peindre();
  const une = active();
  if (!une) return;
  tabuler(une.td);
  if (foyer) {
    une.td.focus({ preventScroll: true });
    une.td.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  dire("active", une);
};

/** Choose a block; its first corner is the active cell. */
export const choisir = ({ haut, bas, gauche, droite }) => {
  Object.assign(S, { r0: borner(bas, G.rangs.length - 1), col0: borner(droite, G.jours.length - 1) });
  aller(haut, gauche, { etendre: true });
};

const tabuler = (td) => {
  if (tabulable === td) return;
  if (tabulable) tabulable.tabIndex = -1;
  td.tabIndex = 0;
  tabulable = td;
};

/* Only the cells that enter or leave the block are touched. */
const peindre = () => {
  const voulues = new Set(estUnBloc() ? casesDu(bloc()) : []);
  for (const une of peintes) if (!voulues.has(une)) une.td.setAttribute("aria-selected", "false");
  for (const une of voulues) if (!peintes.has(une)) une.td.setAttribute("aria-selected", "true");
  peintes = voulues;
};

/** Put the focus back where it was. */
export const reprendreFoyer = () => aller(S.r, S.col, { etendre: true });
