import { Badge, Button, ConfirmButton, DataTable, Link, notifyDone, notifyProblem, Page, Text } from '@regiso/core/ui';
import { api, useApi, useMutation, useQueryClient, useTexts, type Column } from '@regiso/core/ui';
import { texts } from '../texts';

type Subsystem = {
  id: string;
  title: string;
  state: 'on' | 'off' | 'failed';
  builtIn: boolean;
  version: string;
  failedJobs: number;
  requires: string[];
  migrations: { applied: number; pending: number };
  problem: string | null;
};

/** Whether a subsystem requires the other, be it through a third. */
const needs = ({ requires }: Subsystem, other: string, all: readonly Subsystem[]): boolean =>
  requires.some((one) => one === other || all.some((next) => next.id === one && needs(next, other, all)));

const missingFor = ({ requires }: Subsystem, all: readonly Subsystem[]) =>
  all.filter(({ id, state }) => state !== 'on' && requires.includes(id));

const titlesOf = (subsystems: readonly Subsystem[]) => subsystems.map(({ title }) => `«${title}»`).join(', ');

const colours = { on: 'green', off: 'gray', failed: 'red' } as const;

export default function Subsystems() {
  const t = useTexts(texts);
  const list = useApi<Subsystem[]>('/system/plugins');
  const all = list.data ?? [];
  const titleOf = (id: string) => all.find((one) => one.id === id)?.title ?? id;
  const columns: Column<Subsystem>[] = [
    {
      key: 'title',
      title: t('column.title'),
      value: ({ title }) => title,
      isName: true,
      cell: (row) => <Name row={row} />,
    },
    { key: 'state', title: t('column.state'), value: ({ state }) => state, cell: (row) => <State row={row} /> },
    { key: 'version', title: t('column.version'), value: ({ version }) => version },
    {
      key: 'health',
      title: t('column.health'),
      value: ({ failedJobs }) => failedJobs,
      cell: (row) => <Health row={row} />,
    },
    {
      key: 'requires',
      title: t('column.requires'),
      value: ({ requires }) => requires.map(titleOf).join(', ') || '—',
      sortable: false,
    },
    {
      key: 'migrations',
      title: t('column.migrations'),
      value: ({ migrations: { pending } }) =>
        pending ? t('migrations.pending', { count: pending }) : t('migrations.done'),
    },
    { key: 'switch', title: '', value: () => null, sortable: false, cell: (row) => <Switch row={row} all={all} /> },
  ];
  return (
    <Page title={t('subsystems')} lead={t('subsystems.lead')}>
      <DataTable
        caption={t('subsystems')}
        columns={columns}
        rows={list.data}
        rowKey={({ id }) => id}
        error={list.error}
        retry={() => void list.refetch()}
      />
    </Page>
  );
}

const Name = ({ row }: { row: Subsystem }) => (
  <>
    {row.title}
    <Text size="sm" c={row.problem ? 'red' : 'dimmed'}>
      {row.problem ?? row.id}
    </Text>
  </>
);

function State({ row }: { row: Subsystem }) {
  const t = useTexts(texts);
  return (
    <Badge color={colours[row.state]} variant="light" miw="max-content">
      {t(`state.${row.state}`)}
    </Badge>
  );
}

function Health({ row: { state, failedJobs } }: { row: Subsystem }) {
  const t = useTexts(texts);
  if (state !== 'on') return null;
  if (!failedJobs) return t('health.good');
  return <Link to={'/system/jobs' as '/'}>{t('health.failed', { count: failedJobs })}</Link>;
}

function Switch({ row, all }: { row: Subsystem; all: readonly Subsystem[] }) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (enabled: boolean) => api.put(`/system/plugins/${row.id}`, { enabled }),
    onError: notifyProblem,
    onSuccess: (_answer, enabled) => {
      notifyDone({
        text: t(enabled ? 'done.on' : 'done.off', { title: row.title }),
        undo: () => change.mutate(!enabled),
      });
      // The menu follows.
      void queries.invalidateQueries({ queryKey: ['me'] });
      return queries.invalidateQueries({ queryKey: ['/system/plugins'] });
    },
  });
  if (row.builtIn) return <Text size="sm">{t('state.core')}</Text>;
  if (row.state === 'failed') return null;
  const missing = missingFor(row, all);
  if (row.state === 'off' && missing.length)
    return <Text size="sm">{t('turn-on.first', { titles: titlesOf(missing) })}</Text>;
  if (row.state === 'off') {
    return (
      <Button variant="default" size="sm" loading={change.isPending} onClick={() => change.mutate(true)}>
        {t('turn-on')}
      </Button>
    );
  }
  const dependants = all.filter((one) => one.state === 'on' && needs(one, row.id, all));
  const consequences = [
    ...(dependants.length ? [t('turn-off.dependants', { titles: titlesOf(dependants) })] : []),
    t('turn-off.consequence'),
  ];
  return (
    <ConfirmButton
      variant="default"
      size="sm"
      loading={change.isPending}
      question={t('turn-off.question', { title: row.title })}
      consequence={consequences.join(' ')}
      confirm={t('turn-off')}
      onConfirm={() => change.mutate(false)}
    >
      {t('turn-off')}
    </ConfirmButton>
  );
}
