import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Alert, DataTable, SegmentedControl, Stack, useFormats, useTexts } from '@regiso/core/ui';
import { useUrlState, type Column } from '@regiso/core/ui';
import { useNames } from '../../../access/ui/names';
import { deskTexts } from '../desk-texts';
import { useBodyName } from '../Marks';
import styles from '../Support.module.css';

type Figures = {
  waiting: number;
  untaken: number;
  dueToday: number;
  overdue: number;
  answered: number;
  inTime: number;
};
type BodyLine = Figures & { id: string; name: string; nameEn: string };
type SubsystemLine = Figures & { id: string | null };
export type BoardView = { bodies: BodyLine[]; subsystems: SubsystemLine[] };

type Props = { board: BoardView | undefined; error: unknown; retry: () => void };

/** How the desk keeps its terms, by body or by subsystem. */
export function Board({ board, error, retry }: Props) {
  const t = useTexts(deskTexts);
  const names = useNames();
  const bodyName = useBodyName();
  const [{ by }, change] = useUrlState({ by: 'body' });
  const bodyColumns = useColumns<BodyLine>(t('body'), ({ name, nameEn }) => bodyName({ body: name, bodyEn: nameEn }));
  const subsystemColumns = useColumns<SubsystemLine>(t('subsystem'), ({ id }) =>
    id ? names.subsystem(id) : t('subsystem.none'),
  );
  const rest = { error, retry, sortParameter: 'terms' };
  return (
    <Stack gap="md" align="stretch">
      <div>
        <SegmentedControl
          aria-label={t('board.by')}
          value={by === 'subsystem' ? 'subsystem' : 'body'}
          onChange={(value) => change({ by: value })}
          data={[
            { value: 'body', label: t('by-body') },
            { value: 'subsystem', label: t('by-subsystem') },
          ]}
        />
      </div>
      {by === 'subsystem' ? (
        <DataTable
          caption={t('board')}
          columns={subsystemColumns}
          rows={board?.subsystems}
          rowKey={({ id }) => id ?? 'none'}
          {...rest}
        />
      ) : (
        <DataTable caption={t('board')} columns={bodyColumns} rows={board?.bodies} rowKey={({ id }) => id} {...rest} />
      )}
    </Stack>
  );
}

/** What is overdue, in a sentence. */
export function InAWord({ bodies }: { bodies: readonly BodyLine[] }) {
  const t = useTexts(deskTexts);
  const sum = (key: 'overdue' | 'dueToday') => bodies.reduce((all, line) => all + line[key], 0);
  const overdue = sum('overdue');
  const today = sum('dueToday');
  const Icon = overdue ? IconAlertTriangle : IconCircleCheck;
  return (
    <Alert
      color={overdue ? 'red' : 'green'}
      icon={<Icon size={20} aria-hidden />}
      title={overdue ? t('board.overdue', { count: overdue }) : t('board.on-time')}
    >
      {today > 0 && t('board.today', { count: today })}
    </Alert>
  );
}

function useColumns<Line extends Figures>(title: string, nameOf: (line: Line) => string): Column<Line>[] {
  const t = useTexts(deskTexts);
  const { number, percent } = useFormats();
  return [
    { key: 'name', title, value: nameOf, isName: true },
    {
      key: 'overdue',
      title: t('overdue'),
      value: ({ overdue }) => overdue,
      numeric: true,
      cell: ({ overdue }) => <Overdue count={overdue} />,
    },
    { key: 'today', title: t('today'), value: ({ dueToday }) => dueToday, numeric: true },
    { key: 'waiting', title: t('waiting'), value: ({ waiting }) => waiting, numeric: true },
    {
      key: 'in-time',
      title: t('in-time'),
      value: ({ answered, inTime }) => (answered ? inTime / answered : null),
      numeric: true,
      cell: ({ answered, inTime }) =>
        answered
          ? t('in-time.of', { percent: percent((100 * inTime) / answered, 0), count: number(answered) })
          : t('in-time.none'),
    },
  ];
}

function Overdue({ count }: { count: number }) {
  const { number } = useFormats();
  if (count === 0) return number(0);
  return (
    <span className={styles.due} data-late>
      <IconAlertTriangle size={16} aria-hidden />
      {number(count)}
    </span>
  );
}
