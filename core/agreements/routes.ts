import { z } from 'zod';
import { route } from '../server/route';
import { changeDraft, draftAgreement, signAgreement, terminateAgreement } from './agreements';
import { listBodies } from './bodies';
import { paperRoutes } from './paper-routes';
import { listParticipants, participantCard, registerParticipant } from './participants';
import { resumeParticipant, suspendParticipant } from './suspension';
import { endingSoon } from './warnings';
import {
  AgreementInput,
  AgreementView,
  ParticipantInput,
  ParticipantRow,
  ParticipantView,
  Status,
  Subsystem,
} from './words';

const manage = { permission: 'agreements.manage' } as const;
const read = { permission: 'agreements.read', within: 'reach' } as const;
const One = z.object({ id: z.uuid() });
const Seen = z.strictObject({ version: z.int().min(1) });
const Reason = Seen.extend({ reason: z.string().trim().min(3, 'Укажите причину').max(500) });

const bodies = route({
  method: 'GET',
  path: '/bodies',
  access: { signedIn: 'everybody may know who answers for what' },
  summary: 'Bodies that the regulation names, with their duties',
  reply: z.array(
    z.object({
      id: z.string(),
      duty: z.enum(['operator', 'monitoring', 'development', 'methodical']),
      name: z.string(),
      nameEn: z.string(),
      act: z.string(),
      clause: z.string(),
      duties: z.array(z.string()),
      dutiesEn: z.array(z.string()),
      subsystems: z.array(z.string()),
      website: z.string().nullable(),
    }),
  ),
  handler: () => listBodies(),
});

const list = route({
  method: 'GET',
  path: '/participants',
  access: read,
  summary: 'Participants within reach, with what is connected',
  query: z.object({
    text: z.string().max(200).optional(),
    municipality: z.string().max(80).optional(),
    status: Status.optional(),
    subsystem: Subsystem.optional(),
    withoutFile: z.stringbool().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    after: z.string().max(2_000).optional(),
  }),
  reply: z.object({ items: z.array(ParticipantRow.loose()), total: z.int(), next: z.string().nullable() }),
  handler: ({ query }) => listParticipants(query),
});

const card = route({
  method: 'GET',
  path: '/participants/{id}',
  access: read,
  summary: 'One participant with agreements and suspensions',
  params: One,
  reply: ParticipantView,
  handler: ({ params }) => participantCard(params.id),
});

const connect = route({
  method: 'POST',
  path: '/participants',
  idempotent: 'if-asked',
  access: manage,
  summary: 'Register a participant, with its agreement when given; signed at once on wish',
  payload: z.strictObject({
    participant: ParticipantInput,
    agreement: AgreementInput.optional(),
    sign: z.boolean().default(false),
  }),
  reply: ParticipantView,
  handler: async ({ payload }) => {
    const id = await registerParticipant(payload.participant);
    if (payload.agreement) {
      const drafted = await draftAgreement(id, payload.agreement);
      if (payload.sign) await signAgreement(drafted.id, drafted.version);
    }
    return participantCard(id);
  },
});

const draft = route({
  method: 'POST',
  path: '/participants/{id}/agreements',
  idempotent: 'if-asked',
  access: manage,
  summary: 'Write down an agreement of a participant as a draft',
  params: One,
  payload: AgreementInput,
  reply: AgreementView,
  handler: ({ params, payload }) => draftAgreement(params.id, payload),
});

const change = route({
  method: 'PUT',
  path: '/drafts/{id}',
  access: manage,
  summary: 'Change a draft',
  params: One,
  payload: z.strictObject({ version: z.int().min(1), agreement: AgreementInput }),
  reply: AgreementView,
  handler: ({ params, payload }) => changeDraft(params.id, payload.version, payload.agreement),
});

const sign = route({
  method: 'POST',
  path: '/drafts/{id}/sign',
  access: manage,
  summary: 'Note that an agreement is signed: its subsystems are connected',
  params: One,
  payload: Seen,
  reply: AgreementView,
  handler: ({ params, payload }) => signAgreement(params.id, payload.version),
});

const terminate = route({
  method: 'POST',
  path: '/agreements/{id}/terminate',
  access: manage,
  summary: 'End an agreement before its term',
  params: One,
  payload: Reason.extend({ on: z.iso.date('Нужна дата') }),
  reply: AgreementView,
  handler: ({ params, payload }) => terminateAgreement(params.id, payload.version, payload),
});

const suspend = route({
  method: 'POST',
  path: '/participants/{id}/suspend',
  access: manage,
  summary: 'Block sign-in of a participant at once; the data is kept',
  params: One,
  payload: Reason,
  reply: ParticipantView,
  handler: async ({ params, payload }) => {
    await suspendParticipant(params.id, payload.version, payload.reason);
    return participantCard(params.id);
  },
});

const resume = route({
  method: 'POST',
  path: '/participants/{id}/resume',
  access: manage,
  summary: 'Let a suspended participant in again',
  params: One,
  payload: Reason,
  reply: ParticipantView,
  handler: async ({ params, payload }) => {
    await resumeParticipant(params.id, payload.version, payload.reason);
    return participantCard(params.id);
  },
});

const warnings = route({
  method: 'GET',
  path: '/ending',
  access: read,
  summary: 'Agreements that end within sixty days or are read-only and have no signed successor',
  reply: z.array(
    z.object({
      participantId: z.string(),
      name: z.string(),
      number: z.string(),
      endsOn: z.string(),
      daysLeft: z.int(),
      daysToClose: z.int(),
    }),
  ),
  handler: () => endingSoon(),
});

export const routes = [
  bodies,
  list,
  card,
  connect,
  draft,
  change,
  sign,
  terminate,
  suspend,
  resume,
  warnings,
  ...paperRoutes,
];
