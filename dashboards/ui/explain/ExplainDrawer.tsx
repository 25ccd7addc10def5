import { useState } from 'react';
import { Drawer, ErrorState, Link, NativeSelect, PageSkeleton, useApi, useLanguage, useTexts } from '@regiso/core/ui';
import type { IndicatorDescription } from '../../shared';
import { useBoardContext } from '../board/context';
import { indicatorOf } from '../../shared/questions';
import { titleOf, useSpeech } from '../figures';
import { explainTexts } from './explain-texts';
import { Explanation } from './Explanation';

type Props = { indicators: readonly string[]; onClose: () => void };

/** "How is it computed": beside the board, so that the figure stays in sight. */
export default function ExplainDrawer({ indicators, onClose }: Props) {
  const { t: words } = useSpeech();
  const t = useTexts(explainTexts);
  const { language } = useLanguage();
  const { board } = useBoardContext();
  const [chosen, setChosen] = useState(indicators[0] ?? '');
  const { data, error, refetch } = useApi<IndicatorDescription>(`/dashboards/indicators/${chosen}`, { language });
  const names = indicators.map((id) => {
    const indicator = indicatorOf(board, id);
    return { value: id, label: indicator ? titleOf(indicator, language) : id };
  });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={words('how')}
      closeButtonProps={{ 'aria-label': t('explain.close') }}
    >
      {names.length > 1 && (
        <NativeSelect
          label={t('explain.indicator')}
          value={chosen}
          data={names}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          mb="md"
        />
      )}
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!error && !data && <PageSkeleton />}
      {data && (
        <>
          <Explanation about={data} />
          <p>
            <Link to={`/dashboards/catalogue/${data.id}` as '/'}>{t('explain.catalogue')}</Link>
          </p>
        </>
      )}
    </Drawer>
  );
}
