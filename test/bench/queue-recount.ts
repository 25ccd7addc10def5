import { inTransaction, part, sql } from '@regiso/core';
import { recount } from '../../plugins/kindergarten/server/services/queue';
import { viewsOf } from '../../plugins/kindergarten/server/services/applications';
import { median, must, percentile, seconds, withApp } from './harness';
import type { Bench } from './run';

const towns = 26;
const gardensOfTown = 24;

const work = <T>(job: () => Promise<T>) => inTransaction({ process: 'bench' }, job);

/** 100,000 children wait, each in four lists: the lists of one municipality and of the region are counted anew, a page is read. */
const bench: Bench = {
  name: 'queue-recount',
  run: ({ quick }) =>
    withApp({ only: ['kindergarten'] }, async () => {
      const children = quick ? 30_000 : 100_000;
      await work(() => fill(children));
      const first = await seconds(() => work(() => recount('everybody', 'queued')));
      const [town] = await work(
        () => sql<{ id: string }>`SELECT municipality_id AS id FROM kindergarten.applications LIMIT 1`,
      );
      const rounds = quick ? 3 : 5;
      const [region, municipality, page] = [[], [], []] as [number[], number[], number[]];
      for (let round = 0; round < rounds; round += 1) {
        // A tenth of the families loses its privilege each time.
        await work(
          () => sql`UPDATE kindergarten.privileges p SET state = 'refused' FROM kindergarten.applications a
          WHERE a.id = p.application_id AND a.number LIKE ${`%${round}`}`,
        );
        municipality.push(await seconds(() => work(() => recount({ municipality: town?.id ?? '' }, 'nightly'))));
        region.push(await seconds(() => work(() => recount('everybody', 'nightly'))));
        const where = part`a.status = 'queued' AND a.municipality_id = ${town?.id}`;
        for (let at = 0; at < 5; at += 1)
          page.push(await seconds(() => work(() => viewsOf(where, { limit: 50, offset: at * 50 }))));
      }
      await check(children);
      return {
        figures: {
          municipality_s: median(municipality),
          region_s: median(region),
          list_ms: 1_000 * percentile(page, 95),
          first_s: first,
          children,
          rounds,
        },
        bars: {
          municipality_s: { bar: 1, at: 'most' },
          region_s: { bar: 10, at: 'most' },
          list_ms: { bar: 300, at: 'most' },
        },
      };
    }),
};

/** The position by the index equals the one by the rule itself, for some children. */
async function check(children: number) {
  const [entries] = await work(() => sql<{ n: number }>`SELECT count(*)::int AS n FROM kindergarten.queue_entries`);
  must((entries?.n ?? 0) === children * 4, `${entries?.n} entries stand for ${children} children`);
  const [wrong] = await work(
    () => sql<{ n: number }>`WITH counted AS (
      SELECT e.application_id, e.organisation_id, row_number() OVER (PARTITION BY e.organisation_id, e.age ORDER BY e.key) AS by_key,
        row_number() OVER (PARTITION BY e.organisation_id, e.age ORDER BY a.class, a.filed_at, a.number COLLATE "C") AS by_rule
      FROM kindergarten.queue_entries e JOIN kindergarten.applications a ON a.id = e.application_id)
    SELECT count(*)::int AS n FROM counted WHERE by_key <> by_rule`,
  );
  must(wrong?.n === 0, `${wrong?.n} stand elsewhere than the rule says`);
}

async function fill(children: number) {
  await sql`INSERT INTO core.organisations (region_id, municipality_id, kind, full_name, short_name, source)
    SELECT r.id, m.id, 'kindergarten', 'Сад ' || n, 'Сад ' || n, 'bench' FROM core.regions r
    JOIN (SELECT id, region_id, row_number() OVER (ORDER BY id) AS at FROM core.municipalities) m ON m.region_id = r.id AND m.at <= ${towns},
      generate_series(1, ${gardensOfTown}) n WHERE r.is_home`;
  await sql`INSERT INTO core.persons (surname, name, plain_name, name_key, source)
    SELECT 'Ребёнок' || n, 'Имя', 'ребенок' || n || ' имя', 'имя ребенок' || n, 'bench' FROM generate_series(1, ${children}) n`;
  await sql`INSERT INTO kindergarten.applications (number, status, origin, municipality_id, child_id, pseudonym, guardian_id, cohort,
      received_at, filed_at, desired_on, orientation, regimes, class)
    SELECT 'B-' || lpad(p.at::text, 8, '0'), 'queued', 'portal', m.id, p.id, p.pseudonym, p.id, 2020 + p.at % 6, now(),
      timestamptz '2024-01-01' + p.at * interval '7 minutes', '2026-09-01', 'general', '{full}', p.at % 4
    FROM (SELECT id, pseudonym, row_number() OVER (ORDER BY id) AS at FROM core.persons WHERE source = 'bench') p
    JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS at FROM core.municipalities
      WHERE id IN (SELECT municipality_id FROM core.organisations WHERE source = 'bench')) m
      ON m.at = p.at % (SELECT count(DISTINCT municipality_id) FROM core.organisations WHERE source = 'bench')`;
  await sql`INSERT INTO kindergarten.privileges (application_id, category, document, state)
    SELECT a.id, c.code, 'bench', 'confirmed' FROM kindergarten.applications a JOIN LATERAL
      (SELECT code FROM kindergarten.privilege_categories c WHERE c.class = a.class ORDER BY code LIMIT 1) c ON true`;
  await sql`INSERT INTO kindergarten.choices (application_id, organisation_id, rank)
    SELECT a.id, o.id, o.at FROM (SELECT id, municipality_id, row_number() OVER (ORDER BY id) AS at FROM kindergarten.applications) a
    JOIN LATERAL (SELECT id, row_number() OVER (ORDER BY md5(id::text || a.at % 97)) AS at FROM core.organisations o
      WHERE o.municipality_id = a.municipality_id AND o.source = 'bench' ORDER BY md5(id::text || a.at % 97) LIMIT 4) o ON true`;
  await sql`ANALYZE kindergarten.applications`;
  await sql`ANALYZE kindergarten.choices`;
  await sql`ANALYZE kindergarten.privileges`;
}

export default bench;
