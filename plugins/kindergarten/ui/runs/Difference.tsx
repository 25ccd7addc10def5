import { DataTable, Text, Title, useApi, useTexts, type Column } from '@regiso/core/ui';
import { namesOf, type Decision, type RunPage } from './model';
import { runTexts } from './texts';

type Row = { number: string; was: string; became: string };

/** Who moved when the numbers of places changed. */
export function Difference({ page, base }: { page: RunPage; base: string }) {
  const t = useTexts(runTexts);
  const first = useApi<RunPage>(`/kindergarten/runs/${base}`);
  const rows = first.data && rowsOf(first.data, page, t('result.none'));
  const columns: Column<Row>[] = [
    { key: 'number', title: t('number'), value: ({ number }) => number, isName: true },
    { key: 'was', title: t('was'), value: ({ was }) => was },
    { key: 'became', title: t('became'), value: ({ became }) => became },
  ];
  return (
    <section aria-labelledby="run-difference">
      <Title order={2} mb="sm" id="run-difference">
        {t('difference')}
      </Title>
      <DataTable
        caption={t('difference')}
        columns={columns}
        rows={rows}
        rowKey={({ number }) => number}
        sortParameter="moved"
        error={first.error}
        empty={<Text c="dimmed">{t('difference.none')}</Text>}
      />
    </section>
  );
}

function rowsOf(before: RunPage, after: RunPage, none: string): Row[] {
  const names = namesOf(after);
  const place = ({ place: given }: Decision) =>
    given ? `${names.organisation(given.organisation)}, ${names.group(given.group)}` : none;
  const was = new Map(before.protocol.decisions.map((one) => [one.number, place(one)]));
  return after.protocol.decisions
    .map((one) => ({ number: one.number, was: was.get(one.number) ?? none, became: place(one) }))
    .filter((row) => row.was !== row.became);
}
