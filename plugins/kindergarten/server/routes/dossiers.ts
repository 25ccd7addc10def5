import { z } from 'zod';
import { dossierRoutes, route } from '@regiso/core';
import { DossierBrief, DossierSearch } from '../../shared';
import { childDossier } from '../dossiers/checklist';
import { dossiers } from '../dossiers/list';
import { childSubject } from '../dossiers/subject';

const access = { permission: 'kindergarten.keep-groups', within: 'reach' } as const;

const search = route({
  method: 'POST',
  path: '/dossiers/search',
  reads: true,
  access,
  summary: 'Personal files of children of the kindergartens in reach, and what each lacks',
  payload: DossierSearch,
  reply: z.array(DossierBrief),
  handler: ({ payload }) => dossiers(payload),
});

export const childDossierRoutes = [
  search,
  ...dossierRoutes({
    path: '/dossiers/{id}',
    of: 'a child',
    access,
    checklist: childDossier,
    subject: childSubject,
    followsTransfers: true,
  }),
];
