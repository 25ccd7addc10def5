import { useMatches } from '@tanstack/react-router';

export type Screen = { path: string; recordId: string | null };

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

/** Where the reader is: the address with `$id` in place of ids, and the id of the record when the address has one. */
export function useScreen(): Screen {
  // The routes are made at run time, so the router knows no types for them.
  const match = useMatches().at(-1) as { fullPath: string; params: Record<string, string> } | undefined;
  const ids = Object.values(match?.params ?? {}).filter((value) => uuid.test(value));
  return { path: `/app${(match?.fullPath ?? '/').replace(/\/$/, '')}`, recordId: ids[0] ?? null };
}
