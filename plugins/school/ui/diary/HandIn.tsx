import { useState } from 'react';
import { IconArrowBackUp, IconCheck, IconClock, IconUpload } from '@tabler/icons-react';
import {
  api,
  Badge,
  Button,
  Form,
  Group,
  notifyDone,
  Text,
  Textarea,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { mostBytes, mostFiles } from '../../shared/codes';
import type { Handin, Handing } from '../../shared/handins';
import { TaskFiles } from '../lesson/TaskFiles';
import styles from './Diary.module.css';
import { handinTexts } from './handin-texts';

type Props = {
  owner: string;
  /** The lesson at which the homework was set. */
  lesson: string;
  subject: string;
  handing: Handing;
  /** Among other things of a lesson: nothing is said while nothing was handed in. */
  isBrief?: boolean;
};

/** Homework handed in from the diary: until when, what was sent, what the teacher said; changed until it is accepted. */
export function HandIn({ owner, lesson, subject, handing, isBrief = false }: Props) {
  const t = useTexts(handinTexts);
  const [isOpen, setOpen] = useState(false);
  const { ended, handin } = handing;
  const address = `/school/diaries/${owner}/lessons/${lesson}/handin`;
  const changes = `/school/diaries/${owner}/day`;
  const isChanging = isOpen && !ended;
  if (!handin && ended) return isBrief ? null : <Text c="dimmed">{t(`ended.${ended}`)}</Text>;
  return (
    <div className={styles.handin}>
      {handin ? (
        <Handed handin={handin} isChanging={isChanging} />
      ) : (
        (!isBrief || isChanging) && <Until handing={handing} />
      )}
      {handin && !isChanging && <TaskFiles address={`${address}/files`} files={handin.files} />}
      {isChanging ? (
        <Sending {...{ address, changes, subject, handin }} close={() => setOpen(false)} />
      ) : (
        !ended && (
          <Button
            variant={handin?.state === 'returned' ? 'filled' : 'light'}
            size="compact-md"
            style={{ justifySelf: 'start' }}
            leftSection={<IconUpload size={18} aria-hidden />}
            aria-label={t(handin ? 'change.of' : 'open.of', { subject })}
            onClick={() => setOpen(true)}
          >
            {t(handin ? (handin.state === 'returned' ? 'again' : 'change') : 'open')}
          </Button>
        )
      )}
    </div>
  );
}

function Until({ handing: { dueAt } }: { handing: Handing }) {
  const t = useTexts(handinTexts);
  const { briefInstant } = useFormats();
  if (!dueAt) return null;
  const isPast = new Date(dueAt) < new Date();
  return (
    <Text size="sm" c="dimmed">
      {t(isPast ? 'until.past' : 'until', { at: briefInstant(dueAt) })}
    </Text>
  );
}

const looks = {
  sent: { color: 'blue', icon: IconClock },
  accepted: { color: 'green', icon: IconCheck },
  returned: { color: 'yellow', icon: IconArrowBackUp },
} as const;

/** What became of a work, in a word with its sign; that it came late beside it. */
export function HandinState({ state, isLate, isPlain }: Pick<Handin, 'state' | 'isLate'> & { isPlain?: boolean }) {
  const t = useTexts(handinTexts);
  const { color, icon: Sign } = looks[state];
  return (
    <Group gap={4}>
      <Badge
        color={color}
        variant={isPlain ? 'transparent' : 'light'}
        {...(isPlain && { px: 0 })}
        miw="max-content"
        leftSection={<Sign size={14} aria-hidden />}
      >
        {t(`state.${state}`)}
      </Badge>
      {isLate && (
        <Badge color="yellow" variant="outline" miw="max-content">
          {t('late')}
        </Badge>
      )}
    </Group>
  );
}

function Handed({ handin, isChanging }: { handin: Handin; isChanging: boolean }) {
  const t = useTexts(handinTexts);
  const { briefInstant } = useFormats();
  const { state, isLate, sentAt, decidedAt, text, comment } = handin;
  const at = state !== 'sent' && decidedAt ? t('answered', { at: briefInstant(decidedAt) }) : null;
  return (
    <>
      <HandinState state={state} isLate={isLate} />
      <Text size="sm" c="dimmed">
        {[t('sent', { at: briefInstant(sentAt) }), at].filter(Boolean).join(' · ')}
      </Text>
      {text && !isChanging && <Text style={{ whiteSpace: 'pre-line' }}>{text}</Text>}
      {comment && <Text className={styles.answer}>{t(state === 'sent' ? 'said.before' : 'said', { comment })}</Text>}
    </>
  );
}

type SendingProps = { address: string; changes: string; subject: string; handin: Handin | null; close: () => void };

function Sending({ address, changes, subject, handin, close }: SendingProps) {
  const t = useTexts(handinTexts);
  const { size } = useFormats();
  const queries = useQueryClient();
  const [text, setText] = useState(handin?.text ?? '');
  const send = useMutation({
    mutationFn: () => api.put(address, { text }),
    onSuccess: () => {
      notifyDone({ text: t('done') });
      close();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: [changes] }),
  });
  return (
    <Form
      label={t('open.of', { subject })}
      send={t('send')}
      busy={send.isPending}
      error={send.error}
      onSend={() => send.mutate()}
      beside={
        <Button variant="subtle" onClick={close}>
          {t('close')}
        </Button>
      }
    >
      <div>
        <Text size="sm">{t('files', { count: mostFiles, size: size(mostBytes) })}</Text>
        <TaskFiles address={`${address}/files`} files={handin?.files ?? []} changes={changes} />
      </div>
      <Textarea
        label={t('text')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
    </Form>
  );
}
