import { join } from 'node:path';
import { sql } from '../../server';
import { ddl } from '../../server/sql';
import type { TestApp } from '../../testing';
import { anyTime, startVictim } from '../../testing/killing';
import { runImportJob } from '../jobs';
import { csv, multipart } from './files';
import { createRegisterApp } from './register-app';
import { shelf } from './shelf';

const kills = 5;
const boxes = 5_000;
const held = 300;

type State = {
  boxes: { rows: number; digest: string };
  staged: unknown[];
  problems: unknown[];
  mappings: number;
  run: { state: string; created: number; unchanged: number; staged: number; rejected: number };
  events: string[];
};

describe('An import that is killed at any moment', () => {
  let test: TestApp;
  let me: Awaited<ReturnType<TestApp['as']>>;
  const file = Buffer.from(
    csv([
      ['Название', 'Вес, кг', 'День', 'Полка'],
      ...Array.from({ length: boxes }, (_, at) => [`ящик ${at}`, '1,5', '01.09.2026', at % 2_000 ? 'A' : 'nowhere']),
      ['ящик без веса', 'тяжёлый', '', 'A'],
    ]),
  );

  beforeAll(async () => {
    test = await createRegisterApp([shelf]);
    me = await test.as({ permissions: ['imports.run', 'shelf.import'] });
  }, 120_000);
  afterAll(() => test.stop());

  it(`leaves all of it or nothing, ${kills} times; taken up again, it settles as if nothing had happened`, async () => {
    const began = Date.now();
    const sound = await begin();
    await takeUp(sound);
    const usual = Date.now() - began;
    const expected = await stateOf(sound);
    expect(expected).toMatchObject({
      boxes: { rows: boxes - 3 },
      staged: [{}, {}, {}],
      problems: [{}],
      run: { state: 'done', created: boxes - 3, staged: 3, rejected: 1 },
      events: ['imports.file-received', 'imports.run-started', 'imports.file-imported'],
    });

    await widen();
    let runId = await begin();
    let caught = 0;
    while (caught < kills) {
      const victim = await startVictim(test, { script: join(__dirname, 'importing-process.ts'), order: { runId } });
      await anyTime(usual + 2 * held);
      if (await victim.kill()) caught += 1;
      const state = await stateOf(runId);
      if (state.run.state === 'done') {
        expect(state).toEqual(expected);
        runId = await begin();
      } else expect(state).toMatchObject(nothing);
    }
    await takeUp(runId);
    expect(await stateOf(runId)).toEqual(expected);
  }, 600_000);

  it('changes nothing when the same file is sent again', async () => {
    const before = await stateOf(await lastRun());
    const again = await send();
    await takeUp(again);
    const { boxes: kept, staged, run } = await stateOf(again);
    expect({ kept, staged }).toEqual({ kept: before.boxes, staged: before.staged });
    expect(run).toEqual({ state: 'done', created: 0, unchanged: boxes - 3, staged: 3, rejected: 1 });
  });

  const nothing = {
    boxes: { rows: 0 },
    staged: [],
    problems: [],
    mappings: 0,
    events: ['imports.file-received', 'imports.run-started'],
  };

  /** Holds a run open after its rows, in milliseconds, so that kills also fall between them and the end of the run. */
  const widen = () =>
    ddl(`CREATE FUNCTION core.hold_open() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_sleep(${held / 1_000}); RETURN NULL; END $$;
      CREATE TRIGGER hold_open AFTER INSERT ON core.audit_events
        FOR EACH ROW WHEN (NEW.event = 'imports.file-imported') EXECUTE FUNCTION core.hold_open();
      CREATE TRIGGER hold_open AFTER INSERT ON core.import_problems
        FOR EACH STATEMENT EXECUTE FUNCTION core.hold_open()`);

  /** Sends the file and starts its run, on empty shelves. */
  async function begin() {
    await test.work(async () => {
      await sql`TRUNCATE shelf.boxes`;
      await sql`DELETE FROM core.staged_rows`;
      await sql`DELETE FROM core.import_mappings`;
    });
    return send();
  }

  async function send() {
    const sent = await me('/api/imports/files', multipart({ kind: 'boxes', name: 'ящики.csv', content: file }));
    const { id } = sent.body as { id: string };
    const started = await me(`/api/imports/runs/${id}/start`, { method: 'POST', payload: {} });
    expect(started.status).toBe(200);
    return id;
  }

  const takeUp = (runId: string) =>
    runImportJob.handler({ runId } as never, {
      signal: new AbortController().signal,
      progress: () => Promise.resolve(),
    });

  const lastRun = async () => {
    const [row] = await test.work(() => sql<{ id: string }>`SELECT id FROM core.import_runs ORDER BY id DESC LIMIT 1`);
    return row?.id ?? '';
  };

  const stateOf = (runId: string) =>
    test.work(async () => {
      // Waits until PostgreSQL has noticed that the other side is gone.
      await sql`LOCK TABLE shelf.boxes IN ACCESS EXCLUSIVE MODE`;
      const [row] = await sql<State>`SELECT
        (SELECT json_build_object('rows', count(*), 'digest', md5(string_agg(b::text, '' ORDER BY b::text)))
          FROM shelf.boxes b) AS boxes,
        (SELECT coalesce(json_agg(s.values ORDER BY s.values::text), '[]') FROM core.staged_rows s) AS staged,
        (SELECT coalesce(json_agg(json_build_object('line', p.line, 'message', p.message) ORDER BY p.line), '[]')
          FROM core.import_problems p WHERE p.run_id = r.id) AS problems,
        (SELECT count(*)::int FROM core.import_mappings) AS mappings,
        json_build_object('state', r.state, 'created', r.created, 'unchanged', r.unchanged, 'staged', r.staged,
          'rejected', r.rejected) AS run,
        ARRAY(SELECT e.event FROM core.audit_events e WHERE e.object_id = r.id::text ORDER BY e.id) AS events
        FROM core.import_runs r WHERE r.id = ${runId}`;
      if (!row) throw new Error('the run is not in the journal');
      return row;
    });
});
