/* What the phone keeps to open without a network: the service worker, and whose pages it may show. */
"use strict";

const PAGES = "etrier-feuille-pages-";
const QUI = "etrier-feuille-compte";

/* Say who is signed in (nobody: an empty text): the pages kept for anybody else are removed. */
export const marquer = async (compte) => {
  if (!window.caches) return;
  const autres = (await caches.keys()).filter((nom) => nom.startsWith(PAGES) && nom !== PAGES + compte);
  await Promise.all(autres.map((nom) => caches.delete(nom)));
  if (!compte) await caches.delete(QUI);
  else await (await caches.open(QUI)).put("/feuille-compte", new Response(compte));
};

const auxCommandes = () =>
  navigator.serviceWorker.controller
    ? Promise.resolve()
    : new Promise((tenir) => navigator.serviceWorker.addEventListener("controllerchange", tenir, { once: true }));

/* Install the service worker, then keep these pages: the one shown, and those of the days to come. */
export const garder = async ({ travailleur, portee }, adresses) => {
  if (!navigator.serviceWorker || !navigator.onLine) return;
  await navigator.serviceWorker.register(travailleur, { scope: portee });
  await auxCommandes();
  for (const adresse of adresses) await fetch(adresse);
};
