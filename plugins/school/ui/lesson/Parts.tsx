import { useState } from 'react';
import { IconUsersPlus } from '@tabler/icons-react';
import {
  api,
  Button,
  Form,
  Group,
  MultiSelect,
  notifyDone,
  notifyProblem,
  Text,
  Textarea,
  useFormats,
  useForm,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { HomeworkPart } from '../../shared/homework';
import type { LessonView } from '../../shared/journal';
import styles from './Homework.module.css';
import { homeworkTexts } from './homework-texts';
import { TaskFiles } from './TaskFiles';

type Props = { lesson: LessonView; isLocked: boolean };
type Draft = { id: string | null; text: string; pupilIds: string[] };

/** Homework for some pupils instead of that for the class. */
export function Parts({ lesson, isLocked }: Props) {
  const t = useTexts(homeworkTexts);
  const { list } = useFormats();
  const queries = useQueryClient();
  const [open, setOpen] = useState<Draft | null>(null);
  const address = `/school/lessons/${lesson.id}`;
  const save = useMutation({
    mutationFn: (parts: readonly Draft[]) => api.put(`${address}/homework`, { version: lesson.homeworkVersion, parts }),
    onSuccess: () => {
      setOpen(null);
      notifyDone({ text: t('part.done') });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: [address] }),
  });
  const drafts = lesson.parts.map(({ id, text, pupilIds }): Draft => ({ id, text, pupilIds }));
  const nameOf = (pupil: string) => lesson.pupils.find(({ id }) => id === pupil)?.name ?? '';
  const write = (draft: Draft) => {
    const isNew = !drafts.some(({ id }) => id === draft.id);
    save.mutate(isNew ? [...drafts, draft] : drafts.map((one) => (one.id === draft.id ? draft : one)));
  };
  const remove = ({ id }: HomeworkPart) =>
    save.mutate(
      drafts.filter((one) => one.id !== id),
      { onError: notifyProblem },
    );
  if (isLocked && !lesson.parts.length) return null;
  return (
    <section aria-label={t('parts')}>
      {lesson.parts.length > 0 && (
        <ul className={styles.parts}>
          {lesson.parts.map((part) => (
            <li key={part.id}>
              <Text size="sm" c="dimmed">
                {list(part.pupilIds.map(nameOf))}
              </Text>
              <Text>{part.text}</Text>
              <TaskFiles
                address={`${address}/files`}
                part={part.id}
                files={part.files}
                changes={isLocked ? undefined : address}
              />
              {!isLocked && (
                <Group gap="xs">
                  <Button variant="subtle" size="compact-md" onClick={() => setOpen({ ...part })}>
                    {t('part.edit')}
                  </Button>
                  <Button variant="subtle" size="compact-md" loading={save.isPending} onClick={() => remove(part)}>
                    {t('part.remove')}
                  </Button>
                </Group>
              )}
            </li>
          ))}
        </ul>
      )}
      {open && (
        <PartForm
          key={open.id}
          draft={open}
          pupils={lesson.pupils.filter(
            ({ id }) => !drafts.some((one) => one.id !== open.id && one.pupilIds.includes(id)),
          )}
          error={save.error}
          busy={save.isPending}
          write={write}
          close={() => {
            save.reset();
            setOpen(null);
          }}
        />
      )}
      {!open && !isLocked && (
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<IconUsersPlus size={18} aria-hidden />}
          onClick={() => setOpen({ id: null, text: '', pupilIds: [] })}
        >
          {t('part.add')}
        </Button>
      )}
    </section>
  );
}

type FormProps = {
  draft: Draft;
  pupils: LessonView['pupils'];
  error: Error | null;
  busy: boolean;
  write: (draft: Draft) => void;
  close: () => void;
};

function PartForm({ draft, pupils, error, busy, write, close }: FormProps) {
  const t = useTexts(homeworkTexts);
  const form = useForm({ text: draft.text, pupilIds: draft.pupilIds });
  const { text, pupilIds } = form.values;
  return (
    <Form
      label={t('part.add')}
      send={t('part.save')}
      busy={busy}
      error={error}
      beside={
        <Button variant="default" onClick={close}>
          {t('part.cancel')}
        </Button>
      }
      onSend={() => write({ id: draft.id, text, pupilIds })}
    >
      <MultiSelect
        label={t('part.pupils')}
        data={pupils.map(({ id, name }) => ({ value: id, label: name }))}
        searchable
        required
        value={pupilIds}
        onChange={(ids) => form.set('pupilIds', ids)}
      />
      <Textarea
        label={t('part.text')}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={2000}
        required
        {...form.field('text')}
      />
    </Form>
  );
}
