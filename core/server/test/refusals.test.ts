import { z } from 'zod';
import { conflict, invalidInput, notFound, ProblemError } from '../errors';
import { languageOf, messagesIn, problemIn, sentenceIn } from '../refusals';
import { createTestApp, type TestApp } from '../../testing';

describe('Refusals in the language of the request', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ only: ['people'] });
  }, 120_000);
  afterAll(() => test.stop());

  type Refusal = { code: string; title: string; detail?: string; issues?: { path: string[]; message: string }[] };
  const ask = async (headers: Record<string, string>, payload: object) => {
    const operator = await test.as({ roles: ['operator'] });
    const { body } = await operator('/api/people/persons', { method: 'POST', headers, payload });
    return body as Refusal;
  };
  const bad = { surname: '12', name: 'Пётр', snils: '123', sex: 7, despite: false };

  it('are in Russian unless English is asked for first', async () => {
    const russian = (await ask({}, bad)).issues?.map(({ message }) => message);
    expect(russian).toContain('Только буквы, пробел, дефис и апостроф');
    expect(await ask({ 'accept-language': 'ru,en;q=0.9' }, bad)).toEqual(await ask({}, bad));
  });

  it('are in English for an English request: of the schema, of the field and of zod itself', async () => {
    const { issues = [] } = await ask({ 'accept-language': 'en-US,en;q=0.9' }, bad);
    const of = (field: string) => issues.find(({ path }) => path[1] === field)?.message;
    expect(of('surname')).toBe('Letters, spaces, hyphens and apostrophes only');
    expect(of('snils')).toBe('A SNILS has 11 digits');
    expect(of('sex')).toBe('Invalid option: expected one of "male"|"female"');
    expect(JSON.stringify(issues)).not.toMatch(/[а-яё]/i);
    const operator = await test.as({ roles: ['operator'] });
    const missing = await operator('/api/people/persons/00000000-0000-7000-8000-000000000000', {
      headers: { 'accept-language': 'en' },
    });
    expect(missing).toMatchObject({ status: 404, body: { detail: 'The card was not found', title: 'Не найдено' } });
  });

  it('take the language of the cookie where the request names none', () => {
    const cookie = { headers: {}, state: { 'regiso-language': 'en' } };
    expect(languageOf(cookie)).toBe('en');
    expect(languageOf({ ...cookie, headers: { 'accept-language': 'ru' } })).toBe('ru');
    expect(languageOf({ headers: { 'accept-language': 'fr, en' }, state: {} })).toBe('ru');
  });

  it('put the values of a sentence into its translation, and leave alone what has none', () => {
    expect(
      sentenceIn('en', 'Отобрано 12 организаций, а в файл помещается 10: сузьте отбор, например до муниципалитета'),
    ).toBe('12 organisations are chosen, a file takes 10: narrow the choice down, to a municipality for example');
    expect(sentenceIn('en', 'Нужно целое число, здесь «a{}b»; Нужно число')).toBe(
      'A whole number is needed, here “a{}b”; A number is needed',
    );
    expect(sentenceIn('en', 'Чужая речь')).toBe('Чужая речь');
    expect(sentenceIn('ru', 'Нужно число')).toBe('Нужно число');
    const titled = new ProblemError({ status: 400, code: 'x', title: { ru: 'Пусто', en: 'Empty' }, detail: 'Пусто' });
    expect(problemIn('en', titled.problem).detail).toBe('Empty');
    expect(problemIn('en', invalidInput([{ path: ['a'], message: 'Нужна дата' }]).problem).issues).toEqual([
      { path: ['a'], message: 'A date is needed' },
    ]);
    expect(z.string().safeParse(1, messagesIn('en')).error?.issues[0]?.message).toMatch(/^Invalid input/);
    expect(
      [notFound('Файла нет'), conflict('Ничего не изменилось')].map(({ problem }) => problemIn('en', problem).detail),
    ).toEqual(['There is no file', 'Nothing has changed']);
  });
});
