import type { Migration } from '@regiso/core';

/**
 * Codes of kinds and subjects are checked once a statement, not once a row: with two foreign keys a year of results took
 * a third longer to store. It is as strict, because a code once there can neither vanish nor change.
 */
export const codesInBulk: Migration = {
  name: '002-codes-in-bulk',
  up: `
    CREATE FUNCTION exams.keep_codes() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND NEW.code = OLD.code THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'A code of % is never removed or renamed', TG_TABLE_NAME;
    END $$;
    CREATE TRIGGER exam_kinds_keep_codes BEFORE UPDATE OR DELETE ON exams.exam_kinds
      FOR EACH ROW EXECUTE FUNCTION exams.keep_codes();
    CREATE TRIGGER subjects_keep_codes BEFORE UPDATE OR DELETE ON exams.subjects
      FOR EACH ROW EXECUTE FUNCTION exams.keep_codes();

    CREATE FUNCTION exams.check_codes() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE unknown text;
    BEGIN
      SELECT string_agg(DISTINCT n.kind || ' / ' || n.subject, ', ') INTO unknown
        FROM (SELECT DISTINCT kind, subject FROM new_rows) n
        WHERE NOT EXISTS (SELECT FROM exams.exam_kinds k WHERE k.code = n.kind)
          OR NOT EXISTS (SELECT FROM exams.subjects s WHERE s.code = n.subject);
      IF unknown IS NOT NULL THEN
        RAISE foreign_key_violation USING MESSAGE = 'Results of exams or subjects that are not in the reference: ' || unknown;
      END IF;
      RETURN NULL;
    END $$;
    CREATE TRIGGER results_check_codes AFTER INSERT ON exams.results
      REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION exams.check_codes();
    CREATE TRIGGER results_check_changed_codes AFTER UPDATE ON exams.results
      REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION exams.check_codes();
    CREATE TRIGGER exam_kinds_keep_all BEFORE TRUNCATE ON exams.exam_kinds
      FOR EACH STATEMENT EXECUTE FUNCTION exams.keep_codes();
    CREATE TRIGGER subjects_keep_all BEFORE TRUNCATE ON exams.subjects
      FOR EACH STATEMENT EXECUTE FUNCTION exams.keep_codes();

    ALTER TABLE exams.results DROP CONSTRAINT results_kind_fkey, DROP CONSTRAINT results_subject_fkey;`,
};
