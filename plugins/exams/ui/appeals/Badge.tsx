import { Badge, useTexts } from '@regiso/core/ui';
import type { Appeal } from '../../shared/appeals';
import { appealTexts } from './texts';

const tone = { received: 'blue', review: 'yellow', satisfied: 'green', rejected: 'red', withdrawn: 'gray' } as const;

export const AppealBadge = ({ state }: Pick<Appeal, 'state'>) => {
  const t = useTexts(appealTexts);
  return (
    <Badge color={tone[state]} variant="light" miw="max-content">
      {t(`state.${state}`)}
    </Badge>
  );
};
