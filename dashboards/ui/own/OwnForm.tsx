import { useState } from 'react';
import {
  api,
  Button,
  Checkbox,
  errorsByField,
  Form,
  NativeSelect,
  notifyDone,
  Switch,
  Textarea,
} from '@regiso/core/ui';
import {
  TextInput,
  useMutation,
  useNavigate,
  useQueryClient,
  useTexts,
  type FormErrors,
  type ProblemError,
} from '@regiso/core/ui';
import type { OwnSource, OwnVersion } from '../../shared/own';
import { catalogueTexts, unitWords } from '../catalogue/catalogue-texts';
import { definitionFrom, divisionsOf, draftOf, emptyDraft, emptyMeasure, type Draft } from './draft';
import { MeasureFields } from './MeasureFields';
import { ownTexts } from './own-texts';
import { Preview, type Previewed } from './Preview';
import styles from './Own.module.css';

type Props = {
  /** The version that is changed, or the one the next begins with; undefined for a new indicator. */
  version: OwnVersion | undefined;
  sources: readonly OwnSource[];
  language: string;
};

/** A definition to write, look at and keep. Nothing typed is lost when the server refuses it. */
export function OwnForm({ version, sources, language }: Props) {
  const t = useTexts(ownTexts);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Draft>(version ? draftOf(version.definition) : emptyDraft);
  const [why, setWhy] = useState(version && isOpen(version) ? (version.why ?? '') : '');
  const [seen, setSeen] = useState<{ of: string; what: Previewed }>();
  const set = (some: Partial<Draft>) => setDraft((old) => ({ ...old, ...some }));
  const definition = definitionFrom(draft, sources);
  const asText = JSON.stringify(definition);
  const divisions = divisionsOf(draft, sources);
  const look = useMutation({
    mutationFn: () => api.post<Previewed>('/dashboards/own/preview', { definition, language }),
    onSuccess: (what) => setSeen({ of: asText, what }),
  });
  const keep = useMutation({
    mutationFn: () =>
      version
        ? api.put<OwnVersion>(`/dashboards/own/${version.code}`, {
            version: version.version,
            definition,
            why: why || null,
          })
        : api.post<{ code: string }>('/dashboards/own', { definition }),
    onSuccess: async ({ code }) => {
      notifyDone({ text: t('own.saved') });
      await queries.invalidateQueries();
      if (!version) void navigate({ to: `/dashboards/own/${code}`, replace: true } as never);
    },
  });
  const problem = (keep.error ?? look.error) as ProblemError | null;
  const errors = problem ? errorsByField(problem) : {};
  const needsWhy = version && (version.number > 1 || !isOpen(version));
  return (
    <div className={styles.columns}>
      <Form
        label={t('own.title')}
        send={t('own.save')}
        busy={keep.isPending}
        error={keep.error ?? look.error}
        onSend={() => {
          look.reset();
          keep.mutate();
        }}
        beside={
          <Button
            variant="default"
            loading={look.isPending}
            onClick={() => {
              keep.reset();
              look.mutate();
            }}
          >
            {t('own.preview.do')}
          </Button>
        }
        sticky
      >
        <HeadFields {...{ draft, set, errors }} />
        <MeasureFields
          legend={t(draft.denominator ? 'own.numerator' : 'own.what')}
          path="definition.numerator"
          measure={draft.numerator}
          onChange={(numerator) => set({ numerator })}
          {...{ sources, errors }}
        />
        <Switch
          label={t('own.ratio')}
          checked={draft.denominator !== null}
          error={errors['definition.denominator']}
          onChange={({ currentTarget }) => set({ denominator: currentTarget.checked ? emptyMeasure : null })}
        />
        {draft.denominator && (
          <MeasureFields
            legend={t('own.denominator')}
            path="definition.denominator"
            measure={draft.denominator}
            onChange={(denominator) => set({ denominator })}
            {...{ sources, errors }}
          />
        )}
        <Checkbox.Group
          label={t('own.by')}
          description={divisions.length ? undefined : t('own.by.none')}
          value={draft.by.filter((name) => divisions.some((one) => one.name === name))}
          onChange={(by) => set({ by })}
        >
          <div className={styles.pair}>
            {divisions.map(({ name, title }) => (
              <Checkbox key={name} value={name} label={title} />
            ))}
          </div>
        </Checkbox.Group>
        <WordFields {...{ draft, set }} />
        {needsWhy && (
          <Textarea
            label={t('own.why')}
            required
            autosize
            maxLength={1000}
            value={why}
            error={errors.why}
            onChange={({ currentTarget }) => setWhy(currentTarget.value)}
          />
        )}
      </Form>
      <Preview
        draft={draft}
        seen={seen?.what}
        isOld={seen !== undefined && seen.of !== asText}
        titles={new Map(sources.flatMap(({ dimensions }) => dimensions.map(({ name, title }) => [name, title])))}
      />
    </div>
  );
}

const isOpen = ({ state }: OwnVersion) => state === 'draft' || state === 'returned';

type FieldsProps = { draft: Draft; set: (some: Partial<Draft>) => void; errors: FormErrors };

/** What it is called and how its figure is read. */
function HeadFields({ draft, set, errors }: FieldsProps) {
  const t = useTexts(ownTexts);
  const words = useTexts(catalogueTexts);
  return (
    <>
      <TextInput
        label={t('own.title')}
        required
        maxLength={120}
        value={draft.title}
        error={errors['definition.title']}
        onChange={({ currentTarget }) => set({ title: currentTarget.value })}
      />
      <div className={styles.pair}>
        <NativeSelect
          label={t('own.unit')}
          value={draft.unit}
          data={Object.entries(unitWords).map(([value, key]) => ({ value, label: words(key) }))}
          onChange={({ currentTarget }) => set({ unit: currentTarget.value as Draft['unit'] })}
        />
        <NativeSelect
          label={t('own.decimals')}
          value={String(draft.decimals)}
          data={['0', '1', '2', '3']}
          onChange={({ currentTarget }) => set({ decimals: Number(currentTarget.value) })}
        />
        <NativeSelect
          label={t('own.better')}
          value={draft.better}
          data={(['higher', 'lower', 'neither'] as const).map((value) => ({
            value,
            label: words(`better.${value}`),
          }))}
          onChange={({ currentTarget }) => set({ better: currentTarget.value as Draft['better'] })}
        />
      </div>
    </>
  );
}

/** How it is explained, and by which act. */
function WordFields({ draft, set }: Omit<FieldsProps, 'errors'>) {
  const t = useTexts(ownTexts);
  return (
    <>
      <Textarea
        label={t('own.method')}
        autosize
        maxLength={1000}
        value={draft.method}
        onChange={({ currentTarget }) => set({ method: currentTarget.value })}
      />
      <div className={styles.pair}>
        <TextInput
          label={t('own.act')}
          maxLength={300}
          value={draft.act}
          onChange={({ currentTarget }) => set({ act: currentTarget.value })}
        />
        <TextInput
          label={t('own.clause')}
          maxLength={100}
          value={draft.clause}
          onChange={({ currentTarget }) => set({ clause: currentTarget.value })}
        />
      </div>
    </>
  );
}
