import {
  audit,
  beyondReach,
  canActFor,
  childrenOf,
  conflict,
  context,
  forbidden,
  invalidInput,
  me,
  notFound,
  ownPersonId,
  peopleBrief,
  prepared,
  pseudonymsOf,
  receive,
  sql,
  todayHere,
  valueOn,
} from '@regiso/core';
import { cohortOf, type DeskApplication, type NewApplication, type Origin, type Wishes } from '../../shared';
import { norms } from '../norms';
import { applicationsIn, ownApplication, ownDraft, type Application } from './applications';
import { enter, type Entry } from './enter';
import { showToFamilies } from './families';
import { note } from './history';
import { recount } from './queue';
import { rulesOn } from './rules';
import { attendedBy } from './stays';

/** A draft of the signed-in guardian; nothing is asked of it until it is sent. Gives its id. */
export async function draftFor(given: NewApplication): Promise<string> {
  const guardianId = await ownPersonId();
  if (!guardianId) throw forbidden('Ваша карточка ещё не связана с учётной записью: войдите через Госуслуги');
  if (!(await canActFor(guardianId, given.childId, 'apply')))
    throw invalidInput([{ path: ['payload', 'childId'], message: 'За этого ребёнка вы заявление подать не можете' }]);
  const id = await insertDraft({ ...given, guardianId, origin: 'portal', accounts: [me().accountId] });
  await audit('kindergarten.application-drafted', { type: 'application', id, personId: given.childId });
  return id;
}

type Draft = NewApplication & {
  id?: string;
  guardianId: string;
  origin: Origin;
  accounts: readonly string[];
};

async function insertDraft({ childId, guardianId, secondGuardianId, wishes, origin, accounts, ...given }: Draft) {
  const child = (await peopleBrief([childId], ['birthDate'])).get(childId);
  if (!child?.birthDate)
    throw invalidInput([{ path: ['payload', 'childId'], message: 'В карточке ребёнка нет даты рождения' }]);
  const from = await attendedOf(childId, child.birthDate, wishes);
  const pseudonym = (await pseudonymsOf([childId])).get(childId);
  const together = given.togetherWith ? await twinSet(given.togetherWith, child.birthDate) : null;
  const municipalityId = await municipalityOf(wishes);
  return beyondReach('a draft becomes visible to the guardian by this very row', async () => {
    const [row] = await prepared<{
      id: string;
    }>`INSERT INTO kindergarten.applications (id, origin, account_id, accounts,
        municipality_id, organisation_id, child_id, pseudonym, guardian_id, second_guardian_id, cohort, desired_on, orientation, regimes,
        language, anywhere, swaps, transfer_from, together)
      VALUES (coalesce(${given.id ?? null}::uuid, uuidv7()), ${origin}, ${context().actor?.accountId ?? null}, ${[...accounts]}::uuid[], ${municipalityId}, ${wishes.choices[0]?.organisationId}, ${child.id}, ${pseudonym},
        ${guardianId}, ${secondGuardianId}, ${cohortOf(child.birthDate ?? '')}, ${wishes.desiredOn}, ${wishes.orientation},
        ${wishes.regimes}, ${wishes.language}, ${wishes.anywhere}, ${from !== null && wishes.swaps}, ${from}, ${together}) RETURNING id`;
    const id = row?.id ?? '';
    await addChoices(id, guardianId, wishes);
    return id;
  });
}

/** The kindergarten a child attends already: its application asks for a transfer. Throws 400 when that one is wished for. */
async function attendedOf(
  childId: string,
  birthDate: string | null | undefined,
  { choices, desiredOn }: Pick<Wishes, 'choices' | 'desiredOn'>,
) {
  if (birthDate) await refuseTooOld(birthDate, desiredOn);
  const stay = (await attendedBy([childId])).get(childId);
  const at = choices.findIndex(({ organisationId }) => organisationId === stay?.organisationId);
  if (stay && at >= 0)
    throw invalidInput([
      {
        path: ['payload', 'wishes', 'choices', at, 'organisationId'],
        message: 'Ребёнок уже ходит в этот детский сад: перевод возможен в другой',
      },
    ]);
  return stay?.organisationId ?? null;
}

/** Nobody is put in a queue for a day on which the law takes them out of it. */
async function refuseTooOld(birthDate: string, desiredOn: string) {
  const { value: years } = await valueOn(norms, 'last-age', desiredOn);
  if (`${Number(birthDate.slice(0, 4)) + years}${birthDate.slice(4)}` <= desiredOn)
    throw invalidInput([
      { path: ['payload', 'wishes', 'desiredOn'], message: `К этому дню ребёнку исполнится ${years} лет` },
    ]);
}

