import { useState } from 'react';
import {
  api,
  DialogButton,
  Form,
  NativeSelect,
  notifyDone,
  TextInput,
  useForm,
  useMutation,
  useQueryClient,
  useTexts,
  useToday,
} from '@regiso/core/ui';
import type { ClassCertificates, Recoded } from '../../shared/certificates';
import { certificateTexts } from './texts';

/** Records a certificate of a pupil of the class. */
export function Record({ address, pupils }: { address: string; pupils: ClassCertificates['pupils'] }) {
  const t = useTexts(certificateTexts);
  const today = useToday();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ pupilId: '', note: '', from: today, to: today });
  const record = useMutation({
    mutationFn: () => api.post<Recoded>(address, form.values),
    onSuccess: ({ noted }) => {
      setOpen(false);
      form.reset();
      notifyDone({ text: t('record.done', { count: noted }) });
      return queries.invalidateQueries({ queryKey: [address] });
    },
  });
  return (
    <DialogButton label={t('record')} title={t('record')} isOpen={isOpen} setOpen={setOpen}>
      <Form
        label={t('record')}
        send={t('record')}
        busy={record.isPending}
        error={record.error}
        onSend={() => record.mutate()}
      >
        <NativeSelect
          label={t('pupil')}
          required
          data={[
            { value: '', label: t('pupil.choose') },
            ...pupils.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          {...form.field('pupilId')}
        />
        <TextInput
          label={t('note')}
          description={t('note.what')}
          maxLength={60}
          required
          autoComplete="off"
          {...form.field('note')}
        />
        <TextInput type="date" label={t('from')} required {...form.field('from')} />
        <TextInput type="date" label={t('to')} required {...form.field('to')} />
      </Form>
    </DialogButton>
  );
}
