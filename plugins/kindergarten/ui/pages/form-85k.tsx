import {
  apiQuery,
  Button,
  EmptyState,
  ErrorState,
  FileActions,
  NativeSelect,
  Page,
  PageSkeleton,
  Stack,
  StatisticalForm,
  statisticalFormTexts,
  Text,
  TextInput,
  useFormats,
  useMay,
  useQuery,
  useTexts,
  useToday,
  useUrlState,
} from '@regiso/core/ui';
import { Behind } from '../form-85k/Behind';
import styles from '../form-85k/Form.module.css';
import { reportYear, type FormCellView, type FormOf, type FormView } from '../form-85k/model';
import { formTexts } from '../form-85k/texts';
import { texts } from '../texts';

/** The draft of the form 85-К: every number leads to who stands behind it, and equations say where it does not add up. */
export default function Form85k() {
  const t = useTexts(formTexts);
  const words = useTexts(statisticalFormTexts);
  const titles = useTexts(texts);
  const [{ on, garden }, change] = useUrlState({ on: useToday(), garden: '' });
  const of: FormOf = { on, ...(garden && { organisation: garden }) };
  const form = useQuery({
    ...apiQuery<FormView>('/kindergarten/form-85k', of),
    placeholderData: (old: FormView | undefined) => old,
  });
  const { data } = form;
  // Whoever has one kindergarten only need not choose it.
  const [only, ...others] = data?.organisations ?? [];
  const chosen: FormOf = only && !others.length ? { on, organisation: only.id } : of;
  return (
    <Page
      title={titles('form-85k')}
      lead={t('lead')}
      actions={<FileActions path="/kindergarten/form-85k/file" body={of} file={words('file')} print={words('print')} />}
    >
      <Stack gap="lg">
        <Choice of={of} gardens={data?.organisations ?? []} onChange={change} />
        {form.error ? (
          <ErrorState error={form.error} retry={() => void form.refetch()} />
        ) : (
          // Never the form of one kindergarten under the name of another.
          <Draft of={chosen} form={form.isPlaceholderData ? undefined : data} />
        )}
      </Stack>
    </Page>
  );
}

type ChoiceProps = {
  of: FormOf;
  gardens: FormView['organisations'];
  onChange: (to: { on?: string; garden?: string }) => void;
};

function Choice({ of: { on, organisation = '' }, gardens, onChange }: ChoiceProps) {
  const t = useTexts(formTexts);
  const year = reportYear(useToday());
  return (
    <div className={styles.filters}>
      {gardens.length > 1 && (
        <NativeSelect
          label={t('garden')}
          value={organisation}
          data={[{ value: '', label: t('garden.all') }, ...gardens.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={({ currentTarget: { value } }) => onChange({ garden: value })}
        />
      )}
      <TextInput
        type="date"
        label={t('on')}
        value={on}
        min="2024-01-01"
        max="2100-12-31"
        onChange={({ currentTarget: { value } }) => value && onChange({ on: value })}
      />
      <Button variant="default" disabled={on === `${year}-12-31`} onClick={() => onChange({ on: `${year}-12-31` })}>
        {t('year-end', { year })}
      </Button>
    </div>
  );
}

function Draft({ of, form }: { of: FormOf; form: FormView | undefined }) {
  const t = useTexts(formTexts);
  const { day } = useFormats();
  const mayKeep = useMay('kindergarten.keep-groups');
  if (!form) return <PageSkeleton />;
  if (!form.organisations.length) return <EmptyState title={t('none')} />;
  const garden = form.organisations.find(({ id }) => id === of.organisation)?.name ?? t('garden.all');
  const sizes = [t('children', { count: form.children }), t('groups', { count: form.groups })];
  return (
    <StatisticalForm<FormCellView>
      form={form}
      head={`${garden}, ${day(form.on)}: ${[...sizes, t('ages', { day: day(form.agesOn) })].join(', ')}`}
      notes={<Unknown unknown={form.unknown} />}
      opening={{
        path: '/kindergarten/form-85k',
        of,
        correct: mayKeep && (of.organisation ? true : t('correct.one')),
        behind: (view) => <Behind view={view} />,
      }}
    />
  );
}

function Unknown({ unknown }: Pick<FormView, 'unknown'>) {
  const t = useTexts(formTexts);
  const missing = (['birthDate', 'sex', 'citizenship'] as const).filter((field) => unknown[field] > 0);
  if (!missing.length) return null;
  return (
    <Text size="sm" c="dimmed">
      {t('unknown')}: {missing.map((field) => t(`unknown.${field}`, { count: unknown[field] })).join('; ')}.
    </Text>
  );
}
