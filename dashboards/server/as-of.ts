import { asOf } from '@regiso/warehouse/api';
import type { Fact } from '@regiso/core';
import type { AsOf } from '../shared';

/** Moments already read for this batch of questions, so that all its figures speak of the same one. */
export type Moments = Map<string, Promise<AsOf>>;

/** Up to which moment figures over these facts hold everything. */
export function asOfFacts(facts: readonly Fact[], moments?: Moments): Promise<AsOf> {
  const names = facts.map(({ name }) => name).sort();
  const key = names.join();
  const known = moments?.get(key) ?? read(names);
  moments?.set(key, known);
  return known;
}

const underWay = new Map<string, Promise<AsOf>>();

/** The same for pages that ask every second: those that ask at once share one look, however many they are. */
export function sharedAsOf(facts: readonly Fact[]): Promise<AsOf> {
  const names = facts.map(({ name }) => name).sort();
  const key = names.join();
  const known = underWay.get(key);
  if (known) return known;
  const look = read(names).finally(() => underWay.delete(key));
  underWay.set(key, look);
  return look;
}

async function read(names: string[]): Promise<AsOf> {
  const { tick, at } = await asOf(names);
  return { tick, at: at?.toISOString() ?? null };
}
