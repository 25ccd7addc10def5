import {
  api,
  Checkbox,
  DialogButton,
  Form,
  Stack,
  TextInput,
  useForm,
  useFormats,
  useSent,
  useTexts,
} from '@regiso/core/ui';
import { useState } from 'react';
import type { DirectedChild } from './model';
import { directedTexts } from './texts';

/** What the family shows, by the kind under which the personal file keeps it. */
const documents = {
  birth: 'birth-certificate',
  passport: 'parent-id',
  address: 'registration',
  medical: 'medical',
  pmpk: 'pmpk',
  consent: 'adapted-consent',
} as const;
type Shown = keyof typeof documents;
const all = Object.keys(documents) as Shown[];
const today = () => new Date().toISOString().slice(0, 10);

/** The family came: which originals were shown, and the contract. */
export function TakeDocuments({ row: { id, child } }: { row: DirectedChild }) {
  const t = useTexts(directedTexts);
  const { day } = useFormats();
  const [shown, setShown] = useState<Shown[]>([]);
  const form = useForm({ number: '', on: today(), documents: '' });
  const take = useSent({
    form,
    send: () =>
      api.post<{ orderBy: string }>(`/kindergarten/directions/${id}/documents`, {
        number: form.values.number,
        on: form.values.on,
        documents: shown.map((one) => t(`doc.${one}`)),
        kinds: shown.map((one) => documents[one]),
      }),
    done: ({ orderBy }) => t('documents.done', { day: day(orderBy) }),
  });
  return (
    <DialogButton
      size="sm"
      variant="default"
      label={t('documents')}
      aria-label={`${t('documents')}: ${child}`}
      title={child}
      {...take.dialog}
    >
      <Form label={t('documents')} send={t('documents.send')} {...take.form}>
        <Checkbox.Group
          label={t('documents.what')}
          value={shown}
          onChange={(chosen) => setShown(all.filter((one) => chosen.includes(one)))}
          error={form.errors['documents']}
        >
          <Stack gap="md" mt="xs">
            {all.map((one) => (
              <Checkbox key={one} value={one} label={t(`doc.${one}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <TextInput label={t('contract.number')} required maxLength={60} {...form.field('number')} />
        <TextInput type="date" label={t('contract.on')} required {...form.field('on')} />
      </Form>
    </DialogButton>
  );
}
