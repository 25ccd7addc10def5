import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from '@regiso/core';
import { placed, type Add, type Child, type Place, type Unregistered } from './world';

const day = '2026-09-01';
const hash = (text: string) =>
  sql<{ sha256: string }>`SELECT encode(sha256(convert_to(${text}, 'UTF8')), 'hex') AS sha256`;

const of = ({ organisationId, participantId, town }: Place | Unregistered) => ({
  organisation_id: organisationId,
  participant_id: participantId,
  municipality_id: town,
});

/** A paper of somebody's personal file in a place. */
const aPaper = (add: Add, place: Place | Unregistered, person: string) => {
  const paper = { person_id: person, dossier: 'x', kind: 'x', received_on: day };
  return add('core.dossier_items', place.owner, { ...of(place), ...paper });
};

/** A run of the allocation of a town, and a ring of exchange in it. */
export async function fillTown(add: Add, town: string) {
  const [rules] = await sql<{ id: string }>`SELECT id FROM kindergarten.municipal_rules LIMIT 1`;
  const texts = { input: '{}', input_sha256: 'x', protocol: '{}', protocol_sha256: 'x' };
  const run = { municipality_id: town, run_on: day, strategy: 'serial', rules_id: rules?.id, placed: 0, unplaced: 0 };
  await add('kindergarten.allocation_runs', { towns: [town] }, { ...run, ...texts });
  const [{ sha256 } = { sha256: '' }] = await hash('{}');
  const ring = { strategy: 'x', input: '{}', input_sha256: sha256, members: ['1', '2'], answer_by: day };
  await add('kindergarten.exchange_rings', { towns: [town] }, { municipality_id: town, ...ring });
  const sent = { kind: 'applications', name: 'Файл', sha256: randomUUID(), rows: 1 };
  const file = await add('kindergarten.federal_files', { towns: [town] }, { municipality_id: town, ...sent });
  const row = { id: randomUUID(), portal_id: randomUUID(), number: 'Ф-1', line: 2, filed_at: day, received_at: day };
  const sealed = { digest: Buffer.from('x'), given: Buffer.from('x') };
  await add(
    'kindergarten.federal_rows',
    { towns: [town] },
    { file_id: file, municipality_id: town, ...row, ...sealed },
  );
}

/** A rule of somebody who works at the place, an alert there, and what was reported of it. */
export async function fillAlerts(add: Add, { owner, organisationId, participantId, town }: Place, staff: string) {
  const watched = { title: 'Правило', indicator: 'school.pupils', over: 'organisation', author_id: staff };
  const condition = { kind: 'threshold', comparison: 'at-least' };
  const own = { accounts: [staff] };
  const rule = await add('dashboards.alert_rules', own, { ...watched, ...condition, value: 1, takes_running: false });
  const found = { threshold: 1, place: organisationId, period: day, within: '{}', accounts: [staff] };
  const where = { organisation_id: organisationId, participant_id: participantId, municipality_id: town };
  await add('dashboards.alerts', { ...owner, ...own }, { rule_id: rule, ...watched, ...condition, ...found, ...where });
  const reported = { dashboard: 'school.overview', title: 'ОО-1', reported_on: day, ground: 'Приказ', language: 'ru' };
  const frozen = { words: '', search: '{}', content: '{}', sha256: 'x', tick: 1, as_of: day, owner_id: staff };
  const places = { municipalities: [town], participants: participantId ? [participantId] : [] };
  await add('dashboards.snapshots', { ...owner, ...own }, { ...reported, ...frozen, ...places });
}

/** A board that somebody who works at the place is sent. */
export async function fillDeliveries(add: Add, staff: string) {
  const own = { accounts: [staff] };
  const board = { dashboard: 'school.overview', search: '{}', words: '', every: 'daily', hour: 9, formats: ['pdf'] };
  const people = { owner_id: staff, recipients: [staff], accounts: [staff], ends_on: day };
  const delivery = await add('dashboards.deliveries', own, { ...board, ...people });
  const run = await add('dashboards.delivery_runs', own, { delivery_id: delivery, owner_id: staff, slot: day });
  await add('dashboards.delivery_sendings', own, { run_id: run, account_id: staff, owner_id: staff });
  const table = { indicator: 'school.pupils', definition_version: 1, divided_by: ['municipality'], filters: '{}' };
  await add('dashboards.exports', own, { owner_id: staff, ...table, language: 'ru', title: 'Выгрузка', words: '' });
  await add('dashboards.own_boards', own, { owner_id: staff, title: 'Своя панель', tiles: '[]' });
}

