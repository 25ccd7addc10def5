import { invalidInput, sql } from '@regiso/core';

/** Refuses, at its field, a code that the reference does not have. */
export async function demandCodes({ kind, subject }: { kind: string; subject?: string }): Promise<void> {
  const [known] = await sql<{ kind: boolean; subject: boolean }>`
    SELECT EXISTS (SELECT FROM exams.exam_kinds WHERE code = ${kind}) AS kind,
      EXISTS (SELECT FROM exams.subjects WHERE code = ${subject ?? null}) AS subject`;
  const issues = [];
  if (!known?.kind)
    issues.push({ path: ['payload', 'kind'], message: 'Такого вида экзамена нет в справочнике: сначала добавьте его' });
  if (subject !== undefined && !known?.subject)
    issues.push({ path: ['payload', 'subject'], message: 'Такого предмета нет в справочнике: сначала добавьте его' });
  if (issues.length) throw invalidInput(issues);
}
