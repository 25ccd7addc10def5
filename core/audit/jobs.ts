import { inTransaction } from '../server/database';
import { installed } from '../server/installed';
import { job } from '../server/job';
import { writeAnchor } from './anchors';
import { makeMonths } from './months';
import { sealAll } from './seal';

const makeAuditMonths = job({
  name: 'make-audit-months',
  title: 'Make the tables of the audit log for the months ahead',
  every: { cron: '40 2 * * *' },
  transaction: false,
  unaudited: 'Empty tables for the months ahead',
  handler: () => inTransaction({ process: 'audit/make-audit-months' }, makeMonths),
});

const sealAudit = job({
  name: 'seal-audit',
  title: 'Seal new rows of the audit log',
  every: 5_000,
  attempts: 1,
  transaction: false,
  handler: (_data, { signal }) => sealAll(signal),
});

const anchorAudit = job({
  name: 'write-anchor',
  title: 'Write the newest hash of the audit log where the database cannot reach',
  get every() {
    return installed().config.auditAnchorMinutes * 60_000;
  },
  transaction: false,
  handler: writeAnchor,
});

export const jobs = [makeAuditMonths, sealAudit, anchorAudit];
