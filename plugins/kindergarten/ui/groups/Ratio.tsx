import { IconAlertTriangle } from '@tabler/icons-react';
import { Text, useTexts } from '@regiso/core/ui';
import type { GroupView } from '../../shared/groups';
import { groupTexts } from './texts';

type Props = { ratio: NonNullable<GroupView['ratio']> };

/** How many children of a combined group have special needs; a warning where the norm of the age allows fewer. */
export function Ratio({ ratio: { special, most, isOver } }: Props) {
  const t = useTexts(groupTexts);
  const ground = most.verified ? most.ground : `${most.ground} (${t('ratio.unverified')})`;
  return (
    <>
      <Text size="sm" c={isOver ? 'red' : 'dimmed'} fw={isOver ? 600 : 400}>
        {isOver && <IconAlertTriangle size={16} aria-hidden />} {t('ratio', { special, most: most.special })}
      </Text>
      {isOver && (
        <Text size="sm" c="dimmed">
          {t('ratio.whole', { children: most.children, ground })}
        </Text>
      )}
    </>
  );
}
