import { useTexts } from '@regiso/core/ui';
import type { Given } from '../../shared/year-rules';
import { resultTexts } from './texts';

/** A mark in words: 5, н/а, or that there is none. */
export function Said({ given: { value, isSet } }: { given: Given }) {
  const t = useTexts(resultTexts);
  return <>{value ?? t(isSet ? 'na' : 'none')}</>;
}
