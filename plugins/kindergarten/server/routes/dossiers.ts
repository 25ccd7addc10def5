import { z } from 'zod';
import { dossierRoutes, route } from '@regiso/core';
import { DossierBrief, DossierSearch, OwnDossier } from '../../shared';
import { childDossier } from '../dossiers/checklist';
import { dossiers } from '../dossiers/list';
import { ownDossiers } from '../dossiers/own';
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

const own = route({
  method: 'GET',
  path: '/own/dossiers',
  access: { signedIn: 'Личные дела собственных детей' },
  recorded: true,
  summary: 'Personal files of one’s children: which papers are missing and where to bring them, which are there',
  reply: z.array(OwnDossier),
  handler: ownDossiers,
});

export const childDossierRoutes = [
  search,
  own,
  ...dossierRoutes({
    path: '/dossiers/{id}',
    of: 'a child',
    access,
    checklist: childDossier,
    subject: childSubject,
    followsTransfers: true,
  }),
];
