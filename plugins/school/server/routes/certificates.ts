import { z } from 'zod';
import { route } from '@regiso/core';
import { CertificateInput, ClassCertificates, Recoded } from '../../shared';
import { recordCertificate, withdrawCertificate } from '../services/certificates';
import { classCertificates } from '../services/class-certificates';

const teaches = { permission: 'school.teach', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });

const list = route({
  method: 'GET',
  path: '/classes/{id}/certificates',
  access: teaches,
  recorded: true,
  summary: 'Medical certificates of a class that one leads, with the absences that each has recoded',
  params,
  reply: ClassCertificates,
  handler: ({ params: { id } }) => classCertificates(id),
});

const record = route({
  method: 'POST',
  path: '/classes/{id}/certificates',
  access: teaches,
  summary: 'Records a certificate: absences of its days become illness, days of closed periods are named and left',
  params,
  payload: CertificateInput,
  idempotent: 'if-asked',
  reply: Recoded.extend({ id: z.uuid() }),
  handler: ({ params: { id }, payload }) => recordCertificate(id, payload),
});

const withdraw = route({
  method: 'POST',
  path: '/certificates/{id}/withdraw',
  access: teaches,
  summary: 'Takes a certificate back: absences that it has recoded get their former codes',
  params,
  reply: Recoded,
  handler: ({ params: { id } }) => withdrawCertificate(id),
});

export const certificateRoutes = [list, record, withdraw];
