import type { RetentionRule } from '../server/plugin';
import { sql } from '../server/sql';

const dismissed: RetentionRule = {
  id: 'access.dismissed',
  title: 'Имена и входы уволенных: записи обезличиваются',
  titleEn: 'Names and logins of dismissed people: the accounts are made nameless',
  days: 5 * 365,
  remove: async (before) =>
    (
      await sql`UPDATE core.accounts SET name = 'Удалённая учётная запись', login = 'removed-' || id, post = NULL,
          password_hash = NULL
        WHERE disabled_at < ${before} AND login NOT LIKE 'removed-%' RETURNING id`
    ).length,
};

export const retention = [dismissed];
