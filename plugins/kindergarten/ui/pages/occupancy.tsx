import {
  apiQuery,
  DataTable,
  EChart,
  EmptyState,
  ErrorState,
  List,
  NativeSelect,
  Page,
  PageSkeleton,
  Stack,
  Text,
  Title,
  useFormats,
  useQuery,
  useScheme,
  useTexts,
  useUrlState,
} from '@regiso/core/ui';
import type { Occupancy } from '../../shared/occupancy';
import { occupancyOption } from '../occupancy/option';
import { occupancyTexts } from '../occupancy/texts';
import { texts } from '../texts';

/** How full the kindergarten was, is known to be and may be: three lines that meet today. */
export default function OccupancyPage() {
  const t = useTexts(occupancyTexts);
  const titles = useTexts(texts);
  const [{ garden }, change] = useUrlState({ garden: '' });
  const occupancy = useQuery({
    ...apiQuery<Occupancy>('/kindergarten/occupancy', { ...(garden && { organisation: garden }) }),
    placeholderData: (old: Occupancy | undefined) => old,
  });
  const gardens = occupancy.data?.organisations ?? [];
  return (
    <Page title={titles('occupancy')} lead={t('lead')}>
      <Stack gap="lg">
        {gardens.length > 1 && (
          <NativeSelect
            label={t('garden')}
            value={garden}
            maw={420}
            data={[
              { value: '', label: t('garden.all') },
              ...gardens.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={({ currentTarget: { value } }) => change({ garden: value })}
          />
        )}
        {occupancy.error ? (
          <ErrorState error={occupancy.error} retry={() => void occupancy.refetch()} />
        ) : (
          <Drawn occupancy={occupancy.data} />
        )}
      </Stack>
    </Page>
  );
}

function Drawn({ occupancy }: { occupancy: Occupancy | undefined }) {
  const t = useTexts(occupancyTexts);
  const titles = useTexts(texts);
  const formats = useFormats();
  const scheme = useScheme();
  if (!occupancy) return <PageSkeleton />;
  if (!occupancy.organisations.length) return <EmptyState title={t('none')} />;
  const { points, capacity, today, backtest } = occupancy;
  const now = points.find(({ day }) => day === today)?.fact ?? 0;
  const last = points.at(-1);
  const said = {
    ...{ now: formats.number(now), capacity: formats.number(capacity), day: formats.day(last?.day ?? today) },
    ...{ planned: formats.number(last?.planned ?? 0), forecast: formats.number(last?.forecast ?? 0) },
  };
  const words = { fact: t('fact'), planned: t('planned'), forecast: t('forecast'), capacity: t('capacity') };
  return (
    <>
      <EChart
        option={occupancyOption(occupancy, { scheme, formats, words })}
        label={t('label', said)}
        heading={<Title order={2}>{t('title', said)}</Title>}
        fileName="occupancy"
        height={360}
        tableTwin={<Twin points={points} caption={titles('occupancy')} />}
      />
      <section>
        <Title order={2} mb="sm">
          {t('how')}
        </Title>
        <List>
          <List.Item>{t('how.planned')}</List.Item>
          <List.Item>{t('how.forecast')}</List.Item>
          <List.Item>
            {backtest
              ? t('how.error', {
                  months: backtest.months,
                  error: formats.number(backtest.error, 1),
                  children: formats.number(backtest.children, 0),
                })
              : t('how.error.none')}
          </List.Item>
        </List>
        {occupancy.history < 12 && (
          <Text mt="xs" fw={600}>
            {t('how.history', { count: occupancy.history })}
          </Text>
        )}
      </section>
    </>
  );
}

function Twin({ points, caption }: { points: Occupancy['points']; caption: string }) {
  const t = useTexts(occupancyTexts);
  const { day, number } = useFormats();
  const said = (value: number | null) => (value === null ? '—' : number(value));
  return (
    <DataTable
      caption={caption}
      rows={points}
      rowKey={(point) => point.day}
      columns={[
        {
          ...{ key: 'day', title: t('month'), isName: true, value: (point: Occupancy['points'][number]) => point.day },
          cell: (point) => day(point.day),
        },
        ...(['fact', 'planned', 'forecast'] as const).map((key) => ({
          ...{ key, title: t(key), numeric: true, value: (point: Occupancy['points'][number]) => point[key] },
          cell: (point: Occupancy['points'][number]) => said(point[key]),
        })),
      ]}
    />
  );
}
