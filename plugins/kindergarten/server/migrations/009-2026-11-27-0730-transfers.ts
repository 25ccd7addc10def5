import { rowSecurity, type Migration } from '@regiso/core';

export const transfers: Migration = {
  name: '009-2026-11-27-0730-transfers',
  up: `
    -- Where the child attended when the application was sent: it asks for a transfer. Willing to swap: may stand in a ring.
    ALTER TABLE kindergarten.applications ADD transfer_from uuid REFERENCES core.organisations,
      ADD swaps boolean NOT NULL DEFAULT false;
    CREATE INDEX applications_swaps ON kindergarten.applications (municipality_id) WHERE swaps AND status = 'queued';

    -- Families who each want the place of another: all of them agree within the term, or none of it happens.
    CREATE TABLE kindergarten.exchange_rings (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      municipality_id text NOT NULL REFERENCES core.municipalities,
      strategy text NOT NULL,
      input text NOT NULL,
      input_sha256 text NOT NULL CHECK (input_sha256 = encode(sha256(convert_to(input, 'UTF8')), 'hex')),
      -- Numbers of applications in the order in which each takes the place of the next.
      members text[] NOT NULL CHECK (cardinality(members) > 1),
      state text NOT NULL DEFAULT 'offered' CHECK (state IN ('offered', 'agreed', 'done', 'broken')),
      answer_by date NOT NULL,
      found_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      found_at timestamptz NOT NULL DEFAULT now(),
      ended_at timestamptz,
      -- Why it came to nothing.
      end_ground text,
      order_number text,
      order_on date,
      starts_on date,
      CHECK ((state = 'done') = (order_number IS NOT NULL AND order_on IS NOT NULL AND starts_on IS NOT NULL))
    );
    CREATE INDEX exchange_rings_municipality ON kindergarten.exchange_rings (municipality_id, found_at DESC);
    ${rowSecurity('kindergarten.exchange_rings', { municipality: 'municipality_id' })}

    -- A direction of a ring takes no free place: the one who sits there goes in the same moment.
    ALTER TABLE kindergarten.directions ADD ring_id uuid REFERENCES kindergarten.exchange_rings;
    CREATE INDEX directions_ring ON kindergarten.directions (ring_id) WHERE ring_id IS NOT NULL;`,
};
