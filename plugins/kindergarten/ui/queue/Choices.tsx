import type { z } from 'zod';
import { DataTable, Text, useFormats, useTexts, type Column } from '@regiso/core/ui';
import type { ApplicationView, PositionView } from '../../shared/applications';
import { useWords } from '../words';
import { queueTexts } from './texts';

type Position = z.infer<typeof PositionView>;
type Row = ApplicationView['choices'][number] & { position: Position | undefined };

/** The list of kindergartens with the place in each queue. */
export function Choices({ application, positions }: { application: ApplicationView; positions: readonly Position[] }) {
  const t = useTexts(queueTexts);
  const words = useWords();
  const { instant } = useFormats();
  const rows = application.choices.map((choice): Row => ({
    ...choice,
    position: positions.find(({ organisationId }) => organisationId === choice.organisationId),
  }));
  const columns: Column<Row>[] = [
    { key: 'rank', title: '№', value: ({ rank }) => rank, numeric: true, sortable: false },
    {
      key: 'choice',
      title: t('choice'),
      value: ({ name }) => name,
      isName: true,
      sortable: false,
      cell: ({ name, siblingId, siblingConfirmed }) => (
        <>
          {name}
          {siblingId && (
            <Text size="sm" c="dimmed">
              {siblingConfirmed ? t('sibling') : t('sibling.claimed')}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'position',
      title: t('position'),
      value: ({ position }) =>
        position ? t('position.of', { position: position.position, of: position.of }) : t('position.none'),
      sortable: false,
    },
    { key: 'age', title: t('age'), value: ({ position }) => position && words.years(position.age), sortable: false },
    {
      key: 'counted',
      title: t('counted'),
      value: ({ position }) => position && instant(position.countedAt),
      sortable: false,
    },
  ];
  return (
    <DataTable caption={t('choices')} columns={columns} rows={rows} rowKey={({ organisationId }) => organisationId} />
  );
}
