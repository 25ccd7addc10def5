import type { Migration } from '../../server/plugin';

/** Reads of lists name everybody who was shown, in `details.persons`; this finds them by one of those people. */
export const shown: Migration = {
  name: '005-shown',
  up: `
      SET LOCAL statement_timeout = 0;
      CREATE INDEX audit_events_shown ON core.audit_events USING gin ((details -> 'persons') jsonb_path_ops)
        WHERE (details -> 'persons') IS NOT NULL;`,
};
