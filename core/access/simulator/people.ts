/** Who ESIA's simulator knows. All made up; the numbers are below those that were ever given out. */
export type MadeUpPerson = {
  oid: string;
  lastName: string;
  firstName: string;
  middleName: string;
  birthDate: string;
  snils: string;
  /** Whether the account is confirmed: only such may sign in. */
  trusted: boolean;
  who: string;
  /** The demo account that is linked to the person. */
  login?: string;
};

export const simulatorIssuer = 'http://esia-simulator.invalid/';

export const madeUpPeople: readonly MadeUpPerson[] = [
  {
    oid: '1000000001',
    lastName: 'Кузнецова',
    firstName: 'Вера',
    middleName: 'Андреевна',
    birthDate: '12.03.1981',
    snils: '000-000-001 00',
    trusted: true,
    who: 'Оператор Системы',
    login: 'operator',
  },
  {
    oid: '1000000002',
    lastName: 'Морозов',
    firstName: 'Павел',
    middleName: 'Игоревич',
    birthDate: '05.11.1986',
    snils: '000-000-002 00',
    trusted: true,
    who: 'Аналитик ситуационного центра',
    login: 'analyst',
  },
  {
    oid: '1000000003',
    lastName: 'Лаптева',
    firstName: 'Ирина',
    middleName: 'Сергеевна',
    birthDate: '27.06.1990',
    snils: '000-000-003 00',
    trusted: true,
    who: 'Специалист по реестру',
    login: 'registrar',
  },
  {
    oid: '1000000004',
    lastName: 'Новикова',
    firstName: 'Ольга',
    middleName: 'Петровна',
    birthDate: '19.09.1988',
    snils: '000-000-004 00',
    trusted: true,
    who: 'Учётной записи в системе ещё нет',
  },
  {
    oid: '1000000005',
    lastName: 'Сидоров',
    firstName: 'Иван',
    middleName: 'Ильич',
    birthDate: '01.02.1995',
    snils: '000-000-005 00',
    trusted: false,
    who: 'Учётная запись Госуслуг не подтверждена',
  },
];

export const personByOid = (oid: string) => madeUpPeople.find((person) => person.oid === oid);
