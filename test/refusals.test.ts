import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sentenceIn } from '../core/server/refusals';
import { createTestApp, type TestApp } from '@regiso/core/testing';

const root = join(__dirname, '..');
const value = /\$\{[^{}]*\}/g;
const refusal =
  /(?:\b(?:conflict|notFound|forbidden|invalidInput|unavailable|tooLarge)\(|\b(?:message|detail):)\s*(['`])((?:(?!\1).)*[а-яё]{2}(?:(?!\1).)*)\1/gs;

describe('Every sentence that something refuses with', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  }, 120_000);
  afterAll(() => test.stop());

  // The Russian sentence is the key of the catalogue, so a new one in the code must come with its translation.
  it('has its English', () => {
    const files = execFileSync('git', ['ls-files', '*.ts'], { cwd: root, encoding: 'utf8' })
      .split('\n')
      .filter((file) => /^(core|warehouse|dashboards|plugins)\//.test(file))
      .filter((file) => !/(^|\/)(test|ui|testing|template|refusals)\//.test(file));
    const sentences = files.flatMap((file) => {
      // Twice: a value may hold a template with a value of its own.
      const text = readFileSync(join(root, file), 'utf8').replace(value, '7').replace(value, '7');
      return [...text.matchAll(refusal)].map(([, , sentence = '']) => sentence);
    });
    expect(sentences.length).toBeGreaterThan(200);
    // What stands under `detail:` of a problem is seen as well, on the line below too.
    for (const beginning of ['Передайте заголовок Idempotency-Key', 'Пока вы правили карточку', 'Причина: '])
      expect(sentences.find((sentence) => sentence.startsWith(beginning))).toBeDefined();
    expect(sentences.filter((sentence) => sentenceIn('en', sentence) === sentence)).toEqual([]);
  });
});
