import { useState } from 'react';
import { api, DataTable, DialogButton, errorsByField, Form, notifyDone, NumberInput, Text } from '@regiso/core/ui';
import { Textarea, useApi, useForm, useFormats, useLanguage, useMutation, useQueryClient } from '@regiso/core/ui';
import { useTexts, type Column, type ProblemError } from '@regiso/core/ui';
import type { Rule } from '../model';
import { texts } from '../texts';

const address = '/privacy/retention';

/** How long what is kept, legal holds, and what was removed. */
export function Retention() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { instant, number } = useFormats();
  const rules = useApi<Rule[]>(address);
  const name = ({ title, titleEn }: Rule) => (language === 'ru' ? title : titleEn);
  const columns: Column<Rule>[] = [
    { key: 'rule', title: t('rule'), value: name, isName: true },
    {
      key: 'days',
      title: t('days'),
      value: ({ days }) => days,
      numeric: true,
      cell: ({ days, shippedDays }) => (
        <>
          {number(days)}
          {days !== shippedDays && (
            <Text size="sm" c="dimmed">
              {t('days.shipped', { days: number(shippedDays) })}
            </Text>
          )}
        </>
      ),
    },
    { key: 'hold', title: t('hold'), value: ({ holdBecause }) => holdBecause ?? t('hold.none') },
    {
      key: 'last',
      title: t('last'),
      value: ({ lastAt }) => lastAt,
      cell: ({ lastAt, lastRemoved }) =>
        lastAt ? t('last.said', { when: instant(lastAt), rows: number(lastRemoved ?? 0) }) : t('last.never'),
    },
    { key: 'removed', title: t('removed'), value: ({ removed }) => removed, numeric: true },
    {
      key: 'change',
      title: '',
      value: () => null,
      sortable: false,
      cell: (rule) => <Change rule={rule} name={name(rule)} />,
    },
  ];
  return (
    <DataTable
      caption={t('retention')}
      columns={columns}
      rows={rules.data}
      rowKey={({ id }) => id}
      error={rules.error}
      retry={() => void rules.refetch()}
    />
  );
}

function Change({ rule, name }: { rule: Rule; name: string }) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm<{ days: number | string; holdBecause: string }>({
    days: rule.days,
    holdBecause: rule.holdBecause ?? '',
  });
  const change = useMutation({
    mutationFn: () =>
      api.put(`${address}/${rule.id}`, {
        days: Number(form.values.days),
        holdBecause: form.values.holdBecause || null,
      }),
    onError: (problem: ProblemError) => form.setErrors(errorsByField(problem)),
    onSuccess: async () => {
      setOpen(false);
      notifyDone({ text: t('changed') });
      await queries.invalidateQueries({ queryKey: [address] });
    },
  });
  return (
    <DialogButton variant="default" size="sm" label={t('change')} title={name} isOpen={isOpen} setOpen={setOpen}>
      <Form label={name} busy={change.isPending} error={change.error} onSend={() => change.mutate()}>
        <NumberInput label={t('days')} min={1} max={36500} required {...form.field('days')} />
        <Textarea label={t('hold')} description={t('hold.what')} autosize {...form.field('holdBecause')} />
      </Form>
    </DialogButton>
  );
}
