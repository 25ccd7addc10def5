import { z } from 'zod';
import { dossierRoutes, route } from '@regiso/core';
import { ClassDossiers, StaffBrief, StaffSearch } from '../../shared';
import { pupilDossier, staffDossier } from '../dossiers/checklists';
import { classDossiers, pupilSubject } from '../dossiers/pupils';
import { staff, staffSubject } from '../dossiers/staff';

const ofClass = { permission: 'school.teach', within: 'reach' } as const;
const ofStaff = { permission: 'school.keep-staff', within: 'reach' } as const;

const list = route({
  method: 'GET',
  path: '/classes/{id}/dossiers',
  access: ofClass,
  recorded: true,
  summary: 'Pupils of a class and what the personal file of each lacks',
  params: z.object({ id: z.uuid() }),
  reply: ClassDossiers,
  handler: ({ params: { id } }) => classDossiers(id),
});

const search = route({
  method: 'POST',
  path: '/staff/search',
  reads: true,
  access: ofStaff,
  summary: 'Who works in the schools in reach, and what the personal file of each lacks',
  payload: StaffSearch,
  reply: z.array(StaffBrief),
  handler: ({ payload }) => staff(payload),
});

export const schoolDossierRoutes = [
  list,
  search,
  ...dossierRoutes({
    path: '/dossiers/{id}',
    of: 'a pupil',
    access: ofClass,
    checklist: pupilDossier,
    subject: pupilSubject,
    followsTransfers: true,
  }),
  ...dossierRoutes({
    path: '/staff/{id}/dossier',
    of: 'somebody who works in a school',
    access: ofStaff,
    checklist: staffDossier,
    subject: staffSubject,
  }),
];
