import { use, useEffect, useSyncExternalStore } from 'react';
import { useMe } from '@regiso/core/ui';
import { Outbox, type OutboxState } from './outbox';

let present: Outbox | undefined;

/** The outbox of who is signed in; that of somebody else before them sends nothing any more. */
function outboxOf(account: string): Outbox {
  if (present?.account === account) return present;
  present?.end();
  present = new Outbox(account);
  return present;
}

/** The outbox of who is signed in, once what this device keeps has been read, and what it holds now. */
export function useOutbox(): [Outbox, OutboxState] {
  const outbox = outboxOf(useMe().id ?? '');
  use(outbox.loaded);
  return [outbox, useSyncExternalStore(outbox.subscribe, outbox.state)];
}

/** Where the browser keeps nothing a tab with something unsent asks before it closes. */
export function useHold({ queue, isKept }: OutboxState) {
  const isHeld = queue.length > 0 && !isKept;
  useEffect(() => {
    if (!isHeld) return undefined;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', hold);
    return () => removeEventListener('beforeunload', hold);
  }, [isHeld]);
}
