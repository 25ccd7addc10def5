import { withoutPersons } from '../reason';

test.each([
  ['Key (snils)=(123-456-789 00) already exists', 'Key … already exists'],
  ['Письмо для anna.petrova@example.org не ушло', 'Письмо для … не ушло'],
  ['Ребёнок Иванова Мария Петровна не найден', '… не найден'],
  ['Номер 8 (912) 345-67-89 занят', 'Номер … занят'],
  ["invalid input syntax for type date: '12.13.2015'", 'invalid input syntax for type date: …'],
  ['Школа «Ромашка» закрыта', 'Школа … закрыта'],
  [
    'duplicate key value violates unique constraint "core_accounts_login"',
    'duplicate key value violates unique constraint "core_accounts_login"',
  ],
  ['connect ECONNREFUSED\n    at secret line', 'connect ECONNREFUSED'],
])('%s', (said, shown) => expect(withoutPersons(said)).toBe(shown));

test('a long cause is cut', () => expect(withoutPersons('x'.repeat(5_000))).toHaveLength(200));
