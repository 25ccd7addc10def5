import type { Migration } from '@regiso/core';

/** Look-ups of results that found nothing, by keyed hashes: enough to stop whoever guesses, nothing to know anybody by. */
export const lookUpTries: Migration = {
  name: '005-2026-11-27-2000-look-up-tries',
  up: `
    CREATE TABLE exams.look_up_tries (
      kind text NOT NULL CHECK (kind IN ('document', 'device', 'name')),
      hash bytea NOT NULL,
      at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX look_up_tries_hash ON exams.look_up_tries (kind, hash, at);
    CREATE INDEX look_up_tries_at ON exams.look_up_tries (at);`,
};
