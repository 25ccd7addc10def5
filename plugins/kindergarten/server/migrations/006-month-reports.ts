import { rowSecurity, type Migration } from '@regiso/core';

export const monthReports: Migration = {
  name: '006-month-reports',
  up: `
    -- A month as it was reported to the founder: the very text, its digest, and versions one after another.
    CREATE TABLE kindergarten.month_reports (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      organisation_id uuid NOT NULL REFERENCES core.organisations,
      participant_id uuid,
      municipality_id text,
      month date NOT NULL CHECK (extract(day FROM month) = 1),
      version integer NOT NULL CHECK (version > 0),
      content text NOT NULL,
      sha256 text NOT NULL CHECK (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
      made_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      UNIQUE (organisation_id, month, version)
    );
    CREATE INDEX month_reports_month ON kindergarten.month_reports (month, organisation_id);
    ${rowSecurity('kindergarten.month_reports', { participant: 'participant_id', municipality: 'municipality_id' })}
    CREATE TRIGGER month_reports_fixed BEFORE UPDATE OF organisation_id, month, version, content, sha256, made_at
      OR DELETE OR TRUNCATE ON kindergarten.month_reports
      FOR EACH STATEMENT EXECUTE FUNCTION kindergarten.refuse_rewrite();`,
};
