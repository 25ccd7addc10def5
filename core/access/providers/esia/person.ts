import { z } from 'zod';
import { callProvider } from '../outbound';
import { EntryRefusal, type Described } from '../refusal';

const Word = z.string().trim().max(200).optional().catch(undefined);
const Person = z.object({
  trusted: z.boolean().optional(),
  snils: z.string().max(20).optional(),
  lastName: Word,
  firstName: Word,
  middleName: Word,
  birthDate: Word,
});

/** What ESIA says of a person: whether the account is confirmed, how the person is called, and the SNILS when it is right. */
export async function personAt(base: string, oid: string, marker: string) {
  const answer = await callProvider(`${base}/rs/prns/${oid}`, { headers: { authorization: `Bearer ${marker}` } });
  const parsed = Person.safeParse(answer);
  if (!parsed.success) throw new EntryRefusal('provider-refused', 'the person is not as described');
  const snils = soundSnils(parsed.data.snils);
  const person = describedAs(parsed.data);
  return { isConfirmed: parsed.data.trusted === true, ...(snils && { snils }), ...(person && { person }) };
}

function describedAs({ lastName, firstName, middleName, birthDate }: z.output<typeof Person>): Described | undefined {
  if (!lastName || !firstName) return undefined;
  const [, day, month, year] = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(birthDate ?? '') ?? [];
  return {
    surname: lastName,
    name: firstName,
    ...(middleName && { patronymic: middleName }),
    ...(year && { birthDate: `${year}-${month}-${day}` }),
  };
}

/** Eleven digits of a SNILS; undefined when its check digits are wrong. */
export function soundSnils(text: string | undefined): string | undefined {
  const digits = (text ?? '').replace(/[\s-]/g, '');
  if (!/^\d{11}$/.test(digits)) return undefined;
  // Numbers up to 001-001-998 were given out without check digits.
  if (Number(digits.slice(0, 9)) <= 1_001_998) return digits;
  const sum = [...digits.slice(0, 9)].reduce((total, digit, at) => total + Number(digit) * (9 - at), 0);
  const check = (sum % 101) % 100;
  return check === Number(digits.slice(9)) ? digits : undefined;
}
