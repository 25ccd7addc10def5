import { todayHere, type Indicator } from '@regiso/core';
import type { AlertFiring, AlertPreview, AlertRule } from '../../shared/alerts';
import type { AnswerRow, AsOf } from '../../shared';
import { askOwned } from '../ask';
import type { Scopes } from '../compile';
import { compileContext, factsUsed, type Owned } from '../context';
import { dayExpression } from '../dimensions';
import { titlesOf, type Language } from '../titles';
import { firingsOf, judge, type Judged, type Reading } from './condition';
import { calendarOf, firstDay, hasCome, isWorked, periodOf } from './periods';

type Watched = Omit<AlertRule, 'title'>;
/** What a rule sees: its periods in order, and for each place what the condition says of each of them. */
export type Look = {
  axis: string[];
  places: Map<string, { title: string; judged: Judged[] }>;
  periodTitles: Map<string, string>;
  hidden: number;
  asOf: AsOf;
};

/** Looks at the figures of a rule within somebody's rows, protected as on any page. Throws what a question throws. */
export async function lookAt(owned: Owned<Indicator>, rule: Watched, scope: Scopes, language: Language): Promise<Look> {
  const { grain, over } = rule;
  const by = [grain, over].filter((name) => name !== null);
  const from = grain && (await hasDays(owned.item)) ? firstDay(grain, over) : undefined;
  const asked = { indicator: owned.item.id, by, ...(from && { period: { from } }) };
  const answer = await askOwned(owned, asked, { audience: 'internal', language, scope });
  const seen = { courses: new Map<string, Map<string, Reading>>(), titles: new Map<string, string>() };
  const known = new Set<string>();
  let hidden = 0;
  for (const row of answer.rows) {
    const at = placed(rule, row);
    if (!at || (grain && !hasCome(grain, at.period, rule.takesRunning))) continue;
    const isHidden = row.value === null && !row.flags.includes('x');
    hidden += Number(isHidden);
    known.add(at.period);
    seen.titles.set(at.place, at.placeTitle);
    const course = seen.courses.get(at.place) ?? new Map<string, Reading>();
    seen.courses.set(at.place, course.set(at.period, { value: row.value, isHidden }));
  }
  const axis = axisOf(rule, [...known].sort());
  const title = grain && (await titlesOf(grain, axis, owned.plugin, language));
  const periodTitles = new Map(axis.map((period) => [period, title ? title(period) : '']));
  const places = new Map(
    [...seen.courses].map(([place, course]) => [
      place,
      { title: seen.titles.get(place) ?? '', judged: judge(rule, axis, course) },
    ]),
  );
  return { axis, places, periodTitles, hidden, asOf: answer.asOf };
}

async function hasDays(indicator: Indicator): Promise<boolean> {
  const context = await compileContext();
  return factsUsed(indicator).every((fact) => dayExpression(fact, context));
}

/** The place and period of a row; the whole is the place without a name. What is not known of belongs to nobody. */
function placed({ grain, over }: Watched, { key, titles }: AnswerRow) {
  const period = grain ? key[0] : todayHere();
  const place = over ? key[grain ? 1 : 0] : '';
  if (period === null || period === undefined || place === null || place === undefined) return undefined;
  return { period, place, placeTitle: over ? (titles[grain ? 1 : 0] ?? '') : '' };
}

/**
 * Periods that have a figure of anybody. For a rule on absence: days without lessons are missed by nobody, and of the whole
 * every period up to the last one counts.
 */
function axisOf({ grain, over, kind, takesRunning }: Watched, known: string[]): string[] {
  const [first] = known;
  if (kind !== 'absence' || !grain || !first) return known;
  if (over) return grain === 'day' ? known.filter(isWorked) : known;
  return calendarOf(grain, first, periodOf(grain, todayHere())).filter((one) => hasCome(grain, one, takesRunning));
}

const mostFirings = 200;

/** What a rule would have done with the figures it sees. */
export function previewOf({ axis, places, periodTitles, hidden, asOf }: Look): AlertPreview {
  const counts = new Map<number, number>();
  const firings: (AlertFiring & { at: number })[] = [];
  let now = 0;
  for (const [place, { title, judged }] of places) {
    if (judged.at(-1)?.mark === 'holds') now += 1;
    for (const at of firingsOf(judged)) {
      counts.set(at, (counts.get(at) ?? 0) + 1);
      const [period = '', found] = [axis[at], judged[at]];
      const { value = null, before = null } = found ?? {};
      firings.push({
        at,
        period,
        periodTitle: periodTitles.get(period) ?? period,
        place,
        placeTitle: title,
        value,
        before,
      });
    }
  }
  firings.sort((a, b) => b.at - a.at || a.placeTitle.localeCompare(b.placeTitle, 'ru'));
  return {
    count: firings.length,
    firings: firings.slice(0, mostFirings).map(({ at: _, ...firing }) => firing),
    periods: axis.map((period, at) => ({
      period,
      title: periodTitles.get(period) ?? period,
      count: counts.get(at) ?? 0,
    })),
    places: places.size,
    now,
    hidden,
    asOf,
  };
}
