import {
  Badge,
  Button,
  DataTable,
  EmptyState,
  Progress,
  Text,
  useFormats,
  useTexts,
  type Column,
} from '@regiso/core/ui';
import type { RunView } from '../../shared';
import { useCancel, useRuns } from '../state';
import { texts } from '../texts';

const colours = { waiting: 'gray', running: 'blue', done: 'green', failed: 'red', cancelled: 'gray' } as const;

export function Runs({ mayOperate }: { mayOperate: boolean }) {
  const t = useTexts(texts);
  const { instant } = useFormats();
  const runs = useRuns();
  const columns: Column<RunView>[] = [
    {
      key: 'at',
      title: t('run.at'),
      value: ({ createdAt }) => createdAt,
      cell: (row) => instant(row.createdAt),
      isName: true,
    },
    { key: 'kind', title: t('run.kind'), value: ({ kind }) => t(`run.kind.${kind}`) },
    { key: 'fact', title: t('run.fact'), value: ({ fact }) => fact ?? t('run.fact.all') },
    { key: 'state', title: t('run.state'), value: ({ state }) => state, cell: (row) => <State run={row} /> },
    { key: 'result', title: t('run.result'), value: () => null, sortable: false, cell: (row) => <Result run={row} /> },
  ];
  const cancel: Column<RunView> = {
    key: 'cancel',
    title: t('column.actions'),
    value: () => null,
    sortable: false,
    cell: (row) => <Cancel run={row} />,
  };
  return (
    <DataTable
      caption={t('runs')}
      columns={mayOperate ? [...columns, cancel] : columns}
      rows={runs.data}
      rowKey={({ id }) => id}
      sortParameter="runs"
      initialSort="-at"
      error={runs.error}
      retry={() => void runs.refetch()}
      empty={<EmptyState title={t('runs.none')}>{t('runs.none.text')}</EmptyState>}
    />
  );
}

function State({ run: { state, share, step } }: { run: RunView }) {
  const t = useTexts(texts);
  const { percent } = useFormats();
  if (state !== 'running')
    return (
      <Badge color={colours[state]} variant="light" miw="max-content">
        {t(`run.state.${state}`)}
      </Badge>
    );
  return (
    <>
      <Text size="sm">
        {percent(100 * share, 0)} · {step}
      </Text>
      <Progress value={100 * share} mt={4} aria-label={t('run.meter')} />
    </>
  );
}

function Result({ run: { kind, state, results, error } }: { run: RunView }) {
  const t = useTexts(texts);
  const { list } = useFormats();
  if (error) return <Text c="red">{error}</Text>;
  const named = (isIt: (result: RunView['results'][string]) => boolean) =>
    Object.keys(results).filter((fact) => results[fact] && isIt(results[fact]));
  const wrong = named(({ ok }) => !ok);
  if (wrong.length) return <Text c="red">{t('run.wrong', { facts: list(wrong) })}</Text>;
  const repaired = named(({ repaired: how }) => how === 'rows' || how === 'table');
  if (repaired.length) return t('run.repaired', { facts: list(repaired) });
  if (state !== 'done') return null;
  return kind === 'rebuild' ? t('run.built') : t('run.right');
}

function Cancel({ run: { id, finishedAt } }: { run: RunView }) {
  const t = useTexts(texts);
  const cancel = useCancel();
  if (finishedAt) return null;
  return (
    <Button variant="default" size="sm" loading={cancel.isPending} onClick={() => cancel.mutate(id)}>
      {t('run.cancel')}
    </Button>
  );
}
