import { useFormats, useLanguage, useTexts } from '@regiso/core/ui';
import type { OrganisationCounts } from '../../counts';
import { gaps, kinds, needs, origins, programmes, settlementKinds, statuses } from '../choices';
import { wordTexts } from '../word-texts';
import type { FilterName } from './filters';
import { listTexts } from './texts';
import { useMunicipalities, useRegions } from './use-register';

export type Option = { value: string; label: string };
export type SelectName = Exclude<FilterName, 'text'>;

/** What each filter offers, in the reader's words. */
export function useOptions(): Record<SelectName, Option[]> {
  const t = useTexts(wordTexts);
  const tList = useTexts(listTexts);
  const { language } = useLanguage();
  const municipalities = useMunicipalities() ?? [];
  const regions = useRegions() ?? [];
  return {
    kind: kinds.map((value) => ({ value, label: t(`kind.${value}`) })),
    municipality: municipalities.map(({ id, shortName, nameEn }) => ({
      value: id,
      label: language === 'en' ? nameEn : shortName,
    })),
    status: statuses.map((value) => ({ value, label: t(`status.${value}`) })),
    region: regions.map(({ id, name }) => ({ value: id, label: name })),
    programme: programmes.map((value) => ({ value, label: t(`programme.${value}`) })),
    accessibility: needs.map((value) => ({ value, label: t(`access.${value}`) })),
    settlementKind: settlementKinds.map((value) => ({ value, label: t(`settlement.${value}`) })),
    origin: origins.map((value) => ({ value, label: tList(`list.origin.${value}`) })),
    missing: gaps.map((value) => ({ value, label: tList(`list.missing.${value}`) })),
  };
}

/** «Школа (312)» where the count of a choice is known. */
export function useCounted(counts: OrganisationCounts | undefined) {
  const { number } = useFormats();
  return (name: SelectName, options: readonly Option[]): Option[] => {
    const known = name === 'kind' || name === 'status' || name === 'municipality' ? counts?.[name] : undefined;
    if (!known) return [...options];
    return options.map(({ value, label }) => ({ value, label: `${label} (${number(known[value] ?? 0)})` }));
  };
}
