import { Checkbox, NativeSelect, TextInput, useTexts } from '@regiso/core/ui';
import { setupTexts } from '../texts/setup';
import type { OptionField, OptionValues } from './option-fields';
import styles from './run.module.css';

type Props = {
  fields: readonly OptionField[];
  values: OptionValues;
  onChange: (values: OptionValues) => void;
};

/** Choices of the kind, such as year or region, with their defaults filled in. */
export function Options({ fields, values, onChange }: Props) {
  const t = useTexts(setupTexts);
  if (!fields.length) return null;
  return (
    <section className={styles.part} aria-labelledby="options">
      <h2 id="options">{t('options.title')}</h2>
      <div className={styles.options}>
        {fields.map((field) => (
          <Option
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            onChange={(value) => onChange({ ...values, [field.name]: value })}
          />
        ))}
      </div>
    </section>
  );
}

// Fields stand in one line whatever the length of what is said about them.
const below = {
  inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
  descriptionProps: { fz: 'sm', mt: 4 },
};

type OptionProps = { field: OptionField; value: string; onChange: (value: string) => void };

function Option({ field, value, onChange }: OptionProps) {
  const t = useTexts(setupTexts);
  const { name, title, description, type, values, isRequired, longest } = field;
  const common = { label: title, description, required: isRequired, name: `option-${name}`, ...below };
  if (type === 'yes-no') {
    return (
      <Checkbox
        label={title}
        description={<span className={styles.small}>{description}</span>}
        name={`option-${name}`}
        checked={value === 'true'}
        onChange={(event) => onChange(String(event.currentTarget.checked))}
      />
    );
  }
  if (type === 'choice') {
    return (
      <NativeSelect {...common} value={value} data={values} onChange={(event) => onChange(event.currentTarget.value)} />
    );
  }
  const isNoNumber = type === 'number' && value.trim() !== '' && !Number.isFinite(Number(value.replace(',', '.')));
  const list = values.length ? `suggestions-${name}` : undefined;
  return (
    <>
      <TextInput
        {...common}
        value={value}
        maxLength={longest ?? 2_000}
        inputMode={type === 'number' ? 'decimal' : undefined}
        list={list}
        error={isNoNumber && t('options.number')}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {list && (
        <datalist id={list}>
          {values.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </datalist>
      )}
    </>
  );
}
