import {
  DataTable,
  EmptyState,
  FigureCard,
  Link,
  Page,
  Progress,
  SimpleGrid,
  Stack,
  Text,
  Title,
} from '@regiso/core/ui';
import { useApi, useFormats, useTexts, type Column } from '@regiso/core/ui';
import { texts } from '../texts';

type HeldFile = {
  id: string;
  plugin: string;
  owner: string;
  type: string;
  bytes: number;
  state: 'unchecked' | 'infected';
  threat: string | null;
  storedAt: string;
};
type Held = { hasScanner: boolean; waiting: number; infected: number; items: HeldFile[] };
type Room = { participantId: string | null; files: number; bytes: number };
type Rooms = { files: number; bytes: number; participantQuota: number; items: Room[] };

/** What is attached to records: the room it takes and what the check for malware holds back. */
export default function FilesPage() {
  const t = useTexts(texts);
  const held = useApi<Held>('/files/held');
  const rooms = useApi<Rooms>('/files/rooms', { limit: 10 });
  const retry = () => void Promise.all([held.refetch(), rooms.refetch()]);
  return (
    <Page
      title={t('files')}
      lead={t('files.lead')}
      loading={held.isPending || rooms.isPending}
      error={held.error ?? rooms.error}
      retry={retry}
    >
      {held.data && rooms.data && (
        <Stack gap="xl">
          <Facts held={held.data} rooms={rooms.data} />
          {held.data.hasScanner && <HeldBack items={held.data.items} />}
          <RoomsTaken rooms={rooms.data} />
        </Stack>
      )}
    </Page>
  );
}

function Facts({ held: { hasScanner, waiting, infected }, rooms }: { held: Held; rooms: Rooms }) {
  const t = useTexts(texts);
  const { number, size } = useFormats();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: hasScanner ? 4 : 2 }} spacing="md">
      <FigureCard title={t('all')} value={rooms.files ? size(rooms.bytes) : '—'}>
        {t('all.count', { count: rooms.files })}
      </FigureCard>
      <FigureCard title={t('scanner')} value={t(hasScanner ? 'scanner.on' : 'scanner.off')}>
        {!hasScanner && t('scanner.off.what')}
      </FigureCard>
      {hasScanner && <FigureCard title={t('waiting')} value={number(waiting)} />}
      {hasScanner && <FigureCard title={t('infected')} value={infected ? number(infected) : t('infected.none')} />}
    </SimpleGrid>
  );
}

function HeldBack({ items }: Pick<Held, 'items'>) {
  const t = useTexts(texts);
  const { instant, size } = useFormats();
  const columns: Column<HeldFile>[] = [
    { key: 'owner', title: t('owner'), value: ({ plugin, owner }) => `${plugin}: ${owner}`, isName: true },
    { key: 'type', title: t('type'), value: ({ type }) => type.toUpperCase() },
    {
      key: 'size',
      title: t('size'),
      value: ({ bytes }) => bytes,
      cell: ({ bytes }) => size(bytes),
      numeric: true,
    },
    { key: 'stored', title: t('stored'), value: ({ storedAt }) => storedAt, cell: (row) => instant(row.storedAt) },
    {
      key: 'state',
      title: t('state'),
      value: ({ state }) => state,
      cell: ({ state, threat }) => t(`state.${state}`, { threat: threat ?? '' }),
    },
  ];
  return (
    <section>
      <Title order={2} size="h3" mb="sm">
        {t('held')}
      </Title>
      <DataTable
        caption={t('held')}
        columns={columns}
        rows={items}
        rowKey={({ id }) => id}
        sortParameter="held-sort"
        empty={<EmptyState title={t('held.empty')} />}
      />
    </section>
  );
}

function RoomsTaken({ rooms: { items, participantQuota } }: { rooms: Rooms }) {
  const t = useTexts(texts);
  const { number, size } = useFormats();
  const columns: Column<Room>[] = [
    {
      key: 'participant',
      title: t('participant'),
      value: ({ participantId }) => participantId,
      cell: ({ participantId }) => (participantId ? <Participant id={participantId} /> : t('participant.none')),
      isName: true,
      sortable: false,
    },
    { key: 'count', title: t('count'), value: ({ files }) => files, cell: (row) => number(row.files), numeric: true },
    { key: 'size', title: t('size'), value: ({ bytes }) => bytes, cell: (row) => size(row.bytes), numeric: true },
    {
      key: 'share',
      title: t('share'),
      value: ({ participantId, bytes }) => (participantId ? bytes / participantQuota : null),
      cell: ({ participantId, bytes }) => participantId && <Share bytes={bytes} quota={participantQuota} />,
    },
  ];
  return (
    <section>
      <Title order={2} size="h3" mb="sm">
        {t('rooms')}
      </Title>
      <DataTable
        caption={t('rooms')}
        columns={columns}
        rows={items}
        rowKey={({ participantId }) => participantId ?? ''}
        initialSort="-size"
        empty={<EmptyState title={t('rooms.empty')} />}
      />
    </section>
  );
}

function Participant({ id }: { id: string }) {
  const { data } = useApi<{ name: string }>(`/agreements/participants/${id}`);
  return <Link to={`/agreements/participants/${id}` as '/'}>{data?.name ?? '…'}</Link>;
}

function Share({ bytes, quota }: { bytes: number; quota: number }) {
  const t = useTexts(texts);
  const { percent, size } = useFormats();
  const share = (bytes / quota) * 100;
  const words = t('share.of', { share: percent(share), quota: size(quota) });
  return (
    <>
      <Text size="sm">{words}</Text>
      <Progress value={share} color={share > 90 ? 'red' : 'blue'} aria-label={words} miw={120} />
    </>
  );
}
