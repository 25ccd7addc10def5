import { useState } from 'react';

/** Choices that are not sent yet, kept in this tab under the run's id: a reload loses nothing. */
export function useDraft<T extends object>(runId: string, initial: T) {
  const key = `regiso-import-${runId}`;
  const [draft, setDraft] = useState<T>(() => ({ ...initial, ...read<T>(key) }));
  const change = (some: Partial<T>) => {
    const next = { ...draft, ...some };
    setDraft(next);
    attempt(() => sessionStorage.setItem(key, JSON.stringify(next)));
  };
  const forget = () => attempt(() => sessionStorage.removeItem(key));
  return { draft, change, forget };
}

function read<T>(key: string): Partial<T> {
  return attempt(() => JSON.parse(sessionStorage.getItem(key) ?? '{}') as Partial<T>) ?? {};
}

// A private window may refuse storage; then a reload begins with what the server knows.
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
