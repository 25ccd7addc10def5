import type { AlertChoice, AlertComparison, AlertKind, AlertRule } from '../../shared/alerts';
import { comparisonsOf } from '../../shared/comparisons';

/** A rule as it stands in the form: the value is text until it is sent. */
export type RuleDraft = Omit<AlertRule, 'value' | 'grain' | 'over'> & { value: string; grain: string; over: string };

export const emptyRule: RuleDraft = {
  title: '',
  indicator: '',
  grain: '',
  over: '',
  kind: 'threshold',
  comparison: 'at-least',
  value: '',
  takesRunning: false,
};

export const draftOf = ({ value, grain, over, ...rule }: AlertRule): RuleDraft => ({
  ...rule,
  value: String(value).replace('.', ','),
  grain: grain ?? '',
  over: over ?? '',
});

/** The rule that a draft means; undefined while its value or indicator is missing. */
export function ruleFrom({ value, grain, over, ...rest }: RuleDraft): object | undefined {
  const number = Number(value.trim().replace(/\s/g, '').replace(',', '.'));
  if (!rest.indicator || value.trim() === '' || !Number.isFinite(number)) return undefined;
  return { ...rest, value: number, grain: grain || null, over: over || null };
}

/** Another indicator: the finest month, else its first periods, and municipalities if it is divided by them. */
export function withIndicator(draft: RuleDraft, choice: AlertChoice | undefined): RuleDraft {
  const grains = choice?.grains.map(({ name }) => name) ?? [];
  const overs = choice?.overs.map(({ name }) => name) ?? [];
  const grain = grains.includes('month') ? 'month' : (grains[0] ?? '');
  const next = {
    ...draft,
    indicator: choice?.id ?? '',
    grain,
    over: overs.includes('municipality') ? 'municipality' : '',
  };
  return !grain && draft.kind !== 'threshold' ? withKind(next, 'threshold', choice) : next;
}

/** Another kind: its first comparison; what is better when lower is watched from above. */
export function withKind(draft: RuleDraft, kind: AlertKind, choice: AlertChoice | undefined): RuleDraft {
  const list: readonly AlertComparison[] = comparisonsOf[kind];
  const wanted = choice?.better === 'higher' && list.length > 1 ? list[1] : list[0];
  return { ...draft, kind, comparison: wanted ?? draft.comparison, ...(kind === 'absence' && { value: '1' }) };
}
