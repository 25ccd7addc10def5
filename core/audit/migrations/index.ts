import type { Migration } from '../../server/plugin';
import { auditEvents } from './001-audit-events';
import { months } from './002-months';
import { blocks } from './003-blocks';
import { privileges } from './004-privileges';
import { shown } from './005-shown';

export const migrations: Migration[] = [auditEvents, months, blocks, privileges, shown];
