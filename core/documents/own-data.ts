import { beyondReach } from '../server/database';
import { peopleWith, type DataOwner } from '../server/person';
import { sql } from '../server/sql';

/** Documents issued about somebody or their children, and those they have issued themselves. */
export const ownData = (owner: DataOwner): Promise<Record<string, unknown>> =>
  beyondReach('documents of the owner, and of those whose records the owner may take along', async () => ({
    документы: await sql`SELECT title AS "документ", number AS "номер", issued_on AS "выдан", issuer AS "кем",
        valid_until AS "действует_до", revoked_at AS "отозван", revoked_because AS "причина_отзыва",
        issued_by IS NOT DISTINCT FROM ${owner.accountId}::uuid AS "выдан_мной"
      FROM core.documents WHERE issued_by = ${owner.accountId}
        OR person_id = ANY (${peopleWith(owner, 'health', 'contacts')}::uuid[]) ORDER BY id LIMIT 10000`,
  }));
