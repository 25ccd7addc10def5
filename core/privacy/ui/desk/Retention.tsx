import { useState } from 'react';
import { api, DataTable, DialogButton, errorsByField, Form, Link, notifyDone, Text } from '@regiso/core/ui';
import {
  Textarea,
  useApi,
  useForm,
  useFormats,
  useLanguage,
  useMay,
  useMutation,
  useQueryClient,
} from '@regiso/core/ui';
import { useTexts, type Column, type ProblemError } from '@regiso/core/ui';
import type { Rule } from '../model';
import { Holds } from './Holds';
import { Passes } from './Passes';
import { texts } from '../texts';

const address = '/privacy/retention';

/** How long what is kept, legal holds, and what was removed. */
export function Retention() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { instant, number } = useFormats();
  const maySeeNorms = useMay('reference.read');
  const rules = useApi<Rule[]>(address);
  const name = ({ title, titleEn }: Rule) => (language === 'ru' ? title : titleEn);
  const columns: Column<Rule>[] = [
    {
      key: 'rule',
      title: t('rule'),
      value: name,
      isName: true,
      cell: (rule) => (
        <>
          {name(rule)}
          <Text size="sm" c="dimmed">
            {[rule.act, rule.clause, t(rule.verified ? 'term.verified' : 'term.unverified')].filter(Boolean).join(', ')}
          </Text>
          {rule.waitsForCheck && (
            <Text size="sm" c="dimmed">
              {t('term.waits')}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'days',
      title: t('days'),
      value: ({ days }) => days,
      numeric: true,
      cell: ({ days, reference }) =>
        maySeeNorms ? <Link to={`/reference/${reference}`}>{number(days)}</Link> : number(days),
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
  const nameOf = (id: string) => {
    const rule = rules.data?.find((one) => one.id === id);
    return rule ? name(rule) : id;
  };
  return (
    <>
      <Passes nameOf={nameOf} />
      <DataTable
        caption={t('retention')}
        columns={columns}
        rows={rules.data}
        rowKey={({ id }) => id}
        error={rules.error}
        retry={() => void rules.refetch()}
      />
      <Holds />
    </>
  );
}

function Change({ rule, name }: { rule: Rule; name: string }) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ holdBecause: rule.holdBecause ?? '' });
  const change = useMutation({
    mutationFn: () => api.put(`${address}/${rule.id}`, { holdBecause: form.values.holdBecause || null }),
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
        <Textarea label={t('hold')} description={t('hold.what')} autosize {...form.field('holdBecause')} />
      </Form>
    </DialogButton>
  );
}
