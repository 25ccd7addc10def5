import { beyondReach } from '../server/database';
import { peopleWith, type DataOwner } from '../server/person';
import { sql } from '../server/sql';

/** Files that somebody sent, and those about them or a child of whom nothing is barred; each is opened on its page. */
export const ownData = (owner: DataOwner): Promise<Record<string, unknown>> =>
  beyondReach('files of the owner, and of those whose records the owner may take along', async () => ({
    файлы: await sql`SELECT name AS "имя", type AS "вид", bytes::float8 AS "байт", sha256, stored_at AS "сохранён",
        plugin AS "подсистема", owner_type AS "к_чему", stored_by IS NOT DISTINCT FROM ${owner.accountId}::uuid AS "прислан_мной"
      FROM core.files WHERE stored_by = ${owner.accountId}
        OR person_id = ANY (${peopleWith(owner, 'health', 'contacts')}::uuid[]) ORDER BY stored_at LIMIT 10000`,
  }));
