import type { MouseEvent } from 'react';
import { Link, useFormats, useTexts, type Column } from '@regiso/core/ui';
import { cardAddress } from '../addresses';
import type { Found } from '../choices';
import { DemoBadge, StatusBadge } from '../StatusBadge';
import { wordTexts } from '../word-texts';
import styles from './List.module.css';
import { listTexts } from './texts';

/** Columns of the list; on a phone one of them, with the rest under the name. */
export function useColumns(isNarrow: boolean): Column<Found>[] {
  const t = useTexts(listTexts);
  const words = useTexts(wordTexts);
  const formats = useFormats();
  const name: Column<Found> = {
    key: 'name',
    title: t('list.column.name'),
    value: ({ shortName }) => shortName,
    isName: true,
    cell: (row) => (
      <>
        <Name row={row} />
        {isNarrow && <Under row={row} />}
      </>
    ),
  };
  if (isNarrow) return [name];
  return [
    name,
    {
      key: 'inn',
      title: t('list.column.inn'),
      value: ({ inn }) => inn,
      cell: ({ inn }) => inn && <span className={styles.codes}>{inn}</span>,
    },
    { key: 'municipality', title: t('list.column.municipality'), value: placeOf },
    { key: 'kind', title: t('list.column.kind'), value: ({ kind }) => words(`kind.${kind}`) },
    {
      key: 'status',
      title: t('list.column.status'),
      value: ({ status }) => status,
      cell: ({ status }) => (status === 'active' ? words('status.active') : <StatusBadge status={status} />),
    },
    {
      key: 'changed',
      title: t('list.column.changed'),
      value: ({ changedAt }) => changedAt,
      cell: ({ changedAt }) => (
        <time dateTime={changedAt} title={formats.instant(changedAt)} className={styles.codes}>
          {formats.instant(changedAt).replace(/,[^,]*$/, '')}
        </time>
      ),
    },
  ];
}

/** The municipality; the region of an organisation that works in another one. */
const placeOf = ({ municipality, region }: Found) => municipality?.name ?? (region.isHome ? null : region.name);

// The row opens by itself; the link is there to be opened in another tab, or by a screen reader.
const alone = (event: MouseEvent) => event.stopPropagation();

const Name = ({ row: { id, shortName, isDemo } }: { row: Found }) => (
  <span className={styles.name}>
    <Link to={cardAddress(id) as '/'} tabIndex={-1} onClick={alone}>
      {shortName}
    </Link>
    {isDemo && <DemoBadge />}
  </span>
);

function Under({ row }: { row: Found }) {
  const words = useTexts(wordTexts);
  return (
    <span className={styles.under}>
      <span>{[words(`kind.${row.kind}`), placeOf(row)].filter(Boolean).join(' · ')}</span>
      {row.inn && (
        <span className={styles.codes}>
          {words('field.inn')} {row.inn}
        </span>
      )}
      {row.status !== 'active' && <StatusBadge status={row.status} />}
    </span>
  );
}
