import { beyondReach } from '../server/database';
import { peopleWith, type DataOwner } from '../server/person';
import { installedPlugins } from '../server/installed';
import { sql } from '../server/sql';
import { opened } from './view';

type Row = { id: string; dossier: string; kind: string; note: Buffer | null; end_reason: Buffer | null };

const titleOf = ({ dossier, kind }: Row) =>
  installedPlugins()
    .flatMap(({ reference = [] }) => reference)
    .find(({ id }) => id === dossier)?.codes[kind]?.title ?? kind;

/** Papers about the owner, and about children of whom nothing is barred: some tell of health. */
export const ownData = (owner: DataOwner): Promise<Record<string, unknown>> =>
  beyondReach('papers of the owner, and of those whose records the owner may take along', async () => {
    const rows = await sql<Row>`SELECT i.id, i.dossier, i.kind, i.note, i.end_reason, o.short_name AS "где",
        i.received_on AS "получен", i.valid_until AS "действует_до", i.ended_as AS "как_выбыл", i.ended_on AS "выбыл"
      FROM core.dossier_items i JOIN core.organisations o ON o.id = i.organisation_id
      WHERE i.person_id = ANY (${peopleWith(owner, 'health', 'contacts')}::uuid[]) ORDER BY i.id LIMIT 10000`;
    return {
      документы_личных_дел: rows.map((row) => {
        const { id, dossier: _, kind: __, note, end_reason: reason, ...shown } = row;
        return {
          ...{ документ: titleOf(row), ...shown },
          ...{ сведения: opened(note, 'note', id), почему_выбыл: opened(reason, 'end_reason', id) },
        };
      }),
    };
  });
