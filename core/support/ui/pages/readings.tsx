import { IconChecklist, IconCircleCheck, IconExternalLink } from '@tabler/icons-react';
import {
  Alert,
  api,
  apiAddress,
  Button,
  DataTable,
  EmptyState,
  Group,
  notifyDone,
  notifyProblem,
  Page,
} from '@regiso/core/ui';
import {
  Paper,
  Stack,
  Text,
  Title,
  useApi,
  useFormats,
  useMay,
  useMe,
  useMutation,
  useQueryClient,
} from '@regiso/core/ui';
import { useTexts, type Column } from '@regiso/core/ui';
import { readingTexts } from '../reading-texts';
import { readingsAddress, useReadings, useReadingTitle, type Reading } from '../readings';
import { texts } from '../texts';

/** Rules the reader works by: those to be read, then those confirmed; for overseers how many have confirmed. */
export default function Readings() {
  const names = useTexts(texts);
  const t = useTexts(readingTexts);
  const list = useReadings();
  const { mustRead } = useMe();
  const mayOversee = useMay('support.oversee');
  const waiting = (list.data ?? []).filter(({ confirmedAt }) => !confirmedAt);
  const known = (list.data ?? []).filter(({ confirmedAt }) => confirmedAt);
  return (
    <Page
      title={names('readings')}
      lead={t('lead')}
      narrow
      loading={list.isPending}
      error={list.data ? undefined : list.error}
      retry={() => void list.refetch()}
    >
      <Stack gap="xl">
        {mustRead && <Alert color="yellow">{t('gate')}</Alert>}
        {list.data?.length === 0 && <EmptyState icon={IconChecklist} title={t('empty')} what={t('empty.what')} />}
        {known.length > 0 && waiting.length === 0 && (
          <EmptyState icon={IconCircleCheck} title={t('waits.none')} what={t('waits.none-what')} />
        )}
        <Listed title={t('waits')} readings={waiting} />
        <Listed title={t('known')} readings={known} />
        {mayOversee && !mustRead && list.data && list.data.length > 0 && <Counts />}
      </Stack>
    </Page>
  );
}

function Listed({ title, readings }: { title: string; readings: readonly Reading[] }) {
  if (readings.length === 0) return null;
  return (
    <Stack gap="md" component="section" aria-label={title}>
      <Title order={2}>{title}</Title>
      {readings.map((reading) => (
        <Card key={reading.id} reading={reading} />
      ))}
    </Stack>
  );
}

function Card({ reading }: { reading: Reading }) {
  const t = useTexts(readingTexts);
  const formats = useFormats();
  const title = useReadingTitle()(reading);
  const { id, kind, version, effectiveOn, whatChanged, confirmedAt } = reading;
  return (
    <Paper p="lg" withBorder component="article" aria-labelledby={`reading-${id}`}>
      <Stack gap="sm">
        <div>
          <Title order={3} id={`reading-${id}`}>
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {`${t(`kind.${kind}`)} · ${t('version', { version, day: formats.day(effectiveOn) })}`}
          </Text>
        </div>
        {whatChanged && <Text>{t('changed', { what: whatChanged })}</Text>}
        {confirmedAt && (
          <Group gap="xs" wrap="nowrap">
            <IconCircleCheck size={20} color="var(--success)" aria-hidden style={{ flex: 'none' }} />
            <Text>{t('confirmed', { at: formats.instant(confirmedAt) })}</Text>
          </Group>
        )}
        <Group>
          <Button
            component="a"
            href={apiAddress(`/agreements/documents/${id}/file`)}
            download
            variant="default"
            aria-label={t('open.of', { title })}
            leftSection={<IconExternalLink size={18} aria-hidden />}
          >
            {t('open')}
          </Button>
          {!confirmedAt && <Confirm id={id} title={title} />}
        </Group>
      </Stack>
    </Paper>
  );
}

function Confirm({ id, title }: { id: string; title: string }) {
  const t = useTexts(readingTexts);
  const queries = useQueryClient();
  const confirm = useMutation({
    mutationFn: () => api.post<Reading[]>(`${readingsAddress}/${id}/confirm`),
    onError: notifyProblem,
    onSuccess: (readings) => {
      queries.setQueryData([readingsAddress, {}], readings);
      notifyDone({ text: t('done') });
      void queries.invalidateQueries({ queryKey: ['me'] });
      return queries.invalidateQueries({ queryKey: ['/support/readings'] });
    },
  });
  return (
    <Button loading={confirm.isPending} aria-label={t('read.of', { title })} onClick={() => confirm.mutate()}>
      {t('read')}
    </Button>
  );
}

type Count = { id: string; title: string; version: number; confirmed: number };

function Counts() {
  const t = useTexts(readingTexts);
  const counts = useApi<Count[]>('/support/readings');
  const columns: Column<Count>[] = [
    { key: 'title', title: t('counts.document'), value: ({ title }) => title, isName: true },
    { key: 'version', title: t('counts.version'), value: ({ version }) => version, numeric: true },
    { key: 'confirmed', title: t('counts.confirmed'), value: ({ confirmed }) => confirmed, numeric: true },
  ];
  return (
    <section aria-labelledby="reading-counts">
      <Title order={2} mb="sm" id="reading-counts">
        {t('counts')}
      </Title>
      <DataTable
        caption={t('counts')}
        columns={columns}
        rows={counts.data}
        rowKey={({ id }) => id}
        error={counts.error}
        retry={() => void counts.refetch()}
      />
    </section>
  );
}
