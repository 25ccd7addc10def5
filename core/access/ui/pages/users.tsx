import { useState } from 'react';
import { IconPlus } from '@tabler/icons-react';
import {
  api,
  apiQuery,
  Badge,
  Button,
  ConfirmButton,
  DataTable,
  EmptyState,
  errorsByField,
  Form,
  Group,
  Modal,
} from '@regiso/core/ui';
import {
  notifyDone,
  notifyProblem,
  Page,
  Stack,
  Text,
  TextInput,
  type Column,
  type ProblemError,
} from '@regiso/core/ui';
import { useForm, useFormats, useMutation, useQuery, useQueryClient, useTexts, useUrlState } from '@regiso/core/ui';
import type { User } from '../model';
import { OneTimeCode } from '../OneTimeCode';
import { ReasonButton } from '../ReasonButton';
import { texts } from '../texts';

type Found = { items: User[]; next: string | null };

export default function Users() {
  const t = useTexts(texts);
  const [{ participant }] = useUrlState({ participant: '' });
  const [text, setText] = useState('');
  const [wanted, setWanted] = useState('');
  const [code, setCode] = useState<string>();
  const list = useQuery({
    queryKey: ['users', participant, wanted],
    queryFn: () =>
      api.post<Found>('/access/users/search', {
        ...(wanted && { text: wanted }),
        ...(participant && { participantId: participant }),
      }),
  });
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
              label={t('users.search')}
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
          rows={list.data?.items}
          rowKey={({ id }) => id}
          error={list.error}
          retry={() => void list.refetch()}
          empty={<EmptyState title={t('users.empty')} />}
        />
      </Stack>
    </Page>
  );
}

function OfParticipant({ id }: { id: string }) {
  const t = useTexts(texts);
  const { data } = useQuery({ ...apiQuery<{ name: string }>(`/agreements/participants/${id}`), retry: false });
  return data ? <Text>{t('users.new-for', { name: data.name })}</Text> : null;
}

function useColumns(onCode: (code: string) => void): Column<User>[] {
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
      cell: ({ state }) => (
        <Badge variant="light" color={{ active: 'green', waiting: 'yellow', disabled: 'gray' }[state]}>
          {t(`state.${state}`)}
        </Badge>
      ),
    },
    { key: 'rights', title: t('grants'), value: ({ rights }) => t('rights.count', { count: rights }) },
    {
      key: 'factor',
      title: t('factor'),
      value: ({ hasSecondFactor }) => t(hasSecondFactor ? 'factor.yes' : 'factor.no'),
    },
    { key: 'seen', title: t('seen'), value: ({ seenAt }) => (seenAt ? formats.instant(seenAt) : null) },
    {
      key: 'actions',
      title: '',
      value: () => null,
      sortable: false,
      cell: (user) => <Steps user={user} onCode={onCode} />,
    },
  ];
}

function Steps({ user: { id, name, state }, onCode }: { user: User; onCode: (code: string) => void }) {
  const t = useTexts(texts);
  const reset = useMutation({
    mutationFn: () => api.post<{ code: string }>(`/access/users/${id}/reset`),
    onError: notifyProblem,
    onSuccess: ({ code }) => onCode(code),
  });
  if (state === 'disabled') return null;
  return (
    <Group gap="xs">
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
      <ReasonButton
        label={t('dismiss')}
        title={t('dismiss.title', { name })}
        what={t('dismiss.what')}
        done={t('dismiss.done')}
        send={(reason) => api.post(`/access/users/${id}/dismiss`, { reason })}
      />
    </Group>
  );
}

function NewUser({ participantId, onCode }: { participantId: string; onCode: (code: string) => void }) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ name: '', post: '', login: '' });
  const create = useMutation({
    mutationFn: () =>
      api.post<{ code: string }>('/access/users', { ...form.values, participantId: participantId || null }),
    onError: (error) => form.setErrors(errorsByField(error as ProblemError)),
    onSuccess: ({ code }) => {
      setOpen(false);
      form.reset();
      onCode(code);
      notifyDone({ text: t('users.created') });
      return queries.invalidateQueries({ queryKey: ['users'] });
    },
  });
  return (
    <>
      <Button leftSection={<IconPlus size={20} aria-hidden />} onClick={() => setOpen(true)}>
        {t('users.new')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('users.new')}
        closeButtonProps={{ 'aria-label': t('cancel') }}
      >
        <Form label={t('users.new')} busy={create.isPending} error={create.error} onSend={() => create.mutate()}>
          <TextInput label={t('name')} required maxLength={200} data-autofocus {...form.field('name')} />
          <TextInput label={t('post')} required maxLength={200} {...form.field('post')} />
          <TextInput
            label={t('login')}
            description={t('login.what')}
            required
            maxLength={80}
            {...form.field('login')}
          />
        </Form>
      </Modal>
    </>
  );
}
