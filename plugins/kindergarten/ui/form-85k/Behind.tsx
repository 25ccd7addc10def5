import { BehindList, useFormats, useTexts } from '@regiso/core/ui';
import { useWords } from '../words';
import type { FormCellView } from './model';
import { formTexts } from './texts';

/** The children or groups that a cell counts. */
export function Behind({ view: { children, groups, left } }: { view: FormCellView }) {
  const t = useTexts(formTexts);
  const words = useWords();
  const { day } = useFormats();
  return (
    <BehindList
      title={children.length ? t('people') : t('people.groups')}
      rows={[
        ...children.map(({ id, name, birthDate, group, organisation }) => ({
          ...{ id, name, about: [birthDate && day(birthDate), group, organisation] },
        })),
        ...groups.map(({ id, name, ages, orientation, children: count, organisation }) => ({
          ...{ id, name },
          about: [words.orientation(orientation), t('cell.years', { ages }), t('children', { count }), organisation],
        })),
      ]}
      more={left > 0 && t('cell.left', { count: left })}
      note={children.length > 0 && t('cell.read')}
    />
  );
}
