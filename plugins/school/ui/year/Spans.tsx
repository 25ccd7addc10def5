import { Button, Fieldset, NativeSelect, NumberInput, Text, TextInput, useTexts } from '@regiso/core/ui';
import { periodKinds } from '../../shared/codes';
import type { HolidayInput, PeriodInput } from '../../shared/year';
import { Row, type Part } from './Row';
import { yearTexts } from './texts';

/** Quarters, trimesters, half-years of a year. */
export function Periods({ draft: { periods, startsOn, endsOn }, set, errors, mayKeep }: Part) {
  const t = useTexts(yearTexts);
  const change = (at: number, some: Partial<PeriodInput>) =>
    set({ periods: periods.map((one, nth) => (nth === at ? { ...one, ...some } : one)) });
  const blank = { id: null, kind: 'quarter', number: 1, gradeFrom: 1, gradeTo: 9, startsOn, endsOn } as const;
  return (
    <Fieldset legend={t('periods')} disabled={!mayKeep}>
      <Text size="sm" c="dimmed" mb="xs">
        {t('periods.what')}
      </Text>
      {periods.map((period, at) => (
        <Row
          // The order of rows is theirs while they are written.
          key={at}
          list={t('periods')}
          nth={at + 1}
          locked={period.isUsed ? t('used') : undefined}
          onRemove={() => set({ periods: periods.filter((_, nth) => nth !== at) })}
        >
          <NumberInput
            label={t('number')}
            w={72}
            min={1}
            max={4}
            disabled={period.isUsed ?? false}
            value={period.number}
            onChange={(value) => change(at, { number: Number(value) })}
          />
          <NativeSelect
            label={t('kind')}
            disabled={period.isUsed ?? false}
            data={periodKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
            value={period.kind}
            onChange={({ currentTarget: { value } }) => change(at, { kind: value as PeriodInput['kind'] })}
          />
          <Span
            span={period}
            error={(field) => errors[`periods.${at}.${field}`]}
            disabled={period.isUsed}
            onChange={(some) => change(at, some)}
          />
        </Row>
      ))}
      <Button variant="default" mt="sm" onClick={() => set({ periods: [...periods, blank] })}>
        {t('add.period')}
      </Button>
    </Fieldset>
  );
}

/** Days of a year without lessons. */
export function Holidays({ draft: { holidays, startsOn }, set, errors, mayKeep }: Part) {
  const t = useTexts(yearTexts);
  const change = (at: number, some: Partial<HolidayInput>) =>
    set({ holidays: holidays.map((one, nth) => (nth === at ? { ...one, ...some } : one)) });
  const blank = { title: '', gradeFrom: 1, gradeTo: 11, startsOn, endsOn: startsOn };
  return (
    <Fieldset legend={t('holidays')} disabled={!mayKeep}>
      {holidays.map((holiday, at) => (
        <Row
          key={at}
          list={t('holidays')}
          nth={at + 1}
          onRemove={() => set({ holidays: holidays.filter((_, nth) => nth !== at) })}
        >
          <TextInput
            label={t('holiday.title')}
            maxLength={80}
            w={280}
            maw="100%"
            value={holiday.title}
            error={errors[`holidays.${at}.title`]}
            onChange={({ currentTarget: { value } }) => change(at, { title: value })}
          />
          <Span
            span={holiday}
            error={(field) => errors[`holidays.${at}.${field}`]}
            onChange={(some) => change(at, some)}
          />
        </Row>
      ))}
      <Button variant="default" mt="sm" onClick={() => set({ holidays: [...holidays, blank] })}>
        {t('add.holiday')}
      </Button>
    </Fieldset>
  );
}

type Dates = { gradeFrom: number; gradeTo: number; startsOn: string; endsOn: string };
type SpanProps = {
  span: Dates;
  error: (field: keyof Dates) => string | undefined;
  disabled?: boolean | undefined;
  onChange: (some: Partial<Dates>) => void;
};

function Span({ span, error, disabled = false, onChange }: SpanProps) {
  const t = useTexts(yearTexts);
  const grade = (field: 'gradeFrom' | 'gradeTo', label: string) => (
    <NumberInput
      label={label}
      w={92}
      min={1}
      max={11}
      disabled={disabled}
      value={span[field]}
      error={error(field)}
      onChange={(value) => onChange({ [field]: Number(value) })}
    />
  );
  const date = (field: 'startsOn' | 'endsOn', label: string) => (
    <TextInput
      type="date"
      label={label}
      disabled={disabled}
      value={span[field]}
      error={error(field)}
      onChange={({ currentTarget: { value } }) => onChange({ [field]: value })}
    />
  );
  return (
    <>
      {grade('gradeFrom', t('grades'))}
      {grade('gradeTo', t('grades.to'))}
      {date('startsOn', t('starts'))}
      {date('endsOn', t('ends'))}
    </>
  );
}
