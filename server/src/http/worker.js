// The shell of the dashboard: what a build is made of, under names that carry its hash, and a page for when there is no
// network. Nothing of people is kept: no page of theirs, no photograph, no answer.
const CACHE = '{cache}';
const HASHED = {hashed};
const FIRST = {first};
const LANGUAGE = new URL(self.location.href).searchParams.get('words') === 'hr' ? 'hr' : 'en';
const OFFLINE = `/offline/${LANGUAGE}`;

// What never changes under its name.
const lasting = ({ pathname }) => pathname.startsWith('/fonts/') || (HASHED && pathname.startsWith('/pkg/'));

self.addEventListener('install', (event) => {
  const wanted = [OFFLINE, ...FIRST].map((address) => new Request(address, { cache: 'reload', credentials: 'omit' }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(wanted)));
});

// Of another build nothing is left.
self.addEventListener('activate', (event) => {
  const clear = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith('shell-') && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(online(request, OFFLINE));
  else if (lasting(url)) event.respondWith(kept(request));
  else if (FIRST.includes(url.pathname)) event.respondWith(online(request, url.pathname));
});

// From the network; without one, what was kept in its place.
async function online(request, instead) {
  try {
    return await fetch(request);
  } catch {
    const cache = await caches.open(CACHE).catch(() => null);
    return (await cache?.match(instead).catch(() => undefined)) ?? Response.error();
  }
}

// From what was kept, or else from the network, to be kept from then on.
async function kept(request) {
  // Where storage is broken there is the network.
  const cache = await caches.open(CACHE).catch(() => null);
  const there = await cache?.match(request).catch(() => undefined);
  if (there) return there;
  const answer = await fetch(request);
  // A full disk is no reason to go without.
  if (answer.status === 200) cache?.put(request, answer.clone()).catch(() => {});
  return answer;
}
