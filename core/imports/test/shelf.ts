import { setTimeout as sleep } from 'node:timers/promises';
import { definePlugin, importer, sql, type RowOutcome } from '../../server/index';
import { cell } from '../cells';

/** A small plugin of the tests: boxes with a weight, put on a shelf that must be known. */
export const slow = { ms: 0 };

export const shelf = definePlugin({
  id: 'shelf',
  title: 'Полка',
  permissions: { 'shelf.import': 'Import boxes' },
  roles: { registrar: ['shelf.import'] },
  migrations: [
    {
      name: '001-boxes',
      up: `CREATE TABLE shelf.boxes (name text, occurrence int, weight float8, day date, place text,
        PRIMARY KEY (name, occurrence))`,
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
  ],
});
