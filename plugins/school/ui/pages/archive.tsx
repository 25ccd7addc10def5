import { useEffect } from 'react';
import { IconArchive } from '@tabler/icons-react';
import {
  apiQuery,
  EmptyState,
  Group,
  NativeSelect,
  Page,
  Stack,
  useQuery,
  useTexts,
  useUrlState,
} from '@regiso/core/ui';
import type { ArchiveOrders, ArchiveRoom } from '../../shared/archive';
import { Journals } from '../archive/Journals';
import { Make } from '../archive/Make';
import { isUnderWay, Orders } from '../archive/Orders';
import { archiveTexts } from '../archive/texts';
import { texts } from '../texts';

/** `/app/school/archive`: journals as documents to keep, by class and year, with their versions. */
export default function ArchivePage() {
  const t = useTexts(archiveTexts);
  const titles = useTexts(texts);
  const [{ year: chosenYear, class: chosenClass }, choose] = useUrlState({ year: '', class: '' });
  const { data, ...room } = useQuery(apiQuery<ArchiveRoom>('/school/archive'));
  const { data: asked, ...orders } = useQuery({
    ...apiQuery<ArchiveOrders>('/school/archive/orders'),
    refetchInterval: ({ state }) => (state.data?.orders.some(isUnderWay) ? 1_500 : false),
  });
  const isLoaded = data && asked;
  const error = room.error ?? orders.error;
  const year = data?.years.find(({ id }) => id === chosenYear) ?? data?.years[0];
  const one = year?.classes.find(({ id }) => id === chosenClass) ?? year?.classes[0];
  const isMade = Boolean(
    asked?.orders.some((order) => isUnderWay(order) && order.organisationId === year?.organisationId),
  );
  const { refetch } = room;
  // What has become of the journals is asked for once more when an order has ended.
  useEffect(() => {
    if (!isMade) void refetch({ cancelRefetch: false });
  }, [isMade, refetch]);
  return (
    <Page
      title={titles('archive')}
      lead={t('lead')}
      loading={!isLoaded && !error}
      error={isLoaded ? undefined : error}
      retry={() => void Promise.all([room.refetch(), orders.refetch()])}
      actions={year && !isMade && <Make scope="year" id={year.id} label={t('make.year')} />}
    >
      {data?.years.length === 0 && <EmptyState icon={IconArchive} title={t('none')} what={t('none.what')} />}
      {isLoaded && year && one && (
        <Stack gap="lg">
          <Orders orders={asked.orders} />
          <Group align="end">
            <NativeSelect
              label={t('year')}
              value={year.id}
              data={data.years.map(({ id, firstYear, organisation }) => ({
                value: id,
                label: `${firstYear}/${String(firstYear + 1).slice(2)} · ${organisation}`,
              }))}
              onChange={({ currentTarget: { value } }) => choose({ year: value, class: '' })}
            />
            <NativeSelect
              label={t('class')}
              value={one.id}
              data={year.classes.map(({ id, ...counts }) => ({ value: id, label: t('class.count', counts) }))}
              onChange={({ currentTarget: { value } }) => choose({ class: value })}
            />
            {!isMade && one.journals > 0 && (
              <Make scope="class" id={one.id} label={t('make.class', { name: one.name })} />
            )}
          </Group>
          <Journals key={one.id} id={one.id} isMade={isMade} />
        </Stack>
      )}
    </Page>
  );
}
