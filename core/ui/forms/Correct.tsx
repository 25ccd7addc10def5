import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormCell, OpenedCell } from '../../shared/forms';
import { api } from '../api/client';
import { ProblemError } from '../api/problem';
import { NumberInput, Textarea } from '../elements';
import { Form } from '../form/Form';
import { errorsByField, useForm } from '../form/use-form';
import { notifyDone } from '../notices/notify';
import { ReasonDialog } from '../notices/ReasonDialog';
import { useTexts } from '../texts/i18n';
import { formTexts } from './texts';

type Props = { path: string; of: Readonly<Record<string, unknown>>; cell: FormCell; view: OpenedCell; step: number };

/** Writes a number over the cell with a reason, or gives the cell back to the records. */
export function Correct({ path, of, cell, view, step }: Props) {
  const t = useTexts(formTexts);
  const queries = useQueryClient();
  const form = useForm<{ value: number | string; reason: string }>({ value: view.value ?? '', reason: '' });
  const send = (given: { value: number | null; reason: string }) =>
    api.post(`${path}/corrections`, { ...cell, ...of, ...given });
  const save = useMutation({
    mutationFn: () => send({ value: Number(form.values.value), reason: form.values.reason }),
    onError: (error) => {
      if (error instanceof ProblemError) form.setErrors(errorsByField(error));
    },
    onSuccess: async () => {
      notifyDone({ text: t('correct.done') });
      form.set('reason', '');
      await queries.invalidateQueries();
    },
  });
  return (
    <>
      <Form
        label={t('correct')}
        send={t('correct.save')}
        busy={save.isPending}
        error={save.error}
        onSend={() => save.mutate()}
      >
        <NumberInput
          label={t('correct.value')}
          required
          min={0}
          max={100_000}
          step={step}
          allowDecimal={step < 1}
          allowNegative={false}
          {...form.field('value')}
        />
        <Textarea label={t('correct.reason')} required autosize minRows={2} maxLength={500} {...form.field('reason')} />
      </Form>
      {view.value !== view.counted && (
        <ReasonDialog
          label={t('correct.back')}
          title={t('correct.back')}
          what={t('correct.back.what')}
          done={t('correct.back.done')}
          reason={t('correct.reason')}
          send={({ reason }) => send({ value: null, reason })}
        />
      )}
    </>
  );
}
