import { NativeSelect, useApi, useTexts, useUrlState } from '@regiso/core/ui';
import type { ClosingPeriod } from '../../shared/closing';
import { closingTexts } from './texts';

/** The periods that one oversees, the one that the address names or else the first, and what chooses among them. */
export function usePeriod() {
  const t = useTexts(closingTexts);
  const [{ period }, choose] = useUrlState({ period: '' });
  const { data, error, isPending, refetch } = useApi<ClosingPeriod[]>('/school/periods');
  const chosen = data?.find(({ id }) => id === period) ?? data?.[0];
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
