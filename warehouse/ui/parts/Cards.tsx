import { FigureCard, Progress, SimpleGrid, Text, useFormats, useTexts } from '@regiso/core/ui';
import type { WarehouseStatus } from '../../shared';
import { texts } from '../texts';
import { useUnits } from '../units';

type Props = { status: WarehouseStatus };

/** The four figures that say whether the warehouse can be trusted now. */
export const Cards = ({ status }: Props) => (
  <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="md">
    <Heartbeat status={status} />
    <Lag status={status} />
    <Log status={status} />
    <LastVerified status={status} />
  </SimpleGrid>
);

function Heartbeat({ status: { heartbeat } }: Props) {
  const t = useTexts(texts);
  const { duration } = useUnits();
  const { last, p50, p95, missed } = heartbeat;
  return (
    <FigureCard title={t('card.heartbeat')} value={last === null ? '—' : duration(last)}>
      {p50 === null || p95 === null
        ? t('card.heartbeat.none')
        : t('card.heartbeat.day', { p50: duration(p50), p95: duration(p95) })}
      {missed > 0 && <Text c="red">{t('card.heartbeat.missed', { count: missed })}</Text>}
    </FigureCard>
  );
}

function Lag({ status: { tables } }: Props) {
  const t = useTexts(texts);
  const { duration } = useUnits();
  const [slowest] = [...tables].sort((a, b) => b.lagSeconds - a.lagSeconds);
  const isBehind = slowest !== undefined && slowest.lagSeconds > 0;
  return (
    <FigureCard title={t('card.lag')} value={isBehind ? duration(slowest.lagSeconds) : t('card.lag.none')}>
      {isBehind ? t('card.lag.which', { fact: slowest.fact }) : t('card.lag.all')}
    </FigureCard>
  );
}

function Log({ status: { log } }: Props) {
  const t = useTexts(texts);
  const { percent } = useFormats();
  const { size } = useUnits();
  const share = (100 * log.bytes) / log.limit;
  const colour = { calm: 'blue', half: 'yellow', high: 'red', full: 'red' }[log.level];
  return (
    <FigureCard title={t('card.log')} value={size(log.bytes)}>
      {t('card.log.of', { limit: size(log.limit), share: percent(share, share < 10 ? 1 : 0) })}
      <Progress value={share} color={colour} mt={8} aria-label={t('card.log.meter')} />
    </FigureCard>
  );
}

function LastVerified({ status: { tables } }: Props) {
  const t = useTexts(texts);
  const { instant } = useFormats();
  const verified = tables.flatMap((table) => (table.verified ? [table.verified] : []));
  const newest = verified
    .map(({ at }) => at)
    .sort()
    .at(-1);
  const wrong = verified.reduce((sum, { missing, extra, different }) => sum + missing + extra + different, 0);
  if (!newest)
    return (
      <FigureCard title={t('card.verified')} value="—">
        {t('card.verified.none')}
      </FigureCard>
    );
  return (
    <FigureCard
      title={t('card.verified')}
      value={wrong ? t('card.verified.wrong', { count: wrong }) : t('card.verified.right')}
    >
      {instant(newest)}
    </FigureCard>
  );
}
