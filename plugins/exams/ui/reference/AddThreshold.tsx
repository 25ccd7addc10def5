import { Checkbox, NativeSelect, NumberInput, SimpleGrid, Textarea, TextInput, useTexts } from '@regiso/core/ui';
import { addresses, useNames, type Threshold } from '../model';
import { texts } from '../texts';
import { AddRow } from './AddRow';
import { KindField, numberOf, SubjectField } from './fields';

const purposes = ['certificate', 'university', 'university-science-ministry', 'mark-3', 'profile-class'] as const;
const units = ['score', 'primary', 'mark', 'percent'] as const;

/** The purpose in words; a code that has none stays as it is. */
export function usePurpose() {
  const t = useTexts(texts);
  return (code: string) => {
    const known = purposes.find((one) => one === code);
    return known ? t(`purpose.${known}`) : code;
  };
}

type Points = 'minimum' | 'minimumTo' | 'minimumGeometry';
type Values = Record<Exclude<keyof Threshold, Points | 'verified'>, string>
  & Record<Points, number | string> & { verified: boolean };

const empty: Values = {
  ...{ kind: '', subject: '', purpose: 'certificate', profile: '', unit: 'score' },
  ...{ minimum: '', minimumTo: '', minimumGeometry: '' },
  ...{ validFrom: '', validTo: '', source: '', verified: false },
};

/** A form for next year's minimum, or for one that changes within the year. */
export function AddThreshold() {
  const t = useTexts(texts);
  const names = useNames();
  const purpose = usePurpose();
  return (
    <AddRow
      words={t('add-threshold')}
      address={addresses.thresholds}
      empty={empty}
      titleOf={({ kind, subject }) => t('scale.of', { kind: names.kind(kind), subject: names.subject(subject) })}
      bodyOf={({ minimum, minimumTo, minimumGeometry, ...rest }) => ({
        ...rest,
        minimum: numberOf(minimum),
        minimumTo: numberOf(minimumTo),
        minimumGeometry: numberOf(minimumGeometry),
      })}
    >
      {(form) => (
        <>
          <KindField field={form.field('kind')} />
          <SubjectField field={form.field('subject')} />
          <NativeSelect
            label={t('purpose')}
            data={purposes.map((value) => ({ value, label: purpose(value) }))}
            {...form.field('purpose')}
          />
          {form.values.purpose === 'profile-class' && <TextInput label={t('profile')} {...form.field('profile')} />}
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <NativeSelect
              label={t('unit')}
              data={units.map((value) => ({ value, label: t(`unit.${value}`) }))}
              {...form.field('unit')}
            />
            <NumberInput label={t('minimum')} required min={0} max={1000} {...form.field('minimum')} />
            <NumberInput
              label={t('minimum-to')}
              description={t('minimum-to.what')}
              {...{ min: 0, max: 1000 }}
              {...form.field('minimumTo')}
            />
            <NumberInput
              label={t('minimum-geometry')}
              description={t('minimum-geometry.what')}
              {...{ min: 0, max: 1000 }}
              {...form.field('minimumGeometry')}
            />
            <TextInput type="date" label={t('first-day')} required {...form.field('validFrom')} />
            <TextInput type="date" label={t('last-day')} required {...form.field('validTo')} />
          </SimpleGrid>
          <Textarea label={t('source')} description={t('source.what')} required autosize {...form.field('source')} />
          <Verified label={t('verified.mark')} form={form} />
        </>
      )}
    </AddRow>
  );
}

type VerifiedProps = { label: string; form: { values: Values; set: (name: 'verified', value: boolean) => void } };

const Verified = ({ label, form: { values, set } }: VerifiedProps) => (
  <Checkbox
    label={label}
    checked={values.verified}
    onChange={({ currentTarget: { checked } }) => set('verified', checked)}
  />
);
