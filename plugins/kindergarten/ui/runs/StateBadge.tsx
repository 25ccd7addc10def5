import { Badge, useTexts } from '@regiso/core/ui';
import type { RunView } from '../../shared/runs';
import { runTexts } from './texts';

const tone = { dry: 'gray', proposed: 'yellow', confirmed: 'green', discarded: 'gray' } as const;

export const StateBadge = ({ state }: Pick<RunView, 'state'>) => {
  const t = useTexts(runTexts);
  return (
    <Badge color={tone[state]} variant="light" miw="max-content">
      {t(`state.${state}`)}
    </Badge>
  );
};
