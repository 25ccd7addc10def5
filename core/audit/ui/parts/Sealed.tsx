import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import { Alert, Link, Text, useFormats, useMay, useTexts } from '@regiso/core/ui';
import styles from '../Audit.module.css';
import { useSeal } from '../model';
import { rowTexts } from '../row-texts';

const lateMs = 3 * 60_000;

/** How far the log is sealed, in a sentence; a warning when new rows have waited for long. */
export function Sealed() {
  const t = useTexts(rowTexts);
  const { instant, time } = useFormats();
  const { data, dataUpdatedAt } = useSeal();
  const mayOperate = useMay('system.operate');
  if (!data) return <p className={styles.sealed} />;
  const { block, sealedAt, waitsSince } = data;
  const upTo = block !== null && sealedAt ? t('seal.block', { block, at: instant(sealedAt) }) : t('seal.none');
  if (waitsSince && dataUpdatedAt - Date.parse(waitsSince) > lateMs) {
    return (
      <Alert
        color="yellow"
        icon={<IconAlertTriangle size={20} aria-hidden />}
        title={t('seal.late', { at: instant(waitsSince) })}
      >
        <Text size="sm">
          {t('seal.late.what')} {upTo} {mayOperate && <Link to={'/system/jobs' as '/'}>{t('seal.jobs')}</Link>}
        </Text>
      </Alert>
    );
  }
  return (
    <p className={styles.sealed}>
      <IconLock size={16} aria-hidden />
      <span>
        {upTo} {waitsSince ? t('seal.waits', { at: time(waitsSince) }) : block !== null && t('seal.all')}
      </span>
    </p>
  );
}
