import type { ReactNode } from 'react';
import {
  apiQuery,
  Button,
  DataTable,
  EmptyState,
  Link,
  NativeSelect,
  Page,
  Stack,
  Text,
  Title,
  useFormats,
  useLanguage,
  useMay,
  useQuery,
  useTexts,
  useUrlState,
  type Column,
} from '@regiso/core/ui';
import type { QueueRules } from '../../shared/queue-rules';
import print from '../Print.module.css';
import { Grounds } from '../rules/Grounds';
import { Order } from '../rules/Order';
import { rulesTexts } from '../rules/texts';
import { texts } from '../texts';
import { useWords } from '../words';

/** By which acts the queue of a municipality is kept; whoever may change a norm goes on to the reference. */
export default function Rules() {
  const t = useTexts(rulesTexts);
  const titles = useTexts(texts);
  const mayReadNorms = useMay('reference.read');
  const [{ municipality }, change] = useUrlState({ municipality: '' });
  const rules = useQuery({
    ...apiQuery<QueueRules>('/kindergarten/queue-rules', municipality ? { municipality } : {}),
    placeholderData: (old: QueueRules | undefined) => old,
  });
  const { data } = rules;
  return (
    <Page
      title={titles('rules')}
      lead={t('lead')}
      loading={rules.isPending}
      error={rules.error}
      retry={() => void rules.refetch()}
      actions={
        <>
          {mayReadNorms && (
            <Button
              variant="default"
              className={print.screen ?? ''}
              component={Link}
              {...{ to: '/reference/kindergarten.norms' as '/' }}
            >
              {t('norms')}
            </Button>
          )}
          <Button variant="default" className={print.screen ?? ''} onClick={() => window.print()}>
            {t('print')}
          </Button>
        </>
      }
    >
      {data && (
        <Stack gap="xl">
          {data.municipalities.length > 1 ? (
            <NativeSelect
              label={t('municipality')}
              maw={360}
              value={data.municipality.id}
              data={data.municipalities.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={({ currentTarget: { value } }) => change({ municipality: value })}
            />
          ) : (
            <Text fw={600}>{data.municipality.name}</Text>
          )}
          <Sections rules={data} />
        </Stack>
      )}
    </Page>
  );
}

function Sections({ rules: { inForce, toCome, categories, norms } }: { rules: QueueRules }) {
  const t = useTexts(rulesTexts);
  return (
    <>
      <Section name="order">
        {inForce ? <Order rules={inForce} /> : <Text>{t('order.none')}</Text>}
        {toCome.map((version) => (
          <Order key={version.id} rules={version} isToCome />
        ))}
      </Section>
      <Section name="categories">
        <Text>{t('categories.what')}</Text>
        <DataTable
          caption={t('categories')}
          columns={useCategories()}
          rows={categories}
          rowKey={({ code }) => code}
          sortedByServer
          empty={<EmptyState title={t('none')} />}
        />
      </Section>
      <Section name="terms">
        <DataTable
          caption={t('terms')}
          columns={useNorms()}
          rows={norms}
          rowKey={({ code }) => code}
          sortedByServer
          empty={<EmptyState title={t('none')} />}
        />
        <Text>{t('terms.age')}</Text>
      </Section>
    </>
  );
}

function Section({ name, children }: { name: 'order' | 'categories' | 'terms'; children: ReactNode }) {
  const t = useTexts(rulesTexts);
  return (
    <section aria-labelledby={`rules-${name}`}>
      <Title order={2} mb="sm" id={`rules-${name}`}>
        {t(name)}
      </Title>
      <Stack gap="md">{children}</Stack>
    </section>
  );
}

const fixed = { sortable: false } as const;

function useCategories(): Column<QueueRules['categories'][number]>[] {
  const t = useTexts(rulesTexts);
  const words = useWords();
  const { language } = useLanguage();
  return [
    {
      ...{ ...fixed, key: 'category', title: t('category'), isName: true },
      value: ({ title, titleEn }) => (language === 'en' ? titleEn : title),
    },
    { ...fixed, key: 'right', title: t('right'), value: ({ class: rank }) => words.class(rank) },
    {
      ...{ ...fixed, key: 'act', title: t('act'), value: ({ act }) => act },
      cell: (row) => <Grounds {...row} />,
    },
  ];
}

function useNorms(): Column<QueueRules['norms'][number]>[] {
  const t = useTexts(rulesTexts);
  const { language } = useLanguage();
  const { number } = useFormats();
  const isEnglish = language === 'en';
  return [
    {
      ...{ ...fixed, key: 'rule', title: t('rule'), isName: true },
      value: ({ title, titleEn }) => (isEnglish ? titleEn : title),
    },
    {
      ...{ ...fixed, key: 'value', title: t('value') },
      value: ({ value, unit, unitEn }) => `${number(value)} ${isEnglish ? unitEn : unit}`,
    },
    {
      ...{ ...fixed, key: 'act', title: t('act'), value: ({ act }) => act },
      cell: (row) => <Grounds {...row} />,
    },
  ];
}
