import { currentLanguage } from '../texts/i18n';

const scope = '/app/';
const prefix = 'regiso-app';

let watch: PerformanceObserver | undefined;

/** The script this page began with: its name changes with any file of the build. */
const entry = () =>
  [...document.scripts].map(({ src }) => new URL(src, location.href).pathname).find((path) => path.startsWith(assets));
const assets = '/app/assets/';

const ownRooms = async () =>
  'caches' in window ? (await caches.keys()).filter((name) => name.startsWith(prefix)) : [];

/** Whether files of the pages are kept here to be opened without a network. */
export const keepsPages = async (): Promise<boolean> => (await ownRooms()).length > 0;

/**
 * Keeps the page of the cabinets and the files of this build that were loaded, from now on too; those of other builds are removed.
 * `load` brings what the pages that open without a network need. Once all is here the service worker comes, which gives it out where
 * there is no way to the server.
 */
export async function keepPages(load: () => Promise<void>): Promise<void> {
  const script = entry();
  if (!script || !('serviceWorker' in navigator) || watch) return;
  const page = await fetch(scope, { headers: { Accept: 'text/html' } });
  // What is there now may be a newer build, which keeps its own.
  if (!page.ok || !(await page.clone().text()).includes(script)) return;
  const name = `${prefix} ${script}`;
  const room = await caches.open(name);
  await room.put(scope, page);
  for (const other of await ownRooms()) if (other !== name) await caches.delete(other);
  const keepFile = async (address: string) => {
    const { origin, pathname } = new URL(address);
    if (origin !== location.origin || !pathname.startsWith(assets) || (await room.match(pathname))) return;
    await room.add(pathname);
  };
  const keepAll = (loaded: PerformanceEntryList) =>
    Promise.all(loaded.map((file) => keepFile(file.name).catch(() => undefined)));
  const own = new PerformanceObserver((loaded) => void keepAll(loaded.getEntries()));
  watch = own;
  own.observe({ type: 'resource', buffered: true });
  await load();
  await keepAll(performance.getEntriesByType('resource'));
  // Whoever has signed out meanwhile wants none of it.
  if (watch !== own) return;
  // The one that shows notices does this too; it knows its language from its address.
  if (await navigator.serviceWorker.getRegistration(scope)) return;
  const made = await navigator.serviceWorker.register(`/app/sw.js?language=${currentLanguage()}`, { scope });
  if (watch !== own) await made.unregister();
}

/** Removes the files of the pages, and the service worker unless it shows notices. */
export async function leavePages(): Promise<void> {
  watch?.disconnect();
  watch = undefined;
  try {
    const rooms = await ownRooms();
    for (const name of rooms) await caches.delete(name);
    const worker = await navigator.serviceWorker.getRegistration(scope);
    const subscription = await worker?.pushManager.getSubscription().catch(() => null);
    if (!subscription) await worker?.unregister();
  } catch {
    return;
  }
}
