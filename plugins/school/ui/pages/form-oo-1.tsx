import {
  apiQuery,
  EmptyState,
  ErrorState,
  FileActions,
  NativeSelect,
  Page,
  PageSkeleton,
  Stack,
  StatisticalForm,
  statisticalFormTexts,
  useFormats,
  useMay,
  useQuery,
  useTexts,
  useToday,
  useUrlState,
} from '@regiso/core/ui';
import { schoolYearOf } from '../../shared/codes';
import type { SchoolForm, SchoolFormCell, SchoolsOfCell } from '../../shared/forms';
import { Behind, Schools } from '../forms/Behind';
import styles from '../forms/Form.module.css';
import { Notes, Standing, Waiting } from '../forms/Standing';
import { formTexts } from '../forms/texts';
import { texts } from '../texts';

const path = '/school/forms/oo-1';
type Asked = { year: string; school: string; municipality: string };

/** The form ОО-1 of a school, a draft until it is frozen, or the sum of frozen forms: every number leads to what it counts. */
export default function FormOo1() {
  const t = useTexts(formTexts);
  const words = useTexts(statisticalFormTexts);
  const titles = useTexts(texts);
  const mayOpen = useMay('school.oversee');
  const [asked, change] = useUrlState<Asked>({ year: `${schoolYearOf(useToday())}`, school: '', municipality: '' });
  const all = useQuery(apiQuery<SchoolForm>(path, { year: asked.year }));
  // Whoever has one school only need not choose it.
  const [only, ...others] = all.data?.schools ?? [];
  const school = asked.school || (only && !others.length ? only.id : '');
  const of = {
    year: Number(asked.year),
    ...(school ? { organisation: school } : asked.municipality && { municipality: asked.municipality }),
  };
  const form = useQuery({
    ...apiQuery<SchoolForm>(path, of),
    enabled: Boolean(all.data),
    placeholderData: (old: SchoolForm | undefined) => old,
  });
  const error = all.error ?? form.error;
  return (
    <Page
      title={titles('form-oo-1')}
      lead={t(mayOpen ? 'lead' : 'lead.figures')}
      actions={
        <FileActions
          path={`${path}/file`}
          body={of}
          isReady={Boolean(form.data?.schools.length)}
          file={words('file')}
          print={words('print')}
        />
      }
    >
      <Stack gap="lg">
        <Choice asked={{ ...asked, school }} form={all.data} onChange={change} />
        {error ? (
          <ErrorState error={error} retry={() => void (all.error ? all : form).refetch()} />
        ) : (
          // Never the form of one school under the name of another: what is written goes to the one that is chosen.
          <Filled of={of} form={form.isPlaceholderData ? undefined : form.data} municipality={asked.municipality} />
        )}
      </Stack>
    </Page>
  );
}

type ChoiceProps = { asked: Asked; form: SchoolForm | undefined; onChange: (to: Partial<Asked>) => void };

function Choice({ asked: { year, school, municipality }, form, onChange }: ChoiceProps) {
  const t = useTexts(formTexts);
  const first = schoolYearOf(useToday());
  const years = [...new Set([first + 1, first, first - 1, first - 2, Number(year)])].sort((one, other) => other - one);
  const { schools = [], municipalities = [] } = form ?? {};
  const shown = schools.filter((one) => !municipality || one.municipality === municipality);
  return (
    <div className={styles.filters}>
      <NativeSelect
        label={t('year')}
        value={year}
        data={years.map((one) => ({ value: `${one}`, label: `${one}/${one + 1}` }))}
        onChange={({ currentTarget: { value } }) => onChange({ year: value })}
      />
      {municipalities.length > 1 && (
        <NativeSelect
          label={t('municipality')}
          value={municipality}
          data={[
            { value: '', label: t('municipality.all') },
            ...municipalities.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ currentTarget: { value } }) => onChange({ municipality: value, school: '' })}
        />
      )}
      {schools.length > 1 && (
        <NativeSelect
          label={t('school')}
          value={school}
          data={[{ value: '', label: t('school.all') }, ...shown.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={({ currentTarget: { value } }) => onChange({ school: value })}
        />
      )}
    </div>
  );
}

type Of = { year: number; organisation?: string; municipality?: string };
type FilledProps = { of: Of; form: SchoolForm | undefined; municipality: string };

function Filled({ of, form, municipality }: FilledProps) {
  const t = useTexts(formTexts);
  if (!form) return <PageSkeleton />;
  if (!form.schools.length) return <EmptyState title={t('none')}>{t('none.what')}</EmptyState>;
  return of.organisation ? <OfSchool of={of} form={form} /> : <OfAll {...{ of, form, municipality }} />;
}

function OfSchool({ of, form }: Omit<FilledProps, 'municipality'> & { form: SchoolForm }) {
  const t = useTexts(formTexts);
  const { day } = useFormats();
  const mayOpen = useMay('school.oversee');
  const mayKeep = useMay('school.keep-classes');
  const school = form.schools.find(({ id }) => id === form.organisation)?.name ?? '';
  return (
    <>
      <Standing form={form} />
      <StatisticalForm<SchoolFormCell>
        form={form}
        head={t('head', { school, day: day(form.day) })}
        notes={<Notes form={form} />}
        opening={
          mayOpen ? { path, of, correct: mayKeep, step: 0.5, behind: (view) => <Behind view={view} /> } : undefined
        }
      />
    </>
  );
}

function OfAll({ of, form, municipality }: FilledProps & { form: SchoolForm }) {
  const t = useTexts(formTexts);
  const { day, number } = useFormats();
  const schools = form.schools.filter((one) => !municipality || one.municipality === municipality);
  const frozen = schools.filter(({ isFrozen }) => isFrozen).length;
  return (
    <>
      <Waiting {...{ form, municipality }} />
      <StatisticalForm<SchoolsOfCell>
        form={form}
        head={t('head.all', {
          ...{ day: day(form.day), frozen: number(frozen) },
          schools: t('schools', { count: schools.length }),
        })}
        opening={{
          path,
          cellPath: `${path}/schools`,
          of,
          correct: false,
          behind: (view) => <Schools view={view} />,
        }}
      />
    </>
  );
}
