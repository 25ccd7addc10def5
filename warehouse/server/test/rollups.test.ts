import { setTimeout as pause } from 'node:timers/promises';
import type { CreationOptional } from 'sequelize';
import {
  day,
  definePlugin,
  Entity,
  fact,
  flag,
  installed,
  integer,
  key,
  number,
  optional,
  table,
  text,
  uuid,
} from '@regiso/core';
import type { TestApp } from '@regiso/core/testing';
import { alignSchema, asOf, catchUp, rebuild, refreshRollups, rolledFacts, rollupName } from '../api';
import { command, physicalName } from '../engine-tables';
import { activeTables } from '../generations';
import { move, planMoves } from '../moves';
import { fenced } from '../reading';
import { tick } from '../ticks';
import { createMarksApp, run, seen } from './marks';
import { randomFrom } from './schedule';

class Visit extends Entity<Visit> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare subject: string | null;
  declare visitedOn: string | null;
  declare absent: boolean;
  declare minutes: number | null;
  declare share: number | null;
}
table(Visit, 'visits.visits', {
  id: key(),
  organisationId: uuid(),
  subject: optional(text()),
  visitedOn: optional(day()),
  absent: flag(),
  minutes: optional(integer()),
  share: optional(number()),
});

const visits = fact(Visit, {
  name: 'visits_made',
  grain: 'one row per visit',
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    subject: as.code('subject'),
    visited_on: as.day('visitedOn'),
    absent: as.flag('absent'),
    minutes: as.number('minutes'),
    share: as.number('share'),
  }),
  order: ['visited_on', 'organisation'],
  partition: 'visited_on',
  rollups: [
    { name: 'subject', by: ['visited_on', 'subject'], sums: ['minutes'] },
    { name: 'organisation', by: ['visited_on', 'organisation', 'absent'], sums: ['minutes', 'share'] },
  ],
});

const plugin = definePlugin({
  id: 'visits',
  title: 'Visits',
  models: [Visit],
  facts: [visits],
  migrations: [
    {
      name: '001-visits',
      up: `CREATE TABLE visits.visits (id uuid PRIMARY KEY DEFAULT uuidv7(), organisation_id uuid NOT NULL, subject text,
        visited_on date, absent boolean NOT NULL DEFAULT false, minutes integer, share double precision)`,
    },
  ],
});

const organisation = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const insert = (
  rows: number,
  from = 0,
) => run`INSERT INTO visits.visits (organisation_id, subject, visited_on, absent, minutes, share)
  SELECT ('00000000-0000-7000-8000-' || lpad((n % 9)::text, 12, '0'))::uuid, CASE WHEN n % 5 > 0 THEN 's' || n % 5 END,
    CASE WHEN n % 11 > 0 THEN date '2025-08-20' + (n % 400)::int END, n % 7 = 0,
    CASE WHEN n % 13 > 0 THEN (n % 45)::int END, CASE WHEN n % 3 > 0 THEN (n % 8) / 8.0 END
  FROM generate_series(${from}::int, ${from + rows - 1}::int) n`;

/** The same sums from a rollup, and from the fact by FINAL. */
const rolledUp = {
  subject: (
    from: 'rollup' | 'final',
  ) => `SELECT toString(visited_on) AS month, subject, toString(n) AS n, toString(m) AS m
    FROM (SELECT ${from === 'rollup' ? 'f.visited_on' : 'makeDate32(toYear(f.visited_on), toMonth(f.visited_on), 1)'} AS visited_on,
      f.subject AS subject, ${from === 'rollup' ? 'sum(f._rows)' : 'count()'} AS n, sumOrNull(f.minutes) AS m
      FROM ${from === 'rollup' ? rollupName('visits_made', 'subject') : 'visits_made_current'} AS f GROUP BY ALL) ORDER BY ALL`,
  organisation: (from: 'rollup' | 'final') => `SELECT organisation, absent, toString(n) AS n, toString(m) AS m, s
    FROM (SELECT f.organisation AS organisation, f.absent AS absent,
      ${from === 'rollup' ? 'sum(f._rows)' : 'count()'} AS n, sumOrNull(f.minutes) AS m, sumOrNull(f.share) AS s
      FROM ${from === 'rollup' ? rollupName('visits_made', 'organisation') : 'visits_made_current'} AS f GROUP BY ALL) ORDER BY ALL`,
};

async function mustEqualFinal() {
  for (const query of Object.values(rolledUp)) expect(await seen(query('rollup'))).toEqual(await seen(query('final')));
}

const tableOf = async () => {
  const found = (await activeTables()).find(({ fact: name, state }) => name === 'visits_made' && state === 'live');
  if (!found) throw new Error('no live table');
  return found;
};
const minuteTotal = async () =>
  (await seen<{ m: string }>(`SELECT toString(sum(minutes)) AS m FROM ${rollupName('visits_made', 'subject')}`))[0]?.m;
