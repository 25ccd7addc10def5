import { audit, beyondReach, canActFor, conflict, forbidden, inTransaction, isInForce, notFound } from '@regiso/core';
import { ownChild, ownPersonId, part, peopleBrief, sql, todayHere, valueOn } from '@regiso/core';
import type { portfolioEnds } from '../../shared';
import { portfolioRules } from './references';

/** Whose portfolio it is, and what the reader may do with it. */
export type Holder = {
  person: string;
  isSelf: boolean;
  /** From this age a pupil decides alone; before it, who stands for the pupil. */
  ownAge: number;
  mayAdd: boolean;
  mayShow: boolean;
  ended: (typeof portfolioEnds)[number] | null;
  stay: Stay;
};

/** The last time of a pupil in a class. */
type Stay = { classId: string; class: string; school: string; teacher: string | null };

/** Why rows of a portfolio are read although the database shows them to nobody. */
export const ofFamily = 'the portfolio of oneself or of one’s own child';

/** The holder of a portfolio that one may open: one’s own, or a child’s. Throws 403, recorded, for a classmate’s, 404 for others. */
export async function holderOf(personId: string): Promise<Holder> {
  const own = await ownPersonId();
  const isSelf = own === personId;
  const person = isSelf ? personId : await ownChild(personId).catch(() => refuse(own, personId));
  const { isHere, isConnected, ...stay } = await lastStay(person);
  const { value: ownAge } = await valueOn(portfolioRules, 'own-age');
  const isYoung = (await ageOf(person)) < ownAge;
  const stands = !isSelf && isYoung && own !== undefined && (await canActFor(own, person, 'apply'));
  return {
    ...{ person, isSelf, ownAge, stay },
    mayAdd: isSelf || stands,
    mayShow: isSelf ? !isYoung : stands,
    ended: !isHere ? 'left' : isConnected ? null : 'school',
  };
}

/** A classmate knows that the other learns there: refused openly. To anybody else there is no such portfolio. */
async function refuse(own: string | undefined, personId: string): Promise<never> {
  const [met] = await beyondReach(
    'whether somebody asks for the portfolio of a classmate',
    () => sql`SELECT 1 AS one FROM school.pupils a JOIN school.pupils b ON b.class_id = a.class_id
      WHERE a.person_id = ${own ?? null}::uuid AND b.person_id = ${personId} LIMIT 1`,
  );
  if (!met) throw notFound('Портфолио не найдено');
  // Apart, for the request itself leaves nothing behind.
  await inTransaction({}, () => audit('school.portfolio-refused', { type: 'person', id: personId }));
  throw forbidden('Портфолио открывают только сам ученик, его представители и его школа');
}

async function lastStay(person: string): Promise<Stay & { isHere: boolean; isConnected: boolean }> {
  const today = todayHere();
  const [stay] = await beyondReach(
    ofFamily,
    () => sql<Stay & { isHere: boolean; isConnected: boolean }>`SELECT p.class_id AS "classId",
        c.grade || c.letter AS class, o.short_name AS school, c.teacher_id AS teacher,
        (p.ends_on IS NULL OR p.ends_on >= ${today}::date) AS "isHere",
        ${isInForce(part`p.participant_id`, 'school')} AS "isConnected"
      FROM school.pupils p JOIN school.classes c ON c.id = p.class_id JOIN core.organisations o ON o.id = p.organisation_id
      WHERE p.person_id = ${person} AND p.starts_on <= ${today}::date ORDER BY p.starts_on DESC LIMIT 1`,
  );
  if (!stay) throw notFound('Портфолио не найдено');
  return stay;
}

/** Whole years today; none where the birth date is not known, so that somebody else decides. */
async function ageOf(person: string): Promise<number> {
  const born = (await peopleBrief([person], ['birthDate'])).get(person)?.birthDate;
  if (!born) return 0;
  const today = todayHere();
  return Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - (today.slice(5) < born.slice(5) ? 1 : 0);
}

/** Throws 403 and 409 where the reader adds and changes nothing. */
export function demandAdding({ mayAdd, ended }: Holder) {
  if (!mayAdd) throw forbidden('Портфолио ведёт сам ученик: вы можете его смотреть');
  refuseEnded(ended);
}

/** Throws 403 and 409 where the reader does not decide what stands on a public link. */
export function demandShowing({ mayShow, isSelf, ended }: Holder) {
  if (!mayShow && isSelf) throw forbidden('Показать портфолио другим решает ваш законный представитель');
  if (!mayShow) throw forbidden('Показать портфолио другим решает сам ученик');
  refuseEnded(ended);
}

function refuseEnded(ended: Holder['ended']) {
  if (ended === 'left') throw conflict('Ученик сейчас нигде не учится: портфолио можно смотреть, скрывать и удалять');
  if (ended === 'school') throw conflict('Школа сейчас не подключена: портфолио можно смотреть, скрывать и удалять');
}
