import { part } from '@regiso/core';

type Part = ReturnType<typeof part>;

/** A number below `of`, always the same for the same `key`; `kind` makes numbers of one key differ. */
export const chance = (key: Part, kind: number, of: number) =>
  part`((hashint8extended(${key}, ${kind}::bigint) & 65535) % ${of}::int)`;

/** How well a pupil learns, of 100; `who` tells people apart. */
export const bent = chance(part`who`, 5, 100);
