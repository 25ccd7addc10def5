import { rowSecurity, type Migration } from '@regiso/core';

export const caseLogs: Migration = {
  name: '007-case-logs',
  up: `
    -- The events of an application as they were when a paper about them was issued: the very text whose digest it names.
    CREATE TABLE kindergarten.case_logs (
      document_id uuid PRIMARY KEY,
      application_id uuid NOT NULL REFERENCES kindergarten.applications,
      content text NOT NULL,
      sha256 text NOT NULL CHECK (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
      made_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    CREATE INDEX case_logs_application ON kindergarten.case_logs (application_id);
    ${rowSecurity('kindergarten.case_logs', {})}
    CREATE TRIGGER case_logs_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON kindergarten.case_logs
      FOR EACH STATEMENT EXECUTE FUNCTION kindergarten.refuse_rewrite();`,
};
