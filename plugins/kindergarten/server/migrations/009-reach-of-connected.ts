import { rowSecurityAnew, type Migration } from '@regiso/core';

const connected = 'kindergarten';
const whose = { connected, participant: 'participant_id', municipality: 'municipality_id' } as const;
const tables = [
  'groups',
  'pupils',
  'directions',
  'pupil_acts',
  'attendance',
  'closed_months',
  'form_corrections',
  'month_reports',
];

/** Records of a kindergarten are shown in its municipality while an agreement connects it; the queue is the municipality’s own. */
export const reachOfConnected: Migration = {
  name: '009-reach-of-connected',
  up: [
    ...tables.map((table) => rowSecurityAnew(`kindergarten.${table}`, whose)),
    rowSecurityAnew('kindergarten.applications', {
      connected,
      accounts: 'accounts',
      participants: 'participants',
      municipality: 'municipality_id',
    }),
  ].join('\n'),
};
