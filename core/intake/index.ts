import { definePlugin } from '../server/plugin';

export default definePlugin({
  id: 'intake',
  title: 'Приём заявлений',
  titleEn: 'Intake of applications',
  migrations: [
    {
      name: '001-receipts',
      up: `
        -- When an application came: written before anything else is done with it, and never changed.
        CREATE TABLE core.receipts (
          serial bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          kind text NOT NULL,
          subject_id uuid NOT NULL,
          number text NOT NULL,
          received_at timestamptz NOT NULL DEFAULT clock_timestamp()
        );
        CREATE UNIQUE INDEX receipts_subject ON core.receipts (kind, subject_id);
        CREATE UNIQUE INDEX receipts_number ON core.receipts (kind, number);
        CREATE FUNCTION core.refuse_receipt_change() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN RAISE EXCEPTION 'a receipt is never changed'; END $$;
        CREATE TRIGGER receipts_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON core.receipts
          FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_receipt_change();`,
    },
  ],
});
