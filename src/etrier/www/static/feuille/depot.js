/* What the phone keeps until it is sent, tied to the account that typed it: changes and photos,
   and the last state the server gave of each day. */
"use strict";

const BASE = "etrier-feuilles";
export const MAGASINS = ["changements", "photos", "etats", "ajouts"];
const RANGES = ["changements", "photos"];
let ouverture = null;

const attendre = (demande) =>
  new Promise((tenir, renoncer) => {
    demande.addEventListener("success", () => tenir(demande.result));
    demande.addEventListener("error", () => renoncer(demande.error));
  });

const ouvrir = () => {
  if (ouverture) return ouverture;
  const demande = indexedDB.open(BASE, 1);
  demande.addEventListener("upgradeneeded", () => {
    for (const nom of MAGASINS) {
      const magasin = demande.result.createObjectStore(
        nom,
        RANGES.includes(nom) ? { keyPath: "rang", autoIncrement: true } : { keyPath: "cle" },
      );
      magasin.createIndex("compte", "compte");
    }
  });
  ouverture = attendre(demande);
  return ouverture;
};

/* One transaction on a store: `acte` receives it and gives requests; ends once all is written. */
export const agir = async (nom, acte) => {
  const transaction = (await ouvrir()).transaction(nom, "readwrite");
  const finie = new Promise((tenir, renoncer) => {
    transaction.addEventListener("complete", tenir);
    transaction.addEventListener("abort", () => renoncer(transaction.error));
  });
  const rendu = await acte(transaction.objectStore(nom), attendre);
  await finie;
  return rendu;
};

export const poser = (nom, objet) => agir(nom, (magasin, fait) => fait(magasin.put(objet)));
export const retirer = (nom, cle) => agir(nom, (magasin, fait) => fait(magasin.delete(cle)));
export const lister = (nom, compte) => agir(nom, (m, fait) => fait(m.index("compte").getAll(compte)));

/* Everything of an account, forgotten. */
export const oublier = async (compte) => {
  for (const nom of MAGASINS) {
    await agir(nom, async (magasin, fait) => {
      for (const cle of await fait(magasin.index("compte").getAllKeys(compte))) magasin.delete(cle);
    });
  }
};

/* A key of its own for each change; `randomUUID` is missing where the site is not in HTTPS. */
export const nouvelleCle = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const octets = crypto.getRandomValues(new Uint8Array(16));
  octets[6] = (octets[6] & 0x0f) | 0x40;
  octets[8] = (octets[8] & 0x3f) | 0x80;
  const texte = [...octets].map((o) => o.toString(16).padStart(2, "0")).join("");
  return texte.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

const estVierge = (c) => !c.version && !Object.keys(c.vu).length && c.nature === 1 && c.arrivee === null;

/* Write a change down. One that never left is replaced by the next on the same day; one that may
   have reached the server is left as it is, and the next waits for its answer. */
export const noter = (changement) =>
  agir("changements", async (magasin, fait) => {
    const siens = (await fait(magasin.index("compte").getAll(changement.compte))).filter(
      (c) => c.adresse === changement.adresse && c.case === changement.case,
    );
    const dernier = siens.at(-1);
    const neuf = { ...changement, cle: nouvelleCle(), tente: false, sort: "" };
    if (dernier && !dernier.tente && !dernier.sort) {
      const { version, vu, rang } = dernier;
      const repris = { ...neuf, version, vu, rang };
      return fait(!version && estVierge(repris) ? magasin.delete(rang) : magasin.put(repris));
    }
    if (dernier && dernier.sort) magasin.delete(dernier.rang);
    return fait(magasin.add(neuf));
  });
