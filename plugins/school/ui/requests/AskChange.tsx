import { useState } from 'react';
import {
  api,
  Checkbox,
  DialogButton,
  errorsByField,
  Form,
  NativeSelect,
  notifyDone,
  ProblemError,
  Text,
  Textarea,
  useForm,
  useMutation,
  useTexts,
} from '@regiso/core/ui';
import { markValues } from '../../shared/codes';
import type { CellView, Dictionary } from '../../shared/journal';
import { useWords } from '../journal/words';
import { requestTexts } from './texts';

type Props = {
  lessonId: string;
  pupilId: string;
  name: string;
  cell: CellView;
  dictionary: Dictionary;
  isMarked: boolean;
};

const markOf = (cell: CellView, place: number) => cell.marks.find((mark) => mark.place === place);

/** Asks for a change of a cell in a closed period: what it is to hold, and why. */
export function AskChange({ lessonId, pupilId, name, cell, dictionary, isMarked }: Props) {
  const t = useTexts(requestTexts);
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const form = useForm({
    attendance: cell.attendance ?? '',
    first: String(markOf(cell, 1)?.value ?? ''),
    second: String(markOf(cell, 2)?.value ?? ''),
    isLate: cell.marks.some(({ isLate }) => isLate),
    reason: '',
  });
  const { attendance, first, second, isLate, reason } = form.values;
  const marks = [first, second].flatMap((value, at) =>
    value ? [{ place: at + 1, value: Number(value), isLate, comment: markOf(cell, at + 1)?.comment ?? null }] : [],
  );
  const lateMinutes = attendance === 'late' ? cell.lateMinutes : null;
  const send = useMutation({
    mutationFn: () =>
      api.post(`/school/lessons/${lessonId}/pupils/${pupilId}/requests`, {
        cell: { version: cell.version, attendance: attendance || null, lateMinutes, marks },
        reason,
      }),
    onError: (error) => error instanceof ProblemError && form.setErrors(errorsByField(error)),
    onSuccess: () => {
      setOpen(false);
      notifyDone({ text: t('sent') });
    },
  });
  const { value: _, ...late } = form.field('isLate');
  return (
    <DialogButton
      variant="default"
      size="compact-md"
      label={t('ask')}
      title={t('ask.title', { pupil: name })}
      isOpen={isOpen}
      setOpen={setOpen}
    >
      <Text mb="md">{t('ask.what')}</Text>
      <Form label={t('ask')} send={t('send')} busy={send.isPending} error={send.error} onSend={() => send.mutate()}>
        <NativeSelect
          label={t('attendance')}
          data={[
            { value: '', label: t('attendance.here') },
            ...dictionary.codes.map((code) => ({ value: code.code as string, label: words(code) })),
          ]}
          {...form.field('attendance')}
        />
        {isMarked
          && (['first', 'second'] as const).map((field, at) => (
            <NativeSelect
              key={field}
              label={t(at ? 'mark.2' : 'mark.1')}
              data={[
                { value: '', label: t('mark.none') },
                ...markValues.map((mark) => ({ value: String(mark), label: String(mark) })),
              ]}
              {...form.field(field)}
            />
          ))}
        {marks.length > 0 && <Checkbox label={t('late')} checked={isLate} {...late} />}
        <Textarea
          label={t('reason')}
          required
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          {...form.field('reason')}
        />
      </Form>
    </DialogButton>
  );
}
