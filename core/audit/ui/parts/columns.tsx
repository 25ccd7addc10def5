import { useFormats, useTexts, type Column } from '@regiso/core/ui';
import styles from '../Audit.module.css';
import type { RowView } from '../model';
import { rowTexts } from '../row-texts';
import { texts } from '../texts';
import { briefNumber, SealMark, useSay } from './say';

/** Columns of the log; on a phone one of them, with the rest under it. */
export function useColumns(isNarrow: boolean): Column<RowView>[] {
  const t = useTexts(texts);
  const say = useSay();
  const { exactInstant } = useFormats();
  const rest = { sortable: false };
  const what: Column<RowView> = {
    ...rest,
    key: 'what',
    title: t('column.what'),
    value: ({ event }) => say.event(event),
    isName: true,
    cell: (row) => <What row={row} isNarrow={isNarrow} />,
  };
  if (isNarrow) return [what];
  return [
    {
      ...rest,
      key: 'at',
      title: t('column.at'),
      value: ({ at }) => at,
      cell: ({ at }) => (
        <time dateTime={at} className={styles.moment}>
          {exactInstant(at)}
        </time>
      ),
    },
    what,
    { ...rest, key: 'who', title: t('column.who'), value: say.who, cell: (row) => <Who row={row} /> },
    {
      ...rest,
      key: 'about',
      title: t('column.about'),
      value: ({ objectType }) => say.object(objectType),
      cell: (row) => <About row={row} />,
    },
    {
      ...rest,
      key: 'sealed',
      title: t('column.sealed'),
      value: ({ sealed }) => sealed,
      cell: ({ sealed }) => <SealMark sealed={sealed} />,
    },
  ];
}

type One = { row: RowView };

function What({ row, isNarrow }: One & { isNarrow: boolean }) {
  const t = useTexts(rowTexts);
  const say = useSay();
  const { exactInstant } = useFormats();
  return (
    <>
      <span className={styles.what}>{say.event(row.event)}</span>
      {row.purpose && <span className={styles.under}>{t('purpose', { purpose: row.purpose })}</span>}
      {isNarrow && (
        <>
          <span className={styles.under}>
            <time dateTime={row.at}>{exactInstant(row.at)}</time>
            <SealMark sealed={row.sealed} />
          </span>
          <Who row={row} />
          <About row={row} />
        </>
      )}
    </>
  );
}

function Who({ row }: One) {
  const t = useTexts(rowTexts);
  const say = useSay();
  const forWhom = say.account(row.onBehalfOf);
  return (
    <span className={styles.pair}>
      <span>{say.who(row)}</span>
      <span className={styles.under}>
        {row.roles.length > 0 && <span>{say.roles(row)}</span>}
        {forWhom && <span>{t('for', { name: forWhom })}</span>}
      </span>
    </span>
  );
}

function About({ row: { objectType, objectId, objectName } }: One) {
  const say = useSay();
  return (
    <span className={styles.pair}>
      <span>{say.object(objectType)}</span>
      {objectId && <span className={styles.under}>{objectName ?? briefNumber(objectId)}</span>}
    </span>
  );
}
