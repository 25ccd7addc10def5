import { prepared } from '../server/sql';

export type Receipt = {
  number: string;
  receivedAt: Date;
  /** It had come before: this is the receipt of the first time. */
  isRepeated: boolean;
};

/**
 * Fixes that an application came, and when, by the database's clock: call it before anything else is done. One application
 * has one receipt however often it is sent, and of two receipts the later one never stands first: `(receivedAt, number)`
 * orders them. The kind begins with the plugin's id; `prefix` stands before year and number.
 */
export async function receive(kind: `${string}.${string}`, subjectId: string, prefix: string): Promise<Receipt> {
  const [made] = await prepared<Omit<Receipt, 'isRepeated'>>`
    WITH next AS (SELECT nextval(pg_get_serial_sequence('core.receipts', 'serial')) AS serial, clock_timestamp() AS at)
    INSERT INTO core.receipts (serial, kind, subject_id, number, received_at) OVERRIDING SYSTEM VALUE
    SELECT serial, ${kind}, ${subjectId}::uuid, ${prefix} || '-' || to_char(at, 'YYYY') || '-' || lpad(serial::text, 8, '0'), at FROM next
    ON CONFLICT (kind, subject_id) DO NOTHING RETURNING number, received_at AS "receivedAt"`;
  if (made) return { ...made, isRepeated: false };
  const [there] = await prepared<
    Omit<Receipt, 'isRepeated'>
  >`SELECT number, received_at AS "receivedAt" FROM core.receipts
    WHERE kind = ${kind} AND subject_id = ${subjectId}`;
  if (!there) throw new Error(`The receipt of ${kind} was neither written nor found`);
  return { ...there, isRepeated: true };
}
