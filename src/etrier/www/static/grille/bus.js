/* Who speaks to whom: a part says what happened, the others listen. */
"use strict";

const oreilles = new Map();

/** Call `faire` each time `nom` is said. */
export const quand = (nom, faire) => {
  if (!oreilles.has(nom)) oreilles.set(nom, []);
  oreilles.get(nom).push(faire);
};

/** Say `nom`. */
export const dire = (nom, quoi) => {
  for (const faire of oreilles.get(nom) || []) faire(quoi);
};

/** The same function, run once at the next picture however often it is asked for. */
export const parImage = (faire) => {
  let demande = false;
  return () => {
    if (demande) return;
    demande = true;
    requestAnimationFrame(() => {
      demande = false;
      faire();
    });
  };
};
