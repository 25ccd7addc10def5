import { Group, NativeSelect, Paper, SegmentedControl, Text, useTexts } from '@regiso/core/ui';
import type { AbsenceReason, DayRow } from '../../shared/attendance';
import { absenceReasons, codeOf } from '../../shared/codes';
import { attendanceTexts } from './texts';

type Change = { status: 'present' | 'absent'; reason: AbsenceReason | null };

/** One child: big buttons for here and absent, and the reason of an absence. */
export function ChildLine({ row, disabled, mark }: { row: DayRow; disabled: boolean; mark: (to: Change) => void }) {
  const t = useTexts(attendanceTexts);
  const { child, status, reason, isAnnounced } = row;
  const note = isAnnounced ? t('announced') : status ? '' : t('unmarked');
  return (
    <Paper withBorder p="sm" component="li">
      <Group justify="space-between">
        <div>
          <Text fw={600}>{child}</Text>
          {note && (
            <Text size="sm" c="dimmed">
              {note}
            </Text>
          )}
        </div>
        <Group>
          {status === 'absent' && (
            <NativeSelect
              aria-label={t('reason', { child })}
              size="md"
              disabled={disabled}
              value={reason ?? 'unknown'}
              data={absenceReasons.map((value) => ({ value, label: t(`reason.${value}`) }))}
              onChange={(event) => mark({ status, reason: codeOf(absenceReasons, event.currentTarget.value) })}
            />
          )}
          <SegmentedControl
            aria-label={child}
            size="md"
            disabled={disabled}
            value={status ?? ''}
            data={[
              { value: 'present', label: t('present') },
              { value: 'absent', label: t('absent') },
            ]}
            onChange={(to) =>
              mark(to === 'present' ? { status: 'present', reason: null } : { status: 'absent', reason: 'unknown' })
            }
          />
        </Group>
      </Group>
    </Paper>
  );
}
