import { createHash } from 'node:crypto';
import { conflict, notFound, part, sql } from '@regiso/core';
import { FrozenContent, type Snapshot, type SnapshotSummary } from '../../shared/snapshots';
import type { Scopes } from '../compile';
import { namesOf } from '../names';
import { isOpen, scopesOn } from '../reader';
import { allDashboards } from '../context';
import { covers } from './coverage';

const mostRead = 1_000;
const mostListed = 200;

/** All that the digest is over, as it is kept. */
export type Kept = {
  dashboard: string;
  title: string;
  reportedOn: string;
  ground: string;
  language: string;
  words: string;
  search: string;
  within: string | null;
};

/** SHA-256 of a snapshot: its words, filters, right and figures. */
export const digestOf = (kept: Kept, content: string): string => {
  const { dashboard, title, reportedOn, ground, language, words, search, within } = kept;
  const told = [dashboard, title, reportedOn, ground, language, words, search, within, content];
  return createHash('sha256').update(JSON.stringify(told)).digest('hex');
};

type Row = Kept & { id: string; sha256: string; tick: string; asOf: Date; ownerId: string; frozenAt: Date };

const columns = part`id, dashboard, title, reported_on::text AS "reportedOn", ground, language, words, search, within,
  sha256, tick, as_of AS "asOf", owner_id AS "ownerId", frozen_at AS "frozenAt"`;

const scopesIn = ({ within }: Pick<Kept, 'within'>): Scopes =>
  within === null ? undefined : (JSON.parse(within) as Scopes);

const openBoard = (id: string) => allDashboards().find(({ item }) => item.id === id && isOpen(item))?.item;

/** Snapshots of a board that the right of the caller covers, the newest report first; none of a board closed to them. */
export async function listSnapshots(dashboard: string): Promise<SnapshotSummary[]> {
  const board = openBoard(dashboard);
  if (!board) return [];
  const scopes = await scopesOn(board);
  const rows = await sql<Row>`SELECT ${columns} FROM dashboards.snapshots WHERE dashboard = ${dashboard}
    ORDER BY reported_on DESC, id DESC LIMIT ${mostRead}`;
  return summariesOf(rows.filter((row) => covers(scopes, scopesIn(row))).slice(0, mostListed));
}

async function summariesOf(rows: readonly Row[]): Promise<SnapshotSummary[]> {
  const names = await namesOf(rows.map(({ ownerId }) => ownerId));
  return rows.map(({ id, dashboard, title, reportedOn, ground, words, sha256, ...row }) => ({
    ...{ id, dashboard, title, reportedOn, ground, words, sha256 },
    search: JSON.parse(row.search) as Record<string, string>,
    asOf: { tick: Number(row.tick), at: row.asOf.toISOString() },
    frozenAt: row.frozenAt.toISOString(),
    author: names.get(row.ownerId) ?? '',
  }));
}

export type Found = { snapshot: Snapshot; summary: SnapshotSummary; scopes: Scopes; language: 'ru' | 'en' };

/** One that the caller's right covers, with its figures; the same 404 for a foreign, an unknown and a closed one. */
export async function findSnapshot(id: string): Promise<Found> {
  const [row] = await sql<Row & { content: string }>`SELECT ${columns}, content FROM dashboards.snapshots
    WHERE id = ${id}`;
  const board = row && openBoard(row.dashboard);
  if (!board || !covers(await scopesOn(board), scopesIn(row))) throw notFound('Такого снимка нет или он вам не открыт');
  const content = FrozenContent.safeParse(JSON.parse(row.content));
  if (!content.success) throw conflict('Снимок записан другим выпуском системы и здесь не читается');
  const [summary] = await summariesOf([row]);
  if (!summary) throw new Error('a row has a summary');
  const isWhole = digestOf(row, row.content) === row.sha256;
  return {
    snapshot: { ...summary, ...content.data, isWhole },
    summary,
    scopes: scopesIn(row),
    language: row.language === 'en' ? 'en' : 'ru',
  };
}
