import { useEffect, useState } from 'react';
import {
  api,
  Badge,
  Button,
  ConfirmButton,
  DataTable,
  Group,
  Link,
  List,
  notifyProblem,
  Progress,
  Stack,
} from '@regiso/core/ui';
import { Text, Title, useFormats, useMay, useMutation, useQuery, useQueryClient, useTexts } from '@regiso/core/ui';
import { apiQuery, type Column } from '@regiso/core/ui';
import type { Outcome, Pass } from '../model';
import { texts } from '../texts';

const address = '/privacy/retention/passes';
const isUnderWay = ({ state }: Pass) => state === 'waiting' || state === 'running';

/** A look at what would go, a removal after a proof, and what the last pass came to by rule. */
export function Passes({ nameOf }: { nameOf: (rule: string) => string }) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const passes = useQuery({
    ...apiQuery<Pass[]>(address),
    refetchInterval: ({ state: { data } }) => (data?.some(isUnderWay) ? 1_000 : false),
  });
  const [last] = passes.data ?? [];
  const reload = () => queries.invalidateQueries({ queryKey: [address] });
  const ask = useMutation({
    mutationFn: (kind: Pass['kind']) => api.post<Pass>(address, { kind }),
    onError: notifyProblem,
    onSuccess: reload,
  });
  const endedAt = last?.endedAt;
  // What the rules have removed stands in the table below.
  useEffect(() => {
    if (endedAt) void queries.invalidateQueries({ queryKey: ['/privacy/retention'] });
  }, [endedAt, queries]);
  const busy = ask.isPending || (last !== undefined && isUnderWay(last));
  return (
    <Stack gap="md" mb="xl" component="section" aria-label={t('pass')}>
      <Title order={2} size="h3">
        {t('pass')}
      </Title>
      <Text>{t('pass.what')}</Text>
      <Group>
        <Button variant="default" loading={busy} onClick={() => ask.mutate('preview')}>
          {t('pass.preview')}
        </Button>
        <ConfirmButton
          color="red"
          variant="outline"
          disabled={busy}
          question={t('pass.question')}
          consequence={t('pass.consequence')}
          confirm={t('pass.remove')}
          onConfirm={() => ask.mutate('removal')}
        >
          {t('pass.remove')}
        </ConfirmButton>
      </Group>
      {last && <Report key={last.id} pass={last} nameOf={nameOf} onChanged={reload} />}
    </Stack>
  );
}

type Shown = { pass: Pass; nameOf: (rule: string) => string; onChanged: () => Promise<unknown> };

function Report({ pass, nameOf, onChanged }: Shown) {
  const t = useTexts(texts);
  const { instant, number, day, percent } = useFormats();
  const cancel = useMutation({
    mutationFn: () => api.post(`${address}/${pass.id}/cancel`, {}),
    onError: notifyProblem,
    onSuccess: onChanged,
  });
  const columns: Column<Outcome>[] = [
    { key: 'rule', title: t('rule'), value: ({ rule }) => nameOf(rule), isName: true },
    {
      key: 'count',
      title: t(pass.kind === 'preview' ? 'pass.would' : 'pass.gone'),
      value: ({ count }) => count,
      numeric: true,
      cell: ({ count }) => number(count),
    },
    {
      key: 'before',
      title: t('pass.before'),
      value: ({ before }) => before,
      cell: ({ before }) => (before ? day(before.slice(0, 10)) : '—'),
    },
    {
      key: 'note',
      title: t('state'),
      value: ({ skipped, problem }) => problem ?? (skipped ? t(`skipped.${skipped}`) : t('pass.whole')),
    },
  ];
  return (
    <>
      <Group gap="sm">
        <Badge color={colours[pass.state]} variant="light" miw="max-content">
          {t(`pass.${pass.state}`)}
        </Badge>
        <Text size="sm" c="dimmed">
          {[t(`pass.kind.${pass.kind}`), instant(pass.createdAt), pass.bySchedule && t('pass.night')]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </Group>
      {isUnderWay(pass) && (
        <Group wrap="nowrap">
          <Progress value={100 * pass.share} flex={1} aria-label={t('pass.meter')} />
          <Text size="sm">{percent(100 * pass.share, 0)}</Text>
          <Button size="sm" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('pass.cancel')}
          </Button>
        </Group>
      )}
      {pass.report.length > 0 && (
        <DataTable caption={t('pass.report')} columns={columns} rows={pass.report} rowKey={({ rule }) => rule} />
      )}
      {pass.kind === 'preview' && pass.report.some(({ persons }) => persons > 0) && <Persons pass={pass} />}
    </>
  );
}

const colours = { waiting: 'gray', running: 'blue', done: 'green', failed: 'red', cancelled: 'gray' } as const;

/** Whose cards would go; asked for by hand, because the reading is recorded. */
function Persons({ pass: { id } }: { pass: Pass }) {
  const t = useTexts(texts);
  const mayOpen = useMay('people.read');
  const [isOpen, setOpen] = useState(false);
  const list = useQuery({
    queryKey: [address, id, 'persons'],
    queryFn: () => api.post<{ id: string; name: string }[]>(`${address}/${id}/persons`, {}),
    enabled: isOpen,
  });
  if (!isOpen)
    return (
      <Group>
        <Button variant="default" size="sm" onClick={() => setOpen(true)}>
          {t('pass.persons')}
        </Button>
      </Group>
    );
  return (
    <List>
      {(list.data ?? []).map((person) => (
        <List.Item key={person.id}>
          {mayOpen ? <Link to={`/people/${person.id}`}>{person.name}</Link> : person.name}
        </List.Item>
      ))}
    </List>
  );
}
