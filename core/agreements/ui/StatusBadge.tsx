import { Badge, useTexts } from '@regiso/core/ui';
import { IconCheck, IconClock, IconEye, IconLock, IconPencil, IconPlayerPause } from '@tabler/icons-react';
import type { Status } from './model';
import { texts } from './texts';

const looks = {
  active: ['green', IconCheck],
  expiring: ['yellow', IconClock],
  'read-only': ['yellow', IconEye],
  upcoming: ['gray', IconClock],
  draft: ['gray', IconPencil],
  ended: ['gray', IconLock],
  suspended: ['red', IconPlayerPause],
  none: ['gray', IconLock],
} as const;

/** The state of an agreement in a word with an icon. */
export function StatusBadge({ status }: { status: Status }) {
  const t = useTexts(texts);
  const [colour, Icon] = looks[status];
  return (
    <Badge color={colour} variant="light" miw="max-content" leftSection={<Icon size={14} aria-hidden />}>
      {t(`status.${status}`)}
    </Badge>
  );
}
