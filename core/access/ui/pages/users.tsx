import { useState } from 'react';
import { IconCircleCheck, IconCircleX, IconClock, IconSearch } from '@tabler/icons-react';
import { api, apiQuery, Badge, Button, ConfirmButton, DataTable, EmptyState, Group, Link } from '@regiso/core/ui';
import { notifyDone, notifyProblem, Page, ReasonDialog, Stack, Text, TextInput, type Column } from '@regiso/core/ui';
import { useFormats, useMutation, useQuery, useQueryClient, useTexts, useUrlState } from '@regiso/core/ui';
import type { User } from '../model';
import { NewUser } from '../NewUser';
import { OneTimeCode, type NewCode } from '../OneTimeCode';
import { texts } from '../texts';

type Found = { items: User[]; next: string | null };

export default function Users() {
  const t = useTexts(texts);
  const [{ participant }] = useUrlState({ participant: '' });
  const [text, setText] = useState('');
  const [wanted, setWanted] = useState('');
  const [code, setCode] = useState<NewCode>();
  const list = useUsers(participant, wanted);
  return (
    <Page title={t('users')} lead={t('users.lead')} actions={<NewUser participantId={participant} onCode={setCode} />}>
      <Stack gap="lg">
        {participant && <OfParticipant id={participant} />}
        {code && <OneTimeCode code={code} onClose={() => setCode(undefined)} />}
        <form
          role="search"
          onSubmit={(event) => {
            event.preventDefault();
            setWanted(text.trim());
          }}
        >
          <Group align="end">
            <TextInput
              type="search"
              label={t('users.search')}
              leftSection={<IconSearch size={20} aria-hidden />}
              style={{ flex: '0 1 24rem' }}
              value={text}
              maxLength={200}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Button type="submit" variant="default">
              {t('users.find')}
            </Button>
          </Group>
        </form>
        <DataTable
          caption={t('users')}
          columns={useColumns(setCode)}
          rows={list.rows}
          rowKey={({ id }) => id}
          more={list.more}
          error={list.error}
          retry={list.retry}
          empty={<EmptyState title={t('users.empty')} />}
        />
      </Stack>
    </Page>
  );
}

// Names are searched by POST, so the pages after the first are asked for here.
function useUsers(participant: string, wanted: string) {
  const queryKey = ['users', participant, wanted];
  const queries = useQueryClient();
  const ask = (after?: string) =>
    api.post<Found>('/access/users/search', {
      ...(wanted && { text: wanted }),
      ...(participant && { participantId: participant }),
      ...(after && { after }),
    });
  const list = useQuery({ queryKey, queryFn: () => ask() });
  const next = list.data?.next;
  const more = useMutation({
    mutationFn: async (after: string) => ({ of: queryKey, page: await ask(after) }),
    onError: notifyProblem,
    onSuccess: ({ of, page }) =>
      queries.setQueryData<Found>(of, (old) => ({ ...page, items: [...(old?.items ?? []), ...page.items] })),
  });
  return {
    rows: list.data?.items,
    error: list.error,
    retry: () => void list.refetch(),
    more: next ? { load: () => more.mutate(next), loading: more.isPending } : undefined,
  };
}

function OfParticipant({ id }: { id: string }) {
  const t = useTexts(texts);
  const { data } = useQuery({ ...apiQuery<{ name: string }>(`/agreements/participants/${id}`), retry: false });
  if (!data) return null;
  return (
    <Text>
      {t('users.new-for')} <Link to={`/agreements/participants/${id}` as '/'}>{data.name}</Link>
      {' · '}
      <Link to={'/access/users' as '/'} search={{} as never}>
        {t('users.all')}
      </Link>
    </Text>
  );
}

function useColumns(onCode: (code: NewCode) => void): Column<User>[] {
  const t = useTexts(texts);
  const formats = useFormats();
  return [
    {
      key: 'name',
      title: t('name'),
      value: ({ name }) => name,
      isName: true,
      cell: ({ name, login, post }) => (
        <>
          {name}
          <Text size="sm" c="dimmed">
            {[login, post].filter(Boolean).join(' · ')}
          </Text>
        </>
      ),
    },
    {
      key: 'state',
      title: t('state'),
      value: ({ state }) => t(`state.${state}`),
      cell: ({ state }) => <StateBadge state={state} />,
    },
    { key: 'rights', title: t('grants'), value: ({ rights }) => rights, numeric: true },
    {
      key: 'factor',
      title: t('factor'),
      value: ({ hasSecondFactor }) => t(hasSecondFactor ? 'factor.yes' : 'factor.no'),
    },
    {
      key: 'seen',
      title: t('seen'),
      value: ({ seenAt }) => seenAt,
      cell: ({ seenAt }) => (seenAt ? formats.instant(seenAt) : t('seen.never')),
    },
    {
      key: 'actions',
      title: '',
      value: () => null,
      sortable: false,
      cell: (user) => <Steps user={user} onCode={onCode} />,
    },
  ];
}

const stateLooks = {
  active: ['green', IconCircleCheck],
  waiting: ['yellow', IconClock],
  disabled: ['gray', IconCircleX],
} as const;

function StateBadge({ state }: Pick<User, 'state'>) {
  const t = useTexts(texts);
  const [colour, Icon] = stateLooks[state];
  return (
    <Badge variant="light" miw="max-content" color={colour} leftSection={<Icon size={14} aria-hidden />}>
      {t(`state.${state}`)}
    </Badge>
  );
}

function Steps({ user, onCode }: { user: User; onCode: (code: NewCode) => void }) {
  const { id, name, login, state, isSelf, seenAt } = user;
  const t = useTexts(texts);
  const reset = useMutation({
    mutationFn: () => api.post<{ code: string }>(`/access/users/${id}/reset`),
    onError: notifyProblem,
    onSuccess: ({ code }) => onCode({ code, name, login }),
  });
  if (state === 'disabled' || isSelf) return null;
  return (
    <Group gap="xs" miw="17rem">
      <ConfirmButton
        variant="default"
        size="sm"
        loading={reset.isPending}
        question={t('reset.question', { name })}
        consequence={t('reset.consequence')}
        confirm={t('reset')}
        onConfirm={() => reset.mutate()}
      >
        {t('reset')}
      </ConfirmButton>
      <ReasonDialog
        label={t('dismiss')}
        title={t('dismiss.title', { name })}
        what={t('dismiss.what')}
        done={t('dismiss.done')}
        reason={t('reason')}
        size="sm"
        send={({ reason }) => api.post(`/access/users/${id}/dismiss`, { reason })}
      />
      {seenAt && <EndSignIns id={id} name={name} />}
    </Group>
  );
}

function EndSignIns({ id, name }: Pick<User, 'id' | 'name'>) {
  const t = useTexts(texts);
  const end = useMutation({
    mutationFn: () => api.post<{ ended: number }>(`/access/users/${id}/end-sign-ins`),
    onError: notifyProblem,
    onSuccess: ({ ended }) => notifyDone({ text: ended ? t('end.done', { count: ended }) : t('end.none') }),
  });
  return (
    <ConfirmButton
      variant="default"
      size="sm"
      loading={end.isPending}
      question={t('end.question', { name })}
      consequence={t('end.consequence')}
      confirm={t('end')}
      onConfirm={() => end.mutate()}
    >
      {t('end')}
    </ConfirmButton>
  );
}
