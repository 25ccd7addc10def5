import { Alert, DataTable, Stack, Text, useFormats, useTexts } from '@regiso/core/ui';
import type { MonthReportView } from './model';
import { reportTexts } from './texts';

type Difference = MonthReportView['differences'][number];

/** What the records say today otherwise than the report does. */
export function Differences({ rows }: { rows: readonly Difference[] }) {
  const t = useTexts(reportTexts);
  const { number } = useFormats();
  if (!rows.length)
    return (
      <Text c="dimmed" role="status">
        {t('same')}
      </Text>
    );
  const said = (value: number | null) => (value === null ? '—' : number(value));
  return (
    <Stack gap="sm">
      <Alert color="yellow" title={t('differs')}>
        {t('differs.what')}
      </Alert>
      <DataTable
        caption={t('differs')}
        sortParameter="differs"
        columns={[
          { key: 'group', title: t('group'), value: ({ group }: Difference) => group ?? t('whole'), isName: true },
          { key: 'count', title: t('what'), value: ({ count }) => t(`count.${count}` as 'count.days') },
          {
            ...{ key: 'reported', title: t('differs.reported'), numeric: true },
            value: ({ reported }) => reported,
            cell: ({ reported }) => said(reported),
          },
          {
            ...{ key: 'now', title: t('differs.now'), numeric: true },
            value: ({ now }) => now,
            cell: ({ now }) => said(now),
          },
        ]}
        rows={rows}
        rowKey={({ group, count }) => `${group}/${count}`}
      />
    </Stack>
  );
}
