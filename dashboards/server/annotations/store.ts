import { audit, conflict, forbidden, invalidInput, me, notFound, sql } from '@regiso/core';
import type { Annotation, AnnotationBody } from '../../shared/annotations';
import { isPeriod } from '../alerts/periods';
import { findDashboard } from '../board';
import { findIndicator, indicatorsOf } from '../context';
import { mayRead } from '../reader';

type Row = Omit<Annotation, 'changedAt'> & { changedAt: Date };

const mostOfIndicator = 100;

/** What was noted beside the figures of a dashboard open to the caller, in the order of time. */
export async function annotationsOn(dashboard: string): Promise<Annotation[]> {
  const { item } = findDashboard(dashboard);
  const indicators = [...indicatorsOf(item).keys()];
  const rows = await sql<Row>`SELECT n.id, n.version, n.indicator, n.grain, n.period, n.municipality, n.text,
      coalesce(a.name, '') AS author, n.changed_at AS "changedAt"
    FROM dashboards.annotations n LEFT JOIN core.accounts a ON a.id = n.author_id
    WHERE n.indicator = ANY (${indicators}::text[]) AND n.removed_at IS NULL
    ORDER BY n.period DESC, n.id DESC LIMIT 500`;
  return rows.reverse().map((row) => ({ ...row, changedAt: row.changedAt.toISOString() }));
}

/** Notes something beside the figures of an indicator that the caller may read. */
export async function annotate({ indicator, grain, period, municipality, text }: AnnotationBody) {
  const owned = await findIndicator(indicator);
  if (!mayRead(owned)) throw forbidden(`Показатель «${indicator}» вам не открыт`);
  await refuseForeign(owned.item.by, { grain, period, municipality });
  const [held] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM dashboards.annotations
    WHERE indicator = ${indicator} AND removed_at IS NULL`;
  if ((held?.n ?? 0) >= mostOfIndicator)
    throw conflict(`У показателя уже ${mostOfIndicator} пометок: уберите ненужные`);
  const [made] = await sql<{ id: string }>`INSERT INTO dashboards.annotations
      (indicator, grain, period, municipality, text, author_id)
    VALUES (${indicator}, ${grain}, ${period}, ${municipality}, ${text}, ${me().accountId}) RETURNING id`;
  const id = made?.id ?? '';
  await audit('dashboards.annotated', { type: 'annotation', id }, { indicator, period });
  return { id };
}

type Place = Pick<AnnotationBody, 'grain' | 'period' | 'municipality'>;

async function refuseForeign(by: readonly string[], { grain, period, municipality }: Place) {
  const issues: { path: string[]; message: string }[] = [];
  const fault = (field: keyof Place, message: string) => issues.push({ path: ['payload', field], message });
  if (!by.includes(grain)) fault('grain', 'По этим периодам показатель не делится');
  else if (!isPeriod(grain, period)) fault('period', 'Такого периода не бывает');
  if (municipality !== null) {
    const [known] = await sql`SELECT id FROM core.municipalities WHERE id = ${municipality}`;
    if (!known || !by.includes('municipality')) fault('municipality', 'По этому разрезу показатель не делится');
  }
  if (issues.length) throw invalidInput(issues);
}

/** Refuses whoever has seen another state of an annotation. */
async function held(id: string, version: number, isRemoved = false) {
  const [row] = await sql<{
    version: number;
    isRemoved: boolean;
    indicator: string;
    period: string;
  }>`SELECT version, indicator,
      period, removed_at IS NOT NULL AS "isRemoved" FROM dashboards.annotations WHERE id = ${id} FOR UPDATE`;
  if (!row) throw notFound('Такой пометки нет');
  if (!mayRead(await findIndicator(row.indicator))) throw forbidden(`Показатель «${row.indicator}» вам не открыт`);
  if (row.version !== version || row.isRemoved !== isRemoved)
    throw conflict('Пометку тем временем изменили. Откройте панель заново');
  return row;
}

/** Puts other words in place of those of an annotation; the log keeps that they were others. */
export async function reword(id: string, version: number, text: string): Promise<void> {
  const { indicator, period } = await held(id, version);
  await sql`UPDATE dashboards.annotations SET text = ${text}, author_id = ${me().accountId}, version = version + 1,
    changed_at = now() WHERE id = ${id}`;
  await audit('dashboards.annotation-changed', { type: 'annotation', id }, { indicator, period });
}

/** Takes an annotation away, or puts it back as it was. */
export async function setRemoved(id: string, version: number, isRemoved: boolean): Promise<void> {
  const { indicator, period } = await held(id, version, !isRemoved);
  await sql`UPDATE dashboards.annotations SET removed_at = CASE WHEN ${isRemoved}::boolean THEN now() END,
    version = version + 1 WHERE id = ${id}`;
  const event = isRemoved ? 'dashboards.annotation-removed' : 'dashboards.annotation-restored';
  await audit(event, { type: 'annotation', id }, { indicator, period });
}
