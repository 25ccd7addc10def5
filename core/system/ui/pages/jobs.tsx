import { IconAlertTriangle } from '@tabler/icons-react';
import { Alert, List, Page, Stack, Title, useFormats, useTexts } from '@regiso/core/ui';
import { useJobs, type Jobs } from '../model';
import { Queues, Troubles } from '../parts/Troubles';
import { texts } from '../texts';

/** Jobs that failed or hang, and how the queues stand. */
export default function JobsPage() {
  const t = useTexts(texts);
  const list = useJobs();
  return (
    <Page
      title={t('jobs')}
      lead={t('jobs.lead')}
      error={list.data ? undefined : list.error}
      retry={() => void list.refetch()}
    >
      <Stack gap="xl">
        {list.data && <Outbox outbox={list.data.outbox} />}
        {list.data && list.data.parked.length > 0 && <Waiting parked={list.data.parked} />}
        <section>
          <Title order={2} size="h3" mb="sm">
            {t('jobs.troubles')}
          </Title>
          <Troubles
            jobs={list.data?.jobs}
            queues={list.data?.queues}
            error={list.error}
            retry={() => void list.refetch()}
          />
        </section>
        <section>
          <Title order={2} size="h3" mb="sm">
            {t('queues')}
          </Title>
          <Queues queues={list.data?.queues} />
        </section>
      </Stack>
    </Page>
  );
}

/** Jobs of subsystems that are switched off: they are done when it is switched on again. */
function Waiting({ parked }: { parked: Jobs['parked'] }) {
  const t = useTexts(texts);
  const { instant } = useFormats();
  return (
    <Alert color="yellow" title={t('parked')}>
      <List>
        {parked.map(({ plugin, title, rows, since }) => (
          <List.Item key={plugin}>{t('parked.said', { title, count: rows, at: instant(since) })}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

const patienceMs = 120_000;

function Outbox({ outbox: { rows, since } }: { outbox: Jobs['outbox'] }) {
  const t = useTexts(texts);
  const { instant } = useFormats();
  // The page asks anew every few seconds, and each answer is judged as it comes.
  // eslint-disable-next-line react-hooks/purity
  if (!since || Date.now() - Date.parse(since) < patienceMs) return null;
  return (
    <Alert color="red" icon={<IconAlertTriangle size={20} aria-hidden />} title={t('outbox.stuck', { count: rows })}>
      {t('outbox.stuck.do', { at: instant(since) })}
    </Alert>
  );
}
