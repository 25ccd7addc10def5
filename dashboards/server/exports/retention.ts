import { deleteFile, sql, type RetentionRule } from '@regiso/core';
import { fileOwner } from './store';

const act = {
  act: 'Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»',
  clause: 'ст. 5 ч. 7',
  validFrom: '2006-07-27',
  verified: false,
};

/** Files of exports: whoever ordered one has had a week to take it. Who took what out when is kept longer. */
export const oldExportFiles: RetentionRule = {
  ...act,
  id: 'dashboards.export-files',
  title: 'Файлы выгрузок показателей',
  titleEn: 'Files of exports of figures',
  days: 7,
  atOnce: 200,
  remove: async (before, { accounts }) => {
    const gone = await sql<{ id: string; fileId: string }>`SELECT id, file_id AS "fileId" FROM dashboards.exports
      WHERE file_id IS NOT NULL AND ended_at < ${before} AND expires_at < now()
        AND NOT owner_id = ANY (${[...accounts]}::uuid[]) ORDER BY ended_at LIMIT 200 FOR UPDATE`;
    for (const { id, fileId } of gone) await deleteFile(fileId, fileOwner(id));
    await sql`UPDATE dashboards.exports SET file_id = NULL WHERE id = ANY (${gone.map(({ id }) => id)}::uuid[])`;
    return gone.length;
  },
};

/** By its number a file that turns up somewhere is looked up for a year. */
export const oldExports: RetentionRule = {
  ...act,
  id: 'dashboards.exports',
  title: 'Сведения о выгрузках показателей',
  titleEn: 'What was exported of figures, by whom',
  days: 365,
  remove: async (before, { accounts }) => {
    const gone = await sql`DELETE FROM dashboards.exports WHERE ended_at < ${before} AND file_id IS NULL
      AND NOT owner_id = ANY (${[...accounts]}::uuid[]) RETURNING id`;
    return gone.length;
  },
};
