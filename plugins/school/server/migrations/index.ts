import type { Migration } from '@regiso/core';
import { classes } from './001-classes';
import { journal } from './002-journal';

export const migrations: Migration[] = [classes, journal];
