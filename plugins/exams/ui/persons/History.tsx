import { Text, useFormats, useTexts } from '@regiso/core/ui';
import type { ResultLine } from '../../shared/persons';
import { personTexts } from './texts';
import { useResultWords } from './words';

type Props = { line: Pick<ResultLine, 'history' | 'result' | 'unit'> };

/** What a result was and what it became, the last change first, each with its ground. */
export function History({ line: { history, result, unit } }: Props) {
  const t = useTexts(personTexts);
  const words = useResultWords();
  const { instant } = useFormats();
  if (!history.length) return null;
  return (
    <section aria-label={t('history')}>
      <Text fw={600} mt="sm">
        {t('history')}
      </Text>
      {history.map((former, at) => {
        const next = at === 0 ? result : (history[at - 1]?.result ?? null);
        const values = { before: words(former.result, unit), after: words(next, unit) };
        const became =
          next === null ? 'history.annulled' : former.result === null ? 'history.restored' : 'history.line';
        return (
          <Text key={former.revision} size="sm">
            {t(became, { ...values, at: instant(former.replacedAt), ground: former.ground })}
          </Text>
        );
      })}
    </section>
  );
}