/** A result of a participant's exam with its history: shown to nobody by a place, read once it is known whose it is. */
export async function fillExams(add: Add, person: string, number: number) {
  const [batch] = await sql<{ id: string }>`INSERT INTO exams.batches (kind, subject, held_on, number, unit)
    VALUES ('ege', 'russian', ${day}::date - ${number}::int, 1, 'score') RETURNING id`;
  const result = await add('exams.person_results', {}, { batch_id: batch?.id, person_id: person, result: 50 });
  const former = { result_id: result, revision: 1, result: 40, status: 'valid', ground: 'Апелляция' };
  await add('exams.result_revisions', {}, former);
  await add('exams.result_keys', {}, { result_id: result, key: Buffer.from('x') });
  const appeal = { kind: 'marks', number: `АП-${number}`, origin: 'own', presence: 'self', said: Buffer.from('x') };
  const days = { received_at: day, received_on: day, file_by: day, decide_by: day, term_row: 'x' };
  await add('exams.appeals', {}, { result_id: result, person_id: person, ...appeal, ...days });
  await add('exams.annulments', {}, { result_id: result, action: 'annul', protocol: '№ 1', reason: 'Проверка' });
}

/** Groups, what is reported of them, and the children: the first attends, the second waits and is directed here. */
export async function fillKindergarten(
  add: Add,
  place: Place | Unregistered,
  [pupil, applicant]: Child[],
  staff: string,
) {
  const owner = placed(place);
  const sort = { orientation: 'general', regime: 'full-day', language: 'ru' };
  const group = await add('kindergarten.groups', owner, {
    ...of(place),
    ...sort,
    school_year: 2026,
    name: 'Группа',
    age_from: 2,
    age_to: 4,
    area_m2: 50,
    capacity: 20,
  });
  await add('kindergarten.closed_months', owner, { ...of(place), month: day, closed_by: staff });
  const cell = { form: '85-К', on_day: day, line: '1', column: '1', reason: 'Проверка' };
  await add('kindergarten.form_corrections', owner, { ...of(place), ...cell, made_by: staff });
  const [{ sha256 } = { sha256: '' }] = await hash('{}');
  await add('kindergarten.month_reports', owner, { ...of(place), month: day, version: 1, content: '{}', sha256 });
  await add('kindergarten.year_plans', owner, { ...of(place), school_year: 2027, lines: '[]' });
  await add('kindergarten.pupil_acts', owner, { ...of(place), kind: 'transfer', on_day: day });
  if (!pupil || !applicant) return;
  await aPaper(add, place, pupil.id);
  const stay = { person_id: pupil.id, pseudonym: pupil.pseudonym, cohort: 2, group_id: group, starts_on: day };
  const held = await add('kindergarten.pupils', owner, { ...of(place), ...stay });
  const { organisation_id: _, ...whose } = of(place);
  await add('kindergarten.attendance', owner, { pupil_id: held, ...whose, day, status: 'absent', reason: 'illness' });
  await fillApplication(add, place, applicant, group);
}

async function fillApplication(
  add: Add,
  place: Place | Unregistered,
  { id, pseudonym, guardian, accounts }: Child,
  group: string,
) {
  const [account] = accounts;
  const who = {
    account_id: account,
    accounts,
    participants: place.participantId ? [place.participantId] : [],
    municipality_id: place.town,
  };
  const wish = { cohort: 2, desired_on: day, orientation: 'general', regimes: ['full-day'] };
  const child = { child_id: id, pseudonym, guardian_id: guardian };
  // Applications are the municipality’s own.
  const owner = { ...placed(place), towns: [place.town], accounts };
  const application = await add('kindergarten.applications', owner, { origin: 'portal', ...who, ...child, ...wish });
  const listed = { application_id: application, organisation_id: place.organisationId };
  // Parts of an application are shown to nobody: they are read once the application was in reach.
  await add('kindergarten.choices', {}, { ...listed, rank: 1 });
  const [category] = await sql<{ code: string }>`SELECT min(code) AS code FROM kindergarten.privilege_categories`;
  const privilege = { application_id: application, category: category?.code, document: 'Справка' };
  await add('kindergarten.privileges', {}, privilege);
  const line = { application_id: application, who: 'guardian', kind: 'filed' };
  const event = await add('kindergarten.application_events', {}, line);
  const step = { event_id: event, municipality_id: place.town };
  await add('kindergarten.federal_events', { towns: [place.town] }, step);
  const [{ sha256 } = { sha256: '' }] = await hash('{}');
  const log = { document_id: randomUUID(), application_id: application, content: '{}', sha256 };
  await add('kindergarten.case_logs', {}, log);
  await add('kindergarten.queue_entries', {}, { ...listed, age: 2, key: 'x' });
  await add('kindergarten.queue_moves', {}, { ...listed, age: 2, class: 3, to_key: 'x', cause: 'filed' });
  const direction = { number: randomUUID(), order_details: 'Приказ', group_id: group, class: 3, answer_by: day };
  await add('kindergarten.directions', placed(place), { ...of(place), application_id: application, ...direction });
}

