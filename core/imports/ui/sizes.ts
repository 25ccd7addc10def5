import { useFormats, useTexts } from '@regiso/core/ui';
import { texts } from './texts';

const kibibyte = 1_024;

/** «12 КБ», «1,4 МБ». */
export function useSize() {
  const t = useTexts(texts);
  const formats = useFormats();
  return (bytes: number) =>
    bytes < kibibyte * kibibyte
      ? t('size.kb', { size: formats.number(Math.max(Math.ceil(bytes / kibibyte), 1), 0) })
      : t('size.mb', { size: formats.number(bytes / kibibyte / kibibyte, bytes < 10 * kibibyte * kibibyte ? 1 : 0) });
}
