import { FigureCard, Progress, SimpleGrid, useFormats, useTexts } from '@regiso/core/ui';
import type { State } from '../model';
import { texts } from '../texts';

const gigabyte = 2 ** 30;

/** Four figures: the release, since when it runs, who is signed in, how much room is left. */
export function Facts({ state }: { state: State }) {
  const t = useTexts(texts);
  const { instant, number } = useFormats();
  const { disk, signIns } = state;
  const used = 100 * (1 - disk.free / disk.total);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="md">
      <FigureCard title={t('fact.release')} value={state.release}>
        {t('fact.release.on', { node: state.node, postgresql: state.postgresql })}
      </FigureCard>
      <FigureCard title={t('fact.since')} value={instant(state.startedAt)}>
        {t(state.production ? 'fact.production' : 'fact.trial')}
      </FigureCard>
      <FigureCard title={t('fact.sign-ins')} value={number(signIns.open)}>
        {t('fact.sign-ins.of', { count: signIns.accounts, today: number(signIns.today) })}
      </FigureCard>
      <FigureCard title={t('fact.disk')} value={t('gigabytes', { size: number(disk.free / gigabyte, 1) })}>
        {t('fact.disk.of', { size: number(disk.total / gigabyte, 0) })}
        <Progress value={used} color={used > 90 ? 'red' : 'blue'} mt={8} aria-label={t('fact.disk.meter')} />
      </FigureCard>
    </SimpleGrid>
  );
}
