import { useEffect } from 'react';
import { api, notifyProblem, useApi, useLanguage, useMutation, useQueryClient } from '@regiso/core/ui';

export type Notice = {
  id: string;
  kind: string;
  title: string;
  titleEn: string | null;
  text: string | null;
  textEn: string | null;
  link: string | null;
  createdAt: string;
  isRead: boolean;
};
export type Kind = { id: string; title: string; titleEn: string; app: boolean; mail: boolean };
export type Settings = {
  address: string | null;
  unprovedAddress: string | null;
  quietFrom: string | null;
  quietTo: string | null;
  digestAt: string | null;
  language: 'ru' | 'en';
  kinds: Kind[];
};
export type Device = { id: string; name: string; createdAt: string; endpointHash: string };
export type Devices = { publicKey: string; devices: Device[] };
export const settingsAddress = '/notices/own/settings';

/** The server counts no further. */
export const mostCounted = 100;

const everyMs = 60_000;
const awayMs = 600_000;
let touchedAt = Date.now();
const touch = () => void (touchedAt = Date.now());

/**
 * How many notices are unread, asked once a minute while somebody is at the page. A screen that was left stays silent: its
 * questions would keep the sign-in alive for ever.
 */
export function useUnread() {
  const unread = useApi<{ unread: number }>('/notices/own/unread');
  const { refetch } = unread;
  useEffect(() => {
    const ask = () => {
      if (document.visibilityState === 'visible' && Date.now() - touchedAt < awayMs) void refetch();
    };
    const timer = setInterval(ask, everyMs);
    const signs = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const sign of signs) window.addEventListener(sign, touch, { passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of signs) window.removeEventListener(sign, touch);
    };
  }, [refetch]);
  return unread;
}

/** Marks these notices, or all, as read; lists and the bell follow. */
export function useMarkRead(onDone?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[] | undefined) => api.post('/notices/own/read', ids ? { ids } : {}),
    onError: notifyProblem,
    onSuccess: () => onDone?.(),
    onSettled: () => forgetNotices(queries),
  });
}

const forgetNotices = (queries: ReturnType<typeof useQueryClient>) =>
  queries.invalidateQueries({ predicate: ({ queryKey: [path] }) => String(path).startsWith('/notices/own') });

/** What a notice says, in the reader's language; in Russian when it was written in no other. */
export function useSaid() {
  const { language } = useLanguage();
  return ({ title, titleEn, text, textEn }: Notice) =>
    language === 'en' ? { title: whole(titleEn ?? title), text: textEn ?? text } : { title: whole(title), text };
}

// A number stays on the line of its sign.
const whole = (title: string) => title.replace(/№ (?=\d)/g, '№\u00a0');
