import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { Alert, Stack, useFormats, useTexts } from '@regiso/core/ui';
import type { WarehouseStatus } from '../../shared';
import { texts } from '../texts';

/** What the operator has to know before anything else; nothing when all is well. */
export function Alarms({ status: { clickhouse, log, tables } }: { status: WarehouseStatus }) {
  const t = useTexts(texts);
  const { list } = useFormats();
  const waiting = tables.filter(({ state }) => state === 'needs-snapshot').map(({ fact }) => fact);
  if (clickhouse && log.level === 'calm' && !waiting.length) return null;
  return (
    <Stack gap="sm" role="status">
      {!clickhouse && (
        <Alert color="red" icon={<IconAlertTriangle size={20} />} title={t('alarm.clickhouse')}>
          {t('alarm.clickhouse.text')}
        </Alert>
      )}
      {log.level !== 'calm' && (
        <Alert
          color={log.level === 'half' ? 'yellow' : 'red'}
          icon={<IconAlertTriangle size={20} />}
          title={t(`alarm.${log.level}`)}
        >
          {t('alarm.log.text')}
        </Alert>
      )}
      {waiting.length > 0 && (
        <Alert color="yellow" icon={<IconRefresh size={20} />} title={t('alarm.snapshot')}>
          {t('alarm.snapshot.text', { facts: list(waiting) })}
        </Alert>
      )}
    </Stack>
  );
}
