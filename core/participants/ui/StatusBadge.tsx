import { IconCircleCheck, IconCircleX, IconPlayerPause, IconRefresh } from '@tabler/icons-react';
import { Badge, useTexts, type Icon } from '@regiso/core/ui';
import type { Status } from './choices';
import { wordTexts } from './word-texts';

const looks: Record<Status, { colour: string; icon: Icon }> = {
  active: { colour: 'green', icon: IconCircleCheck },
  suspended: { colour: 'yellow', icon: IconPlayerPause },
  reorganising: { colour: 'yellow', icon: IconRefresh },
  liquidated: { colour: 'red', icon: IconCircleX },
};

/** The state of an organisation: word, icon and colour. */
export function StatusBadge({ status }: { status: string }) {
  const t = useTexts(wordTexts);
  const { colour, icon: StatusIcon } = looks[status as Status];
  return (
    <Badge color={colour} variant="light" miw="max-content" leftSection={<StatusIcon size={16} aria-hidden />}>
      {t(`status.${status as Status}`)}
    </Badge>
  );
}

/** Marks an invented record. */
export function DemoBadge() {
  const t = useTexts(wordTexts);
  return (
    <Badge color="yellow" variant="outline" title={t('demo.what')}>
      {t('demo')}
    </Badge>
  );
}
