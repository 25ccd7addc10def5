import type { Migration } from '../server/plugin';
import { rowSecurity, rowSecurityAnew } from '../server/row-security';

export const migrations: Migration[] = [
  {
    name: '001-people',
    up: `
      -- Columns of bytea hold sealed values; the names stand open under row level security, to be searched by their parts.
      CREATE TABLE core.persons (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        pseudonym uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
        surname text NOT NULL CHECK (surname <> ''),
        name text NOT NULL CHECK (name <> ''),
        patronymic text,
        plain_name text NOT NULL,
        name_key text NOT NULL,
        sex text CHECK (sex IN ('male', 'female')),
        citizenship text CHECK (citizenship ~ '^([A-Z]{2}|none)$'),
        birth_date bytea,
        snils bytea,
        phone bytea,
        email bytea,
        address bytea,
        account_id uuid REFERENCES core.accounts ON DELETE SET NULL,
        merged_into uuid REFERENCES core.persons CHECK (merged_into <> id),
        -- Who may see the card today, kept by whoever writes links and guardians; places also say the subsystem.
        participants uuid[] NOT NULL DEFAULT '{}',
        municipalities text[] NOT NULL DEFAULT '{}',
        accounts uuid[] NOT NULL DEFAULT '{}',
        places text[] NOT NULL DEFAULT '{}',
        reach_until date,
        is_demo boolean NOT NULL DEFAULT false,
        source text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        changed_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX persons_account ON core.persons (account_id);
      CREATE INDEX persons_merged ON core.persons (merged_into) WHERE merged_into IS NOT NULL;
      CREATE INDEX persons_name ON core.persons (plain_name COLLATE "C", id);
      CREATE INDEX persons_name_key ON core.persons (name_key);
      CREATE INDEX persons_places ON core.persons USING gin (places);
      CREATE INDEX persons_reach_until ON core.persons (reach_until);
      ${rowSecurity('core.persons', { participants: 'participants', municipalities: 'municipalities', accounts: 'accounts' })}

      -- What belongs to a card is read by the core once the card itself was found in reach.
      CREATE TABLE core.person_keys (
        person_id uuid NOT NULL REFERENCES core.persons ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('snils', 'snils-near', 'name-birth', 'document')),
        key bytea NOT NULL,
        document_id uuid,
        live boolean NOT NULL DEFAULT true
      );
      CREATE INDEX person_keys_key ON core.person_keys (key);
      CREATE INDEX person_keys_person ON core.person_keys (person_id);
      CREATE UNIQUE INDEX person_keys_snils ON core.person_keys (key) WHERE kind = 'snils' AND live;
      ${rowSecurity('core.person_keys', {})}

      CREATE TABLE core.person_organisations (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        person_id uuid NOT NULL REFERENCES core.persons,
        organisation_id uuid NOT NULL REFERENCES core.organisations,
        subsystem text NOT NULL CHECK (subsystem IN ('kindergarten', 'school', 'college', 'extracurricular', 'portal')),
        role text NOT NULL CHECK (role IN ('child', 'pupil', 'student', 'member', 'staff', 'applicant')),
        starts_on date NOT NULL,
        ends_on date CHECK (ends_on >= starts_on),
        plugin text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX person_organisations_person ON core.person_organisations (person_id);
      CREATE INDEX person_organisations_organisation ON core.person_organisations (organisation_id, role);
      ${rowSecurity('core.person_organisations', {})}

      CREATE TABLE core.guardianships (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        guardian_id uuid NOT NULL REFERENCES core.persons,
        child_id uuid NOT NULL REFERENCES core.persons CHECK (child_id <> guardian_id),
        kind text NOT NULL CHECK (kind IN ('parent', 'adopter', 'foster', 'trustee', 'guardian', 'representative')),
        starts_on date NOT NULL,
        ends_on date CHECK (ends_on >= starts_on),
        limits text[] NOT NULL DEFAULT '{}' CHECK (limits <@ ARRAY['see', 'health', 'contacts', 'apply', 'pay', 'pick-up']),
        ground bytea,
        limit_ground bytea CHECK (limits = '{}' OR limit_ground IS NOT NULL),
        end_ground bytea,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX guardianships_guardian ON core.guardianships (guardian_id);
      CREATE INDEX guardianships_child ON core.guardianships (child_id);
      ${rowSecurity('core.guardianships', {})}

      CREATE TABLE core.person_documents (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        person_id uuid NOT NULL REFERENCES core.persons,
        kind text NOT NULL,
        series bytea,
        number bytea NOT NULL,
        issued_by bytea,
        issued_on date,
        valid_to date,
        verified_at timestamptz,
        verified_by uuid REFERENCES core.accounts,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX person_documents_person ON core.person_documents (person_id);
      ${rowSecurity('core.person_documents', {})}

      CREATE TABLE core.consent_forms (
        purpose text NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        title text NOT NULL,
        title_en text NOT NULL,
        text text NOT NULL,
        published_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (purpose, version)
      );
      CREATE TABLE core.person_consents (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        person_id uuid NOT NULL REFERENCES core.persons,
        given_by uuid NOT NULL REFERENCES core.persons,
        purpose text NOT NULL,
        version integer NOT NULL,
        given_on date NOT NULL,
        withdrawn_on date CHECK (withdrawn_on >= given_on),
        withdraw_ground bytea,
        created_at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (purpose, version) REFERENCES core.consent_forms
      );
      CREATE UNIQUE INDEX person_consents_once ON core.person_consents (person_id, purpose, version) WHERE withdrawn_on IS NULL;
      CREATE INDEX person_consents_giver ON core.person_consents (given_by);
      ${rowSecurity('core.person_consents', {})}

      CREATE TABLE core.person_merges (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        survivor_id uuid NOT NULL REFERENCES core.persons,
        loser_id uuid NOT NULL REFERENCES core.persons CHECK (loser_id <> survivor_id),
        reason bytea NOT NULL,
        documents bytea NOT NULL,
        fields text[] NOT NULL DEFAULT '{}',
        before bytea NOT NULL,
        merged_by uuid REFERENCES core.accounts,
        merged_at timestamptz NOT NULL DEFAULT now(),
        undone_by uuid REFERENCES core.accounts,
        undone_at timestamptz,
        undo_reason bytea CHECK ((undone_at IS NULL) = (undo_reason IS NULL))
      );
      CREATE UNIQUE INDEX person_merges_one ON core.person_merges (loser_id) WHERE undone_at IS NULL;
      CREATE INDEX person_merges_survivor ON core.person_merges (survivor_id);
      ${rowSecurity('core.person_merges', {})}

      -- Which rows stood where when two cards became one: what came from the lost card, what the other one had, what stayed.
      CREATE TABLE core.person_merge_rows (
        merge_id uuid NOT NULL REFERENCES core.person_merges ON DELETE CASCADE,
        reference text NOT NULL,
        row_key text NOT NULL,
        side text NOT NULL CHECK (side IN ('loser', 'survivor', 'twin')),
        PRIMARY KEY (merge_id, reference, row_key)
      );
      ${rowSecurity('core.person_merge_rows', {})}

      CREATE TABLE core.person_duplicates (
        first_id uuid NOT NULL REFERENCES core.persons,
        second_id uuid NOT NULL REFERENCES core.persons CHECK (second_id > first_id),
        reasons text[] NOT NULL,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'different', 'merged')),
        judged_by uuid REFERENCES core.accounts,
        judged_at timestamptz,
        judgement bytea,
        found_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (first_id, second_id)
      );
      CREATE INDEX person_duplicates_open ON core.person_duplicates (found_at, first_id) WHERE state = 'open';
      CREATE INDEX person_duplicates_second ON core.person_duplicates (second_id);
      ${rowSecurity('core.person_duplicates', {})}

      CREATE TABLE core.person_seal_keys (id text PRIMARY KEY, since timestamptz NOT NULL DEFAULT now());`,
  },
  {
    name: '002-reach-of-connected',
    up: rowSecurityAnew('core.persons', {
      connected: 'any',
      participants: 'participants',
      municipalities: 'municipalities',
      accounts: 'accounts',
    }),
  },
  {
    name: '003-card-of-a-match-request',
    up: `
      -- The card that whoever came by a provider seems to be; found after the sign-in, out of their sight.
      ALTER TABLE core.match_requests ADD person_id uuid REFERENCES core.persons;
      CREATE INDEX match_requests_person ON core.match_requests (person_id);`,
  },
];
