import type { Fact } from '@regiso/core';
import type { AsOf } from '../shared';

export async function asOfFacts(_facts: readonly Fact[]): Promise<AsOf> {
  return { tick: '0', at: null };
}
