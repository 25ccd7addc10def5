import { sql } from '@regiso/core';
import type { MissingReason, ResultUnit } from '../../shared';

export type OrganisationResult = {
  kind: string;
  kindTitle: string;
  year: number;
  period: string;
  subject: string;
  subjectTitle: string;
  unit: ResultUnit;
  participants: number | null;
  mean: number | null;
  meanMissingReason: MissingReason | null;
  isDemo: boolean;
};

/** Stored results of one organisation, not protected for the public: small cells are still in them. */
export const resultsOfOrganisation = (organisationId: string) => sql<OrganisationResult>`
  SELECT r.kind, k.title AS "kindTitle", r.year, r.period, r.subject, s.title AS "subjectTitle", r.unit, r.participants,
    r.mean, r.mean_missing_reason AS "meanMissingReason", r.is_demo AS "isDemo"
  FROM exams.results r JOIN exams.exam_kinds k ON k.code = r.kind JOIN exams.subjects s ON s.code = r.subject
  WHERE r.organisation_id = ${organisationId}
  ORDER BY r.year DESC, k.title, s.title, r.occurrence`;
