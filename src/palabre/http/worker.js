// The service worker: when the place cannot be reached, shows the offline page. Rooms, messages and API are never kept.
const PREFIX = "palabre-offline-";
const CACHE = PREFIX + KEPT.version;

self.addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(replaceOthers());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(visit(event));
  else if (KEPT.files.includes(url.pathname + url.search)) event.respondWith(atHand(request));
  // The one request by which a page changes the language the server remembers.
  else if (url.searchParams.has("lang")) event.respondWith(thenRenew(event, fetch(request)));
});

async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll([KEPT.page, ...KEPT.files]);
}

async function replaceOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function visit(event) {
  try {
    const preloaded = await event.preloadResponse;
    return await thenRenew(event, preloaded ?? fetch(event.request));
  } catch {
    return (await caches.match(KEPT.page)) ?? Response.error();
  }
}

/** Passes the answer on, then keeps the offline page as this guest would see it now: its language, theme and size. */
async function thenRenew(event, answer) {
  const response = await answer;
  event.waitUntil(renew());
  return response;
}

async function renew() {
  try {
    const response = await fetch(KEPT.page, { cache: "no-store" });
    if (response.ok) await (await caches.open(CACHE)).put(KEPT.page, response);
  } catch {
    // The place has just gone: what was kept before is still true.
  }
}

async function atHand(request) {
  return (await caches.match(request)) ?? fetch(request);
}
