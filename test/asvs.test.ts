import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../core/server/find';
import { mutations } from './asvs/mutations';
import { asvsRows, testOf } from './asvs/rows';

const rows = asvsRows();
const statuses = ['met', 'partly', 'deployment', 'not applicable', 'missing'];
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('The list of ASVS 5.0 requirements', () => {
  it('names each of levels 1 and 2 once', () => {
    expect(rows.filter(({ level }) => level === 'L1')).toHaveLength(70);
    expect(rows.filter(({ level }) => level === 'L2')).toHaveLength(183);
    expect(new Set(rows.map(({ requirement }) => requirement)).size).toBe(253);
  });

  it('points to code and tests that are there, and says why where it is not met', () => {
    for (const row of rows) {
      const { requirement, status, code, note } = row;
      expect(statuses).toContain(status);
      for (const path of [code, testOf(row).path])
        expect(`${requirement} ${!path || existsSync(join(root, path)) ? 'there' : path}`).toBe(`${requirement} there`);
      if (status === 'met') expect(`${requirement} ${code ? 'has code' : 'has none'}`).toBe(`${requirement} has code`);
      if (['partly', 'missing', 'not applicable'].includes(status))
        expect(`${requirement} ${code || note ? 'told' : ''}`).toBe(`${requirement} told`);
    }
  });

  it('names for each that is met the title of a test that is there; what a document alone meets has none', () => {
    const unproved = rows.filter((row) => {
      const { path, title } = testOf(row);
      if (row.status !== 'met' || row.code.endsWith('.md')) return false;
      return !title || !read(path).includes(`('${title}'`);
    });
    expect(unproved.map(({ requirement, test }) => `${requirement} ${test}`)).toEqual([]);
  });

  it('stands on code that the run of mutations still finds to break', () => {
    expect(mutations.length).toBeGreaterThanOrEqual(25);
    for (const { requirement, file, from } of mutations) {
      expect(`${requirement} ${read(file).includes(from) ? 'found' : from}`).toBe(`${requirement} found`);
      expect(rows.find((row) => row.requirement === requirement)?.status).toBe('met');
    }
  });
});

/** Files of the server, tests and interfaces aside. */
function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const { name } = entry;
    const path = join(folder, name);
    if (entry.isDirectory()) return /^(node_modules|test|testing|ui|template)$/.test(name) ? [] : sources(path);
    return /\.(ts|cjs)$/.test(name) ? [path] : [];
  });
}

describe('The code of the server', () => {
  const files = ['core', 'plugins', 'warehouse', 'dashboards'].flatMap((folder) => sources(join(root, folder)));
  const having = (pattern: RegExp) =>
    files.filter((file) => pattern.test(readFileSync(file, 'utf8'))).map((file) => relative(root, file));

  it('starts no shell: programs get their arguments as a list', () => {
    expect(files.length).toBeGreaterThan(500);
    expect(having(/from 'node:child_process'/).length).toBeGreaterThan(2);
    expect(having(/shell: true|\bexecSync\b|\{[^}]*\bexec\b[^}]*\} from 'node:child_process'/)).toEqual([]);
  });

  it('makes regular expressions of its own words only, never of what somebody typed', () => {
    expect(having(/new RegExp\(/).sort()).toEqual([
      'core/access/sign-ins.ts',
      'core/reference/calendar-file.ts',
      'core/server/refusals/index.ts',
      'core/server/services/engine-sql.ts',
      'core/server/sign-in-settings.ts',
      'dashboards/server/titles.ts',
    ]);
  });

  it('leaves no certificate unchecked', () => {
    expect(having(/rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity/)).toEqual([]);
  });

  it('asks the region what day it is: the database counts days by UTC, five hours later', () => {
    const inForce = having(/current_date/i).filter((file) => !/\/(demo|migrations)\b/.test(file));
    expect(inForce).toEqual([]);
  });

  it('keeps what its documents say', () => {
    const said = (document: string, words: string, file: string, ...code: string[]) =>
      expect([
        document,
        words,
        read(document)
          .replace(/[\s|]+/g, ' ')
          .includes(words),
        ...code.map((line) => (read(file).includes(line) ? 'kept' : line)),
      ]).toEqual([document, words, true, ...code.map(() => 'kept')]);
    const signIn = 'docs/operations/sign-in.md';
    const attempts = 'core/access/attempts.ts';
    said(signIn, 'Five wrong tries close a login for fifteen minutes', attempts, 'tries = 5;', 'pauseMinutes = 15;');
    said(signIn, '300 failed tries close an address', attempts, 'triesOfAddress = 300;');
    said(
      signIn,
      'Two passwords are checked at a time and sixty wait',
      'core/access/passwords.ts',
      'atOnce: 2,',
      'mayWait: 60,',
    );
    const lasts = 'ends two hours after its last request and twelve hours after it began';
    said(signIn, lasts, 'core/access/sign-ins.ts', 'absoluteHours = 12;', 'idleMinutes = 120;');
    said(
      signIn,
      'asks it for a new sign-in (`prompt=login`, `max_age=0`)',
      'core/access/providers/oidc.ts',
      "prompt: 'login', max_age: '0'",
    );
    said(
      signIn,
      'the names of the system, its operator and its region',
      'core/access/common-passwords.ts',
      'regiso citto togirro',
      'школа учитель директор',
    );
    const limits = 'docs/security/limits.md';
    said(limits, 'Search for people 300 in ten minutes by account', 'core/people/routes/persons.ts', 'atMost: 300,');
    said(limits, '20 in ten minutes by account; 10,000 and 20,000 rows', 'core/audit/routes.ts', 'atMost: 20,');
    said(limits, '20 in ten minutes by account; 10,000 and 20,000 rows', 'core/participants/routes.ts', 'atMost: 20,');
    said(limits, 'Files of figures 60 in ten minutes by account', 'dashboards/server/routes.ts', 'atMost: 60,');
    said(limits, "Archive of one's own data 10 in ten minutes by account", 'core/privacy/routes.ts', 'atMost: 10,');
    said(limits, '20; 5 requests of a data subject', 'core/support/tickets.ts', 'openAtOnce = 20;');
    said(limits, '20; 5 requests of a data subject', 'core/privacy/requests.ts', 'openAtOnce = 5;');
    said(limits, 'Letters to one person 5 an hour', 'core/notices/gather.ts', 'lettersAnHour = 5;');
    said(
      limits,
      'Codes that prove an address 3 an hour, 5 tries each',
      'core/notices/settings.ts',
      'codesAnHour = 3;',
      'triesOfCode = 5;',
    );
    said(limits, 'ten minutes', 'core/server/call-limit.ts', 'windowMs = 600_000;');
  });
});
