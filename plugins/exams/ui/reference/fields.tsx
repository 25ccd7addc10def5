import { NativeSelect, useTexts } from '@regiso/core/ui';
import { useNames } from '../model';
import { texts } from '../texts';

/** An empty field is null to the server, which says at the field that it must be filled. */
export const numberOf = (value: number | string) => (value === '' ? null : Number(value));

/** What `form.field(…)` of a text gives. */
type Props = { field: { id: string; name: string; value: string; error: string | undefined } };

export function KindField({ field }: Props) {
  const t = useTexts(texts);
  const { kinds, kind } = useNames();
  const data = kinds.map(({ code }) => ({ value: code, label: kind(code) }));
  return <NativeSelect label={t('kind')} required data={[{ value: '', label: t('choose') }, ...data]} {...field} />;
}

export function SubjectField({ field }: Props) {
  const t = useTexts(texts);
  const { subjects, subject } = useNames();
  const data = subjects.map(({ code }) => ({ value: code, label: subject(code) }));
  return <NativeSelect label={t('subject')} required data={[{ value: '', label: t('choose') }, ...data]} {...field} />;
}
