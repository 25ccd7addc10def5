import { IconAlertTriangle } from '@tabler/icons-react';
import { Alert, Page, Stack, Title, useFormats, useTexts } from '@regiso/core/ui';
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
