import { setTimeout as sleep } from 'node:timers/promises';
import { definePlugin, importer, rowSecurity, sql, type RowOutcome } from '../../server/index';
import { cell } from '../cells';

/**
 * A small plugin of the tests: boxes with a weight, put on a shelf that must be known, which are the region's; and parcels,
 * which are their participant's.
 */
export const slow = { ms: 0 };

export const shelf = definePlugin({
  id: 'shelf',
  title: 'Полка',
  permissions: { 'shelf.import': 'Import boxes', 'shelf.receive': 'Import parcels' },
  roles: { registrar: ['shelf.import'], storekeeper: ['shelf.receive'] },
  migrations: [
    {
      name: '001-boxes',
      up: `CREATE TABLE shelf.boxes (name text, occurrence int, weight float8, day date, place text,
        PRIMARY KEY (name, occurrence))`,
    },
    {
      name: '002-parcels',
      up: `CREATE TABLE shelf.parcels (participant_id uuid, name text, weight float8, PRIMARY KEY (participant_id, name));
        ${rowSecurity('shelf.parcels', { participant: 'participant_id' })}`,
    },
  ],
  importers: [
    importer({
      kind: 'boxes',
      title: 'Ящики',
      describes: 'Ящики на полке',
      permission: 'shelf.import',
      columns: {
        name: { title: 'Название', aliases: ['name'], required: true, value: cell.text(40) },
        weight: { title: 'Вес, кг', aliases: ['weight'], value: cell.number(0, 1_000) },
        day: { title: 'День', aliases: ['day'], value: cell.day() },
        place: { title: 'Полка', aliases: ['shelf'], value: cell.text(40) },
      },
      key: ['name'],
      matchBy: ['place'],
      sample: () => [
        ['Название', 'Вес, кг', 'День', 'Полка'],
        ['Ящик', '1,5', '01.09.2026', 'A'],
        ['=Ящик', '-2', '', '+7 (3452) 00'],
      ],
      apply: async (rows) => {
        await sleep(slow.ms);
        const outcomes: RowOutcome[] = [];
        for (const { values, occurrence, matchedTo } of rows) {
          const { name, weight, day, place } = values;
          if (place === 'nowhere' && !matchedTo) {
            outcomes.push({ outcome: 'staged', why: 'Такой полки нет' });
            continue;
          }
          if (name === 'взрыв') throw new Error('secret value');
          const [row] = await sql<{ inserted: boolean }>`INSERT INTO shelf.boxes AS b VALUES
            (${name}, ${occurrence}, ${weight}, ${day}, ${matchedTo ?? place})
            ON CONFLICT (name, occurrence) DO UPDATE SET weight = excluded.weight, day = excluded.day, place = excluded.place
            WHERE (b.weight, b.day, b.place) IS DISTINCT FROM (excluded.weight, excluded.day, excluded.place)
            RETURNING xmax = 0 AS inserted`;
          outcomes.push({ outcome: row ? (row.inserted ? 'created' : 'updated') : 'unchanged' });
        }
        return outcomes;
      },
    }),
    importer({
      kind: 'parcels',
      title: 'Посылки',
      describes: 'Посылки одного участника',
      permission: 'shelf.receive',
      belongsTo: 'participant',
      columns: {
        name: { title: 'Название', required: true, value: cell.text(40) },
        weight: { title: 'Вес, кг', value: cell.number(0, 1_000) },
      },
      key: ['name'],
      sample: () => [
        ['Название', 'Вес, кг'],
        ['Посылка', '1,5'],
      ],
      apply: async (rows, { participantId }) => {
        const outcomes: RowOutcome[] = [];
        for (const { values, matchedTo } of rows) {
          if (values.name === 'ничья' && !matchedTo) {
            outcomes.push({ outcome: 'staged', why: 'Такой полки нет' });
            continue;
          }
          const [row] = await sql<{ inserted: boolean }>`INSERT INTO shelf.parcels AS p
            VALUES (${participantId}, ${values.name}, ${values.weight}) ON CONFLICT (participant_id, name)
            DO UPDATE SET weight = excluded.weight WHERE p.weight IS DISTINCT FROM excluded.weight
            RETURNING xmax = 0 AS inserted`;
          outcomes.push({ outcome: row ? (row.inserted ? 'created' : 'updated') : 'unchanged' });
        }
        return outcomes;
      },
    }),
  ],
});
