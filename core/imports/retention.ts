import type { RetentionRule } from '../server/plugin';
import { sql } from '../server/sql';

/** Sealed rows of files that name people and wait for somebody's decision; those of the register hold no personal data. */
export const waitingRows: RetentionRule = {
  id: 'imports.waiting',
  title: 'Строки файлов о людях, которые ждут сопоставления',
  titleEn: 'Rows of files about people that wait to be matched',
  days: 90,
  act: 'Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»',
  clause: 'ст. 5 ч. 7',
  validFrom: '2006-07-27',
  verified: false,
  // Whose a row is, is known once somebody has chosen the card.
  remove: async (before, { persons }) =>
    (
      await sql`DELETE FROM core.staged_rows s WHERE sealed IS NOT NULL AND created_at < ${before}
        AND NOT EXISTS (SELECT FROM core.import_matches m WHERE m.kind = s.kind AND m.match_key = s.match_key
          AND m.target_id = ANY (${[...persons]}::uuid[])) RETURNING id`
    ).length,
};
