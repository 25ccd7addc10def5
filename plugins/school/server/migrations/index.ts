import type { Migration } from '@regiso/core';
import { classes } from './001-classes';
import { journal } from './002-journal';
import { reachOfConnected } from './003-reach-of-connected';

export const migrations: Migration[] = [classes, journal, reachOfConnected];
