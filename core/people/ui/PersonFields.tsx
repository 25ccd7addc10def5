import { NativeSelect, TextInput, useTexts } from '@regiso/core/ui';
import type { useForm } from '@regiso/core/ui';
import styles from './People.module.css';
import { wordTexts, type FieldName } from './words';

export type PersonValues = Record<FieldName, string>;
export const emptyPerson: PersonValues = {
  surname: '',
  name: '',
  patronymic: '',
  birthDate: '',
  sex: '',
  snils: '',
  citizenship: '',
  phone: '',
  email: '',
  address: '',
};

/** What the server takes: an empty field is known to be empty. */
export const personBody = (values: PersonValues) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value.trim() === '' && name !== 'surname' && name !== 'name' ? null : value.trim(),
    ]),
  );

type Props = {
  form: Pick<ReturnType<typeof useForm<PersonValues>>, 'field'>;
  isShort?: boolean;
  snilsIsMasked?: boolean;
};

/** The fields of a person; the short form is for a guardian beside a child. */
export function PersonFields({ form, isShort = false, snilsIsMasked = false }: Props) {
  const t = useTexts(wordTexts);
  return (
    <div className={styles.fields}>
      <TextInput label={t('field.surname')} required maxLength={100} autoComplete="off" {...form.field('surname')} />
      <TextInput label={t('field.name')} required maxLength={100} autoComplete="off" {...form.field('name')} />
      <TextInput label={t('field.patronymic')} maxLength={100} autoComplete="off" {...form.field('patronymic')} />
      <TextInput type="date" label={t('field.birthDate')} autoComplete="off" {...form.field('birthDate')} />
      {!snilsIsMasked && (
        <TextInput
          label={t('field.snils')}
          inputMode="numeric"
          maxLength={20}
          autoComplete="off"
          spellCheck={false}
          {...form.field('snils')}
        />
      )}
      <NativeSelect
        label={t('field.sex')}
        data={[
          { value: '', label: t('empty') },
          { value: 'female', label: t('sex.female') },
          { value: 'male', label: t('sex.male') },
        ]}
        {...form.field('sex')}
      />
      <TextInput label={t('field.phone')} inputMode="tel" maxLength={30} autoComplete="off" {...form.field('phone')} />
      {!isShort && (
        <>
          <TextInput
            label={t('field.email')}
            inputMode="email"
            maxLength={200}
            autoComplete="off"
            {...form.field('email')}
          />
          <TextInput
            label={t('field.citizenship')}
            placeholder="RU"
            maxLength={4}
            autoComplete="off"
            {...form.field('citizenship')}
          />
          <TextInput
            className={styles.wide ?? ''}
            label={t('field.address')}
            maxLength={500}
            autoComplete="off"
            {...form.field('address')}
          />
        </>
      )}
    </div>
  );
}
