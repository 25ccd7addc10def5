import { useMay, useTexts, type Column } from '@regiso/core/ui';
import { addresses, useNames, useValidity, type Threshold } from '../model';
import { texts } from '../texts';
import { AddThreshold, usePurpose } from './AddThreshold';
import { RowsTable } from './RowsTable';
import { Verified } from './Verified';

/** Minimum results by purpose and day. */
export function Thresholds({ kind }: { kind: string }) {
  const t = useTexts(texts);
  const names = useNames();
  const validity = useValidity();
  const purpose = usePurpose();
  const minimum = ({ minimum: from, minimumTo, minimumGeometry }: Threshold) => {
    const points = minimumTo === null ? String(from) : `${from}–${minimumTo}`;
    return minimumGeometry === null ? points : t('minimum.geometry', { points, geometry: minimumGeometry });
  };
  const columns: Column<Threshold>[] = [
    { key: 'subject', title: t('subject'), value: ({ subject }) => names.subject(subject), isName: true },
    { key: 'kind', title: t('kind'), value: (row) => names.kind(row.kind) },
    {
      key: 'purpose',
      title: t('purpose'),
      value: (row) => [purpose(row.purpose), row.profile].filter(Boolean).join(': '),
    },
    { key: 'minimum', title: t('minimum'), value: (row) => row.minimum, cell: minimum, numeric: true },
    { key: 'valid', title: t('valid'), value: ({ validFrom }) => validFrom, cell: validity },
    { key: 'source', title: t('source'), value: ({ source }) => source },
    {
      key: 'verified',
      title: t('verified'),
      value: (row) => row.verified,
      cell: (row) => <Verified is={row.verified} />,
    },
  ];
  return (
    <>
      {useMay('exams.edit-reference') && <AddThreshold />}
      <RowsTable
        what="thresholds"
        address={addresses.thresholds}
        query={kind ? { kind } : {}}
        columns={columns}
        rowKey={(row) => [row.kind, row.subject, row.purpose, row.profile, row.validFrom].join('/')}
        initialSort="subject"
      />
    </>
  );
}
