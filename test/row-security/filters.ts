import { childrenOf, inReach, me, named, part, sql } from '@regiso/core';
import { personInReach } from '../../core/people/reach';

type Piece = ReturnType<typeof part>;
type Filter = (permission: string) => Piece | Promise<Piece>;

const column = (name: string) => part`${named(`p.${name}`)}`;
const placed: Filter = (permission) =>
  inReach(permission, { participant: column('participant_id'), municipality: column('municipality_id') });
const ofParticipant: Filter = (permission) => inReach(permission, { participant: column('participant_id') });
const ofTown: Filter = (permission) => inReach(permission, { municipality: column('municipality_id') });
const own = (name: string): Piece => part`${column(name)} = ${me().accountId}::uuid`;

/** Cards by the rights of staff, and the own children. */
const cards: Filter = async (permission) => {
  const [card] = await sql<{ id: string }>`SELECT id FROM core.persons WHERE account_id = ${me().accountId}`;
  const wards = card ? (await childrenOf(card.id)).filter(({ may }) => may.includes('see')) : [];
  return part`(${personInReach(permission)} OR p.id = ANY (${wards.map(({ childId }) => childId)}::uuid[]))`;
};

/** How the application finds rows `p` of a table for somebody: by the places of a right, and what is one's own. */
export const filters: Readonly<Record<string, Filter>> = {
  'core.accounts': (permission) => part`(${ofParticipant(permission) as Piece} OR ${own('id')})`,
  'core.agreement_files': ofParticipant,
  'core.agreement_warnings': ofParticipant,
  'core.agreements': ofParticipant,
  'core.confirmations': ofParticipant,
  'core.connections': placed,
  'core.dossier_items': placed,
  'core.documents': (permission) => part`(${ofParticipant(permission) as Piece} OR ${own('issued_by')})`,
  'core.files': (permission) => part`(${ofParticipant(permission) as Piece} OR ${own('stored_by')})`,
  'core.grants': (permission) => part`(${placed(permission) as Piece} OR ${own('account_id')})`,
  ...Object.fromEntries(
    [
      'core.import_files',
      'core.import_mappings',
      'core.import_matches',
      'core.import_problems',
      'core.import_runs',
      'core.staged_rows',
    ].map((table): [string, Filter] => [table, ofParticipant]),
  ),
  'core.participants': (permission) =>
    inReach(permission, { participant: column('id'), municipality: column('municipality_id') }),
  'core.persons': cards,
  'core.suspensions': ofParticipant,
  'core.ticket_messages': () => own('reader_id'),
  ...Object.fromEntries(
    [
      'core.activation_codes',
      'core.identities',
      'core.mails',
      'core.notice_settings',
      'core.notices',
      'core.push_devices',
      'core.readings',
      'core.recovery_codes',
      'core.second_factors',
      'core.sign_ins',
      'core.tickets',
      'school.calendar_keys',
    ].map((table): [string, Filter] => [table, () => own('account_id')]),
  ),
  'dashboards.alert_rules': () => own('author_id'),
  'dashboards.alerts': (permission) =>
    part`(${placed(permission) as Piece} OR ${me().accountId}::uuid = ANY (p.accounts))`,
  'dashboards.deliveries': () => part`${me().accountId}::uuid = ANY (p.accounts)`,
  'dashboards.own_boards': () => own('owner_id'),
  'dashboards.snapshots': (permission) => {
    const places = { participant: part`p.participants[1]`, municipality: part`p.municipalities[1]` };
    return part`(${inReach(permission, places)} OR ${own('owner_id')})`;
  },
  'dashboards.exports': () => own('owner_id'),
  'dashboards.delivery_runs': () => own('owner_id'),
  'dashboards.delivery_sendings': () => own('owner_id'),
  'kindergarten.allocation_runs': ofTown,
  'kindergarten.exchange_rings': ofTown,
  'kindergarten.federal_events': ofTown,
  'kindergarten.federal_files': ofTown,
  'kindergarten.federal_rows': ofTown,
  'kindergarten.applications': (permission) =>
    part`(${ofTown(permission) as Piece} OR ${me().accountId}::uuid = ANY (p.accounts))`,
  ...Object.fromEntries(
    [
      'kindergarten.attendance',
      'kindergarten.closed_months',
      'kindergarten.directions',
      'kindergarten.form_corrections',
      'kindergarten.groups',
      'kindergarten.month_reports',
      'kindergarten.pupil_acts',
      'kindergarten.pupils',
      'kindergarten.year_plans',
      'school.archive_orders',
      'school.attendance',
      'school.bells',
      'school.cell_changes',
      'school.certificates',
      'school.change_requests',
      'school.class_days',
      'school.classes',
      'school.closed_periods',
      'school.curriculum',
      'school.departures',
      'school.draft_slots',
      'school.excuses',
      'school.form_corrections',
      'school.form_snapshots',
      'school.handins',
      'school.holidays',
      'school.homework_done',
      'school.homework_parts',
      'school.homework_pupils',
      'school.journal_archives',
      'school.lessons',
      'school.load_pupils',
      'school.loads',
      'school.marks',
      'school.period_marks',
      'school.period_outcomes',
      'school.periods',
      'school.plan_topics',
      'school.posts',
      'school.pupil_months',
      'school.pupils',
      'school.reopenings',
      'school.result_changes',
      'school.risk_notes',
      'school.timetable',
      'school.timetable_scores',
      'school.year_marks',
      'school.years',
    ].map((table): [string, Filter] => [table, placed]),
  ),
};
