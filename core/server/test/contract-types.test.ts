import { Model } from 'sequelize';
import type { CreationOptional, InferAttributes, InferCreationAttributes } from 'sequelize';
import { z } from 'zod';
import { dashboard, day, definePlugin, Entity, fact, importer, indicator, integer, key } from '..';
import { personal, report, route, table, text, uuid } from '..';

// These promises are kept by the compiler: `npm run check` fails when a line below an @ts-expect-error compiles.

class Issue extends Entity<Issue> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare issuedOn: string;
  declare title: string;
  declare copies: number;
}
table(Issue, 'textbooks.issues', {
  id: key(),
  organisationId: uuid(),
  issuedOn: day(),
  title: text(),
  copies: integer(),
});

const issued = fact(Issue, {
  name: 'textbooks_issued',
  grain: 'one row per book handed to one pupil',
  columns: (as) => ({
    issued_on: as.day('issuedOn'),
    organisation: as.dimension('organisationId'),
    books: as.number('copies'),
  }),
});

const bare = fact(Issue, { name: 'textbooks_bare', grain: 'a row', columns: (as) => ({ books: as.number('copies') }) });

const permissions = { 'textbooks.read': 'See who holds which book' } as const;
const list = route({ method: 'GET', path: '/issues', access: { permission: 'textbooks.read' }, handler: () => [] });

