import { IconArchive } from '@tabler/icons-react';
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
import { isUnderWay, useAsk, useCancel, type Backup, type Overview, type Run } from '../model';
import { texts } from '../texts';

type Row = Pick<Backup, 'id'> & { backup?: Backup; problem?: string };

/** All copies, the damaged ones among them. */
export function Backups({ overview }: { overview: Overview | undefined }) {
  const t = useTexts(texts);
  const { instant, number, size } = useFormats();
  const rows = overview && [
    ...overview.backups.map((backup): Row => ({ id: backup.id, backup })),
    ...overview.damaged.map((one): Row => one),
  ];
  const columns: Column<Row>[] = [
    {
      key: 'at',
      title: t('at'),
      value: ({ id }) => id,
      isName: true,
      cell: ({ id, backup }) => (backup ? instant(backup.endedAt) : id),
    },
    {
      key: 'verified',
      title: t('verified'),
      value: ({ backup }) => backup?.verified?.at ?? '',
      cell: (row) => <Verified row={row} />,
    },
    {
      key: 'size',
      title: t('size'),
      numeric: true,
      value: ({ backup }) => backup?.bytes,
      cell: ({ backup }) => backup && size(backup.bytes),
    },
    {
      key: 'rows',
      title: t('rows'),
      numeric: true,
      value: ({ backup }) => backup?.rows,
      cell: ({ backup }) => (typeof backup?.rows === 'number' ? number(backup.rows) : t('rows.unknown')),
    },
    { key: 'keys', title: t('keys'), value: ({ backup }) => backup && t(`keys.${backup.keys}`) },
    {
      key: 'actions',
      title: t('actions'),
      value: () => null,
      sortable: false,
      cell: (row) => <Verify row={row} runs={overview?.runs ?? []} />,
    },
  ];
  return (
    <DataTable
      caption={t('backups')}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      initialSort="-at"
      sortParameter="backups"
      empty={<EmptyState icon={IconArchive} title={t('empty')} what={t('empty.what')} />}
    />
  );
}

function Verified({ row: { backup, problem } }: { row: Row }) {
  const t = useTexts(texts);
  const { instant, number } = useFormats();
  const verified = backup?.verified;
  const wrong = problem ?? (verified && !verified.ok ? verified.problems[0] : undefined);
  const state = wrong ? 'bad' : verified ? 'yes' : 'no';
  return (
    <>
      <Badge variant="light" color={{ bad: 'red', yes: 'green', no: 'gray' }[state]} miw="max-content">
        {t(`verified.${state}`)}
      </Badge>
      {verified && (
        <Text size="sm" c="dimmed" mt={4}>
          {t('verified.took', { at: instant(verified.at), seconds: number(verified.seconds, 0) })}
        </Text>
      )}
      {wrong && (
        <Text size="sm" c="red" maw="46ch" style={{ overflowWrap: 'anywhere' }}>
          {wrong}
        </Text>
      )}
    </>
  );
}

function Verify({ row: { id, backup }, runs }: { row: Row; runs: readonly Run[] }) {
  const t = useTexts(texts);
  const { instant } = useFormats();
  const ask = useAsk();
  const busy = runs.some((run) => run.backup === id && run.kind === 'verify' && isUnderWay(run));
  return (
    <Button
      size="sm"
      variant="default"
      loading={ask.isPending || busy}
      aria-label={t('verify.of', { at: backup ? instant(backup.endedAt) : id })}
      onClick={() => ask.mutate({ kind: 'verify', backup: id })}
    >
      {t('verify')}
    </Button>
  );
}

const colours = { waiting: 'gray', running: 'blue', done: 'green', failed: 'red', cancelled: 'gray' } as const;

/** What was done with copies lately, and what is under way. */
export function Runs({ runs }: { runs: readonly Run[] | undefined }) {
  const t = useTexts(texts);
  const { instant } = useFormats();
  const columns: Column<Run>[] = [
    {
      key: 'at',
      title: t('run.at'),
      value: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => instant(createdAt),
      isName: true,
    },
    { key: 'kind', title: t('run.kind'), value: ({ kind }) => kind, cell: (run) => <Kind run={run} /> },
    { key: 'state', title: t('run.state'), value: ({ state }) => state, cell: (run) => <State run={run} /> },
    { key: 'result', title: t('run.result'), value: () => null, sortable: false, cell: (run) => <Result run={run} /> },
  ];
  return (
    <DataTable
      caption={t('runs')}
      columns={columns}
      rows={runs}
      rowKey={({ id }) => id}
      initialSort="-at"
      sortParameter="runs"
      empty={<EmptyState title={t('runs.none')} />}
    />
  );
}

function Kind({ run: { kind, bySchedule } }: { run: Run }) {
  const t = useTexts(texts);
  return (
    <>
      {t(`run.kind.${kind}`)}
      {bySchedule && (
        <Text size="sm" c="dimmed">
          {t('run.by-schedule')}
        </Text>
      )}
    </>
  );
}

function State({ run: { state, share, step } }: { run: Run }) {
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
        {percent(100 * share, 0)} {step && `· ${step}`}
      </Text>
      <Progress value={100 * share} mt={4} aria-label={t('run.meter')} />
    </>
  );
}

function Result({ run }: { run: Run }) {
  const t = useTexts(texts);
  const cancel = useCancel();
  if (isUnderWay(run))
    return (
      <Button size="sm" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(run.id)}>
        {t('cancel')}
      </Button>
    );
  if (!run.error) return null;
  return (
    <Text size="sm" c="red" maw="60ch" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
      {run.error}
    </Text>
  );
}
