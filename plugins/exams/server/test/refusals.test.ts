import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { csv, folderOfFiles } from '../../../../core/imports/test/files';
import { runImport } from '../../../../core/imports/run';
import { sentenceIn } from '../../../../core/server/refusals';
import { createTestApp, type TestApp } from '@regiso/core/testing';

type Refusal = { detail?: string; issues?: { path: string[]; message: string }[] };

describe('Refusals of exams in English', () => {
  let test: TestApp;
  let operator: Awaited<ReturnType<TestApp['as']>>;
  const files = folderOfFiles();
  const headers = { 'accept-language': 'en' };
  beforeAll(async () => {
    test = await createTestApp({ only: ['exams'] });
    operator = await test.as({ roles: ['operator'] });
  });
  afterAll(async () => {
    files.remove();
    await test.stop();
  });

  it('come to whoever asks in English, with their values', async () => {
    const post = async (name: string, payload: object) =>
      (await operator(`/api/exams/reference/${name}`, { method: 'POST', headers, payload })).body as Refusal;
    const russian = { code: 'russian', title: 'Русский', titleEn: 'Russian' };
    expect((await post('subjects', russian)).detail).toBe('The subject “russian” is there already');
    const minimum = {
      ...{ kind: 'ege', subject: 'russian', purpose: 'university', unit: 'score', minimum: 36 },
      ...{ validFrom: '2026-02-01', validTo: '2026-03-01', source: 'Приказ № 1' },
    };
    expect((await post('thresholds', minimum)).issues?.map(({ message }) => message)).toEqual([
      'There is a minimum for these days already (2026-01-01 to 2026-12-31): choose other days',
    ]);
    expect((await post('thresholds', { ...minimum, minimum: 200 })).issues?.[0]?.message).toBe(
      'In these units there is no more than 100',
    );
  });

  it('reach the rows of an import', async () => {
    const rows = [
      ['Город', 'Школа', 'Предмет', 'Участников', 'Средний балл'],
      ['Ишим', 'Школа', 'Алхимия', '40', '68,4'],
      ['Ишим', 'Школа', 'Химия', 'сорок', '68,4'],
    ];
    const file = files.write('results.csv', csv(rows));
    const { problems } = await runImport({ kind: 'exam-results', file, options: { year: 2026 } });
    expect(problems.map(({ message }) => sentenceIn('en', message))).toEqual([
      'The reference has no subject “Алхимия”: correct the name or add the subject to the reference',
      '“сорок” is neither a number nor a known sign of a gap: correct it or add the sign to the choices of the import',
    ]);
  });

  // The sentence is the key, so a new one in the code must come with its translation.
  it('are all declared: every sentence of the schemas, routes, services and cells', () => {
    const root = join(__dirname, '../..');
    const files = execFileSync('git', ['ls-files', 'server', 'shared'], { cwd: root, encoding: 'utf8' })
      .split('\n')
      .filter((file) =>
        /^(shared|server\/(routes|services))\/|importers\/(cells|read-numbers|store-results)/.test(file),
      )
      .filter((file) => !/normalise-name|seed-reference/.test(file));
    const values = /\$\{[^{}]*\}/g;
    const sentences = files.flatMap((file) => {
      const code = readFileSync(join(root, file), 'utf8').replace(/\/\*\*[^]*?\*\//g, '');
      const text = code.replace(values, '7').replace(values, '7');
      const literals = text.matchAll(/(['`])((?:(?!\1)[^\n])*[а-яё]{2}(?:(?!\1)[^\n])*)\1/g);
      return [...literals].map(([, , sentence = '']) => sentence).filter((sentence) => sentence.includes(' '));
    });
    expect(sentences.length).toBeGreaterThan(20);
    expect(sentences.filter((sentence) => sentenceIn('en', sentence) === sentence)).toEqual([]);
  });
});
