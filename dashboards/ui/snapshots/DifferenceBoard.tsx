import { useState } from 'react';
import {
  Button,
  Checkbox,
  EmptyState,
  NativeSelect,
  notifyDone,
  notifyProblem,
  Page,
  saveFile,
  useApi,
  useFormats,
  useLanguage,
  useMay,
  useTexts,
} from '@regiso/core/ui';
import { IconEqual, IconFileSpreadsheet } from '@tabler/icons-react';
import type { Difference, SnapshotSummary } from '../../shared/snapshots';
import { menuTexts } from '../menu-texts';
import { countsOf, isMoved } from './difference';
import { DifferenceTables } from './DifferenceTables';
import { snapshotTexts } from './snapshot-texts';
import styles from './Snapshots.module.css';
import { useShown, useSnapshots } from './use-snapshots';

type Props = { id: string; against: string };

/** What has changed since a report, as tables: was, is, difference. */
export default function DifferenceBoard({ id, against }: Props) {
  const t = useTexts(snapshotTexts);
  const menu = useTexts(menuTexts);
  const [, show] = useShown();
  const other = against === 'live' ? {} : { against };
  const { data, error, refetch } = useApi<Difference>(`/dashboards/snapshots/${id}/difference`, other);
  return (
    <Page
      title={t('diff.title')}
      breadcrumbs={[
        { title: menu('boards'), to: '/dashboards' },
        ...(data ? [{ title: data.was.title, to: `/dashboards/${data.was.dashboard}?snapshot=${id}` }] : []),
      ]}
      loading={!data && !error}
      error={error}
      retry={() => void refetch()}
      actions={
        <>
          {data && <SaveDifference id={id} other={other} />}
          <Button variant="default" onClick={() => show({ against: '' }, { push: true })}>
            {t('snap.open')}
          </Button>
          <Button variant="default" onClick={() => show({ snapshot: '', against: '' }, { push: true })}>
            {t('snap.back')}
          </Button>
        </>
      }
    >
      {data && <Compared found={data} against={against} />}
    </Page>
  );
}

function Compared({ found, against }: { found: Difference; against: string }) {
  const t = useTexts(snapshotTexts);
  const { number } = useFormats();
  const [, show] = useShown();
  const [isOnly, setOnly] = useState(false);
  const { changed, all, hidden } = countsOf(found);
  return (
    <>
      <Sides found={found} />
      <div className={styles.tools}>
        <Against found={found} against={against} onChange={(other) => show({ against: other }, { push: true })} />
        <Checkbox
          label={t('diff.only')}
          checked={isOnly}
          onChange={({ currentTarget }) => setOnly(currentTarget.checked)}
        />
      </div>
      <p role="status">
        <strong>{t('diff.changed', { count: changed, all: number(all, 0) })}</strong>
        {hidden > 0 && ` ${t('diff.hidden', { count: hidden })}`}
      </p>
      {isOnly && changed === 0 ? (
        <EmptyState icon={IconEqual} title={t('diff.none')} what={t('diff.none-what')} />
      ) : (
        <DifferenceTables tables={found.tables} isShown={(row, table) => !isOnly || isMoved(row, table)} />
      )}
    </>
  );
}

/** What is compared with what: each report with its day, its data and its filters. */
function Sides({ found: { was, is, isAsOf } }: { found: Difference }) {
  const t = useTexts(snapshotTexts);
  const { day, instant } = useFormats();
  const wordsOf = ({ title, reportedOn, asOf, words }: SnapshotSummary) => ({
    title,
    day: day(reportedOn),
    moment: asOf.at ? instant(asOf.at) : '',
    words,
  });
  return (
    <div className={styles.mark}>
      <p>{t('diff.was-of', wordsOf(was))}</p>
      <p>{is ? t('diff.is-of', wordsOf(is)) : t('diff.is-live', { moment: isAsOf?.at ? instant(isAsOf.at) : '' })}</p>
    </div>
  );
}

type AgainstProps = { found: Difference; against: string; onChange: (against: string) => void };

function Against({ found: { was }, against, onChange }: AgainstProps) {
  const t = useTexts(snapshotTexts);
  const { day } = useFormats();
  const others = useSnapshots(was.dashboard).filter(({ id }) => id !== was.id);
  return (
    <NativeSelect
      className={styles.picker ?? ''}
      label={t('diff.with')}
      value={against}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={[
        { value: 'live', label: t('snap.live') },
        ...others.map(({ id, reportedOn, title }) => ({
          value: id,
          label: t('snap.option', { day: day(reportedOn), title }),
        })),
      ]}
    />
  );
}

function SaveDifference({ id, other }: { id: string; other: { against?: string } }) {
  const t = useTexts(snapshotTexts);
  const { language } = useLanguage();
  const [isBusy, setBusy] = useState(false);
  if (!useMay('dashboards.export')) return null;
  const save = async () => {
    setBusy(true);
    try {
      const name = await saveFile(`/dashboards/snapshots/${id}/difference/file`, { ...other, language });
      notifyDone({ text: t('diff.saved', { name }) });
    } catch (error) {
      notifyProblem(error as Error);
    }
    setBusy(false);
  };
  return (
    <Button
      variant="default"
      loading={isBusy}
      leftSection={<IconFileSpreadsheet size={20} aria-hidden />}
      onClick={() => void save()}
    >
      {t('diff.file')}
    </Button>
  );
}
