import type { Migration } from '@regiso/core';
import { exams } from './001-exams';
import { codesInBulk } from './002-codes-in-bulk';
import { oneMinimumADay } from './003-one-minimum-a-day';

export const migrations: readonly Migration[] = [exams, codesInBulk, oneMinimumADay];