describe('The contract of a plugin', () => {
  it('accepts a sound manifest and keeps it as plain data', () => {
    const share = indicator({
      id: 'textbooks.copies',
      title: 'Books',
      unit: 'count',
      better: 'neither',
      numerator: { sum: 'books', of: issued, reads: 'books handed out' },
      by: ['municipality', 'organisation', 'issued_on'],
    });
    const plugin = definePlugin({
      id: 'textbooks',
      title: 'Textbooks',
      permissions,
      roles: { librarian: ['textbooks.read'] },
      models: [Issue],
      routes: [list],
      facts: [issued],
      indicators: [share],
    });
    expect(plugin.id).toBe('textbooks');
    expect(share).toMatchObject({ kind: 'sum', decimals: 0, disclosure: { minCellPublic: 10, minCellInternal: 5 } });
    expect(issued).toMatchObject({ schema: 'textbooks', table: 'issues', key: 'id' });
    expect(Issue.prototype).toBeInstanceOf(Model);
  });

  it('does not compile with a permission outside the plugin, an undeclared one, or one a role invents', () => {
    // @ts-expect-error a permission must begin with the plugin's id
    definePlugin({ id: 'textbooks', title: 'T', permissions: { 'books.read': 'See' } });
    // @ts-expect-error the route needs a permission that is not declared
    definePlugin({ id: 'other', title: 'T', permissions: { 'other.read': 'See' }, routes: [list] });
    // @ts-expect-error a role cannot grant what is not declared
    definePlugin({ id: 'textbooks', title: 'T', permissions, roles: { librarian: ['textbooks.burn'] } });
    expect(true).toBe(true);
  });

  it('does not compile with a report, a dashboard, an importer or a narrowing of an undeclared permission', () => {
    const other = { id: 'other', title: 'T', permissions: { 'other.read': 'See' } } as const;
    const named = { id: 'other.stock', title: 'Stock' } as const;
    const stock = report({ ...named, permission: 'textbooks.read', rows: 'municipality', columns: [] });
    const board = dashboard({ ...named, permission: 'textbooks.read', filters: [], drill: [], tiles: [] });
    const sheet = importer({
      kind: 'titles',
      title: 'Titles',
      describes: 'Titles of books',
      permission: 'textbooks.read',
      columns: { title: { title: 'Title', value: z.string() } },
      key: ['title'],
      sample: () => [],
      apply: () => Promise.resolve([]),
    });
    const grades = {
      id: 'grades',
      title: 'Классы',
      titleEn: 'Grades',
      said: ['{}', '{}'],
      saidEn: ['{}', '{}'],
      least: 1,
      most: 11,
      roles: [],
      permissions: ['textbooks.read'],
    } as const;
    definePlugin({
      id: 'textbooks',
      title: 'T',
      permissions,
      reports: [stock],
      dashboards: [board],
      importers: [sheet],
      narrowings: [grades],
    });
    // @ts-expect-error the report needs a permission that is not declared
    definePlugin({ ...other, reports: [stock] });
    // @ts-expect-error the dashboard needs a permission that is not declared
    definePlugin({ ...other, dashboards: [board] });
    // @ts-expect-error the importer needs a permission that is not declared
    definePlugin({ ...other, importers: [sheet] });
    // @ts-expect-error the narrowing bears on a permission that is not declared
    definePlugin({ ...other, narrowings: [grades] });
    // @ts-expect-error a plugin without permissions has none to ask for
    definePlugin({ id: 'other', title: 'T', reports: [stock] });
    expect(sheet.permission).toBe('textbooks.read');
  });

  it('does not compile for a route without access', () => {
    // @ts-expect-error access is missing
    const open = route({ method: 'GET', path: '/issues', handler: () => [] });
    expect(open).not.toHaveProperty('access');
  });

  it('does not compile for an unknown attribute in a fact', () => {
    const build = () =>
      fact(Issue, {
        name: 'textbooks_wrong',
        grain: 'a row',
        columns: (as) => ({
          // @ts-expect-error the model has no such attribute
          lost: as.number('lostCopies'),
          // @ts-expect-error a text is not an instant
          title: as.instant('issuedOn'),
        }),
      });
    expect(build).not.toThrow();
  });

  it('does not compile for a fact over personal data, nor for a table that is silent about it', () => {
    class Reader extends Entity<Reader, 'name'> {
      declare id: CreationOptional<string>;
      declare name: string;
      declare copies: number;
    }
    // @ts-expect-error the record calls the name personal data and its column does not
    table(Reader, 'textbooks.readers', { id: key(), name: text(), copies: integer() });
    // @ts-expect-error the column is personal data and the record does not say so
    table(Reader, 'textbooks.readers', { id: key(), name: personal(text()), copies: personal(integer()) });
    table(Reader, 'textbooks.readers', { id: key(), name: personal(text()), copies: integer() });
    const build = () =>
      fact(Reader, {
        name: 'textbooks_readers',
        grain: 'one row per reader',
        // @ts-expect-error a name is personal data
        columns: (as) => ({ copies: as.number('copies'), reader: as.code('name') }),
      });
    expect(build).toThrow('Fact textbooks_readers: name is personal data and must not reach the warehouse');
  });

  it('does not compile for a dimension that one of the facts lacks', () => {
    const build = () => [
      indicator({
        id: 'textbooks.wrong',
        title: 'W',
        unit: 'count',
        better: 'neither',
        numerator: { sum: 'books', of: issued, reads: 'books' },
        // @ts-expect-error the fact has no such column
        by: ['pupil'],
      }),
      indicator({
        id: 'textbooks.wrong',
        title: 'W',
        unit: 'percent',
        better: 'lower',
        numerator: { sum: 'books', of: issued, reads: 'books' },
        denominator: { sum: 'books', of: bare, reads: 'books' },
        // @ts-expect-error the denominator's fact has no organisation, hence no municipality
        by: ['municipality'],
      }),
      indicator({
        id: 'textbooks.wrong',
        title: 'W',
        unit: 'count',
        better: 'lower',
        // @ts-expect-error only numbers are summed
        numerator: { sum: 'issued_on', of: issued, reads: 'books' },
        by: [],
      }),
    ];
    expect(build).not.toThrow();
  });

  it('does not compile for a table that leaves a field out or invents one', () => {
    class Short extends Entity<Short> {
      declare id: CreationOptional<string>;
      declare name: string;
    }
    // @ts-expect-error the column of `name` is missing
    expect(() => table(Short, 'textbooks.shorts', { id: key() })).not.toThrow();
    // @ts-expect-error there is no field `extra`
    expect(() => table(Short, 'textbooks.shorts', { id: key(), name: text(), extra: text() })).not.toThrow();
    type Attributes = InferAttributes<Short> & InferCreationAttributes<Short>;
    const attributes: Pick<Attributes, 'name'> = { name: 'x' };
    expect(attributes.name).toBe('x');
  });
});
