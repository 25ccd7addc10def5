import { randomUUID } from 'node:crypto';
import { form } from '@regiso/core/testing';
import { snilsCheck } from '../../../../core/people/shared/snils';
import { portalForm } from '../federal/form';

const letters = 'абвгдежзиклмнопрстуфхцчшэюя';
/** A surname that nobody else has. */
export const aSurname = () =>
  `Ф${Array.from({ length: 9 }, () => letters[Math.floor(Math.random() * letters.length)]).join('')}`;

export function aSnils(): string {
  const nine = String(100_000_000 + Math.floor(Math.random() * 800_000_000));
  return nine + snilsCheck(nine);
}

export type PortalRow = Record<string, string>;

/** A row of the portal about a child and an applicant whom nobody knows, for kindergartens by their codes. */
export function aPortalRow(gardens: readonly string[], given: PortalRow = {}): PortalRow {
  const surname = aSurname();
  return {
    ...{ portalId: randomUUID(), filedAt: '2026-01-15T00:00:03.120+05:00' },
    ...{ childSurname: surname, childName: 'Мира', childBirthDate: '2023-05-04', childSnils: aSnils() },
    ...{ guardianSurname: surname, guardianName: 'Анна', guardianSnils: aSnils(), kind: 'родитель' },
    ...{ ground: 'Свидетельство о рождении II-ФР № 123456', gardens: gardens.join(', '), desiredOn: '2026-09-01' },
    ...given,
  };
}

const quoted = (text: string) => (/[";,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The rows as a table in CSV. */
export function portalCsv(rows: readonly PortalRow[]): Buffer {
  const fields = Object.entries(portalForm.columns);
  const lines = [
    fields.map(([, { title }]) => title),
    ...rows.map((row) => fields.map(([field]) => quoted(row[field] ?? ''))),
  ];
  return Buffer.from(lines.map((line) => line.join(';')).join('\r\n'));
}

/** The rows as a file that is sent. */
export const portalFile = (rows: readonly PortalRow[], name = 'портал.csv') =>
  form({}, { name, content: portalCsv(rows), type: 'text/csv' });
