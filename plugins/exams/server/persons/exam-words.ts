import { sql } from '@regiso/core';
import type { ResultUnit } from '../../shared';
import { subjectAliases } from '../importers/subject-aliases';
import { normaliseName } from '../services/normalise-name';

type Kind = { code: string; title: string; unit: ResultUnit; maximum: number };
type Subject = { code: string; title: string; title_en: string; unit: ResultUnit | null };
export type Exam = { kind: string; subject: string; unit: ResultUnit; maximum: number };
export type ExamWords = { kinds: ReadonlyMap<string, Kind>; subjects: ReadonlyMap<string, Subject> };

/** Exams and subjects of the reference by the words that files use for them. */
export async function examWords(): Promise<ExamWords> {
  const kinds = await sql<Kind>`SELECT code, title, unit, maximum FROM exams.exam_kinds LIMIT 1000`;
  const subjects = await sql<Subject>`SELECT code, title, title_en, unit FROM exams.subjects LIMIT 5000`;
  return {
    kinds: new Map(kinds.flatMap((one) => [one.code, one.title].map((word) => [normaliseName(word), one]))),
    subjects: new Map(
      subjects.flatMap((one) =>
        [one.code, one.title, one.title_en, ...(subjectAliases[one.code] ?? [])].map((word) => [
          normaliseName(word),
          one,
        ]),
      ),
    ),
  };
}

export const unitHighest: Readonly<Record<ResultUnit, number>> = { score: 100, mark: 5, percent: 100 };

/** Which exam a row is of, or what to correct. */
export function examOf({ kinds, subjects }: ExamWords, row: { kind: string; subject: string }) {
  const kind = kinds.get(normaliseName(row.kind));
  if (!kind) return { message: 'Такого экзамена нет в справочнике', column: 'Экзамен' };
  const subject = subjects.get(normaliseName(row.subject));
  if (!subject) return { message: 'Такого предмета нет в справочнике', column: 'Предмет' };
  const unit = subject.unit ?? kind.unit;
  return { kind: kind.code, subject: subject.code, unit, maximum: unitHighest[unit] };
}
