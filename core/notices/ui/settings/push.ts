import { useEffect } from 'react';
import { keepsPages } from '@regiso/core/ui';

/** `ask`: can be switched on; `denied`: the person has refused in the browser; `cannot`: the browser has no such thing. */
export type Can = 'ask' | 'denied' | 'cannot';

export function canShow(): Can {
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) return 'cannot';
  return Notification.permission === 'denied' ? 'denied' : 'ask';
}

const scope = '/app/';
const scriptIn = (language: 'ru' | 'en') => `/app/sw.js?language=${language}`;

async function registration() {
  return canShow() === 'cannot' ? undefined : navigator.serviceWorker.getRegistration(scope);
}

/** The address at which the push service knows this browser. */
export async function presentEndpoint(): Promise<string | undefined> {
  const subscription = await (await registration())?.pushManager.getSubscription();
  return subscription?.endpoint;
}

/** Asks the person, registers the service worker and subscribes. Throws when any of them is refused. */
export async function subscribe(publicKey: string, language: 'ru' | 'en') {
  if ((await Notification.requestPermission()) !== 'granted') throw new Error('not permitted');
  await navigator.serviceWorker.register(scriptIn(language), { scope });
  const { pushManager } = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) };
  const subscription = await pushManager.subscribe(options).catch(async () => {
    // One that was made for other keys stands in the way.
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe(options);
  });
  const { keys } = subscription.toJSON();
  return { endpoint: subscription.endpoint, keys: { p256dh: keys?.p256dh, auth: keys?.auth } };
}

/** Leaves nothing of ours running in the browser, unless pages are kept there to be opened without a network. */
export async function unsubscribe() {
  const present = await registration();
  await (await present?.pushManager.getSubscription())?.unsubscribe();
  if (!(await keepsPages())) await present?.unregister();
}

/** The worker shows its fixed words in the chosen language: it knows it from its address. */
export function useLanguageOfWorker(language: 'ru' | 'en', isOn: boolean) {
  useEffect(() => {
    if (isOn) void navigator.serviceWorker.register(scriptIn(language), { scope }).catch(() => undefined);
  }, [language, isOn]);
}

/** As the server writes it: SHA-256 in base64url. */
export async function hashOf(endpoint: string) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint)));
  return btoa(String.fromCharCode(...digest))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

const bytesOf = (base64url: string) =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
