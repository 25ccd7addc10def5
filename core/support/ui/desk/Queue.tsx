import { IconCircleCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api, DataTable, EmptyState, Link, NativeSelect, Stack, Switch, Text, useApi } from '@regiso/core/ui';
import { useFormats, useLanguage, useNavigate, useTexts, useUrlState, type Column } from '@regiso/core/ui';
import { subsystemIds, useNames } from '../../../access/ui/names';
import { deskTexts } from '../desk-texts';
import { Due, StateBadge, useBodyName } from '../Marks';
import { queueAddress, states, type Ticket } from '../model';
import styles from '../Support.module.css';
import { texts } from '../texts';

const nothing = { body: '', subsystem: '', state: '', overdue: false, mine: false };
type Filter = typeof nothing;

type End = { dueOn: string | null; id: string };
type Part = { items: Ticket[]; next: End | null };

const useQueue = ({ body, subsystem, state, overdue, mine }: Filter) => {
  const filter = {
    ...(body && { bodyId: body }),
    ...(subsystemIds.some((id) => id === subsystem) && { subsystem }),
    ...(states.some((one) => one === state) && { state }),
    isOverdue: overdue,
    isMine: mine,
  };
  return useInfiniteQuery({
    queryKey: [queueAddress, filter],
    queryFn: ({ pageParam }) => api.post<Part>(queueAddress, { ...filter, ...(pageParam && { after: pageParam }) }),
    initialPageParam: undefined as End | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    // Each look is recorded, so the window that comes to the front does not look by itself.
    refetchOnWindowFocus: false,
  });
};

/** Questions that wait, by the day they are due. */
export function Queue() {
  const t = useTexts(deskTexts);
  const navigate = useNavigate();
  const [filter, change] = useUrlState(nothing);
  const queue = useQueue(filter);
  return (
    <Stack gap="md">
      <Filters filter={filter} change={change} />
      <DataTable
        caption={t('queue')}
        columns={useColumns()}
        rows={queue.data?.pages.flatMap(({ items }) => items)}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: `/support/tickets/${id}` as '/' })}
        error={queue.error}
        retry={() => void queue.refetch()}
        more={
          queue.hasNextPage ? { load: () => void queue.fetchNextPage(), loading: queue.isFetchingNextPage } : undefined
        }
        empty={<EmptyState icon={IconCircleCheck} title={t('empty')} what={t('empty.what')} />}
      />
    </Stack>
  );
}

type Body = { id: string; name: string; nameEn: string };

function Filters({ filter, change }: { filter: Filter; change: (some: Partial<Filter>) => void }) {
  const t = useTexts(deskTexts);
  const words = useTexts(texts);
  const names = useNames();
  const { language } = useLanguage();
  const bodies = useApi<Body[]>('/agreements/bodies');
  return (
    <Stack gap="sm">
      <div className={styles.filters}>
        <NativeSelect
          label={t('filter.body')}
          value={filter.body}
          onChange={({ currentTarget: { value } }) => change({ body: value })}
          data={[
            { value: '', label: t('filter.body.all') },
            ...(bodies.data ?? []).map(({ id, name, nameEn }) => ({
              value: id,
              label: language === 'en' ? nameEn : name,
            })),
          ]}
        />
        <NativeSelect
          label={t('filter.subsystem')}
          value={filter.subsystem}
          onChange={({ currentTarget: { value } }) => change({ subsystem: value })}
          data={[
            { value: '', label: t('filter.subsystem.all') },
            ...subsystemIds.map((value) => ({ value, label: names.subsystem(value) })),
          ]}
        />
        <NativeSelect
          label={t('filter.state')}
          value={filter.state}
          onChange={({ currentTarget: { value } }) => change({ state: value })}
          data={[
            { value: '', label: t('filter.state.all') },
            ...states.map((value) => ({ value, label: words(`state.${value}`) })),
          ]}
        />
      </div>
      <div className={styles.switches}>
        <Switch
          label={t('filter.overdue')}
          checked={filter.overdue}
          onChange={({ currentTarget: { checked } }) => change({ overdue: checked })}
        />
        <Switch
          label={t('filter.mine')}
          checked={filter.mine}
          onChange={({ currentTarget: { checked } }) => change({ mine: checked })}
        />
      </div>
    </Stack>
  );
}

function useColumns(): Column<Ticket>[] {
  const t = useTexts(deskTexts);
  const bodyName = useBodyName();
  const { instant } = useFormats();
  return [
    {
      key: 'subject',
      title: t('column.subject'),
      value: ({ number }) => number,
      isName: true,
      cell: (ticket) => <Subject ticket={ticket} />,
    },
    {
      key: 'due',
      title: t('column.due'),
      value: ({ dueOn }) => dueOn,
      cell: (ticket) => (ticket.dueOn ? <Due ticket={ticket} /> : '—'),
    },
    {
      key: 'state',
      title: t('column.state'),
      value: ({ state }) => states.indexOf(state),
      cell: ({ state }) => <StateBadge state={state} />,
    },
    {
      key: 'assignee',
      title: t('column.assignee'),
      value: ({ assignee }) => assignee,
      cell: ({ assignee }) => assignee ?? '—',
    },
    { key: 'body', title: t('column.body'), value: bodyName },
    {
      key: 'created',
      title: t('column.created'),
      value: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => instant(createdAt),
    },
  ];
}

function Subject({ ticket: { id, number, subject, kind, subsystem, isGuest } }: { ticket: Ticket }) {
  const t = useTexts(deskTexts);
  const words = useTexts(texts);
  const names = useNames();
  const under = [
    words('number', { number }),
    words(`kind.${kind}`),
    ...(subsystem ? [names.subsystem(subsystem)] : []),
    ...(isGuest ? [t('guest')] : []),
  ];
  return (
    <>
      <Link to={`/support/tickets/${id}` as '/'} className={styles.subject ?? ''}>
        {subject}
      </Link>
      <Text size="sm" c="dimmed">
        {under.join(' · ')}
      </Text>
    </>
  );
}