/** A class with its journal, and the children in it. */
export async function fillSchool(add: Add, place: Place | Unregistered, children: Child[], staff: string) {
  const owner = placed(place);
  const own = (table: string, values: Record<string, unknown>) =>
    add(`school.${table}`, owner, { ...of(place), ...values });
  const year = await own('years', { first_year: 2026, starts_on: '2026-09-01', ends_on: '2027-05-31' });
  const span = { kind: 'quarter', number: 1, grade_from: 1, grade_to: 11, starts_on: day, ends_on: '2026-10-31' };
  const period = await own('periods', { year_id: year, ...span });
  await own('bells', { year_id: year, shift: 1, number: 1, starts_at: '08:30', ends_at: '09:10' });
  await own('holidays', {
    year_id: year,
    title: 'Каникулы',
    grade_from: 1,
    grade_to: 11,
    starts_on: day,
    ends_on: day,
  });
  const group = await own('classes', { year_id: year, grade: 3, letter: 'А' });
  const [subject] = await sql<{ code: string }>`SELECT min(code) AS code FROM school.subjects`;
  await own('curriculum', { class_id: group, subject: subject?.code, hours: 2 });
  const load = await own('loads', { class_id: group, subject: subject?.code, hours: 2 });
  const order = {
    scope: 'journal',
    title: 'Журнал',
    reason: 'Конец года',
    grade_from: 3,
    grade_to: 3,
    journals: `{${load}}`,
  };
  await own('archive_orders', order);
  const version = { version: 1, contents_sha256: '0'.repeat(64), reason: 'Конец года', year_ends_on: '2027-05-31' };
  await own('journal_archives', { load_id: load, grade: 3, ...version });
  await own('draft_slots', { year_id: year, load_id: load, weekday: 1, number: 1 });
  await own('timetable', { load_id: load, weekday: 1, number: 1, valid_from: day });
  await own('plan_topics', { load_id: load, number: 1, title: 'Тема' });
  const at = { subject: subject?.code, grade: 3, day };
  const lesson = await own('lessons', { load_id: load, class_id: group, number: 1, ...at });
  const homework = await own('homework_parts', { lesson_id: lesson, text: '§ 5' });
  await own('closed_periods', { period_id: period, class_id: group, closed_by: staff });
  const cell = { form: 'ОО-1', on_day: day, line: '21-01', column: '3', reason: 'Проверка' };
  await own('form_corrections', { ...cell, made_by: staff });
  await own('form_snapshots', { form: 'ОО-1', on_day: day, cells: '{}', frozen_by: staff });
  const act = { act_number: '1', act_date: day, ground: 'Акт', until: day };
  await own('reopenings', { period_id: period, class_id: group, ...act });
  await own('class_days', { class_id: group, grade: 3, day, minutes: 60, norm: 90 });
  await own('timetable_scores', { class_id: group, grade: 3, days: 5, kept: 4 });
  for (const { id } of children.slice(0, 1)) await own('posts', { person_id: id, title: 'Учитель', starts_on: day });
  for (const { id, pseudonym } of children) {
    await aPaper(add, place, id);
    const pupil = await own('pupils', { person_id: id, pseudonym, class_id: group, grade: 3, starts_on: day });
    await own('load_pupils', { load_id: load, pupil_id: pupil });
    const cell = { lesson_id: lesson, pupil_id: pupil };
    await own('homework_done', cell);
    await own('handins', { ...cell, is_late: false, sent_by: staff });
    const told = { class_id: group, starts_on: day, ends_on: day, reason: 'family', sent_by: staff };
    await own('excuses', { pupil_id: pupil, ...told });
    const certificate = { starts_on: day, ends_on: day, code: 'ill', note: Buffer.from('n') };
    await own('certificates', { pupil_id: pupil, class_id: group, ...certificate });
    const left = { grade: 3, last_day: day, reason: 'moved', order_number: '1', order_on: day };
    await own('risk_notes', { pupil_id: pupil, note: Buffer.from('n') });
    await own('departures', { pupil_id: pupil, ...left });
    await own('homework_pupils', { ...cell, part_id: homework });
    await aPortfolio(add, id);
    await own('attendance', { ...cell, ...at, code: 'illness', counts_as: 'excused' });
    await own('marks', { ...cell, ...at, place: 1, value: 4, kind: 'answer', weight: 1 });
    const request = { grade: 3, version: 0, before: '{}', wanted: '{}', reason: 'Ошибка', asked_by: staff };
    await own('change_requests', { ...cell, ...request });
    await own('cell_changes', { ...cell, version: 1, before: '{}', after: '{}' });
    const taught = { pupil_id: pupil, subject: subject?.code };
    const outcome = { grade: 3, ends_on: day, subjects: 1, lowest: 4 };
    await own('period_outcomes', { period_id: period, pupil_id: pupil, ...outcome });
    await own('pupil_months', { pupil_id: pupil, grade: 3, starts_on: day, lessons: 20, missed: 1 });
    await own('period_marks', { period_id: period, ...taught, value: 4 });
    await own('year_marks', { ...taught, kind: 'year', value: 4 });
    await own('result_changes', { ...taught, kind: 'year', after: '4' });
  }
}

/** Of no place: shown to nobody by the database alone. */
async function aPortfolio(add: Add, person: string) {
  const said = { kind: 'project', title: 'Проект', held_on: day, level: 'school' };
  const item = await add('school.portfolio_items', {}, { person_id: person, ...said });
  await add('school.portfolio_steps', {}, { item_id: item, version: 1, what: 'added' });
  const shows = { shows_surname: false, shows_school: false, consent: 1 };
  await add('school.portfolio_links', {}, { person_id: person, key_hash: randomBytes(32), valid_until: day, ...shows });
}
