import { defineTexts, useRoleNames, useTexts } from '@regiso/core/ui';

/** Words of the regulation that several pages show. */
const names = defineTexts('access-names', {
  ru: {
    'subsystem.kindergarten': 'Электронный детский сад',
    'subsystem.school': 'Электронная школа',
    'subsystem.college': 'Электронный колледж',
    'subsystem.extracurricular': 'Дополнительное образование',
    'subsystem.portal': 'Портал и экзамены',
    'subsystem.all': 'Все подсистемы',
    'scope.region': 'Весь регион',
  },
  en: {
    'subsystem.kindergarten': 'Kindergarten',
    'subsystem.school': 'School',
    'subsystem.college': 'College',
    'subsystem.extracurricular': 'Extracurricular education',
    'subsystem.portal': 'Portal and exams',
    'subsystem.all': 'All subsystems',
    'scope.region': 'Whole region',
  },
});

export const subsystemIds = ['kindergarten', 'school', 'college', 'extracurricular', 'portal'] as const;

/** Names of subsystems and roles, as the plugins that brought them call them. */
export function useNames() {
  const t = useTexts(names);
  const known = (key: string, otherwise: string) => {
    const found = Object.keys(names.ru).find((name) => name === key) as keyof typeof names.ru | undefined;
    return found ? t(found) : otherwise;
  };
  return {
    subsystem: (id: string | null) => (id === null ? t('subsystem.all') : known(`subsystem.${id}`, id)),
    /** Several, in the order of the regulation. */
    subsystems: (ids: readonly string[]) =>
      subsystemIds
        .filter((id) => ids.includes(id))
        .map((id) => t(`subsystem.${id}`))
        .join(', '),
    role: useRoleNames(),
    region: t('scope.region'),
  };
}
