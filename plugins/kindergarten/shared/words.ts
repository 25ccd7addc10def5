import { z } from 'zod';
import { languages, orientations, regimes, statuses } from './codes';
import { grounds } from './status';

/** Orientation of a group (приказ 236, п. 9 «л»). */
export const Orientation = z.enum(orientations);
/** How long children stay. Hours of each stand in the reference data. */
export const Regime = z.enum(regimes);
/** ISO 639 of the languages in which groups of the region are taught. */
export const Language = z.enum(languages);
/** Where an application stands (rules of приказ 236; the names parents see on the federal portal). */
export const Status = z.enum(statuses);
export type Status = z.infer<typeof Status>;
export const Ground = z.enum(Object.values(grounds).flat() as [string, ...string[]]);
export const Origin = z.enum(['portal', 'desk', 'paper', 'federal']);
export type Origin = z.infer<typeof Origin>;
/** A day; one far beyond any term is a slip of the pen. */
export const Day = z.iso.date().refine((day) => day >= '1900-01-01' && day <= '2100-12-31', 'Год — от 1900 до 2100');
export const GroupState = z.enum(['planned', 'open', 'closed']);

/** Classes of privilege in the order of the law; the last is everybody. */
export const privilegeClasses = ['out-of-turn', 'first', 'regional', 'none'] as const;

/** First year of the school year a day belongs to: it begins on 1 September. */
export const schoolYearOf = (day: string) => Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0);

/**
 * The first calendar year on whose 1 September a child of this birth date is nought full years old. The age on 1 September
 * of a year is that year less this one, so the register can count ages without keeping birth dates beside the queue.
 */
export const cohortOf = (birthDate: string) => Number(birthDate.slice(0, 4)) + (birthDate.slice(5) > '09-01' ? 1 : 0);
export const ageIn = (schoolYear: number, cohort: number) => schoolYear - cohort;
