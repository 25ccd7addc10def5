import { Button, ConfirmButton, useFormats, useTexts } from '@regiso/core/ui';
import type { KindView, RunDetail } from '../model';
import { RefusedFile } from '../RefusedFile';
import { setupTexts } from '../texts/setup';
import { columnRows } from './mapping';
import { Columns } from './Columns';
import { initialValues, optionFields, optionsToSend } from './option-fields';
import { Options } from './Options';
import { Preview } from './Preview';
import styles from './run.module.css';
import { useDraft } from './use-draft';
import type { Starting } from './use-starting';

type Props = {
  kind: KindView;
  run: RunDetail;
  shape: NonNullable<RunDetail['shape']>;
  starting: Starting;
};

/** Columns and choices before a run, and the two ways to go on. */
export function Setup({ kind, run, shape, starting }: Props) {
  const fields = optionFields(kind.options);
  const { draft, change, forget } = useDraft(run.id, {
    mapping: run.mapping,
    values: initialValues(fields, run.options),
  });
  const { inView } = columnRows(kind.columns, shape, draft.mapping);
  const missing = inView.filter(({ problem }) => problem?.kind === 'missing').map(({ title }) => `«${title}»`);
  const start = (dryRun: boolean) =>
    starting.start({ dryRun, mapping: draft.mapping, options: optionsToSend(fields, draft.values) }, forget);
  return (
    <>
      <Columns
        kind={kind}
        run={run}
        shape={shape}
        mapping={draft.mapping}
        onChange={(mapping) => change({ mapping })}
      />
      <Options fields={fields} values={draft.values} onChange={(values) => change({ values })} />
      <Preview shape={shape} used={new Set(Object.values(draft.mapping))} />
      {starting.error !== null && <RefusedFile error={starting.error} />}
      <Bar missing={missing} isBusy={starting.isBusy} onStart={start} />
    </>
  );
}

type BarProps = { missing: string[]; isBusy: boolean; onStart: (dryRun: boolean) => void };

function Bar({ missing, isBusy, onStart }: BarProps) {
  const t = useTexts(setupTexts);
  const formats = useFormats();
  const isHeld = missing.length > 0;
  return (
    <div className={styles.bar}>
      <Button loading={isBusy} disabled={isHeld} onClick={() => onStart(true)}>
        {t('setup.check')}
      </Button>
      <ConfirmButton
        variant="default"
        disabled={isHeld || isBusy}
        question={t('setup.load-question')}
        consequence={t('setup.load-consequence')}
        confirm={t('setup.load-yes')}
        onConfirm={() => onStart(false)}
      >
        {t('setup.load')}
      </ConfirmButton>
      <span className={styles.small} role="status">
        {isHeld ? t('setup.fix', { names: formats.list(missing) }) : t('setup.check-what')}
      </span>
    </div>
  );
}
