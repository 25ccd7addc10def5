import { Checkbox, NativeSelect, Textarea, TextInput, useTexts } from '@regiso/core/ui';
import { kinds, statuses } from '../choices';
import { wordTexts } from '../word-texts';
import styles from './Form.module.css';
import { FormSection } from './FormSection';
import { formTexts } from './texts';
import type { Editor } from './use-editor';

type Props = { editor: Editor };

/** Kind, names, number, state. */
export function NameFields({ editor: { form, card }, isNew }: Props & { isNew: boolean }) {
  const t = useTexts(formTexts);
  const words = useTexts(wordTexts);
  const isClosed = card?.status === 'liquidated';
  const states = statuses.filter((status) => status !== 'liquidated' || isClosed);
  return (
    <FormSection title={t('form.section.names')}>
      <NativeSelect
        label={words('field.kind')}
        required
        data={[
          ...(form.values.kind ? [] : [{ value: '', label: t('form.choose') }]),
          ...kinds.map((value) => ({ value, label: words(`kind.${value}`) })),
        ]}
        {...form.field('kind')}
      />
      <TextInput label={words('field.number')} maxLength={40} {...form.field('number')} />
      {!isNew && (
        <NativeSelect
          label={words('field.status')}
          description={isClosed ? undefined : t('form.hint.status')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={states.map((value) => ({ value, label: words(`status.${value}`) }))}
          {...form.field('status')}
        />
      )}
      <TextInput
        className={styles.wide ?? ''}
        label={words('field.shortName')}
        required
        maxLength={500}
        {...form.field('shortName')}
      />
      <Textarea
        className={styles.wide ?? ''}
        label={words('field.fullName')}
        required
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1_000}
        {...form.field('fullName')}
      />
      <Checkbox
        className={styles.wide ?? ''}
        id="field-hasPreschool"
        label={words('feature.preschool-groups')}
        description={t('form.hint.features')}
        checked={form.values.hasPreschool}
        onChange={(event) => form.set('hasPreschool', event.currentTarget.checked)}
      />
    </FormSection>
  );
}

const codes = ['inn', 'kpp', 'ogrn', 'oktmo'] as const;

/** Codes; each is checked when one leaves its field. */
export function CodeFields({ editor: { form, recheck } }: Props) {
  const t = useTexts(formTexts);
  const words = useTexts(wordTexts);
  return (
    <FormSection title={t('form.section.codes')}>
      {codes.map((name) => (
        <TextInput
          key={name}
          label={words(`field.${name}`)}
          description={t(`form.hint.${name}`)}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          inputMode={name === 'kpp' ? 'text' : 'numeric'}
          autoComplete="off"
          spellCheck={false}
          maxLength={20}
          {...form.field(name)}
          onBlur={() => recheck(name)}
        />
      ))}
    </FormSection>
  );
}

/** How to reach the organisation; its own phone and mail, never a person's. */
export function ContactFields({ editor: { form } }: Props) {
  const t = useTexts(formTexts);
  const words = useTexts(wordTexts);
  return (
    <FormSection title={t('form.section.contacts')}>
      <TextInput label={words('field.phone')} inputMode="tel" maxLength={200} {...form.field('phone')} />
      <TextInput label={words('field.email')} inputMode="email" maxLength={200} {...form.field('email')} />
      <TextInput label={words('field.website')} inputMode="url" maxLength={300} {...form.field('website')} />
    </FormSection>
  );
}

/** Licence with its term, accreditation. */
export function LicenceFields({ editor: { form } }: Props) {
  const t = useTexts(formTexts);
  const words = useTexts(wordTexts);
  const setUnlimited = (isUnlimited: boolean) => {
    form.set('licenceUnlimited', isUnlimited);
    if (isUnlimited) form.set('licenceExpires', '');
  };
  return (
    <FormSection title={t('form.section.licence')}>
      <TextInput label={words('field.licenceNumber')} maxLength={200} {...form.field('licenceNumber')} />
      <TextInput
        type="date"
        label={words('field.licenceExpires')}
        disabled={form.values.licenceUnlimited}
        {...form.field('licenceExpires')}
      />
      <Checkbox
        className={styles.check ?? ''}
        id="field-licenceUnlimited"
        label={t('form.licence.unlimited')}
        checked={form.values.licenceUnlimited}
        onChange={(event) => setUnlimited(event.currentTarget.checked)}
      />
      <NativeSelect
        label={words('field.accredited')}
        data={[
          { value: '', label: t('form.none') },
          { value: 'yes', label: t('form.accredited.yes') },
          { value: 'no', label: t('form.accredited.no') },
        ]}
        {...form.field('accredited')}
      />
    </FormSection>
  );
}
