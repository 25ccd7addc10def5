import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { sql } from '../../server';
import { findPlugins } from '../../server/find';
import { install, installed } from '../../server/installed';
import { load } from '../../server/loader';
import { migrateUp } from '../../server/migrate';
import { createTestApp, type TestApp } from '../../testing';
import { aParticipant } from '../../access/test/people';
import { aPerson, aSnils, writePerson } from './builders';
import { cardsBeyond } from '../card';
import { birthLikeness, likenessOf } from '../duplicates';
import { addDocument } from '../documents';
import { nameKey, plain } from '../normal';
import { findByTerms, snilsTerms } from '../person-keys';
import { checkKeys, resealAll, sealedTables } from '../reseal';
import { indexOf, open, placeOf, seal, sealedBy } from '../sealed';
import { snilsCheck, snilsProblem } from '../shared/snils';

const key = () => randomBytes(32).toString('base64');
const withKeys = (personKeys: string) => install({ ...installed(), config: { ...installed().config, personKeys } });

describe('Values of people at rest', () => {
  let test: TestApp;
  const first = key();
  beforeAll(async () => {
    test = await createTestApp({ only: ['people'], settings: { REGISO_PERSON_KEYS: first } });
  }, 180_000);
  afterAll(() => test.stop());
  afterEach(() => withKeys(first));

  it('open only where they were sealed, and not at all after any change', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.uuid(),
        fc.uuid(),
        fc.nat(),
        (text, row, other, at) => {
          const place = placeOf('core.persons', 'snils', row);
          const sealed = seal(text, place);
          expect(open(sealed, place)).toBe(text);
          if (other !== row) expect(() => open(sealed, placeOf('core.persons', 'snils', other))).toThrow();
          expect(() => open(sealed, placeOf('core.persons', 'phone', row))).toThrow();
          expect(() => open(sealed, placeOf('core.person_documents', 'snils', row))).toThrow();
          const changed = Buffer.from(sealed);
          changed.writeUInt8(changed.readUInt8(at % changed.length) ^ (1 << (at % 8)), at % changed.length);
          expect(() => open(changed, place)).toThrow();
          expect(seal(text, place).equals(sealed)).toBe(false);
        },
      ),
    );
  });

  it('are found by equality whatever the case, ё, hyphens, spaces and order of words, and by nothing less', () => {
    const word = fc.string({ unit: fc.constantFrom(...'абвгдеёжзийклмнопрстуя'), minLength: 2, maxLength: 9 });
    const name = fc.record({ surname: word, name: word, patronymic: word });
    const index = (given: { surname: string; name: string; patronymic: string }) =>
      indexOf('name-birth', `${nameKey(given)}|2014-05-17`).toString('hex');
    fc.assert(
      fc.property(name, fc.nat(5), (given, way) => {
        const shout = {
          surname: ` ${given.surname.toUpperCase()} `,
          name: given.name.replaceAll('ё', 'е'),
          patronymic: given.patronymic,
        };
        const swapped =
          [
            { ...given, surname: given.name, name: given.surname },
            { ...given, name: given.patronymic, patronymic: given.name },
          ][way % 2] ?? given;
        expect(index(shout)).toBe(index(given));
        expect(index(swapped)).toBe(index(given));
        const other = { ...given, surname: `${given.surname}щ` };
        expect(index(other)).not.toBe(index(given));
        expect(indexOf('snils', nameKey(given)).equals(indexOf('document', nameKey(given)))).toBe(false);
      }),
    );
    expect(plain(' СЕМЁНОВА‑Тян-Шанская\u00a0 ')).toBe('семенова тян шанская');
  });

  it('tell two SNILS that differ in exactly one digit, and no others', () => {
    const nine = fc.integer({ min: 1_002_000, max: 999_999_999 }).map((number) => String(number).padStart(9, '0'));
    const near = (digits: string) =>
      new Set(
        snilsTerms(digits + snilsCheck(digits))
          .filter(({ kind }) => kind === 'snils-near')
          .map(({ text }) => text),
      );
    fc.assert(
      fc.property(nine, nine, fc.nat(8), fc.integer({ min: 1, max: 9 }), (a, b, at, by) => {
        const typo = a.slice(0, at) + String((Number(a[at]) + by) % 10) + a.slice(at + 1);
        const shared = (x: string, y: string) => [...near(x)].filter((text) => near(y).has(text)).length;
        expect(shared(a, typo)).toBe(1);
        const differing = [...a].filter((digit, place) => digit !== b[place]).length;
        expect(shared(a, b) > 0).toBe(differing <= 1);
        expect(snilsProblem(a + snilsCheck(a))).toBeUndefined();
        // Old numbers have no check digits, and the remainders 0 and 100 are both written 00: no check sees those slips.
        const isSeen = Number(typo) > 1_001_998 && [a, typo].some((digits) => snilsCheck(digits) !== '00');
        if (isSeen) expect(snilsProblem(typo + snilsCheck(a))).toContain('СНИЛС');
        const whole = (digits: string) => ({ surname: 'А', name: 'Б', snils: digits + snilsCheck(digits) });
        expect(likenessOf(whole(a), whole(typo))).toEqual(['snils-one-digit']);
      }),
    );
    expect(snilsProblem('112-233-445 95')).toBeUndefined();
    expect(snilsProblem('001-001-998 42')).toBeUndefined();
    expect([
      'same',
      birthLikeness('2014-05-03', '2014-03-05'),
      birthLikeness('2014-05-13', '2014-05-31'),
      birthLikeness('2014-05-13', '2014-05-12'),
      birthLikeness('2014-05-13', '2015-06-13'),
    ]).toEqual(['same', 'birth-parts-swapped', 'birth-one-digit', 'birth-one-digit', undefined]);
  });

  const secret = () => ({
    snils: aSnils(),
    birthDate: '2011-10-09',
    phone: '+7 900 765-43-21',
    email: 'taynik@example.org',
    address: 'Потайная улица, 13',
  });

  it('stand nowhere in the rows, in no encoding', async () => {
    const values = secret();
    const paper = {
      kind: 'passport' as const,
      series: '71-ФЫ',
      number: '90817263',
      issuedBy: 'Отдел потайных дел',
      issuedOn: null,
      validTo: null,
      verified: true,
    };
    await test.work(async () => {
      const id = await writePerson(values);
      await addDocument(id, paper);
      const guardian = await writePerson({ birthDate: '1980-01-01' });
      const { addGuardian } = await import('../guardians');
      await addGuardian(id, {
        guardianId: guardian,
        kind: 'parent',
        startsOn: '2020-01-01',
        endsOn: null,
        ground: 'Потайное свидетельство',
        limits: ['apply'],
        limitGround: 'Потайное решение суда',
      });
      await sql`INSERT INTO core.person_duplicates (first_id, second_id, reasons) SELECT least(${id}::uuid, ${guardian}::uuid), greatest(${id}::uuid, ${guardian}::uuid), '{}'`;
    });
    const tables = await test.work(
      () => sql<{ name: string }>`SELECT relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'core' AND relkind IN ('r', 'p') AND NOT relispartition`,
    );
    let read = 0;
    for (const { name } of tables) {
      const rows = await test.work(() =>
        sql<{ line: string }>([`SELECT t::text AS line FROM core."${name}" t`] as never),
      );
      const all = rows.map(({ line }) => line).join('\n');
      read += rows.length;
      for (const value of [...Object.values(values), paper.series, paper.number, 'Потайн', 'потайн'])
        for (const form of [
          value,
          Buffer.from(value).toString('hex'),
          Buffer.from(value).toString('base64'),
          value.replace(/\D{1}/g, '').slice(0, 9),
        ].filter((text) => text.length > 5))
          expect([name, form, all.includes(form)]).toEqual([name, form, false]);
    }
    expect(read).toBeGreaterThan(100);
  });

  it('do not open when somebody moves them to another card', async () => {
    const [a, b] = await test.work(async () => [await writePerson(secret()), await writePerson(secret())]);
    await test.work(
      () => sql`UPDATE core.persons SET snils = (SELECT snils FROM core.persons WHERE id = ${b}) WHERE id = ${a}`,
    );
    await expect(test.work(() => cardsBeyond([a ?? '']))).rejects.toThrow();
    await test.work(() => sql`UPDATE core.persons SET snils = NULL WHERE id = ${a}`);
    const operator = await test.as({ roles: ['operator'] });
    expect((await operator(`/api/people/persons/${a}`)).status).toBe(200);
  });

  it('pass to a new key in steps: found and read before, between and after; the former key is then not needed', async () => {
    const given = { ...aPerson(), ...secret() };
    const id = await test.work(() => writePerson(given));
    const find = () => test.work(() => findByTerms(snilsTerms(given.snils).slice(0, 1)));
    const second = key();
    withKeys(`${second},${first}`);
    await test.work(checkKeys);
    expect(await find()).toEqual([{ id, holder: id }]);
    const other = await test.work(() => writePerson(secret()));
    await expect(
      test.work(() => writePerson({ ...aPerson(), name: 'Глеб', birthDate: '1999-01-01', snils: given.snils })),
    ).rejects.toThrow();
    const cut = new AbortController();
    cut.abort();
    expect(await resealAll(cut.signal)).toBe(0);
    expect(await resealAll(new AbortController().signal)).toBeGreaterThan(5);
    expect(await resealAll(new AbortController().signal)).toBe(0);
    withKeys(second);
    await test.work(checkKeys);
    const cards = await test.work(() => cardsBeyond([id, other]));
    expect(cards.find((card) => card.id === id)).toMatchObject({
      snils: given.snils,
      address: given.address,
      birthDate: given.birthDate,
    });
    expect(await find()).toEqual([{ id, holder: id }]);
    for (const { table, columns } of sealedTables) {
      const rows = await test.work(() =>
        sql<Record<string, Buffer | null>>([`SELECT ${columns.join(', ')} FROM ${table}`] as never),
      );
      const ids = new Set(
        rows.flatMap((row) => Object.values(row)).flatMap((value) => (value ? [sealedBy(value)] : [])),
      );
      expect([table, ids.size <= 1]).toEqual([table, true]);
    }
    withKeys(key());
    await expect(test.work(checkKeys)).rejects.toThrow(
      /sealed by the key [0-9a-f]{8}, which is not among REGISO_PERSON_KEYS/,
    );
    withKeys('short');
    await expect(test.work(checkKeys)).rejects.toThrow('REGISO_PERSON_KEYS takes keys of 32 bytes');
    withKeys(`${first},${second}`);
    await test.work(checkKeys);
    await resealAll(new AbortController().signal);
  });
});

