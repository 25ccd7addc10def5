import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import {
  api,
  apiAddress,
  Button,
  errorsByField,
  Group,
  notifyDone,
  notifyProblem,
  ProblemError,
  Text,
  Textarea,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { LessonHandin } from '../../shared/handins';
import { HandinState } from '../diary/HandIn';
import { handinTexts } from '../diary/handin-texts';
import { TaskFiles } from '../lesson/TaskFiles';
import styles from './Handins.module.css';

type Props = {
  address: string;
  work: LessonHandin;
  at: { number: number; all: number };
  mayAnswer: boolean;
  draft: string;
  write: (draft: string) => void;
  go: (by: 1 | -1) => void;
  /** The work is answered: the next one that waits is wanted. */
  answered: () => void;
  /** The focus comes along: somebody went here by a key or an answer. */
  takesFocus: boolean;
};

/** One work: what was sent, and the answer to it. */
export function Work({ address, work, at, mayAnswer, draft, write, go, answered, takesFocus }: Props) {
  const t = useTexts(handinTexts);
  const { briefInstant } = useFormats();
  const heading = useRef<HTMLHeadingElement>(null);
  const [wrong, setWrong] = useState('');
  const queries = useQueryClient();
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  const decide = useMutation({
    mutationFn: (isAccepted: boolean) => {
      const comment = draft.trim() || null;
      return api.post(`${address}/${work.id}/decide`, { version: work.version, isAccepted, comment });
    },
    onError: (error) => {
      const field = error instanceof ProblemError ? errorsByField(error).comment : undefined;
      if (field) setWrong(field);
      else notifyProblem(error);
    },
    onSuccess: (_, isAccepted) => {
      notifyDone({ text: t(isAccepted ? 'done.accepted' : 'done.returned', { name: work.name }) });
      write('');
      answered();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: [address] }),
  });
  const isOpen = mayAnswer && work.state === 'sent';
  const press = (event: KeyboardEvent) => {
    const by = event.altKey && ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key];
    if (by) go(by);
    else if (isOpen && event.ctrlKey && event.key === 'Enter' && !decide.isPending) decide.mutate(true);
    else return;
    event.preventDefault();
  };
  const { number, all } = at;
  return (
    // Keys are a shorter way to the buttons within.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section className={styles.work} aria-labelledby="work" onKeyDown={press}>
      <Group justify="space-between">
        <h2 ref={heading} id="work" tabIndex={-1}>
          {work.name}
        </h2>
        <Group gap="xs">
          <Button variant="default" disabled={number === 1} aria-label={t('previous')} onClick={() => go(-1)}>
            <IconChevronLeft size={20} aria-hidden />
          </Button>
          <Text c="dimmed">{t('of', { number, all })}</Text>
          <Button variant="default" disabled={number === all} aria-label={t('next')} onClick={() => go(1)}>
            <IconChevronRight size={20} aria-hidden />
          </Button>
        </Group>
      </Group>
      <HandinState state={work.state} isLate={work.isLate} />
      <Text size="sm" c="dimmed">
        {t('sent', { at: briefInstant(work.sentAt) })}
      </Text>
      {work.text && <Text style={{ whiteSpace: 'pre-line' }}>{work.text}</Text>}
      <Photos address={`${address}/${work.id}/files`} files={work.files} />
      <TaskFiles address={`${address}/${work.id}/files`} files={work.files} />
      {work.comment && (
        <Text style={{ whiteSpace: 'pre-line' }}>
          {t(work.state === 'sent' ? 'said.before' : 'said', { comment: work.comment })}
        </Text>
      )}
      {isOpen && (
        <>
          <Textarea
            label={t('comment')}
            description={t('comment.hint')}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={500}
            value={draft}
            error={wrong}
            onChange={({ currentTarget: { value } }) => {
              write(value);
              setWrong('');
            }}
          />
          <Group gap="xs">
            {([true, false] as const).map((isAccepted) => (
              <Button
                key={String(isAccepted)}
                variant={isAccepted ? 'filled' : 'default'}
                loading={decide.isPending && decide.variables === isAccepted}
                onClick={() => decide.mutate(isAccepted)}
              >
                {t(isAccepted ? 'accept' : 'return')}
              </Button>
            ))}
          </Group>
        </>
      )}
    </section>
  );
}

const isPhoto = ({ name, isGivenOut }: LessonHandin['files'][number]) => isGivenOut && /\.(jpe?g|png)$/i.test(name);

function Photos({ address, files }: { address: string; files: LessonHandin['files'] }) {
  const t = useTexts(handinTexts);
  return files
    .filter(isPhoto)
    .map(({ id, name }) => (
      <img key={id} className={styles.photo} src={apiAddress(`${address}/${id}`)} alt={t('photo', { name })} />
    ));
}
