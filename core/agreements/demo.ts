import { forgetActor } from '../access/sign-ins';
import { audit } from '../server/audit';
import { part, sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { draftAgreement, signAgreement } from './agreements';
import { registerParticipant } from './participants';
import { suspendParticipant } from './suspension';
import type { AgreementInput, ParticipantInput } from './words';

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

// The body that answers for these subsystems by the regulation (3.4.1).
const department: Story = {
  kind: 'authority',
  subsystems: ['kindergarten', 'school', 'college', 'portal'],
  from: -500,
  to: null,
};

/** Believable participants among the made-up organisations, and the rights of the demonstration's administrators. */
export async function agreementsDemo() {
  const [there] = await sql`SELECT 1 AS one FROM core.participants WHERE is_demo LIMIT 1`;
  if (there) return;
  const used = new Map<string, number>();
  for (const [at, story] of stories.entries()) {
    const nth = used.get(story.kind) ?? 0;
    used.set(story.kind, nth + 1);
    // Schools and kindergartens of the largest town: there are classes, and a queue long enough to show.
    const [organisation] = await sql<{ id: string }>`SELECT o.id FROM core.organisations o
      LEFT JOIN core.municipalities m ON m.id = o.municipality_id
      WHERE o.is_demo AND o.kind = ${story.kind} AND o.parent_id IS NULL
      ORDER BY CASE WHEN o.kind IN ('kindergarten', 'school') THEN m.population END DESC NULLS LAST, o.short_name, o.id OFFSET ${nth} LIMIT 1`;
    if (organisation) await tell(story, at + 1, { organisationId: organisation.id });
  }
  await tell(department, stories.length + 1, {
    name: 'Департамент образования и науки (демо)',
    municipalityId: null,
    inn: null,
  });
  await appoint();
}

async function tell({ subsystems, from, to, is }: Story, at: number, given: ParticipantInput) {
  const participantId = await registerParticipant(given);
  await sql`UPDATE core.participants SET is_demo = true WHERE id = ${participantId}`;
  const { id, version } = await draftAgreement(participantId, {
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
  if (is !== 'draft') await signAgreement(id, version);
  if (is === 'suspended') await suspendParticipant(participantId, 1, 'Не устранено предписание по безопасности (демо)');
}

/** The day so many days from today. */
function dayFrom(days: number) {
  const day = new Date(`${todayHere()}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

const participantOf = (number: string) =>
  part`(SELECT participant_id FROM core.agreements WHERE number = ${number} AND is_demo)`;
const townOf = (number: string) =>
  part`(SELECT municipality_id FROM core.participants WHERE id = ${participantOf(number)})`;

async function appoint() {
  const ground = 'Демонстрация';
  const given = await sql`
    INSERT INTO core.grants (account_id, role, subsystem, scope, participant_id, municipality_id, ground, starts_on, state, given_by_process)
    SELECT a.id, w.role, w.subsystem, w.scope, w.participant, w.municipality, ${ground}, ${todayHere()}::date, 'active', 'command line'
    FROM (VALUES ('methodist', 'subsystem-administrator', 'school', 'region', NULL::uuid, NULL::text),
        ('department', 'authority', 'school', 'region', ${participantOf('ДЕМО-10')}, NULL),
        ('department', 'authority', 'kindergarten', 'region', ${participantOf('ДЕМО-10')}, NULL),
        ('department', 'authority', 'portal', 'region', ${participantOf('ДЕМО-10')}, NULL),
        ('director', 'participant-administrator', 'school', 'participant', ${participantOf('ДЕМО-2')}, NULL),
        ('deputy', 'head-teacher', 'school', 'participant', ${participantOf('ДЕМО-1')}, NULL),
        ('deputy', 'school-exams', 'portal', 'participant', ${participantOf('ДЕМО-1')}, NULL),
        ('teacher', 'teacher', 'school', 'participant', ${participantOf('ДЕМО-1')}, NULL),
        ('nursery', 'kindergarten-head', 'kindergarten', 'participant', ${participantOf('ДЕМО-4')}, NULL),
        ('preschool', 'preschool-specialist', 'kindergarten', 'municipality', NULL, ${townOf('ДЕМО-4')}),
        ('preschool2', 'preschool-specialist', 'kindergarten', 'municipality', NULL, ${townOf('ДЕМО-4')}))
        w(login, role, subsystem, scope, participant, municipality)
      JOIN core.accounts a ON a.login = w.login AND a.is_demo
    WHERE w.scope = 'region' OR coalesce(w.participant::text, w.municipality) IS NOT NULL RETURNING id`;
  await sql`UPDATE core.accounts SET participant_id = (SELECT participant_id FROM core.agreements
    WHERE number = 'ДЕМО-2' AND is_demo) WHERE login = 'director' AND is_demo`;
  await sql`UPDATE core.accounts SET participant_id = ${participantOf('ДЕМО-1')}
    WHERE login IN ('deputy', 'teacher') AND is_demo`;
  await sql`UPDATE core.accounts SET participant_id = ${participantOf('ДЕМО-4')} WHERE login = 'nursery' AND is_demo`;
  await forgetActor();
  await audit('agreements.demo-appointed', { type: 'grant' }, { grants: given.length });
}