describe('An installation without people', () => {
  it('gets them by migration with everything it held', async () => {
    const test = await createTestApp({ only: ['agreements'] });
    try {
      await test.work(() => aParticipant());
      const counts = () =>
        test.work(
          () => sql`SELECT (SELECT count(*)::int FROM core.accounts) AS accounts, (SELECT count(*)::int FROM core.participants) AS participants,
          (SELECT count(*)::int FROM core.organisations) AS organisations, (SELECT count(*)::int FROM core.audit_events) AS events`,
        );
      await test.as({ roles: ['operator'] });
      const before = await counts();
      expect(await test.work(() => sql`SELECT to_regclass('core.persons')::text AS there`)).toEqual([{ there: null }]);
      const { plugins } = load(findPlugins().found);
      const steps: string[] = [];
      expect(
        await migrateUp(
          plugins.filter(({ id }) => id === 'people'),
          (step) => steps.push(step),
        ),
      ).toEqual([]);
      const own = plugins.find(({ id }) => id === 'people')?.migrations ?? [];
      expect(steps).toEqual(own.map(({ name }) => `people/${name}`));
      expect(
        await migrateUp(
          plugins.filter(({ id }) => id === 'people'),
          (step) => steps.push(step),
        ),
      ).toEqual([]);
      expect(steps).toHaveLength(own.length);
      expect(await counts()).toEqual(before);
      install({ ...installed(), plugins });
      const id = await test.work(() => writePerson({}));
      expect(await test.work(() => cardsBeyond([id]))).toHaveLength(1);
    } finally {
      await test.stop();
    }
  }, 120_000);
});
