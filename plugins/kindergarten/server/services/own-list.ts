import { gzipSync } from 'node:zlib';
import { afterCommit, inTransaction, inTurn, isHearing, me, onSignal, part, prepared, todayHere } from '@regiso/core';
import type { ApplicationView } from '../../shared';
import { familiesChannel } from '../migrations/013-2026-11-28-1400-told-families';
import { viewsOf } from './applications';

/** How long the names of people and kindergartens in a list may be out of date; of its applications one hears at once. */
const keptMs = 60_000;
const mostKept = 20_000;
// So few at once that a crowd of pages never takes the connections by which applications come in.
const turns = inTurn({ atOnce: 4 });

/** `packed` is the whole answer, made when it is asked for again; `told` is how much had been heard when the list began to be read. */
type Kept = { list: ApplicationView[]; packed?: Buffer; day: string; until: number; told: number };

const kept = new Map<string, Kept>();
/** When accounts and applications were last told of, the latest last; whoever reads began before or after it. */
const changes = new Map<string, { told: number; until: number }>();
let told = 0;
let allTold = 0;

function hear(whose: string) {
  told += 1;
  const now = Date.now();
  for (const [old, { until }] of changes) {
    if (until > now) break;
    changes.delete(old);
  }
  if (!whose) {
    allTold = told;
    kept.clear();
    return;
  }
  changes.delete(whose);
  changes.set(whose, { told, until: now + 2 * keptMs });
}

onSignal(familiesChannel, hear);

/** The list of who writes is read anew once this transaction commits. */
export function showAnew() {
  const { accountId } = me();
  afterCommit(() => hear(accountId));
}

/**
 * Applications of the signed-in guardian, drafts too, from memory as long as nothing was heard of them: on the night of the
 * opening thousands of pages ask for this every few seconds. An answer from memory is kept packed: to pack it anew would be
 * most of the work.
 */
export async function ownList(): Promise<{ list: ApplicationView[]; packed?: Buffer }> {
  const { accountId } = me();
  const there = kept.get(accountId);
  if (there && isTrue(accountId, there)) {
    there.packed ??= gzipSync(JSON.stringify(there.list));
    return there;
  }
  const fresh = await turns(() => read(accountId));
  kept.delete(accountId);
  if (kept.size >= mostKept) kept.clear();
  if (isTrue(accountId, fresh)) kept.set(accountId, fresh);
  return fresh;
}

async function read(accountId: string): Promise<Kept> {
  const began = { day: todayHere(), until: Date.now() + keptMs, told };
  const list = await inTransaction({ readOnly: true }, () =>
    viewsOf(part`${accountId}::uuid = ANY (a.accounts)`, { limit: 100, ask: prepared }),
  );
  return { ...began, list };
}

const isTrue = (accountId: string, { list, day, until, told: then }: Kept) =>
  isHearing()
  && until > Date.now()
  && then >= allTold
  && day === todayHere()
  && [accountId, ...list.map(({ id }) => id)].every((one) => (changes.get(one)?.told ?? 0) <= then);
