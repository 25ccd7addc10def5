import { audit, conflict, forbidden, inReach, invalidInput, me, notFound, sql, startJob } from '@regiso/core';
import type { Indicator } from '@regiso/core';
import type { AlertFault, AlertRule, AlertRuleView } from '../../shared/alerts';
import { comparisonsOf } from '../../shared/comparisons';
import type { RowScope, Scopes } from '../compile';
import { allIndicators, factsUsed, findIndicator, type Owned } from '../context';
import { viewOf } from '../describe';
import { openRows } from '../reader';
import { dimensionTitle, type Language } from '../titles';
import { isGrain } from './periods';

type RuleRow = {
  id: string;
  version: number;
  isActive: boolean;
  title: string;
  indicator: string;
  grain: AlertRule['grain'];
  over: string | null;
  kind: AlertRule['kind'];
  comparison: AlertRule['comparison'];
  value: number;
  takesRunning: boolean;
  authorId: string;
  author: string;
  open: number;
  evaluatedAt: Date | null;
  fault: AlertFault | null;
};

const ruleOf = ({ title, indicator, grain, over, kind, comparison, value, takesRunning }: RuleRow): AlertRule => ({
  ...{ title, indicator, grain, over, kind, comparison, value, takesRunning },
});

const mostRules = 100;

/** Rules of the caller; all of them for whoever looks after alerts of the whole region. */
export async function listRules(language: Language): Promise<AlertRuleView[]> {
  const found =
    await sql<RuleRow>`SELECT r.id, r.version, r.is_active AS "isActive", r.title, r.indicator, r.grain, r.over, r.kind,
      r.comparison, r.value, r.takes_running AS "takesRunning", r.author_id AS "authorId", coalesce(a.name, '') AS author,
      r.evaluated_at AS "evaluatedAt", r.fault,
      (SELECT count(*)::int FROM dashboards.alerts t WHERE t.rule_id = r.id AND t.state <> 'closed') AS open
    FROM dashboards.alert_rules r LEFT JOIN core.accounts a ON a.id = r.author_id
    WHERE r.author_id = ${me().accountId} OR ${inReach('dashboards.alert', {})}
    ORDER BY NOT r.is_active, r.author_id <> ${me().accountId}, r.title, r.id LIMIT 300`;
  const known = new Map((await allIndicators()).map((owned) => [owned.item.id, owned]));
  const views: AlertRuleView[] = [];
  for (const row of found) {
    const owned = known.get(row.indicator);
    const isOpen = owned && (await openRows(owned));
    views.push({
      ...{ id: row.id, version: row.version, isActive: row.isActive, rule: ruleOf(row), author: row.author },
      indicator: isOpen ? viewOf(owned.item) : null,
      overTitle: row.over && dimensionTitle(row.over, language),
      isMine: row.authorId === me().accountId,
      ...{ open: row.open, evaluatedAt: row.evaluatedAt?.toISOString() ?? null, fault: row.fault },
    });
  }
  return views;
}

/** Divisions of an indicator whose values may be watched one by one: no time, nothing of single days. */
export const oversOf = (indicator: Indicator): string[] =>
  indicator.by.filter(
    (name) =>
      !isGrain(name)
      && factsUsed(indicator).every(({ columns }) => !['day', 'instant', 'year'].includes(columns[name]?.kind ?? '')),
  );

/** The indicator of a rule and the rows its author sees; refuses, by field, what cannot be watched. */
export async function checked(rule: AlertRule): Promise<{ owned: Owned<Indicator>; scopes: Scopes; within: RowScope }> {
  const owned = await findIndicator(rule.indicator);
  const open = await openRows(owned);
  if (!open) throw forbidden(`Показатель «${rule.indicator}» вам не открыт`);
  const issues = faultsOf(rule, owned.item).map(([field, message]) => ({ path: ['payload', 'rule', field], message }));
  if (issues.length) throw invalidInput(issues);
  const within = oneScope(open.scopes, rule.over);
  if (!within) throw conflict('Ваши права сужены по-разному: выберите разрез по организациям');
  return { owned, scopes: open.scopes, within };
}

function faultsOf({ grain, over, kind, comparison, value }: AlertRule, indicator: Indicator): [string, string][] {
  const faults: [string, string][] = [];
  const by: readonly string[] = indicator.by;
  if (grain && !by.includes(grain)) faults.push(['grain', 'По этим периодам показатель не делится']);
  if (!grain && kind !== 'threshold') faults.push(['grain', 'Без периодов можно сравнить только с порогом']);
  if (over && !oversOf(indicator).includes(over)) faults.push(['over', 'По этому разрезу показатель не делится']);
  if (!(comparisonsOf[kind] as readonly string[]).includes(comparison))
    faults.push(['comparison', 'Такого сравнения у этого вида правил нет']);
  if (kind === 'change' && value <= 0) faults.push(['value', 'Изменение задают числом больше нуля']);
  if (kind === 'absence' && (!Number.isInteger(value) || value < 1 || value > 60))
    faults.push(['value', 'Сколько периодов подряд: целое число от 1 до 60']);
  return faults;
}

