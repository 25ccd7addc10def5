import { audit } from '../server/audit';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { draftAgreement, signAgreement } from './agreements';
import { registerParticipant } from './participants';
import { suspendParticipant } from './suspension';
import type { AgreementInput } from './words';

type Story = {
  kind: string;
  subsystems: AgreementInput['subsystems'];
  from: number;
  to: number | null;
  is?: 'draft' | 'suspended';
};

// Every state an operator meets: in force, ending, read-only, to come, a draft, suspended.
const stories: readonly Story[] = [
  { kind: 'school', subsystems: ['school', 'portal'], from: -400, to: 690 },
  { kind: 'school', subsystems: ['school', 'portal'], from: -700, to: 25 },
  { kind: 'school', subsystems: ['school'], from: -300, to: 500, is: 'suspended' },
  { kind: 'kindergarten', subsystems: ['kindergarten'], from: -200, to: null },
  { kind: 'kindergarten', subsystems: ['kindergarten'], from: -900, to: -4 },
  { kind: 'college', subsystems: ['college', 'portal'], from: -100, to: 990 },
  { kind: 'college', subsystems: ['college'], from: 12, to: 1_100 },
  { kind: 'extracurricular', subsystems: ['extracurricular'], from: -30, to: 6 },
  { kind: 'extracurricular', subsystems: ['extracurricular'], from: 0, to: 1_095, is: 'draft' },
];

/** Believable participants among the made-up organisations, and the rights of the demonstration's administrators. */
export async function agreementsDemo() {
  const [there] = await sql`SELECT 1 AS one FROM core.participants WHERE is_demo LIMIT 1`;
  if (there) return;
  const used = new Map<string, number>();
  for (const [at, story] of stories.entries()) {
    const nth = used.get(story.kind) ?? 0;
    used.set(story.kind, nth + 1);
    const [organisation] = await sql<{ id: string }>`SELECT id FROM core.organisations
      WHERE is_demo AND kind = ${story.kind} AND parent_id IS NULL ORDER BY short_name, id OFFSET ${nth} LIMIT 1`;
    if (organisation) await tell(story, at + 1, organisation.id);
  }
  await appoint();
}

async function tell({ subsystems, from, to, is }: Story, at: number, organisationId: string) {
  const participantId = await registerParticipant({ organisationId });
  const { id } = await draftAgreement(participantId, {
    number: `ДЕМО-${at}`,
    signedOn: dayFrom(Math.min(from, 0)),
    startsOn: dayFrom(from),
    endsOn: to === null ? null : dayFrom(to),
    readOnlyDays: 30,
    subsystems: [...subsystems],
    dataScope: 'Сведения об обучающихся, их законных представителях и работниках в объёме подсистемы',
    ground: 'Положение о РЕГИСО, пункт 3.5',
    signedByOperator: 'Директор оператора (демо)',
    signedByParticipant: 'Директор организации (демо)',
    fileSha256: null,
  });
  await sql`UPDATE core.agreements SET is_demo = true WHERE id = ${id}`;
  if (is !== 'draft') await signAgreement(id);
  if (is === 'suspended') await suspendParticipant(participantId, 'Не устранено предписание по безопасности (демо)');
}

/** The day so many days from today. */
function dayFrom(days: number) {
  const day = new Date(`${todayHere()}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

async function appoint() {
  const ground = 'Демонстрация';
  const given = await sql`
    INSERT INTO core.grants (account_id, role, subsystem, scope, participant_id, ground, starts_on, state, given_by_process)
    SELECT a.id, w.role, 'school', w.scope, w.participant, ${ground}, ${todayHere()}::date, 'active', 'command line'
    FROM (VALUES ('methodist', 'subsystem-administrator', 'region', NULL::uuid),
        ('director', 'participant-administrator', 'participant', (SELECT participant_id FROM core.agreements
          WHERE number = 'ДЕМО-2' AND is_demo))) w(login, role, scope, participant)
      JOIN core.accounts a ON a.login = w.login AND a.is_demo
    WHERE w.scope = 'region' OR w.participant IS NOT NULL RETURNING id`;
  await sql`UPDATE core.accounts SET participant_id = (SELECT participant_id FROM core.agreements
    WHERE number = 'ДЕМО-2' AND is_demo) WHERE login = 'director' AND is_demo`;
  await audit('agreements.demo-appointed', { type: 'grant' }, { grants: given.length });
}
