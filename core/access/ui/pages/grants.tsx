import { useState } from 'react';
import { IconPlus } from '@tabler/icons-react';
import {
  Alert,
  api,
  Button,
  EmptyState,
  NativeSelect,
  notifyDone,
  notifyProblem,
  Page,
  ReasonDialog,
  SimpleGrid,
  Stack,
  useApi,
  useKeyset,
  useMay,
  useMutation,
  useQueryClient,
  useTexts,
  useUrlState,
} from '@regiso/core/ui';
import { GiveGrant } from '../GiveGrant';
import { GrantCard } from '../GrantCard';
import { HandOver } from '../HandOver';
import type { Grant } from '../model';
import { ParticipantSelect, UserSelect } from '../Pickers';
import { texts } from '../texts';

export default function Grants() {
  const t = useTexts(texts);
  const [isGiving, setGiving] = useState(false);
  const [wanted, change] = useUrlState({ state: '', account: '', participant: '' });
  const list = useKeyset<Grant>('/access/grants', wanted);
  const waiting = useApi<{ items: Grant[] }>('/access/grants', { state: 'requested', limit: 200 });
  const count = waiting.data?.items.length ?? 0;
  const isFiltered = Object.values(wanted).some(Boolean);
  return (
    <Page
      title={t('grants')}
      lead={t('grants.lead')}
      loading={!list.rows && !list.error}
      error={list.error}
      retry={list.retry}
      actions={
        <Button leftSection={<IconPlus size={20} aria-hidden />} onClick={() => setGiving(true)}>
          {t('grants.new')}
        </Button>
      }
    >
      <Stack gap="md">
        {count > 0 && <Alert color="yellow" title={t('grants.waiting', { count })} />}
        <Filters wanted={wanted} change={change} first={list.rows?.[0]} />
        {list.rows?.length === 0 && <EmptyState title={t(isFiltered ? 'grants.nothing' : 'grants.empty')} />}
        {list.rows?.map((grant) => (
          <GrantCard key={grant.id} grant={grant} withHolder actions={<Steps grant={grant} />} />
        ))}
        {list.more && (
          <Button variant="default" loading={list.more.loading} onClick={list.more.load}>
            {t('more')}
          </Button>
        )}
      </Stack>
      {isGiving && <GiveGrant onClose={() => setGiving(false)} />}
    </Page>
  );
}

type Wanted = { state: string; account: string; participant: string };
type FiltersProps = { wanted: Wanted; change: (to: Partial<Wanted>) => void; first: Grant | undefined };

/** Whose rights, at which participant, in which state; the address keeps the keys alone. */
function Filters({ wanted, change, first }: FiltersProps) {
  const t = useTexts(texts);
  const mayFindUsers = useMay('access.manage-accounts');
  const mayFindParticipants = useMay('agreements.read');
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} maw="60rem">
      {mayFindUsers && (
        <UserSelect
          label={t('grants.holder')}
          clearable
          chosen={wanted.account && first?.account?.id === wanted.account ? first.account : undefined}
          value={wanted.account || null}
          onChange={(account) => change({ account: account ?? '' })}
        />
      )}
      {mayFindParticipants && (
        <ParticipantSelect
          clearable
          chosen={wanted.participant && first?.participant?.id === wanted.participant ? first.participant : undefined}
          value={wanted.participant || null}
          onChange={(participant) => change({ participant: participant ?? '' })}
        />
      )}
      <NativeSelect
        label={t('grants.filter')}
        value={wanted.state}
        data={[
          { value: '', label: t('grants.all') },
          { value: 'active', label: t('grants.only-active') },
          { value: 'requested', label: t('grants.only-requested') },
        ]}
        onChange={(event) => change({ state: event.currentTarget.value })}
      />
    </SimpleGrid>
  );
}

function Steps({ grant }: { grant: Grant }) {
  const { id, state } = grant;
  const t = useTexts(texts);
  const step = (name: 'refuse' | 'revoke') => (
    <ReasonDialog
      label={t(name)}
      title={t(`${name}.title`)}
      what={t(`${name}.what`)}
      done={t(`${name}.done`)}
      reason={t('reason')}
      size="sm"
      send={({ reason }) => api.post(`/access/grants/${id}/${name}`, { reason })}
    />
  );
  if (state === 'active')
    return (
      <>
        <HandOver grant={grant} />
        {step('revoke')}
      </>
    );
  if (state === 'upcoming') return step('revoke');
  if (state !== 'requested') return null;
  return (
    <>
      <Confirm id={id} />
      {step('refuse')}
    </>
  );
}

function Confirm({ id }: { id: string }) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const confirm = useMutation({
    mutationFn: () => api.post(`/access/grants/${id}/confirm`),
    onError: notifyProblem,
    onSuccess: () => {
      notifyDone({ text: t('confirm.done') });
      return queries.invalidateQueries();
    },
  });
  return (
    <>
      <Button size="sm" loading={confirm.isPending} onClick={() => confirm.mutate()}>
        {t('confirm')}
      </Button>
    </>
  );
}
