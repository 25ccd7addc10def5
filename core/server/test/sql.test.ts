import fc from 'fast-check';
import { compile, joined, named, nameOf, part } from '../sql';

const compiled = (text: TemplateStringsArray, ...values: unknown[]) => compile(text, values);

describe('sql`…`', () => {
  it('binds every value and numbers nested pieces through', () => {
    const where = joined([part`a = ${1}`, part`b = ANY(${[2]})`], ' AND ');
    expect(compiled`SELECT * FROM t WHERE ${where} LIMIT ${3}`).toEqual({
      text: 'SELECT * FROM t WHERE a = $1 AND b = ANY($2) LIMIT $3',
      bound: [1, [2], 3],
    });
  });

  it('never puts a value into the text, whatever it looks like', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const { text, bound } = compiled`SELECT ${value}`;
        expect(text).toBe('SELECT $1');
        expect(bound).toEqual([value]);
      }),
    );
  });

  it('puts names of the schema into the text, and nothing that is no name', () => {
    expect(compiled`SELECT ${named('p.id')} FROM ${named('core.persons')} p`.text).toBe(
      'SELECT "p"."id" FROM "core"."persons" p',
    );
    for (const text of ['', 'a b', 'a;', "a'", 'a"', 'a.b.c', 'A', 'a--', '1a'])
      expect(() => named(text)).toThrow('no name');
  });

  it('takes an object that only looks like a piece as a value', () => {
    expect(compiled`SELECT ${{ text: ['DROP TABLE t'], values: [] }}`.text).toBe('SELECT $1');
  });

  it('names a text for the connections that keep it, always the same, and none once texts must be made of values', () => {
    const name = nameOf('SELECT 1');
    expect(name).toMatch(/^regiso_\d+$/);
    expect(nameOf('SELECT 1')).toBe(name);
    expect(nameOf('SELECT 2')).not.toBe(name);
    for (let at = 0; at < 400; at += 1) nameOf(`SELECT -${at}`);
    expect([nameOf('SELECT -500'), nameOf('SELECT 1')]).toEqual([undefined, name]);
  });
});
