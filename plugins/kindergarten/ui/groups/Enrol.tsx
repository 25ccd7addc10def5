import { api, DialogButton, Form, TextInput, useForm, useSent, useTexts } from '@regiso/core/ui';
import { directedTexts } from './texts';

const today = () => new Date().toISOString().slice(0, 10);

/** One order that enrols all chosen children. */
export function Enrol({ directions, onDone }: { directions: readonly string[]; onDone: () => void }) {
  const t = useTexts(directedTexts);
  const form = useForm({ number: '', on: today(), startsOn: today() });
  const enrol = useSent({
    form,
    send: () => api.post<{ enrolled: number }>('/kindergarten/enrolments', { directions, ...form.values }),
    done: ({ enrolled }) => t('enrol.done', { count: enrolled }),
    after: onDone,
  });
  return (
    <DialogButton label={t('enrol')} title={t('enrol')} disabled={!directions.length} {...enrol.dialog}>
      <Form label={t('enrol')} send={t('enrol')} {...enrol.form}>
        <TextInput label={t('order.number')} required maxLength={60} {...form.field('number')} />
        <TextInput type="date" label={t('order.on')} required {...form.field('on')} />
        <TextInput type="date" label={t('order.starts')} required {...form.field('startsOn')} />
      </Form>
    </DialogButton>
  );
}
