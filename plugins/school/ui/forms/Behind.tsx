import { BehindList, Text, useFormats, useLanguage, useTexts } from '@regiso/core/ui';
import type { SchoolFormCell, SchoolsOfCell } from '../../shared/forms';
import { formTexts } from './texts';

type Row = SchoolFormCell['rows'][number];

/** The pupils, classes, teachers or hours that a cell of a school counts. */
export function Behind({ view }: { view: SchoolFormCell }) {
  const t = useTexts(formTexts);
  const { number } = useFormats();
  const { language } = useLanguage();
  const about = useAbout();
  const { unit, rows, left, now, counted } = view;
  const isPeople = unit === 'pupil' || unit === 'move' || unit === 'teacher';
  return (
    <>
      {now !== null && now !== counted && (
        <Text>{t('behind.now', { now: number(now), counted: counted === null ? '—' : number(counted) })}</Text>
      )}
      <BehindList
        title={unit ? t(`behind.${unit}`) : ''}
        rows={rows.map((row) => ({
          ...{ id: row.id, about: about(row) },
          name: (language === 'en' && row.nameEn) || row.name,
        }))}
        more={left > 0 && t('behind.left', { count: left })}
        note={isPeople && rows.length > 0 && t('behind.read')}
      />
    </>
  );
}

function useAbout() {
  const t = useTexts(formTexts);
  const { day, number } = useFormats();
  return ({ birthDate, className, pupils, shift, hours, isVacant, moved, on }: Row) => [
    birthDate && day(birthDate),
    className,
    pupils !== null && t('pupils', { count: pupils }),
    shift !== null && t('shift', { shift }),
    hours !== null && t('hours', { count: hours, hours: number(hours) }),
    isVacant && t('vacant'),
    moved && on && t(`moved.${moved as 'arrived'}`, { day: day(on) }),
  ];
}

/** The schools whose numbers a cell of the sum adds up. */
export function Schools({ view: { schools, left } }: { view: SchoolsOfCell }) {
  const t = useTexts(formTexts);
  const { number } = useFormats();
  return (
    <BehindList
      title={t('behind.schools')}
      rows={schools.map(({ id, name, counted, value }) => ({
        ...{ id, name: `${name}: ${value === null ? '—' : number(value)}` },
        about: [value !== counted && t('corrected', { counted: counted === null ? '—' : number(counted) })],
      }))}
      more={left > 0 && t('behind.left', { count: left })}
    />
  );
}
