import type { Migration } from '@regiso/core';
import { exams } from './001-exams';

export const migrations: readonly Migration[] = [exams];
