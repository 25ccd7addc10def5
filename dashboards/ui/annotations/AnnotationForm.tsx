import { useState } from 'react';
import {
  ActionIcon,
  api,
  DialogButton,
  errorsByField,
  Form,
  Modal,
  NativeSelect,
  notifyDone,
  Text,
  Textarea,
} from '@regiso/core/ui';
import { useMutation, useQueryClient, useTexts, type ProblemError } from '@regiso/core/ui';
import { IconMessagePlus, IconPencil } from '@tabler/icons-react';
import type { AnnotationBody } from '../../shared/annotations';
import { onlyOf } from '../../shared/choice';
import { useBoardContext } from '../board/context';
import { annotationTexts } from './annotation-texts';
import type { Noted } from './use-annotations';

/** Keeps what is sent and reads the annotations anew; a refusal stays in the open dialogue. */
function useKept<T>(send: (body: T) => Promise<unknown>, done: string) {
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const keep = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      setOpen(false);
      notifyDone({ text: done });
      await queries.invalidateQueries({ queryKey: ['/dashboards/annotations'] });
    },
  });
  const errors = keep.error ? errorsByField(keep.error as ProblemError) : {};
  return { isOpen, setOpen, keep, errors };
}

type AddProps = {
  title: string;
  indicator: string;
  grain: string;
  /** The times of the chart, the newest first. */
  times: readonly { period: string; title: string }[];
};

/** Notes something beside a chart: at a time of its axis, of the region or of the chosen municipality. */
export function AddAnnotation({ title, indicator, grain, times }: AddProps) {
  const t = useTexts(annotationTexts);
  const { choice, nameOf } = useBoardContext();
  const place = onlyOf(choice, 'municipality') ?? null;
  const [period, setPeriod] = useState('');
  const [isOfPlace, setOfPlace] = useState(true);
  const [text, setText] = useState('');
  const { isOpen, setOpen, keep, errors } = useKept(
    (body: AnnotationBody) => api.post('/dashboards/annotations', body),
    t('notes.added'),
  );
  const words = t('notes.add-of', { title });
  const send = () =>
    keep.mutate(
      {
        ...{ indicator, grain: grain as AnnotationBody['grain'], period: period || (times[0]?.period ?? ''), text },
        municipality: isOfPlace ? place : null,
      },
      { onSuccess: () => setText('') },
    );
  return (
    <DialogButton
      variant="subtle"
      size="compact-sm"
      leftSection={<IconMessagePlus size={18} />}
      label={t('notes.add')}
      aria-label={words}
      title={words}
      isOpen={isOpen}
      setOpen={setOpen}
    >
      <Text mb="md">{t('notes.add-what')}</Text>
      <Form label={words} busy={keep.isPending} error={keep.error} onSend={send}>
        <NativeSelect
          label={t('notes.period')}
          data={times.map((one) => ({ value: one.period, label: one.title }))}
          value={period}
          error={errors.period}
          onChange={({ currentTarget }) => setPeriod(currentTarget.value)}
        />
        {place !== null && (
          <NativeSelect
            label={t('notes.place')}
            data={[
              { value: 'place', label: nameOf('municipality', place) },
              { value: 'region', label: t('notes.region') },
            ]}
            value={isOfPlace ? 'place' : 'region'}
            error={errors.municipality}
            onChange={({ currentTarget }) => setOfPlace(currentTarget.value === 'place')}
          />
        )}
        <Words value={text} onChange={setText} error={errors.text} />
      </Form>
    </DialogButton>
  );
}

/** Other words for an annotation. */
export function ChangeAnnotation({ note }: { note: Noted }) {
  const t = useTexts(annotationTexts);
  // Whoever opened the dialogue answers to the words that stood then.
  const [version, setVersion] = useState(note.version);
  const [text, setText] = useState(note.text);
  const { isOpen, setOpen, keep, errors } = useKept(
    (body: object) => api.put(`/dashboards/annotations/${note.id}`, body),
    t('notes.changed'),
  );
  const words = t('notes.change-of', { number: note.number });
  const open = () => {
    setVersion(note.version);
    setText(note.text);
    setOpen(true);
  };
  return (
    <>
      <ActionIcon variant="subtle" aria-label={words} title={words} aria-haspopup="dialog" onClick={open}>
        <IconPencil size={18} />
      </ActionIcon>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('notes.change')}
        closeButtonProps={{ 'aria-label': t('notes.close') }}
      >
        <Form label={words} busy={keep.isPending} error={keep.error} onSend={() => keep.mutate({ version, text })}>
          <Words value={text} onChange={setText} error={errors.text} />
        </Form>
      </Modal>
    </>
  );
}

type WordsProps = { value: string; onChange: (text: string) => void; error: string | undefined };

function Words({ value, onChange, error }: WordsProps) {
  const t = useTexts(annotationTexts);
  return (
    <Textarea
      label={t('notes.text')}
      required
      autosize
      minRows={2}
      maxLength={300}
      data-autofocus
      value={value}
      error={error}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