/** A reader's rows as one filter; undefined when they are of several kinds of places. */
export function oneScope(scopes: Scopes, over: string | null): RowScope | undefined {
  if (!scopes) return {};
  const [first, ...others] = scopes;
  if (first && !others.length) return first;
  const names = new Set(scopes.flatMap(Object.keys));
  const [name] = names;
  if (name && names.size === 1 && scopes.every((scope) => scope[name]))
    return { [name]: [...new Set(scopes.flatMap((scope) => scope[name] ?? []))] };
  const arePlaces = [...names].every((one) => one === 'organisation' || one === 'municipality');
  return over === 'organisation' && arePlaces && scopes.length ? {} : undefined;
}

/** Begins a rule; it is looked at as soon as it is kept. */
export async function createRule(rule: AlertRule): Promise<{ id: string }> {
  await checked(rule);
  const mine = me().accountId;
  const [counted] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM dashboards.alert_rules
    WHERE author_id = ${mine} AND is_active`;
  if ((counted?.n ?? 0) >= mostRules) throw conflict(`У вас уже ${mostRules} действующих правил: остановите ненужные`);
  const { title, indicator, grain, over, kind, comparison, value, takesRunning } = rule;
  const [made] = await sql<{ id: string }>`INSERT INTO dashboards.alert_rules
      (title, indicator, grain, over, kind, comparison, value, takes_running, author_id)
    VALUES (${title}, ${indicator}, ${grain}, ${over}, ${kind}, ${comparison}, ${value}, ${takesRunning}, ${mine})
    RETURNING id`;
  const id = made?.id ?? '';
  await audit('dashboards.alert-rule-made', { type: 'alert-rule', id }, { indicator, kind });
  await startJob('dashboards', 'evaluate-alerts', { rule: id });
  return { id };
}

type Held = { id: string; authorId: string; isActive: boolean };

/** A rule within the caller's reach, locked; refuses whoever has seen another state of it. */
async function held(id: string, version: number): Promise<Held> {
  const [row] = await sql<
    Held & { version: number }
  >`SELECT id, version, author_id AS "authorId", is_active AS "isActive"
    FROM dashboards.alert_rules WHERE id = ${id} AND (author_id = ${me().accountId} OR ${inReach('dashboards.alert', {})}) FOR UPDATE`;
  if (!row) throw notFound('Такого правила нет или оно вам не открыто');
  if (row.version !== version) throw conflict('Правило тем временем изменили. Откройте его заново');
  return row;
}

/** Changes one's own rule. Under the new condition it begins anew: what was closed may be raised again. */
export async function changeRule(id: string, version: number, rule: AlertRule): Promise<void> {
  const { authorId } = await held(id, version);
  if (authorId !== me().accountId) throw forbidden('Правило меняет тот, кто его составил: оно считает по его праву');
  await checked(rule);
  const { title, indicator, grain, over, kind, comparison, value, takesRunning } = rule;
  await sql`UPDATE dashboards.alert_rules SET title = ${title}, indicator = ${indicator}, grain = ${grain}, over = ${over},
      kind = ${kind}, comparison = ${comparison}, value = ${value}, takes_running = ${takesRunning},
      version = version + 1, changed_at = now(), seen_tick = NULL, fault = NULL WHERE id = ${id}`;
  await sql`UPDATE dashboards.alerts SET cleared_at = now() WHERE rule_id = ${id} AND state = 'closed' AND cleared_at IS NULL`;
  await audit('dashboards.alert-rule-changed', { type: 'alert-rule', id }, { indicator, kind });
  await startJob('dashboards', 'evaluate-alerts', { rule: id });
}

/** Stops a rule, or lets it go on; alerts that it has raised stay. */
export async function switchRule(id: string, version: number, isActive: boolean): Promise<void> {
  const row = await held(id, version);
  if (isActive && row.authorId !== me().accountId)
    throw forbidden('Правило запускает тот, кто его составил: оно считает по его праву');
  await sql`UPDATE dashboards.alert_rules SET is_active = ${isActive}, version = version + 1, changed_at = now(),
      seen_tick = NULL WHERE id = ${id}`;
  const event = isActive ? 'dashboards.alert-rule-resumed' : 'dashboards.alert-rule-stopped';
  await audit(event, { type: 'alert-rule', id });
  if (isActive) await startJob('dashboards', 'evaluate-alerts', { rule: id });
}
