import { homeRegion, notFound, sql, todayHere } from '@regiso/core';
import type { ApplicationView } from '../../shared';
import { factsOf, moment, summed } from './case-words';
import { movesSince } from './moves';
import { positionsOf } from './queue';
import { rulesOn } from './rules';

const keyWords = {
  class: 'по праву: внеочередное, первоочередное, региональная льгота, без льготы',
  sibling: 'брат или сестра уже ходит в этот детский сад',
  filed: 'по времени подачи заявления',
} as const;

const places = (count: number) => {
  const form = new Intl.PluralRules('ru').select(count);
  return form === 'one' ? 'место' : form === 'few' ? 'места' : 'мест';
};

/** «+2» means two places further back. */
function changeOf(position: number, of: number, by: number): string {
  if (!by) return `Место ${position} из ${of}: за это время не изменилось.`;
  const where = by > 0 ? 'дальше' : 'ближе';
  return `Было ${position - by}, стало ${position} из ${of}: ${where} на ${Math.abs(by)} ${places(Math.abs(by))}.`;
}

/** The moment from which changes are told: the first of a day here, or the filing when that is later. */
async function beginning(filedAt: Date, from: string | undefined): Promise<Date> {
  if (!from) return filedAt;
  const [row] = await sql<{ at: Date }>`SELECT ${from}::date::timestamp AT TIME ZONE ${homeRegion().timeZone} AS at`;
  return row && row.at > filedAt ? row.at : filedAt;
}

/** What a family is told of its places: what they were and are, what changed them and in what order the law puts children. */
export async function explainPlace(view: ApplicationView, from?: string) {
  if (!view.filedAt) throw notFound('Заявление не найдено');
  const since = await beginning(new Date(view.filedAt), from);
  const lists = [];
  for (const { organisationId, organisation, position, of } of await positionsOf(view.id)) {
    const { moves, isWhole } = await movesSince(view.id, organisationId, since.toISOString());
    const by = moves.reduce((sum, move) => sum + move.by, 0);
    lists.push({ organisation, change: changeOf(position, of, by), causes: summed(moves), isWhole });
  }
  const { rules, act, verified } = await rulesOn(view.municipalityId, todayHere());
  const order = rules.keys.map((key) => keyWords[key]);
  const ground = `Порядок установлен: ${act}${verified ? '' : ' (сведения об акте ещё не сверены)'}.`;
  return { facts: factsOf(view), since: moment(since), lists, order, act: ground };
}
