import type { RetentionRule } from '../server/plugin';
import { sql } from '../server/sql';
import { endedRequests } from './match-requests';

const dismissed: RetentionRule = {
  id: 'access.dismissed',
  title: 'Имена и входы уволенных: записи обезличиваются',
  titleEn: 'Names and logins of dismissed people: the accounts are made nameless',
  days: 5 * 365,
  act: 'Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»',
  clause: 'ст. 5 ч. 7',
  validFrom: '2006-07-27',
  verified: false,
  remove: async (before, { accounts }) =>
    (
      await sql`UPDATE core.accounts SET name = 'Удалённая учётная запись', login = 'removed-' || id, post = NULL,
          password_hash = NULL
        WHERE disabled_at < ${before} AND login NOT LIKE 'removed-%'
          AND NOT id = ANY (${[...accounts]}::uuid[]) RETURNING id`
    ).length,
};

export const retention = [dismissed, endedRequests];
