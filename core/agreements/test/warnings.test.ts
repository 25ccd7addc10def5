import { sql } from '../../server';
import { createTestApp, eventually, type TestApp } from '../../testing';
import { aParticipant, somebody } from '../../access/test/people';
import { warnOfEnds, warnOfEndsJob } from '../warnings';
import { dayFrom } from './builders';

type Told = { account: string; days: number; letters: number };

describe('Before an agreement ends', () => {
  let test: TestApp;
  let operators: string[], administrators: string[], above: string[];
  let school: string;
  const kind = 'agreements.ends-soon';

  beforeAll(async () => {
    test = await createTestApp({ only: ['agreements'] });
    const term = { endsOn: dayFrom(60), subsystems: ['school', 'portal'] };
    const other = await test.work(() => aParticipant({ endsOn: dayFrom(500) }));
    school = await test.work(() => aParticipant(term, 'ishim-city'));
    const administrator = (participantId: string, ...subsystems: string[]) =>
      somebody(
        test,
        subsystems.map((subsystem) => ({ role: 'participant-administrator', subsystem, participantId })),
        participantId,
      );
    operators = await ids([operator(), operator()]);
    administrators = await ids([administrator(school, 'school', 'portal'), administrator(school, 'school')]);
    above = await ids([
      somebody(test, [{ role: 'subsystem-administrator', subsystem: 'school', scope: 'region' }]),
      somebody(test, [
        { role: 'subsystem-administrator', subsystem: 'portal', scope: 'region' },
        { role: 'subsystem-administrator', subsystem: 'kindergarten', scope: 'region' },
      ]),
      municipal('authority', 'ishim-city', 'school'),
      municipal('subsystem-administrator', 'ishim-city', 'portal'),
      municipal('authority', 'ishim-city'),
      municipal('specialist', 'ishim-city', 'school'),
    ]);
    await ids([
      administrator(school, 'kindergarten'),
      administrator(other, 'school'),
      somebody(test, [{ role: 'teacher', subsystem: 'school', participantId: school }], school),
      somebody(test, [{ role: 'subsystem-administrator', subsystem: 'kindergarten', scope: 'region' }]),
      municipal('authority', 'ishim-city', 'kindergarten'),
      municipal('authority', 'tobolsk-city', 'school'),
      municipal('subsystem-administrator', 'tobolsk-city', 'school'),
    ]);
    await test.work(
      () => sql`INSERT INTO core.notice_settings (account_id, address) SELECT id, '\\x00'::bytea FROM core.accounts`,
    );
  }, 120_000);
  afterAll(() => test.stop());

  const operator = () => somebody(test, [{ role: 'operator', scope: 'region' }]);
  const municipal = (role: string, municipalityId: string, subsystem?: string) =>
    somebody(test, [{ role, scope: 'municipality', municipalityId, ...(subsystem && { subsystem }) }]);
  const ids = async (people: ReturnType<typeof somebody>[]) => (await Promise.all(people)).map(({ id }) => id);
  const told = () =>
    test.work(
      () => sql<Told>`SELECT n.account_id AS account, split_part(n.once, '/', 3)::int AS days,
        (SELECT count(*)::int FROM core.mails m WHERE m.kind = n.kind AND m.account_id = n.account_id) AS letters
        FROM core.notices n WHERE n.kind = ${kind}`,
    );
  const run = (daysBefore: number) => test.work(() => warnOfEnds(dayFrom(60 - daysBefore)));

  const marks = [60, 30, 7];

  it.each([61, 60, 59, 31, 30, 29, 8, 7, 6, 0])(
    'the operator, the administrators of participant and subsystems and the municipality are told on three days, once each (%d days before)',
    async (daysBefore) => {
      await Promise.all([run(daysBefore), run(daysBefore)]);
      await run(daysBefore);
      const passed = marks.filter((mark) => mark >= daysBefore);
      const expected = [...operators, ...administrators, ...above].flatMap((account) =>
        passed.map((days) => ({ account, days, letters: passed.length })),
      );
      const found = await told();
      expect(found).toHaveLength(expected.length);
      expect(found).toEqual(expect.arrayContaining(expected));
    },
  );

  it('a notice says which agreement and leads to the participant; the letter carries no words of its own', async () => {
    const [row] = await test.work(
      () => sql`SELECT n.title, n.link, (SELECT json_agg(DISTINCT m.body) FROM core.mails m WHERE m.kind = n.kind) AS bodies
        FROM core.notices n WHERE n.kind = ${kind} AND n.once LIKE '%/7' LIMIT 1`,
    );
    expect(row).toEqual({
      title: expect.stringMatching(/^Соглашение № С-.* участника «Школа испытаний \d+».*осталось дней: 7$/) as string,
      link: `/app/agreements/participants/${school}`,
      bodies: [null],
    });
  });

  it('a worker that starts late by two marks tells once, however often the job runs', async () => {
    const before = await told();
    const late = await test.work(() => aParticipant({ endsOn: dayFrom(20) }));
    await test.app.start({ web: false, worker: true });
    const toldNow = async () => (await told()).length - before.length;
    // The operators and who administers the subsystem in the whole region.
    const expected = operators.length + 1;
    await eventually(async () => expect(await toldNow()).toBe(expected));
    await test.work(() => warnOfEndsJob.handler(undefined as never, undefined as never));
    expect(await toldNow()).toBe(expected);
    const warned = await test.work(
      () => sql`SELECT days FROM core.agreement_warnings WHERE participant_id = ${late} ORDER BY days`,
    );
    expect(warned).toEqual([{ days: 30 }, { days: 60 }]);
  });
});
