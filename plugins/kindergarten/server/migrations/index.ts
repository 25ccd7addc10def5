import type { Migration } from '@regiso/core';
import { queue } from './001-queue';
import { places } from './002-places';

export const migrations: Migration[] = [queue, places];