/** Twins carry one mark: that of the application which stood first. */
async function twinSet(otherId: string, birthDate: string): Promise<string> {
  const other = await ownApplication(otherId);
  const brief = (await peopleBrief([other.child_id], ['birthDate'])).get(other.child_id);
  if (brief?.birthDate !== birthDate)
    throw invalidInput([{ path: ['payload', 'togetherWith'], message: 'Вместе зачисляют детей одного дня рождения' }]);
  const mark = other.together ?? other.id;
  await sql`UPDATE kindergarten.applications SET together = ${mark} WHERE id = ${otherId} AND together IS NULL`;
  return mark;
}

/** The municipality of the first kindergarten of a list. Throws 400 when one of the list is none. */
async function municipalityOf({ choices }: Pick<Wishes, 'choices'>) {
  const rows = await prepared<{ id: string; municipality: string | null }>`SELECT id, municipality_id AS municipality
    FROM core.organisations WHERE kind = 'kindergarten' AND status = 'active'
      AND id = ANY (${choices.map(({ organisationId }) => organisationId)}::uuid[])`;
  const known = new Map(rows.map(({ id, municipality }) => [id, municipality]));
  const unknown = choices.findIndex(({ organisationId }) => !known.has(organisationId));
  if (unknown >= 0 || !choices.length) throw unknownKindergarten(Math.max(0, unknown));
  return known.get(choices[0]?.organisationId ?? '') ?? null;
}

const unknownKindergarten = (at: number) =>
  invalidInput([{ path: ['payload', 'wishes', 'choices', at, 'organisationId'], message: 'Такого детского сада нет' }]);

/** Writes the list of kindergartens anew. */
async function writeChoices(id: string, guardianId: string, wishes: Pick<Wishes, 'choices'>): Promise<void> {
  await beyondReach('the list of an application that was in reach', async () => {
    await sql`DELETE FROM kindergarten.choices WHERE application_id = ${id}`;
    await addChoices(id, guardianId, wishes);
    await sql`UPDATE kindergarten.applications SET organisation_id = ${wishes.choices[0]?.organisationId} WHERE id = ${id}`;
  });
}

/** Writes the list of kindergartens where there is none; a sibling must be a child of the same guardian. */
async function addChoices(id: string, guardianId: string, { choices }: Pick<Wishes, 'choices'>): Promise<void> {
  const isNamed = choices.some(({ siblingId }) => siblingId);
  const siblings = new Set(isNamed ? (await childrenOf(guardianId)).map(({ childId }) => childId) : []);
  const stranger = choices.findIndex(({ siblingId }) => siblingId && !siblings.has(siblingId));
  if (stranger >= 0)
    throw invalidInput([
      { path: ['payload', 'wishes', 'choices', stranger, 'siblingId'], message: 'Это не ребёнок заявителя' },
    ]);
  await prepared`INSERT INTO kindergarten.choices (application_id, organisation_id, rank, sibling_id)
    SELECT ${id}, organisation, rank, sibling FROM unnest(${choices.map((one) => one.organisationId)}::uuid[],
      ${choices.map((one) => one.siblingId)}::uuid[]) WITH ORDINALITY c(organisation, sibling, rank)`;
}

/** Changes what a family wishes. The time of filing stays; in the queue the places are counted anew. */
export async function changeWishes(application: Application, wishes: Wishes, who: 'guardian' | 'staff'): Promise<void> {
  const { id, status } = application;
  if (!['draft', 'sent', 'received', 'need-confirm', 'queued', 'frozen'].includes(status))
    throw conflict('Сейчас список изменить нельзя: ответьте на предложение места или дождитесь решения');
  const municipalityId = await municipalityOf(wishes);
  if (status !== 'draft' && municipalityId !== application.municipality_id)
    throw conflict('Первый детский сад списка должен быть в том же муниципалитете, что и заявление');
  await writeWishes(application, wishes, municipalityId);
  if (status !== 'draft') await note(id, who, { kind: 'wishes', details: { choices: wishes.choices.length } });
  await recount({ applications: [id] }, 'wishes');
  await audit('kindergarten.wishes-changed', { type: 'application', id, personId: application.child_id });
}

async function writeWishes(application: Application, wishes: Wishes, municipalityId: string | null) {
  const { id } = application;
  const child = (await peopleBrief([application.child_id], ['birthDate'])).get(application.child_id);
  const from = await attendedOf(application.child_id, child?.birthDate, wishes);
  await writeChoices(id, application.guardian_id, wishes);
  await beyondReach(
    'the application itself was in reach',
    () => sql`UPDATE kindergarten.applications SET desired_on = ${wishes.desiredOn}, orientation = ${wishes.orientation},
      regimes = ${wishes.regimes}, language = ${wishes.language}, anywhere = ${wishes.anywhere},
      swaps = ${from !== null && wishes.swaps}, transfer_from = ${from}, municipality_id = ${municipalityId}, changed_at = now() WHERE id = ${id}`,
  );
}

