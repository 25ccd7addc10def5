import type { Migration } from '@regiso/core';
import { exams } from './001-exams';
import { codesInBulk } from './002-codes-in-bulk';
import { oneMinimumADay } from './003-one-minimum-a-day';
import { personResults } from './004-2026-11-27-1930-person-results';
import { lookUpTries } from './005-2026-11-27-2000-look-up-tries';
import { appeals } from './006-2026-11-28-0400-appeals';

export const migrations: readonly Migration[] = [
  exams,
  codesInBulk,
  oneMinimumADay,
  personResults,
  lookUpTries,
  appeals,
];
