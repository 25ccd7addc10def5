import { lazy, Suspense, useState } from 'react';
import { DialogButton, useMay, useTexts } from '@regiso/core/ui';
import { IconDatabaseExport } from '@tabler/icons-react';
import type { NewExport } from '../../shared/exports';
import { exportTexts } from './export-texts';

const ExportForm = lazy(async () => ({ default: (await import('./ExportForm')).ExportForm }));

/** What may be exported, with the words of its divisions. */
export type Exportable = { id: string; title: string; by: readonly string[] };

type Props = {
  indicators: readonly Exportable[];
  dimensionTitle: (name: string) => string;
  by: readonly string[];
  filters: NewExport['filters'];
  filterWords: string;
};

/** Orders the whole table of an indicator as a file; absent without the right to. */
export function ExportAll(props: Props) {
  const t = useTexts(exportTexts);
  const [isOpen, setOpen] = useState(false);
  const may = useMay('dashboards.export');
  if (!may || !props.indicators.length) return null;
  return (
    <DialogButton
      variant="default"
      leftSection={<IconDatabaseExport size={20} aria-hidden />}
      label={t('all.button')}
      title={t('all.title')}
      isOpen={isOpen}
      setOpen={setOpen}
      wide
    >
      <Suspense>
        <ExportForm {...props} onDone={() => setOpen(false)} />
      </Suspense>
    </DialogButton>
  );
}

export type ExportFormProps = Props & { onDone: () => void };
