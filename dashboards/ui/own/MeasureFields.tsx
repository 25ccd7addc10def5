import { ActionIcon, Button, Fieldset, NativeSelect, Stack, TextInput, useApi, useLanguage } from '@regiso/core/ui';
import { useTexts, type FormErrors } from '@regiso/core/ui';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { OwnSource } from '../../shared/own';
import { emptyCondition, emptyMeasure, type DraftCondition, type DraftMeasure, type Way } from './draft';
import styles from './Own.module.css';
import { ownTexts } from './own-texts';

type Props = {
  legend: string;
  /** Where its faults stand: `definition.numerator`. */
  path: string;
  measure: DraftMeasure;
  onChange: (measure: DraftMeasure) => void;
  sources: readonly OwnSource[];
  errors: FormErrors;
};

/** One side of an indicator: which rows, how counted, on which conditions, and what that is in words. */
export function MeasureFields({ legend, path, measure, onChange, sources, errors }: Props) {
  const t = useTexts(ownTexts);
  const source = sources.find(({ name }) => name === measure.fact);
  const countable = source?.columns.filter(({ sums, distinct }) => (measure.count === 'sum' ? sums : distinct)) ?? [];
  const set = (some: Partial<DraftMeasure>) => onChange({ ...measure, ...some });
  const setCondition = (at: number, some: Partial<DraftCondition>) =>
    set({ where: measure.where.map((one, place) => (place === at ? { ...one, ...some } : one)) });
  return (
    <Fieldset legend={legend}>
      <Stack gap="sm">
        <NativeSelect
          label={t('own.fact')}
          description={source?.grain}
          required
          value={measure.fact}
          error={errors[`${path}.fact`]}
          data={[
            { value: '', label: t('own.fact.choose') },
            ...sources.map(({ name, title }) => ({ value: name, label: title })),
          ]}
          onChange={({ currentTarget }) =>
            onChange({ ...emptyMeasure, reads: measure.reads, fact: currentTarget.value })
          }
        />
        <div className={styles.pair}>
          <NativeSelect
            label={t('own.count')}
            value={measure.count}
            data={(['rows', 'sum', 'distinct'] as const).map((value) => ({ value, label: t(`count.${value}`) }))}
            onChange={({ currentTarget }) => set({ count: currentTarget.value as DraftMeasure['count'], column: '' })}
          />
          {measure.count !== 'rows' && (
            <NativeSelect
              label={t('own.column')}
              required
              value={measure.column}
              error={errors[`${path}.column`]}
              data={[
                { value: '', label: t('own.column.choose') },
                ...countable.map(({ name }) => ({ value: name, label: name })),
              ]}
              onChange={({ currentTarget }) => set({ column: currentTarget.value })}
            />
          )}
        </div>
        <TextInput
          label={t('own.reads')}
          description={t('own.reads.what')}
          required
          maxLength={300}
          value={measure.reads}
          error={errors[`${path}.reads`]}
          onChange={({ currentTarget }) => set({ reads: currentTarget.value })}
        />
        {source && (
          <>
            {measure.where.map((one, at) => (
              <ConditionFields
                key={at}
                at={at + 1}
                condition={one}
                source={source}
                error={errors[`${path}.where.${at}`]}
                onChange={(some) => setCondition(at, some)}
                onRemove={() => set({ where: measure.where.filter((_, place) => place !== at) })}
              />
            ))}
            {measure.where.length < 6 && (
              <Button
                variant="default"
                w="max-content"
                leftSection={<IconPlus size={18} aria-hidden />}
                onClick={() => set({ where: [...measure.where, emptyCondition] })}
              >
                {t('own.where.add')}
              </Button>
            )}
          </>
        )}
      </Stack>
    </Fieldset>
  );
}

type ConditionProps = {
  at: number;
  condition: DraftCondition;
  source: OwnSource;
  error: string | undefined;
  onChange: (some: Partial<DraftCondition>) => void;
  onRemove: () => void;
};

const waysFor: Record<NonNullable<OwnSource['columns'][number]['where']>, readonly Way[]> = {
  values: ['in', 'known', 'unknown'],
  span: ['span', 'in', 'known', 'unknown'],
  flag: ['in', 'known', 'unknown'],
  known: ['known', 'unknown'],
};

function ConditionFields({ at, condition, source, error, onChange, onRemove }: ConditionProps) {
  const t = useTexts(ownTexts);
  const { column, way, values, from, to } = condition;
  const kind = source.columns.find(({ name }) => name === column)?.where ?? null;
  const ways = kind ? waysFor[kind] : [];
  const choose = (name: string) => {
    const next = source.columns.find((one) => one.name === name)?.where;
    onChange({ ...emptyCondition, column: name, way: (next && waysFor[next][0]) || 'in' });
  };
  return (
    <div className={styles.condition}>
      <NativeSelect
        label={t('own.where.column', { at })}
        value={column}
        error={error}
        data={[
          { value: '', label: t('own.column.choose') },
          ...source.columns.filter(({ where }) => where).map(({ name }) => ({ value: name, label: name })),
        ]}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      />
      {kind && (
        <NativeSelect
          label={t('own.where.way', { at })}
          value={way}
          data={ways.map((value) => ({ value, label: t(`way.${value}`) }))}
          onChange={({ currentTarget }) => onChange({ way: currentTarget.value as Way })}
        />
      )}
      {way === 'span' && (
        <>
          <TextInput
            label={t('own.from', { at })}
            inputMode="decimal"
            value={from}
            onChange={({ currentTarget }) => onChange({ from: currentTarget.value })}
          />
          <TextInput
            label={t('own.to', { at })}
            inputMode="decimal"
            value={to}
            onChange={({ currentTarget }) => onChange({ to: currentTarget.value })}
          />
        </>
      )}
      {way === 'in' && kind && (
        <Values
          at={at}
          fact={source.name}
          column={kind === 'values' ? column : ''}
          options={kind === 'flag' ? ['true', 'false'] : []}
          value={values}
          onChange={(given) => onChange({ values: given })}
        />
      )}
      <ActionIcon variant="subtle" aria-label={t('own.where.remove', { at })} onClick={onRemove}>
        <IconTrash size={18} />
      </ActionIcon>
    </div>
  );
}

type ValuesProps = {
  at: number;
  fact: string;
  /** Whose codes are offered; empty when it has no closed list. */
  column: string;
  options: readonly string[];
  value: string;
  onChange: (value: string) => void;
};

/** Values separated by commas; the codes that stand in the data are offered below as one types. */
function Values({ at, fact, column, options, value, onChange }: ValuesProps) {
  const t = useTexts(ownTexts);
  const { language } = useLanguage();
  const { data } = useApi<{ value: string; title: string }[]>(
    column ? `/dashboards/own/sources/${fact}/values` : '/dashboards/own/sources',
    column ? { column, language } : { language },
  );
  const codes = column ? (data ?? []) : options.map((one) => ({ value: one, title: one }));
  const list = `own-${fact}-${column}-${at}`;
  return (
    <>
      <TextInput
        label={t('own.values', { at })}
        description={t('own.values.what')}
        list={list}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <datalist id={list}>
        {codes.map((one) => (
          <option key={one.value} value={one.value}>
            {one.title}
          </option>
        ))}
      </datalist>
    </>
  );
}