const passes = () =>
  run`SELECT slice, superseded_at IS NULL AS shown FROM warehouse.rollup_slices ORDER BY slice, pass`;

describe('Rollups of a large fact', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createMarksApp([plugin]);
    await insert(4_000);
    await alignSchema();
    await catchUp();
  });
  afterEach(() => test.stop());

  it('equal a FINAL query at the same tick after any changes, from the first time on', async () => {
    expect(await rolledFacts()).toEqual(new Map());
    expect(await refreshRollups()).toEqual(['visits_made']);
    await mustEqualFinal();
    const seed = Number(process.env.WAREHOUSE_SEED ?? Math.floor(Math.random() * 2 ** 31));
    console.log(`rollups: WAREHOUSE_SEED=${seed}`);
    const random = randomFrom(seed);
    for (let round = 0; round < 12; round++) {
      await change(random);
      await catchUp();
      await refreshRollups();
      const { tick: upTo } = await tableState();
      expect((await rolledFacts()).get('visits_made')).toBe(upTo);
      await mustEqualFinal();
    }
  });

  async function tableState() {
    const [row] = await run`SELECT warehouse.applied(t)::float8 AS tick FROM warehouse.tables t
      WHERE fact = 'visits_made' AND state = 'live'`;
    return { tick: Number(row?.tick) };
  }

  async function change(random: () => number) {
    const kind = Math.floor(random() * 6);
    const some = Math.floor(random() * 200);
    if (kind === 0) await insert(some, Math.floor(random() * 9_000));
    if (kind === 1)
      await run`DELETE FROM visits.visits WHERE id IN (SELECT id FROM visits.visits ORDER BY md5(id::text || ${some}::text) LIMIT ${some})`;
    if (kind === 2) await run`UPDATE visits.visits SET minutes = ${some} WHERE minutes % 9 = ${some % 9}`;
    // From month to month, and to none and back.
    if (kind === 3)
      await run`UPDATE visits.visits SET visited_on = visited_on + ${some}::int WHERE minutes = ${some % 45}`;
    if (kind === 4)
      await run`UPDATE visits.visits SET visited_on = CASE WHEN visited_on IS NULL THEN date '2026-03-31' END WHERE minutes = ${some % 45}`;
    if (kind === 5)
      await run`UPDATE visits.visits SET organisation_id = ${organisation(some)}, subject = NULL WHERE minutes = ${some % 45}`;
  }

  it('sum up again only the months that have changed; the old figures go when nobody can be reading them', async () => {
    await refreshRollups();
    const before = await passes();
    expect(before.every(({ shown }) => shown)).toBe(true);
    await run`UPDATE visits.visits SET minutes = minutes + 1 WHERE visited_on = '2025-10-03'`;
    await catchUp();
    await refreshRollups();
    const after = await passes();
    expect(after.length).toBe(before.length + 1);
    expect(after.filter(({ slice }) => slice === '202510').map(({ shown }) => shown)).toEqual([false, true]);
    await run`UPDATE warehouse.rollup_slices SET superseded_at = superseded_at - interval '3 minutes'`;
    // What a process that was killed has left behind goes too.
    const [standing] = await seen<{ name: string }>(
      `SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE 'visits_made_by_subject_g%'`,
    );
    await command(`INSERT INTO ${standing?.name} (_slice, _pass, _rows) VALUES ('202510', 999999, 5)`);
    await run`UPDATE visits.visits SET minutes = minutes + 1 WHERE visited_on = '2025-10-04'`;
    await catchUp();
    await refreshRollups();
    const parts = await seen(`SELECT DISTINCT partition FROM system.parts WHERE database = currentDatabase() AND active
      AND table = '${standing?.name}' AND partition LIKE '%202510%'`);
    expect(parts).toHaveLength(2);
    await mustEqualFinal();
  });

  it('hold one moment: rows that wander between months meanwhile are never counted twice or missed', async () => {
    await run`UPDATE visits.visits SET minutes = 10, visited_on = date '2025-09-01' + (minutes % 300)`;
    await catchUp();
    await refreshRollups();
    const whole = await minuteTotal();
    let isOver = false;
    const wandering = (async () => {
      for (let n = 0; !isOver; n++) {
        await run`UPDATE visits.visits SET visited_on = date '2025-09-01' + ((visited_on - date '2025-09-01' + 31 * ${1 + (n % 5)}) % 300)
          WHERE get_byte(decode(md5(id::text), 'hex'), 0) % 7 = ${n % 7}`;
        await tick();
        for (const due of await planMoves()) await move(due);
      }
    })();
    let refreshed = 0;
    // On a busy machine few of them fit into six seconds.
    const began = Date.now();
    while (Date.now() < began + 6_000 || (refreshed <= 3 && Date.now() < began + 30_000)) {
      refreshed += (await refreshRollups()).length;
      expect(await minuteTotal()).toBe(whole);
    }
    isOver = true;
    await wandering;
    expect(refreshed).toBeGreaterThan(3);
    await catchUp();
    await refreshRollups();
    await mustEqualFinal();
  });

  it('wait for a move that is under way, and are not shown when one was cut short', async () => {
    await refreshRollups();
    const live = await tableOf();
    await run`UPDATE visits.visits SET minutes = 1 WHERE visited_on = '2025-10-03'`;
    await catchUp();
    let release: () => void = () => undefined;
    const held = fenced(live.id, 'shared', () => new Promise<void>((done) => (release = done)));
    const refreshing = refreshRollups();
    expect(await Promise.race([refreshing, pause(400, 'waits')])).toBe('waits');
    release();
    await held;
    expect(await refreshing).toEqual(['visits_made']);

    const before = await minuteTotal();
    // A row of a move that has not been finished: half of what its transaction did.
    await command(`INSERT INTO ${physicalName('visits_made', live.generation)} (_key, organisation, visited_on, absent, minutes, _v, _d)
      VALUES (generateUUIDv4(), generateUUIDv4(), '2025-10-03', false, 500, 4000000, 0)`);
    expect(await refreshRollups()).toEqual([]);
    expect(await minuteTotal()).toBe(before);
  });

  it('say how fresh they are: as the table when nothing has changed since, else as old as they are', async () => {
    await refreshRollups();
    const fresh = await asOf(['visits_made']);
    expect(Date.now() - (fresh.at?.getTime() ?? 0)).toBeLessThan(2_000);
    await run`UPDATE visits.visits SET minutes = 3 WHERE minutes = 4`;
    const changed = Date.now();
    await catchUp();
    const old = await asOf(['visits_made']);
    expect(old.at?.getTime()).toBeLessThan(changed);
    expect(old.tick).toBeGreaterThanOrEqual(fresh.tick);
    await refreshRollups();
    const again = await asOf(['visits_made']);
    expect(again.tick).toBeGreaterThan(old.tick);
    expect(again.at?.getTime()).toBeGreaterThan(changed);
    await run`UPDATE marks.marks SET value = 0`;
    await tick({ force: true });
    await catchUp();
    expect((await asOf(['visits_made'])).tick).toBeGreaterThan(again.tick);
  });

  it('are made anew with their table, with another definition, and when ClickHouse has lost them', async () => {
    await refreshRollups();
    await rebuild('visits_made');
    expect(await rolledFacts()).toEqual(new Map());
    await refreshRollups();
    await mustEqualFinal();
    await command(`DROP VIEW ${rollupName('visits_made', 'subject')}`);
    await refreshRollups();
    await mustEqualFinal();
    const plugins = installed().plugins as unknown as { id: string; facts?: unknown[] }[];
    const own = plugins.find(({ id }) => id === 'visits');
    if (own) own.facts = [{ ...visits, rollups: [visits.rollups[1]] }];
    expect(await rolledFacts()).toEqual(new Map());
    await refreshRollups();
    expect([...(await rolledFacts()).keys()]).toEqual(['visits_made']);
    const standing = await seen(
      `SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE 'visits_made_by%'`,
    );
    expect(standing).toHaveLength(2);
    if (own) own.facts = [visits];
  });

  it('leave a table whose cold months are merged while it rests', async () => {
    const live = await tableOf();
    const own = physicalName('visits_made', live.generation);
    expect(
      await seen(
        `SELECT create_table_query AS ddl FROM system.tables WHERE database = currentDatabase() AND name = '${own}'`,
      ),
    ).toMatchObject([{ ddl: expect.stringContaining('min_age_to_force_merge_seconds = 600') }]);
    await command(
      `ALTER TABLE ${own} MODIFY SETTING min_age_to_force_merge_seconds = 1, merge_selecting_sleep_ms = 200`,
    );
    await run`UPDATE visits.visits SET minutes = 2 WHERE minutes = 7`;
    await catchUp();
    const loose = async () =>
      seen(`SELECT partition FROM system.parts WHERE database = currentDatabase() AND table = '${own}' AND active
      GROUP BY partition HAVING count() > 1`);
    expect((await loose()).length).toBeGreaterThan(0);
    for (const end = Date.now() + 40_000; Date.now() < end && (await loose()).length;) await pause(250);
    expect(await loose()).toEqual([]);
  }, 90_000);
});
