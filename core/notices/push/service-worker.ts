/** What a browser keeps running for us: it says that there is something, in fixed words, and leads to the list. Nothing else. */
export const serviceWorker = `'use strict';
const language = new URL(self.location.href).searchParams.get('language') === 'en' ? 'en' : 'ru';
const words = { ru: 'Новое уведомление в РЕГИСО', en: 'A new notice in REGISO' };
const list = '/app/notices';

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('push', (event) => {
  event.waitUntil(self.registration.showNotification(words[language], { tag: 'notices', lang: language }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(show());
});

// Only a window that shows the list comes to the front: in another one something may be half written.
async function show() {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = windows.find(({ url }) => new URL(url).pathname.replace(/\\/$/, '') === list);
  return open ? open.focus() : self.clients.openWindow(list);
}
`;

/**
 * How pages of the cabinets open without a network: what they have kept of themselves (core/ui/kept) stands in where there is no way
 * to the server, and never before it was asked, so that nothing old is shown to whoever is connected. Answers of the API do not
 * pass through here.
 */
export const withoutNet = `
self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== self.location.origin) return;
  if (mode === 'navigate') event.respondWith(fromServer(event.request, '/app/'));
  else if (pathname.startsWith('/app/assets/')) event.respondWith(fromServer(event.request, pathname));
});

async function fromServer(request, name) {
  const kept = () => caches.match(name, { ignoreVary: true });
  try {
    const answer = await fetch(request);
    // A file of a build that is no more is given to the page that began with it.
    return answer.ok || request.mode === 'navigate' ? answer : ((await kept()) ?? answer);
  } catch (error) {
    const found = await kept();
    if (found) return found;
    throw error;
  }
}
`;
