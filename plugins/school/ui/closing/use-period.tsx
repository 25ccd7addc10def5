import { NativeSelect, useApi, useTexts, useToday, useUrlState } from '@regiso/core/ui';
import type { ClosingPeriod } from '../../shared/closing';
import { closingTexts } from './texts';

/**
 * The periods that one oversees, the one that the address names, or else the present one or the last that has ended, and what
 * chooses among them.
 */
export function usePeriod(first: 'present' | 'ended') {
  const t = useTexts(closingTexts);
  const today = useToday();
  const [{ period }, choose] = useUrlState({ period: '' });
  const { data, error, isPending, refetch } = useApi<ClosingPeriod[]>('/school/periods');
  const ended = first === 'ended' ? data?.filter(({ endsOn }) => endsOn < today) : [];
  const last = ended?.reduce<ClosingPeriod | undefined>((a, b) => (a && a.endsOn >= b.endsOn ? a : b), undefined);
  const chosen = data?.find(({ id }) => id === period) ?? last ?? data?.[0];
  const hasSchools = new Set(data?.map(({ organisationId }) => organisationId)).size > 1;
  const optionOf = ({ kind, number, gradeFrom, gradeTo, organisation }: ClosingPeriod) => {
    const named = t('period.option', { period: t(`period.${kind}`, { number }), from: gradeFrom, to: gradeTo });
    return hasSchools ? `${named} · ${organisation}` : named;
  };
  return {
    chosen,
    isNone: data?.length === 0,
    /** What the page waits for. */
    page: { loading: isPending, error: data ? undefined : error, retry: () => void refetch() },
    choice: chosen && (
      <NativeSelect
        label={t('period')}
        maw={480}
        value={chosen.id}
        data={data?.map((one) => ({ value: one.id, label: optionOf(one) })) ?? []}
        onChange={({ currentTarget: { value } }) => choose({ period: value })}
      />
    ),
  };
}
