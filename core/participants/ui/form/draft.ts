import { useState } from 'react';
import { useMe } from '@regiso/core/ui';
import type { Values } from './values';

/** Unsaved changes: what was typed, and the state of the card on which. */
export type Draft = { version: string; base: Values; values: Values; at: string };

const keyOf = (who: string | null, id: string) => `regiso-draft:organisation:${id}:${who ?? ''}`;

/**
 * What was typed and not saved, kept in this tab only: a reload, an ended sign-in or a wrong click lose nothing. Signing
 * out clears it.
 */
export function useDraft(id: string) {
  const { name } = useMe();
  const key = keyOf(name, id);
  const [draft, setDraft] = useState(() => read(key));
  const keep = (next: Omit<Draft, 'at'>) => write(key, JSON.stringify({ ...next, at: new Date().toISOString() }));
  const drop = () => {
    write(key, undefined);
    setDraft(undefined);
  };
  return { draft, keep, drop };
}

function read(key: string): Draft | undefined {
  try {
    const text = sessionStorage.getItem(key);
    return text ? (JSON.parse(text) as Draft) : undefined;
  } catch {
    return undefined;
  }
}

// A browser that keeps nothing (private mode, full storage) must not stop the work.
function write(key: string, text: string | undefined) {
  try {
    if (text === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    return;
  }
}
