import { useEffect, useSyncExternalStore } from 'react';
import {
  lookClasses,
  lookKey,
  ordinaryLook,
  readLook,
  writeLook,
  type ChartScheme,
  type LookChoice,
} from '../../shared/look';
import { keep, kept } from './keep';

const cookieLasts = 365 * 86_400;
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());
// Read once and then told: a browser whose question is read between a change and its event sends no event (Chromium 156).
const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');
let isDarkOutside = darkQuery.matches;
darkQuery.addEventListener('change', ({ matches }) => {
  isDarkOutside = matches;
  tell();
});

const fromCookie = () =>
  document.cookie
    .split('; ')
    .find((one) => one.startsWith(`${lookKey}=`))
    ?.slice(lookKey.length + 1);

let look: LookChoice = { ...readLook(kept(lookKey)), ...given(readLook(fromCookie())) };
show();

// The cookie of the public pages knows fewer words: what it leaves out stays as this browser keeps it.
function given(choice: LookChoice) {
  if (fromCookie() === undefined) return {};
  const { size, scheme, spacing, font, pictures } = choice;
  return { size, scheme, spacing, font, pictures };
}

function show() {
  const root = document.documentElement;
  const others = [...root.classList].filter((name) => !/^(size|scheme|spacing|font|pictures|motion|theme)-/.test(name));
  root.className = [...others, ...lookClasses(look)].join(' ');
}

/** Keeps and shows the choices; signing out clears storage, so it calls this again. */
export function saveLook(choice: LookChoice = look) {
  look = choice;
  keep(lookKey, writeLook(look));
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${lookKey}=${writeLook(look)}; Path=/; Max-Age=${cookieLasts}; SameSite=Lax${secure}`;
  show();
  tell();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** The reader's choices about the look, and how to change some of them. */
export function useLook() {
  const current = useSyncExternalStore(subscribe, () => look);
  return {
    look: current,
    choose: (some: Partial<LookChoice>) => saveLook({ ...current, ...some }),
    reset: () => saveLook({ ...ordinaryLook, theme: current.theme }),
  };
}

function scheme(): ChartScheme {
  if (look.scheme !== 'auto') return look.scheme;
  if (look.theme !== 'auto') return look.theme;
  return isDarkOutside ? 'dark' : 'light';
}

/** In which colours the page is shown now. */
export const useScheme = (): ChartScheme => useSyncExternalStore(subscribe, scheme);

/** Whether movement should be left out, by the reader's choice here or in the system. */
export function useStillness(): boolean {
  const { look: current } = useLook();
  return current.motion === 'off' || window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Follows the choice when another tab changes it. */
export function useSharedLook() {
  useEffect(() => {
    const follow = (event: StorageEvent) => {
      if (event.key !== lookKey) return;
      look = readLook(event.newValue);
      show();
      tell();
    };
    window.addEventListener('storage', follow);
    return () => window.removeEventListener('storage', follow);
  }, []);
}
