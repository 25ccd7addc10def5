import { useState } from 'react';
import {
  api,
  Checkbox,
  errorsByField,
  Form,
  Link,
  NativeSelect,
  notifyDone,
  SimpleGrid,
  Text,
  useLanguage,
  useMutation,
  useQueryClient,
  useTexts,
  type ProblemError,
} from '@regiso/core/ui';
import type { ExportFormProps } from './ExportAll';
import { exportTexts } from './export-texts';

const most = 3;

/** Which indicator by what; the filters are those of the page. */
export function ExportForm({ indicators, dimensionTitle, by, filters, filterWords, onDone }: ExportFormProps) {
  const t = useTexts(exportTexts);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [id, setId] = useState(indicators[0]?.id ?? '');
  const [chosen, choose] = useState<readonly string[]>(by);
  const divisions = indicators.find((one) => one.id === id)?.by ?? [];
  const divided = chosen.filter((name) => divisions.includes(name)).slice(0, most);
  const order = useMutation({
    mutationFn: () =>
      api.post<{ number: number }>('/dashboards/exports', {
        indicator: id,
        by: divided,
        filters: Object.fromEntries(Object.entries(filters).filter(([name]) => divisions.includes(name))),
        language,
      }),
    onSuccess: async ({ number }) => {
      notifyDone({ text: t('all.ordered', { number }) });
      onDone();
      await queries.invalidateQueries({ queryKey: ['/dashboards/exports'] });
    },
  });
  const errors = order.error ? errorsByField(order.error as ProblemError) : {};
  return (
    <Form label={t('all.title')} send={t('all.send')} busy={order.isPending} error={order.error} onSend={order.mutate}>
      <Text size="sm">{t('all.lead')}</Text>
      {indicators.length > 1 && (
        <NativeSelect
          label={t('all.indicator')}
          value={id}
          data={indicators.map((one) => ({ value: one.id, label: one.title }))}
          onChange={({ currentTarget }) => setId(currentTarget.value)}
        />
      )}
      <Checkbox.Group label={t('all.by')} value={[...divided]} error={errors.by} onChange={choose}>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt="xs">
          {divisions.map((name) => (
            <Checkbox
              key={name}
              value={name}
              label={dimensionTitle(name)}
              disabled={divided.length >= most && !divided.includes(name)}
            />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      {filterWords && <Text size="sm">{t('all.filters', { words: filterWords })}</Text>}
      <Text size="sm">
        <Link to={'/dashboards/exports' as '/'}>{t('all.list')}</Link>
      </Text>
    </Form>
  );
}
