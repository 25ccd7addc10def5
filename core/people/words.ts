import { z } from 'zod';

/** Ways to stand for a child. Those of the first row end when the child comes of age. */
const guardianKinds = ['parent', 'adopter', 'foster', 'trustee', 'guardian', 'representative'] as const;
export type GuardianKind = (typeof guardianKinds)[number];
export const untilMajority: readonly GuardianKind[] = ['parent', 'adopter', 'foster', 'trustee'];

/** What a guardian may do for a child; a court may bar each of them. */
export const guardianActs = ['see', 'health', 'contacts', 'apply', 'pay', 'pick-up'] as const;
export type GuardianAct = (typeof guardianActs)[number];

const documentKinds = [
  'birth-certificate',
  'passport',
  'foreign-passport',
  'foreign-birth-certificate',
  'residence-permit',
  'medical-policy',
  'other',
] as const;

/** What a person is in an organisation. */
export const linkRoles = ['child', 'pupil', 'student', 'member', 'staff', 'applicant'] as const;
export type LinkRole = (typeof linkRoles)[number];

const subsystems = ['kindergarten', 'school', 'college', 'extracurricular', 'portal'] as const;

export const Day = z.iso
  .date('Нужна дата вида 2026-09-01')
  .refine((day) => day >= '1900-01-01' && day <= '2200-12-31', 'Проверьте год');
export const GuardianKind = z.enum(guardianKinds);
export const GuardianAct = z.enum(guardianActs);
export const DocumentKind = z.enum(documentKinds);
export const LinkRole = z.enum(linkRoles);
export const Subsystem = z.enum(subsystems);
