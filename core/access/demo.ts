import { sql } from '../server/sql';
import { createAccount } from './accounts';
import { linkIdentity } from './identities';
import { knownRoles } from './roles';
import { madeUpPeople, simulatorIssuer } from './simulator/people';

/** Accounts of the demonstration; the passwords are public on purpose and exist only in demo data. */
export const demoAccounts = [
  {
    login: 'operator',
    password: 'demo-operator',
    name: 'Оператор Системы (демо)',
    roles: ['operator'],
    who: 'Оператор: подсистемы, реестр, загрузки',
  },
  {
    login: 'analyst',
    password: 'demo-analyst',
    name: 'Аналитик ситуационного центра (демо)',
    roles: ['analyst'],
    who: 'Аналитик: панели показателей',
  },
  {
    login: 'registrar',
    password: 'demo-registrar',
    name: 'Специалист по реестру (демо)',
    roles: ['registrar'],
    who: 'Специалист: загрузка реестра и результатов',
  },
  {
    login: 'methodist',
    password: 'demo-methodist',
    name: 'Администратор подсистемы (демо)',
    // Their rights come with the agreements of the demonstration.
    roles: [],
    who: 'Администратор «Электронной школы»: права участников',
  },
  {
    login: 'department',
    password: 'demo-department',
    name: 'Специалист департамента образования (демо)',
    roles: [],
    who: 'Уполномоченный орган: показатели своих подсистем',
  },
  {
    login: 'director',
    password: 'demo-director',
    name: 'Лаптев Олег Иванович (демо)',
    roles: [],
    who: 'Школа: администратор участника, соглашение кончается',
  },
  {
    login: 'preschool',
    password: 'demo-preschool',
    name: 'Специалист по дошкольному образованию (демо)',
    roles: [],
    who: 'Муниципалитет: очередь в детские сады, комплектование',
  },
  {
    login: 'preschool2',
    password: 'demo-preschool2',
    name: 'Начальник отдела дошкольного образования (демо)',
    roles: [],
    who: 'Муниципалитет: второй человек, утверждает комплектование',
  },
  {
    login: 'nursery',
    password: 'demo-nursery',
    name: 'Заведующая детским садом (демо)',
    roles: [],
    who: 'Детский сад: группы, направленные дети, зачисление',
  },
  {
    login: 'deputy',
    password: 'demo-deputy',
    name: 'Заместитель директора по учебной работе (демо)',
    roles: [],
    who: 'Школа: завуч, классы и журналы всех учителей',
  },
  {
    login: 'teacher',
    password: 'demo-teacher',
    name: 'Классный руководитель 3А (демо)',
    roles: [],
    who: 'Школа: учитель, свои уроки и журналы',
  },
  {
    login: 'pupil',
    password: 'demo-pupil',
    name: 'Семёнов Фёдор Ильич (демо)',
    // No role: whose diary it is follows from the card.
    roles: [],
    who: 'Ученик: свой дневник',
  },
  {
    login: 'guardian',
    password: 'demo-guardian',
    name: 'Семёнова Анна Викторовна (демо)',
    // No role: what a parent sees follows from the guardianship.
    roles: [],
    who: 'Родитель: дети в школе, в детском саду и дома',
  },
] as const;

export async function accessDemo() {
  const known = knownRoles();
  for (const account of demoAccounts) {
    const [there] = await sql`SELECT 1 AS one FROM core.accounts WHERE login = ${account.login}`;
    if (there) continue;
    const roles = [...account.roles].filter((role: string) => known.includes(role));
    await linkMadeUp(account.login, await createAccount({ ...account, roles, demo: true }));
  }
}

// Nobody but the simulator of ESIA has this issuer, so the link is good for nothing elsewhere.
async function linkMadeUp(login: string, accountId: string) {
  const person = madeUpPeople.find((candidate) => candidate.login === login);
  if (!person) return;
  const identity = { way: 'esia', issuer: simulatorIssuer, subject: person.oid, strong: false };
  await linkIdentity(accountId, identity, 'demo');
}
