/* Sending what waits. A change is forgotten only once it was answered: sent again under the same
   key, it is answered the same and written once. */
"use strict";

import { agir, lister, poser, retirer } from "./depot.js";

const PAR_ENVOI = 100;
const PATIENCE = 20_000;
const PATIENCE_PHOTO = 180_000;

const jeton = () => (/(?:^|; )csrftoken=([^;]+)/.exec(document.cookie) || [])[1] || "";

/* {issue, reponse}: `attente` to try again later, `connexion` to sign in, `compte` when another
   account is signed in, `refus` with the sentence, `fait`. */
const poster = async (adresse, corps, entetes, patience) => {
  const delai = new AbortController();
  const horloge = setTimeout(() => delai.abort(), patience);
  try {
    const r = await fetch(adresse, {
      method: "POST",
      body: corps,
      headers: { "X-CSRFToken": jeton(), Accept: "application/json", ...entetes },
      redirect: "manual",
      signal: delai.signal,
    });
    if (r.type === "opaqueredirect" || r.status === 403) return { issue: "connexion" };
    if (r.status === 409) return { issue: "compte" };
    if (r.status === 404) return { issue: "ferme" };
    if (r.status === 422) return { issue: "refus", reponse: await r.json() };
    return r.ok ? { issue: "fait", reponse: await r.json() } : { issue: "attente" };
  } catch {
    return { issue: "attente" };
  } finally {
    clearTimeout(horloge);
  }
};

/* The first change of each day that still waits, of one chantier. */
const prochains = (changements) => {
  const vues = new Set();
  const premiers = changements.filter((c) => {
    const cle = `${c.adresse} ${c.case}`;
    const premier = !c.sort && !vues.has(cle);
    vues.add(cle);
    return premier;
  });
  return premiers.filter((c) => c.adresse === premiers[0].adresse).slice(0, PAR_ENVOI);
};

/* Keep what was answered; a later change on the same day starts from there. */
const ranger = async (compte, change, reponse) => {
  if (reponse.etat) {
    const cle = `${compte} ${change.adresse} ${change.case}`;
    await poser("etats", { cle, compte, adresse: change.adresse, case: change.case, lu_le: reponse.lu_le, etat: reponse.etat });
  }
  await agir("changements", async (magasin, fait) => {
    const suites = (await fait(magasin.index("compte").getAll(compte))).filter(
      (c) => c.adresse === change.adresse && c.case === change.case && c.rang > change.rang,
    );
    if (reponse.sort === "fait") {
      magasin.delete(change.rang);
      const { version, lignes } = reponse.etat;
      if (suites.length) magasin.put({ ...suites[0], version, vu: lignes });
      return;
    }
    // Not written: the last wish is the one to decide on.
    const voeu = suites.at(-1) || change;
    for (const suite of suites) magasin.delete(suite.rang);
    const { sort, phrase, etat } = reponse;
    magasin.put({ ...voeu, rang: change.rang, sort, phrase, etat: etat || change.etat });
  });
};

/* Marked in the transaction that reads them, before they leave: the answer may be lost after the
   work is done, and what is typed from now on must not change what was sent. */
const reserver = (compte) =>
  agir("changements", async (magasin, fait) => {
    const lot = prochains(await fait(magasin.index("compte").getAll(compte)));
    for (const c of lot) magasin.put({ ...c, tente: true });
    return lot;
  });

const envoyerChangements = async (compte) => {
  for (;;) {
    const lot = await reserver(compte);
    if (!lot.length) return "fait";
    const champs = ["cle", "contrat", "jour", "version", "vu", "nature", "arrivee", "depart", "pause"];
    const operations = lot.map((c) => Object.fromEntries(champs.map((nom) => [nom, c[nom]])));
    const corps = JSON.stringify({ compte, operations });
    const { issue, reponse } = await poster(lot[0].adresse, corps, { "Content-Type": "application/json" }, PATIENCE);
    if (issue !== "fait") return issue;
    const parCle = new Map(lot.map((c) => [c.cle, c]));
    const siennes = reponse.reponses.filter((r) => parCle.has(r.cle));
    if (!siennes.length) return "attente";
    for (const r of siennes) await ranger(compte, parCle.get(r.cle), r);
  }
};

const envoyerPhotos = async (compte) => {
  for (const photo of await lister("photos", compte)) {
    if (photo.phrase) continue;
    const corps = new FormData();
    corps.append("compte", compte);
    corps.append("photo", photo.image, "feuille.jpg");
    const { issue, reponse } = await poster(photo.adresse, corps, {}, PATIENCE_PHOTO);
    if (issue === "refus") await poser("photos", { ...photo, phrase: reponse.phrase });
    else if (issue === "fait") await retirer("photos", photo.rang);
    else return issue;
  }
  return "fait";
};

/* Send all that waits, one sender at a time whatever the open pages; gives how it ended. */
export const envoyer = (compte) => {
  const travail = async () => {
    const issue = await envoyerChangements(compte);
    return issue === "fait" ? envoyerPhotos(compte) : issue;
  };
  return navigator.locks ? navigator.locks.request("etrier-feuilles", travail) : travail();
};
