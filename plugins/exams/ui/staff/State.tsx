import { Badge, useTexts } from '@regiso/core/ui';
import { staffTexts } from './texts';

type Given = { status: 'valid' | 'annulled'; revision?: number; isAppealed?: boolean; isPublished?: boolean };
const tone = { valid: 'green', annulled: 'red', revised: 'blue', appealed: 'yellow', unpublished: 'gray' } as const;

/** What a result is now, in one word. */
export const stateOf = ({ status, revision = 1, isAppealed = false, isPublished = true }: Given): keyof typeof tone => {
  if (status === 'annulled') return 'annulled';
  if (!isPublished) return 'unpublished';
  if (isAppealed) return 'appealed';
  return revision > 1 ? 'revised' : 'valid';
};

export const ResultState = (given: Given) => {
  const t = useTexts(staffTexts);
  const state = stateOf(given);
  return (
    <Badge color={tone[state]} variant="light" miw="max-content">
      {t(`state.${state}`)}
    </Badge>
  );
};
