import { useState } from 'react';
import { IconInfoCircle, IconMailOff } from '@tabler/icons-react';
import {
  Alert,
  api,
  Badge,
  Button,
  DataTable,
  EmptyState,
  Group,
  Modal,
  NativeSelect,
  notifyDone,
} from '@regiso/core/ui';
import { notifyProblem, Page, Stack, Text, useApi, useFormats, useKeyset, useLanguage, useMe } from '@regiso/core/ui';
import { useMutation, useQueryClient, useTexts, useUrlState, type Column } from '@regiso/core/ui';
import styles from '../Notices.module.css';
import { outboxTexts } from '../outbox-texts';
import { texts } from '../texts';

const address = '/notices/mails';
const states = ['waiting', 'sending', 'sent', 'failed', 'unsure', 'gathered', 'dropped'] as const;
type State = (typeof states)[number];
type Mail = {
  id: string;
  title: string;
  titleEn: string;
  state: State;
  attempts: number;
  problem: string | null;
  createdAt: string;
  nextAt: string;
  sentAt: string | null;
};
type Letter = { to: string; subject: string; text: string; files: string[] };

const colours: Record<State, string> = {
  waiting: 'yellow',
  sending: 'blue',
  sent: 'green',
  failed: 'red',
  unsure: 'red',
  gathered: 'gray',
  dropped: 'gray',
};
const isState = (value: string): value is State => states.some((state) => state === value);

/** Letters that wait, were sent or failed; in a demonstration that sends none they may be read. */
export default function Outbox() {
  const names = useTexts(texts);
  const t = useTexts(outboxTexts);
  const [{ state }, change] = useUrlState({ state: '' });
  const list = useKeyset<Mail>(address, isState(state) ? { state } : {});
  const about = useApi<{ leaves: boolean; open: boolean }>(address, { state: 'sending' });
  const [letter, setLetter] = useState<Letter>();
  return (
    <Page title={names('outbox')} lead={t('lead')}>
      <Stack gap="md">
        {about.data && !about.data.leaves && <Stays isOpen={about.data.open} />}
        <NativeSelect
          label={t('show')}
          maw={320}
          value={isState(state) ? state : ''}
          onChange={({ currentTarget: { value } }) => change({ state: value })}
          data={[
            { value: '', label: t('show.all') },
            ...states.map((value) => ({ value, label: t(`state.${value}`) })),
          ]}
        />
        <DataTable
          caption={t('letters')}
          columns={useColumns(about.data?.open ?? false, setLetter)}
          rows={list.rows}
          rowKey={({ id }) => id}
          error={list.error}
          retry={list.retry}
          more={list.more}
          empty={<EmptyState icon={IconMailOff} title={t('empty')} what={t('empty.what')} />}
        />
      </Stack>
      <Modal
        opened={letter !== undefined}
        onClose={() => setLetter(undefined)}
        title={letter?.subject}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {letter && (
          <Stack gap="sm">
            <Text size="sm" c="dimmed">
              {t('to', { address: letter.to })}
            </Text>
            <p className={styles.letter}>{letter.text}</p>
            {letter.files.length > 0 && <Text size="sm">{t('files', { names: letter.files.join(', ') })}</Text>}
          </Stack>
        )}
      </Modal>
    </Page>
  );
}

function Stays({ isOpen }: { isOpen: boolean }) {
  const t = useTexts(outboxTexts);
  const { demo } = useMe();
  return (
    <Alert color="yellow" icon={<IconInfoCircle size={20} aria-hidden />} title={t('stays.title')}>
      {demo && isOpen ? t('stays.demo') : t('stays.what')}
    </Alert>
  );
}

function useColumns(isOpen: boolean, onLetter: (letter: Letter) => void): Column<Mail>[] {
  const t = useTexts(outboxTexts);
  const { language } = useLanguage();
  const { instant } = useFormats();
  return [
    {
      key: 'about',
      title: t('about'),
      value: ({ title, titleEn }) => (language === 'en' ? titleEn : title),
      isName: true,
    },
    { key: 'state', title: t('state'), value: ({ state }) => state, cell: (mail) => <StateOf mail={mail} /> },
    {
      key: 'created',
      title: t('created'),
      value: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => instant(createdAt),
    },
    {
      key: 'actions',
      title: t('actions'),
      value: () => null,
      sortable: false,
      cell: (mail) => <Actions mail={mail} isOpen={isOpen} onLetter={onLetter} />,
    },
  ];
}

function StateOf({ mail: { state, attempts, problem, nextAt, sentAt } }: { mail: Mail }) {
  const t = useTexts(outboxTexts);
  const { instant } = useFormats();
  const under = [
    ...(state === 'waiting' ? [t('when.next', { at: instant(nextAt) })] : []),
    ...(sentAt ? [instant(sentAt)] : []),
    ...(attempts > 0 && state !== 'sent' ? [t('attempts', { count: attempts })] : []),
    ...(problem ? [problem] : []),
  ];
  return (
    <>
      <Badge color={colours[state]} variant="light" miw="max-content">
        {t(`state.${state}`)}
      </Badge>
      {under.length > 0 && (
        <Text size="sm" c="dimmed" mt={4}>
          {under.join(' · ')}
        </Text>
      )}
    </>
  );
}

type ActionsProps = { mail: Mail; isOpen: boolean; onLetter: (letter: Letter) => void };

function Actions({ mail, isOpen, onLetter }: ActionsProps) {
  const t = useTexts(outboxTexts);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const title = language === 'en' ? mail.titleEn : mail.title;
  const read = useMutation({
    mutationFn: () => api.post<Letter>(`${address}/${mail.id}/read`),
    onError: notifyProblem,
    onSuccess: onLetter,
  });
  const retry = useMutation({
    mutationFn: () => api.post(`${address}/${mail.id}/retry`),
    onError: notifyProblem,
    onSuccess: () => notifyDone({ text: t('retried') }),
    onSettled: () => queries.invalidateQueries({ queryKey: [address] }),
  });
  const isFailed = mail.state === 'failed' || mail.state === 'unsure';
  const isReadable = isOpen && (isFailed || mail.state === 'waiting');
  return (
    <Group gap="xs" wrap="nowrap">
      {isReadable && (
        <Button
          size="sm"
          variant="default"
          loading={read.isPending}
          aria-label={t('read.of', { title })}
          onClick={() => read.mutate()}
        >
          {t('read')}
        </Button>
      )}
      {isFailed && (
        <Button
          size="sm"
          loading={retry.isPending}
          aria-label={t('retry.of', { title })}
          onClick={() => retry.mutate()}
        >
          {t('retry')}
        </Button>
      )}
    </Group>
  );
}
