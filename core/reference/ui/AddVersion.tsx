import { useState } from 'react';
import { IconPlus } from '@tabler/icons-react';
import { api, DialogButton, errorsByField, Form, NativeSelect, notifyDone, Text, Textarea } from '@regiso/core/ui';
import { TextInput, useForm, useLanguage, useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import type { ProblemError } from '@regiso/core/ui';
import type { Norms } from './model';
import { texts } from './texts';

type Values = {
  code: string;
  value: string;
  act: string;
  clause: string;
  validFrom: string;
  validTo: string;
  note: string;
};

/** A form for the next version of a value, begun with what holds now. */
export function AddVersion({ norms, address }: { norms: Norms; address: string }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm<Values>(startOf(norms, norms.codes[0]?.code ?? ''));
  const isJson = !isPlain(latest(norms, form.values.code));
  const add = useMutation({
    mutationFn: (value: unknown) => api.post(`${address}/rows`, { ...bodyOf(form.values), value }),
    onError: (problem: ProblemError) => form.setErrors(errorsByField(problem)),
    onSuccess: async () => {
      setOpen(false);
      notifyDone({ text: t('added') });
      await queries.invalidateQueries({ queryKey: [address] });
    },
  });
  const send = () => {
    const value = read(form.values.value, latest(norms, form.values.code));
    if (value === undefined) form.setErrors({ value: t('value.broken') });
    else add.mutate(value);
  };
  return (
    <DialogButton
      leftSection={<IconPlus size={20} aria-hidden />}
      label={t('add')}
      title={t('add')}
      isOpen={isOpen}
      setOpen={setOpen}
    >
      <Text mb="md">{t('add.what')}</Text>
      <Form label={t('add')} busy={add.isPending} error={add.error} onSend={send}>
        <NativeSelect
          label={t('norm')}
          data={norms.codes.map(({ code, title, titleEn }) => ({
            value: code,
            label: language === 'ru' ? title : titleEn,
          }))}
          value={form.values.code}
          onChange={({ currentTarget: { value } }) => form.reset(startOf(norms, value))}
        />
        {isJson ? (
          <Textarea label={t('value.json')} required autosize minRows={3} {...form.field('value')} />
        ) : (
          <TextInput label={t('value')} required {...form.field('value')} />
        )}
        <TextInput label={t('act')} required {...form.field('act')} />
        <TextInput label={t('clause')} {...form.field('clause')} />
        <TextInput type="date" label={t('valid-from')} required {...form.field('validFrom')} />
        <TextInput type="date" label={t('valid-to')} description={t('valid-to.what')} {...form.field('validTo')} />
        <Textarea label={t('note')} autosize {...form.field('note')} />
      </Form>
    </DialogButton>
  );
}

const latest = ({ rows }: Norms, code: string): unknown =>
  rows.find((row) => row.code === code && !row.withdrawnAt)?.value;

const isPlain = (value: unknown) => typeof value !== 'object' || value === null;

function startOf(norms: Norms, code: string): Values {
  const value = latest(norms, code);
  const shown = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value, null, 2);
  return { code, value: shown, act: '', clause: '', validFrom: '', validTo: '', note: '' };
}

const bodyOf = ({ code, act, clause, validFrom, validTo, note }: Values) => ({
  code,
  act,
  clause: clause || null,
  validFrom,
  validTo: validTo || null,
  note: note || null,
});

/** What was typed, in the kind of the present value; undefined when it cannot be read. */
function read(text: string, like: unknown): unknown {
  if (typeof like === 'string') return text;
  try {
    return JSON.parse(text.trim().replace(/^(-?\d+),(\d+)$/, '$1.$2'));
  } catch {
    return isPlain(like) ? text : undefined;
  }
}