/**
 * The family moves to another municipality: the application goes on there, with its time of filing where the act of the
 * receiving municipality says so, and with what was confirmed already. Throws 409 within one municipality.
 */
export async function moveApplication(
  application: Application,
  wishes: Wishes,
  who: 'guardian' | 'staff',
): Promise<void> {
  const { id, child_id: personId, municipality_id: from, status } = application;
  if (!['sent', 'received', 'need-confirm', 'queued', 'frozen'].includes(status))
    throw conflict('Сейчас заявление перевести нельзя: ответьте на предложение места или дождитесь решения');
  const to = await municipalityOf(wishes);
  if (!to || to === from) throw conflict('Первый детский сад списка в том же муниципалитете: измените пожелания');
  const { rules } = await rulesOn(to, todayHere());
  const isKept = rules.moveKeepsTime;
  await writeWishes(application, wishes, to);
  await beyondReach(
    'the application itself was in reach',
    () =>
      sql`UPDATE kindergarten.applications SET filed_at = CASE WHEN ${isKept} THEN filed_at ELSE now() END WHERE id = ${id}`,
  );
  await note(id, who, { kind: 'moved', details: { from, to, isKept } });
  await recount({ applications: [id] }, 'moved');
  await audit('kindergarten.application-moved', { type: 'application', id, personId }, { from, to, isKept });
}

/** Sends a draft: the receipt comes first, and once, however often it is sent. */
export async function send(id: string): Promise<{ number: string; receivedAt: string }> {
  const { number, receivedAt, isRepeated } = await receive('kindergarten.application', id, 'ДС');
  const application = await ownDraft(id);
  if (!isRepeated) await enter(application, { number, receivedAt, filedAt: receivedAt, who: 'guardian' });
  return { number, receivedAt: receivedAt.toISOString() };
}

/** An application taken at the desk: by the same rules; a paper keeps the time at which it came, on a ground. */
export async function fileAtDesk(given: DeskApplication): Promise<string> {
  const { guardianId, origin, filedAt, filingGround, ...asked } = given;
  if (!(await canActFor(guardianId, given.childId, 'apply')))
    throw invalidInput([
      { path: ['payload', 'guardianId'], message: 'Этот человек не вправе подать заявление за ребёнка' },
    ]);
  const accounts = await accountsOf([guardianId, given.secondGuardianId]);
  const id = await insertDraft({ ...asked, guardianId, origin, accounts });
  const { number, receivedAt } = await receive('kindergarten.application', id, 'ДС');
  const [application] = await sql<Application>`SELECT a.* FROM kindergarten.applications a
    WHERE a.id = ${id} AND ${applicationsIn('kindergarten.keep-queue')}`;
  if (!application) throw notFound('Заявление вне ваших пределов: первый детский сад не в вашем муниципалитете');
  const filed = filedAt ? new Date(filedAt) : receivedAt;
  if (filed > receivedAt)
    throw invalidInput([{ path: ['payload', 'filedAt'], message: 'Время получения ещё не наступило' }]);
  await enter(application, { number, receivedAt, filedAt: filed, ...(filingGround && { filingGround }), who: 'staff' });
  await showToFamilies([given.childId]);
  return id;
}

type FromPortal = Pick<Entry, 'number' | 'receivedAt' | 'filedAt'> & {
  id: string;
  childId: string;
  guardianId: string;
  wishes: Wishes;
  filingGround: string;
};

/** An application of the federal portal, received before: the time of filing is the portal's stamp. Throws 400 and 409. */
export async function fileFromPortal({ id, childId, guardianId, wishes, ...entry }: FromPortal): Promise<Application> {
  if (!(await canActFor(guardianId, childId, 'apply')))
    throw conflict('Этот человек не вправе подать заявление за ребёнка');
  const asked = { childId, guardianId, wishes, secondGuardianId: null, togetherWith: null };
  await insertDraft({ ...asked, id, origin: 'federal', accounts: await accountsOf([guardianId]) });
  const [application] = await sql<Application>`SELECT a.* FROM kindergarten.applications a WHERE a.id = ${id}`;
  if (!application) throw notFound('Заявление не найдено');
  await enter(application, { ...entry, who: 'system' });
  await showToFamilies([childId]);
  return application;
}

const accountsOf = (people: readonly (string | null)[]) =>
  beyondReach('guardians see the application that stands for their child', async () => {
    const rows = await sql<{ id: string }>`SELECT account_id AS id FROM core.persons
      WHERE id = ANY (${people.filter(Boolean)}::uuid[]) AND account_id IS NOT NULL`;
    return rows.map(({ id }) => id);
  });
