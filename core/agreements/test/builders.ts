import { randomUUID } from 'node:crypto';
import { sql } from '../../server';
import { today } from '../../territory/calendar';

/** A file that is a PDF by its content, with a text of its own. */
export const pdf = (text: string) => Buffer.from(`%PDF-1.7\n${text}\n%%EOF\n`);

/** A day so many days from today, as the region counts them. */
export function dayFrom(days: number) {
  const day = new Date(`${today('Asia/Yekaterinburg')}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

let made = 0;

export async function anOrganisation(municipalityId?: string): Promise<string> {
  made += 1;
  const [row] = await sql<{ id: string }>`
    INSERT INTO core.organisations (region_id, municipality_id, kind, full_name, short_name, source)
    SELECT r.id, coalesce(${municipalityId ?? null}, (SELECT min(m.id) FROM core.municipalities m)), 'school',
      ${`Школа испытаний ${made}`}, ${`Школа испытаний ${made}`}, 'test' FROM core.regions r WHERE r.is_home RETURNING id`;
  return row?.id ?? '';
}

/** An agreement in force since a month ago. */
export const anAgreement = (given: object = {}) => ({
  number: `С-${randomUUID().slice(0, 8)}`,
  signedOn: dayFrom(-30),
  startsOn: dayFrom(-30),
  endsOn: dayFrom(300),
  subsystems: ['school'],
  dataScope: 'Сведения об обучающихся и работниках',
  ground: 'Положение о РЕГИСО, п. 3.5',
  signedByOperator: 'Директор оператора',
  signedByParticipant: 'Директор школы',
  ...given,
});
