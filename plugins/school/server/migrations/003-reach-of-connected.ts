import { rowSecurityAnew, type Migration } from '@regiso/core';
import { whose } from './place';

const tables = [
  'years',
  'periods',
  'bells',
  'classes',
  'pupils',
  'loads',
  'load_pupils',
  'timetable',
  'plan_topics',
  'lessons',
  'attendance',
  'marks',
  'cell_changes',
  'closed_periods',
  'period_marks',
];

/** Records of a school are shown in its municipality while an agreement connects it, too. */
export const reachOfConnected: Migration = {
  name: '003-reach-of-connected',
  up: tables.map((table) => rowSecurityAnew(`school.${table}`, { ...whose, connected: 'school' })).join('\n'),
};
