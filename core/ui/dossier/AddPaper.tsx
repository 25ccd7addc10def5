import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DossierLine } from '../../dossiers/shapes';
import { api } from '../api/client';
import type { ProblemError } from '../api/problem';
import { NativeSelect, Textarea, TextInput } from '../elements';
import { Form } from '../form/Form';
import { errorsByField, useForm } from '../form/use-form';
import { DialogButton } from '../notices/DialogButton';
import { notifyDone } from '../notices/notify';
import { useTexts } from '../texts/i18n';
import { dossierTexts } from './texts';
import { today } from './today';
import { useTitle } from './use-title';

type Props = {
  address: string;
  /** What may be written down. */
  lines: readonly DossierLine[];
  /** The one line it is about, on that line itself. */
  of?: DossierLine;
};

/** Writes down a paper that has come. */
export function AddPaper({ address, lines, of }: Props) {
  const t = useTexts(dossierTexts);
  const title = useTitle();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const first = lines.find(({ state, isRequired }) => isRequired && state !== 'present') ?? lines[0];
  const form = useForm({ kind: first?.kind ?? '', receivedOn: today(), validUntil: '', note: '' });
  const { kind, receivedOn, validUntil, note } = form.values;
  const add = useMutation({
    mutationFn: () =>
      api.post(`${address}/items`, { kind, receivedOn, validUntil: validUntil || null, note: note.trim() || null }),
    onError: (error) => form.setErrors(errorsByField(error as ProblemError)),
    onSuccess: async () => {
      setOpen(false);
      form.reset();
      notifyDone({ text: t('add.done') });
      await queries.invalidateQueries();
    },
  });
  const name = of ? t('add.of', { kind: title(of) }) : t('add');
  return (
    <DialogButton
      {...(of && { size: 'sm', variant: 'default' })}
      label={of ? t('add.send') : t('add')}
      aria-label={name}
      title={name}
      isOpen={isOpen}
      setOpen={setOpen}
    >
      <Form label={name} send={t('add.send')} busy={add.isPending} error={add.error} onSend={() => add.mutate()}>
        {!of && (
          <NativeSelect
            label={t('add.kind')}
            data={lines.map((line) => ({ value: line.kind, label: title(line) }))}
            {...form.field('kind')}
          />
        )}
        <TextInput type="date" label={t('add.received')} required max={today()} {...form.field('receivedOn')} />
        <TextInput
          type="date"
          label={t('add.until')}
          required={lines.find((line) => line.kind === kind)?.hasTerm ?? false}
          {...form.field('validUntil')}
        />
        <Textarea label={t('add.note')} autosize minRows={2} maxLength={500} {...form.field('note')} />
      </Form>
    </DialogButton>
  );
}
