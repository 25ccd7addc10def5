import { useState, type ReactNode } from 'react';
import { api, DialogButton, errorsByField, Form, Group, notifyDone, TextInput } from '@regiso/core/ui';
import { useForm, useMutation, useQueryClient, useTexts, type ProblemError } from '@regiso/core/ui';
import { texts } from '../texts';

/** What every row of a reference has. */
export type NameForm = { code: string; title: string; titleEn: string };
type FormOf<T extends Record<string, unknown>> = ReturnType<typeof useForm<T>>;

type Props<T extends Record<string, unknown>> = {
  words: string;
  address: string;
  empty: T;
  bodyOf: (values: T) => object;
  /** How the row is called once it is there. */
  titleOf: (values: T) => string;
  children: (form: FormOf<T>) => ReactNode;
};

/** A button that opens a form for one more row. */
export function AddRow<T extends Record<string, unknown>>({
  words,
  address,
  empty,
  bodyOf,
  titleOf,
  children,
}: Props<T>) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm<T>(empty);
  const add = useMutation({
    mutationFn: () => api.post(address, bodyOf(form.values)),
    onError: (problem: ProblemError) => form.setErrors(errorsByField(problem)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: [address] });
      notifyDone({ text: t('added', { title: titleOf(form.values) }) });
      setOpen(false);
      form.reset();
    },
  });
  return (
    <Group justify="flex-end" mb="md">
      <DialogButton variant="default" label={words} title={words} isOpen={isOpen} setOpen={setOpen}>
        <Form label={words} onSend={() => add.mutate()} busy={add.isPending} error={add.error} send={words}>
          {children(form)}
        </Form>
      </DialogButton>
    </Group>
  );
}

export function NameFields<T extends NameForm>({ form }: { form: FormOf<T> }) {
  const t = useTexts(texts);
  return (
    <>
      <TextInput label={t('title')} required {...(form.field('title') as object)} />
      <TextInput label={t('title-en')} required {...(form.field('titleEn') as object)} />
      <TextInput label={t('code')} description={t('code.what')} required {...(form.field('code') as object)} />
    </>
  );
}
