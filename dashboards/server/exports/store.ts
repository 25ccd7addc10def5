import { audit, conflict, inReach, me, notFound, sql, startJob, type FileOwner } from '@regiso/core';
import type { ExportView, NewExport } from '../../shared/exports';
import { filterWords } from '../export';
import { exportWords } from '../export-words';
import { namesOf } from '../names';
import { refuseClosed } from '../reader';
import { dimensionTitle } from '../titles';
import { planOf } from './plan';

const mostUnderWay = 2;
const mostADay = 20;
const mostListed = 100;

export const fileOwner = (id: string): FileOwner => ({ plugin: 'dashboards', type: 'export', id });

/** Orders the whole table of an indicator as a file; a worker writes it after commit. Refuses what could not be written. */
export async function orderExport(asked: NewExport): Promise<{ id: string; number: number }> {
  const { indicator, by, filters, language } = asked;
  const { owned, rows } = await planOf(asked);
  const mine = me().accountId;
  await refuseTooMany(mine);
  const title = (language === 'en' && owned.item.titleEn) || owned.item.title;
  const divided = by.map((name) => dimensionTitle(name, language)).join(' × ');
  const words = await filterWords(asked, owned.plugin, language);
  const [made] = await sql<{ id: string; number: number }>`INSERT INTO dashboards.exports
      (owner_id, indicator, definition_version, divided_by, filters, language, title, words)
    VALUES (${mine}, ${indicator}, ${owned.item.version}, ${by}::text[], ${JSON.stringify(filters)}::jsonb, ${language},
      ${`${title}: ${divided}`}, ${words === exportWords(language).none ? '' : words}) RETURNING id, number`;
  if (!made) throw new Error('nothing was inserted');
  const { id, number } = made;
  await audit('dashboards.export-ordered', { type: 'export', id }, { number, indicator, by, rows });
  await startJob('dashboards', 'make-export', { id });
  return { id, number };
}

// Orders of one person wait for each other, so that two of them never pass the limit together.
async function refuseTooMany(owner: string) {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${owner}, 7214031))`;
  const [held] = await sql<{ open: number; day: number }>`SELECT
      (count(*) FILTER (WHERE state IN ('waiting', 'running')))::int AS open,
      (count(*) FILTER (WHERE ordered_at > now() - interval '1 day'))::int AS day
    FROM dashboards.exports WHERE owner_id = ${owner}`;
  if ((held?.open ?? 0) >= mostUnderWay)
    throw conflict(`У вас уже готовятся ${mostUnderWay} выгрузки: дождитесь их или отмените`);
  if ((held?.day ?? 0) >= mostADay) throw conflict(`За сутки можно заказать не больше ${mostADay} выгрузок`);
}

type Row = Omit<ExportView, 'asOf' | 'orderedAt' | 'expiresAt' | 'owner' | 'isMine'> & {
  ownerId: string;
  asOf: Date | null;
  orderedAt: Date;
  expiresAt: Date | null;
};

/** Exports of the caller, the newest first; by a number that stands in a file, also those of others for who looks after the region. */
export async function listExports(number?: number): Promise<ExportView[]> {
  const mine = me().accountId;
  const rows = await sql<Row>`SELECT id, number, owner_id AS "ownerId", title, words, state, why, share, rows, hidden,
      bytes::float8 AS bytes, sha256, as_of AS "asOf", ordered_at AS "orderedAt", expires_at AS "expiresAt",
      file_id IS NOT NULL AND expires_at > now() AS "hasFile"
    FROM dashboards.exports WHERE CASE WHEN ${number ?? null}::int IS NULL THEN owner_id = ${mine}
      ELSE number = ${number ?? null}::int AND (owner_id = ${mine} OR ${inReach('dashboards.export', {})}) END
    ORDER BY ordered_at DESC, number DESC LIMIT ${mostListed}`;
  const names = await namesOf(rows.map(({ ownerId }) => ownerId));
  return rows.map(({ ownerId, asOf, orderedAt, expiresAt, ...row }) => ({
    ...row,
    owner: names.get(ownerId) ?? '',
    isMine: ownerId === mine,
    hasFile: row.hasFile && ownerId === mine,
    asOf: asOf?.toISOString() ?? null,
    orderedAt: orderedAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  }));
}

/** Asks one's own export to stop: at once while it waits, else at its next safe point. Throws 404. */
export async function cancelExport(id: string): Promise<void> {
  const [row] = await sql<{ number: number }>`UPDATE dashboards.exports SET cancel_asked = true,
      state = CASE state WHEN 'waiting' THEN 'cancelled' ELSE state END,
      ended_at = CASE state WHEN 'waiting' THEN now() END
    WHERE id = ${id} AND owner_id = ${me().accountId} AND state IN ('waiting', 'running') AND NOT cancel_asked
    RETURNING number`;
  if (!row) throw notFound('Такой выгрузки нет, или она уже окончена');
  await audit('dashboards.export-cancelled', { type: 'export', id }, { number: row.number });
}

/** The file of one's own export, recorded; refused when the figures are closed to the caller meanwhile. Gives the id of the file. */
export async function openExport(id: string): Promise<string> {
  const [row] = await sql<{ number: number; indicator: string; fileId: string | null; isOver: boolean }>`SELECT number,
      indicator, file_id AS "fileId", expires_at < now() AS "isOver" FROM dashboards.exports
    WHERE id = ${id} AND owner_id = ${me().accountId} AND state = 'done'`;
  if (!row) throw notFound('Такой выгрузки нет или она вам не открыта');
  if (!row.fileId || row.isOver) throw notFound('Файл этой выгрузки уже удалён: закажите её снова');
  await refuseClosed(row.indicator);
  await audit('dashboards.export-downloaded', { type: 'export', id }, { number: row.number, indicator: row.indicator });
  return row.fileId;
}
