import type { Migration } from '@regiso/core';
import { exams } from './001-exams';
import { codesInBulk } from './002-codes-in-bulk';

export const migrations: readonly Migration[] = [exams, codesInBulk];
