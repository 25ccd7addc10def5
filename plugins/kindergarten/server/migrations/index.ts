import type { Migration } from '@regiso/core';
import { queue } from './001-queue';
import { places } from './002-places';
import { attendance } from './003-attendance';
import { acts } from './004-acts';
import { formCorrections } from './005-form-corrections';
import { monthReports } from './006-month-reports';
import { caseLogs } from './007-case-logs';
import { choiceKeys } from './008-choice-keys';
import { transfers } from './009-2026-11-27-0730-transfers';
import { reachOfConnected } from './009-reach-of-connected';
import { federal } from './010-2026-11-27-1110-federal';
import { yearPlans } from './011-2026-11-27-1200-year-plans';
import { renewedPrivileges } from './012-2026-11-28-0520-renewed-privileges';
import { toldFamilies } from './013-2026-11-28-1400-told-families';

export const migrations: Migration[] = [
  queue,
  places,
  attendance,
  acts,
  formCorrections,
  monthReports,
  caseLogs,
  choiceKeys,
  transfers,
  reachOfConnected,
  federal,
  yearPlans,
  renewedPrivileges,
  toldFamilies,
];
