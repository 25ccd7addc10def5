import { IconCircleCheck } from '@tabler/icons-react';
import {
  api,
  Badge,
  Button,
  ConfirmButton,
  DataTable,
  EmptyState,
  Group,
  notifyDone,
  notifyProblem,
  Text,
} from '@regiso/core/ui';
import { useFormats, useMutation, useQueryClient, useTexts, type Column } from '@regiso/core/ui';
import type { Jobs, Queue, Trouble } from '../model';
import { texts } from '../texts';

const colours = { failed: 'red', stuck: 'yellow', waits: 'yellow' } as const;
const addressOf = ({ queue, id }: Trouble) => `/system/jobs/${encodeURIComponent(queue)}/${encodeURIComponent(id)}`;

type Props = { jobs: Jobs['jobs'] | undefined; queues: Jobs['queues'] | undefined; error: unknown; retry: () => void };

/** Jobs that need a person, each with its cause and what may be done with it. */
export function Troubles({ jobs, queues, error, retry }: Props) {
  const t = useTexts(texts);
  const { instant } = useFormats();
  const titles = new Map(queues?.map(({ id, title }) => [id, title]));
  const columns: Column<Trouble>[] = [
    {
      key: 'job',
      title: t('job'),
      value: ({ title }) => title,
      isName: true,
      cell: (row) => <Name job={row} of={titles.get(row.queue) ?? row.queue} />,
    },
    { key: 'kind', title: t('job.kind'), value: ({ kind }) => kind, cell: (row) => <Kind job={row} /> },
    { key: 'since', title: t('job.since'), value: ({ since }) => since, cell: ({ since }) => instant(since) },
    {
      key: 'reason',
      title: t('job.reason'),
      value: ({ reason }) => reason,
      sortable: false,
      cell: (row) => <Reason job={row} />,
    },
    {
      key: 'actions',
      title: t('job.actions'),
      value: () => null,
      sortable: false,
      cell: (row) => <Actions job={row} />,
    },
  ];
  return (
    <DataTable
      caption={t('jobs.troubles')}
      columns={columns}
      rows={jobs}
      rowKey={({ queue, id }) => `${queue}/${id}`}
      initialSort="-since"
      sortParameter="jobs"
      error={error}
      retry={retry}
      empty={<EmptyState icon={IconCircleCheck} title={t('jobs.none')} what={t('jobs.none.what')} />}
    />
  );
}

const Name = ({ job, of }: { job: Trouble; of: string }) => (
  <>
    {job.title}
    <Text size="sm" c="dimmed">
      {of} · {job.name}
    </Text>
  </>
);

function Kind({ job: { kind, attempts } }: { job: Trouble }) {
  const t = useTexts(texts);
  return (
    <>
      <Badge color={colours[kind]} variant="light" miw="max-content">
        {t(`job.kind.${kind}`)}
      </Badge>
      {attempts > 0 && (
        <Text size="sm" c="dimmed" mt={4}>
          {t('job.attempts', { count: attempts })}
        </Text>
      )}
    </>
  );
}

function Reason({ job: { kind, reason } }: { job: Trouble }) {
  const t = useTexts(texts);
  return (
    <Text size="sm" maw="46ch" style={{ overflowWrap: 'anywhere' }}>
      {reason ?? t(`job.kind.${kind}.why`)}
    </Text>
  );
}

function useAct(job: Trouble, done: 'job.retried' | 'job.removed', act: () => Promise<unknown>) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onError: notifyProblem,
    onSuccess: () => notifyDone({ text: t(done, { title: job.title }) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['/system/jobs'] }),
  });
}

function Actions({ job }: { job: Trouble }) {
  const t = useTexts(texts);
  const retry = useAct(job, 'job.retried', () => api.post(`${addressOf(job)}/retry`, {}));
  const remove = useAct(job, 'job.removed', () => api.delete(addressOf(job)));
  if (job.kind === 'stuck') return null;
  return (
    <Group gap="xs" wrap="nowrap">
      {job.kind === 'failed' && (
        <Button size="sm" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
          {t('job.retry')}
        </Button>
      )}
      <ConfirmButton
        size="sm"
        variant="default"
        loading={remove.isPending}
        question={t('job.remove.question', { title: job.title })}
        consequence={t('job.remove.consequence')}
        confirm={t('job.remove')}
        onConfirm={() => remove.mutate()}
      >
        {t('job.remove')}
      </ConfirmButton>
    </Group>
  );
}

/** How many jobs wait, run and failed in each queue. */
export function Queues({ queues }: { queues: readonly Queue[] | undefined }) {
  const t = useTexts(texts);
  const figure = (key: 'waiting' | 'active' | 'delayed' | 'failed'): Column<Queue> => ({
    key,
    title: t(`queue.${key}`),
    value: (row) => row[key],
    numeric: true,
  });
  const columns: Column<Queue>[] = [
    { key: 'title', title: t('queue'), value: ({ title }) => title, isName: true },
    ...(['waiting', 'active', 'delayed', 'failed'] as const).map(figure),
  ];
  return (
    <DataTable caption={t('queues')} columns={columns} rows={queues} rowKey={({ id }) => id} sortParameter="queues" />
  );
}
