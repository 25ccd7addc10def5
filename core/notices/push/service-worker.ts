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
