import type { Migration } from '../server/plugin';
import { rowSecurity } from '../server/row-security';

export const migrations: Migration[] = [
  {
    name: '001-support-desk',
    up: `
      CREATE TABLE core.tickets (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        account_id uuid REFERENCES core.accounts,
        guest_address bytea,
        body_id text NOT NULL REFERENCES core.bodies,
        subsystem text,
        kind text NOT NULL CHECK (kind IN ('fault', 'access', 'howto', 'method', 'data')),
        subject bytea NOT NULL,
        state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'in-work', 'waiting-author', 'solved')),
        due_on date,
        term_row uuid NOT NULL REFERENCES core.reference_rows,
        assignee_id uuid REFERENCES core.accounts,
        screen text,
        record_id uuid,
        roles text[] NOT NULL DEFAULT '{}',
        release text NOT NULL,
        errors jsonb NOT NULL DEFAULT '[]',
        created_at timestamptz NOT NULL DEFAULT now(),
        answered_at timestamptz,
        solved_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        CHECK ((account_id IS NULL) = (guest_address IS NOT NULL)),
        CHECK ((due_on IS NOT NULL) = (state IN ('new', 'in-work'))),
        CHECK ((state = 'solved') = (solved_at IS NOT NULL))
      );
      CREATE INDEX tickets_account ON core.tickets (account_id, id DESC);
      CREATE INDEX tickets_queue ON core.tickets (body_id, due_on, id) WHERE state IN ('new', 'in-work');
      CREATE INDEX tickets_term ON core.tickets (term_row);
      CREATE INDEX tickets_assignee ON core.tickets (assignee_id);
      ${rowSecurity('core.tickets', { account: 'account_id' })}

      CREATE TABLE core.ticket_messages (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        ticket_id uuid NOT NULL REFERENCES core.tickets ON DELETE CASCADE,
        -- Whose ticket it is; null for internal notes and guests, so that the database hides notes from authors too.
        reader_id uuid REFERENCES core.accounts,
        writer_id uuid REFERENCES core.accounts,
        side text NOT NULL CHECK (side IN ('author', 'desk', 'note')),
        text bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CHECK (side <> 'note' OR reader_id IS NULL)
      );
      CREATE INDEX ticket_messages_ticket ON core.ticket_messages (ticket_id, id);
      CREATE INDEX ticket_messages_reader ON core.ticket_messages (reader_id);
      ${rowSecurity('core.ticket_messages', { account: 'reader_id' })}

      CREATE TABLE core.question_tries (
        address_hash bytea NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX question_tries_address ON core.question_tries (address_hash, at);

      CREATE TABLE core.readings (
        document_id uuid NOT NULL REFERENCES core.published_documents,
        account_id uuid NOT NULL REFERENCES core.accounts ON DELETE CASCADE,
        confirmed_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (document_id, account_id)
      );
      CREATE INDEX readings_account ON core.readings (account_id);
      ${rowSecurity('core.readings', { account: 'account_id' })}

      CREATE TABLE core.proposals (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        subsystem text NOT NULL,
        title text NOT NULL CHECK (title <> ''),
        text text NOT NULL,
        state text NOT NULL DEFAULT 'sent' CHECK (state IN ('sent', 'considered', 'accepted', 'refused', 'done')),
        answer text,
        author_id uuid NOT NULL REFERENCES core.accounts,
        decided_by uuid REFERENCES core.accounts,
        created_at timestamptz NOT NULL DEFAULT now(),
        changed_at timestamptz NOT NULL DEFAULT now(),
        version integer NOT NULL DEFAULT 1
      );
      CREATE INDEX proposals_author ON core.proposals (author_id);`,
  },
  {
    name: '002-first-due-day',
    up: `
      -- The day a ticket was first due stays when it is answered, so that one can count what was answered in time.
      ALTER TABLE core.tickets ADD COLUMN first_due_on date;
      UPDATE core.tickets SET first_due_on = due_on;`,
  },
];
