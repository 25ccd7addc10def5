import { useState } from 'react';
import {
  Alert,
  api,
  Button,
  Form,
  Link,
  Page,
  Textarea,
  useFormats,
  useLanguage,
  useNavigate,
  useParam,
} from '@regiso/core/ui';
import {
  errorsByField,
  notifyDone,
  ProblemError,
  useForm,
  useMutation,
  useQuery,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { menuTexts } from '../menu-texts';
import { mergeTexts } from '../merge-texts';
import { cardAddress, cardQuery, type Fields, type Likeness } from '../model';
import styles from '../People.module.css';
import { fieldNames, fullName, useFieldWords, wordTexts, type FieldName } from '../words';

type Counted = { reference: string; title: string; titleEn: string; rows: number };
type SideCard = Fields & { id: string; version: string; hasAccount: boolean; createdAt: string; rows: Counted[] };
type Comparison = { sides: [SideCard, SideCard]; likeness: Likeness[] };

export default function Merge() {
  const t = useTexts(mergeTexts);
  const menu = useTexts(menuTexts);
  const first = useParam('first');
  const second = useParam('second');
  const compared = useQuery({
    queryKey: ['/people/merges/compare', first, second],
    queryFn: () => api.post<Comparison>('/people/merges/compare', { firstId: first, secondId: second }),
    refetchOnWindowFocus: false,
    staleTime: 60_000,
    gcTime: 0,
  });
  return (
    <Page
      title={menu('merge')}
      lead={t('lead')}
      breadcrumbs={[{ title: menu('duplicates'), to: '/people/duplicates' }]}
      loading={compared.isPending}
      error={compared.data ? undefined : compared.error}
      retry={() => void compared.refetch()}
    >
      {compared.data && (
        <Deciding
          key={compared.data.sides.map(({ version }) => version).join()}
          comparison={compared.data}
          again={() => void compared.refetch()}
        />
      )}
    </Page>
  );
}

// The fuller card, and of two equal ones the older, is the one to keep unless the operator says otherwise.
function usual([a, b]: Comparison['sides']): 0 | 1 {
  const weight = (side: SideCard) =>
    side.rows.reduce((sum, { rows }) => sum + rows, 0) + (side.hasAccount ? 1 : 0) + (side.snils ? 1 : 0);
  return weight(b) > weight(a) ? 1 : 0;
}

function Deciding({ comparison, again }: { comparison: Comparison; again: () => void }) {
  const t = useTexts(mergeTexts);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { sides } = comparison;
  const [kept, setKept] = useState(usual(sides));
  const [picked, setPicked] = useState<Partial<Record<FieldName, 0 | 1>>>({});
  const form = useForm({ reason: '', documents: '' });
  const other = kept === 0 ? 1 : 0;
  // A value that only one card has is not lost by keeping the other card.
  const from = (name: FieldName) => picked[name] ?? (sides[kept][name] ? kept : sides[other][name] ? other : kept);
  const fromLoser = fieldNames.filter((name) => from(name) === other && sides[other][name] !== sides[kept][name]);
  const merge = useMutation({
    mutationFn: () =>
      api.post<{ id: string }>('/people/merges', {
        survivorId: sides[kept].id,
        loserId: sides[other].id,
        survivorVersion: sides[kept].version,
        loserVersion: sides[other].version,
        fromLoser,
        ...form.values,
      }),
    onError: (error) => error instanceof ProblemError && form.setErrors(errorsByField(error)),
    onSuccess: async () => {
      notifyDone({ text: t('done') });
      await queries.invalidateQueries({ queryKey: ['/people/duplicates'] });
      queries.removeQueries({ queryKey: cardQuery(sides[kept].id).queryKey });
      void navigate({ to: cardAddress(sides[kept].id) as '/' });
    },
  });
  const isStale = merge.error instanceof ProblemError && merge.error.code === 'changed-meanwhile';
  return (
    <div className={styles.page}>
      <Likenesses likeness={comparison.likeness} />
      <Form
        label={t('send')}
        send={t('send')}
        busy={merge.isPending}
        error={isStale ? undefined : merge.error}
        onSend={() => merge.mutate()}
      >
        {isStale && (
          <Alert color="yellow" role="alert" title={t('stale')}>
            <Button variant="default" size="sm" onClick={again}>
              {t('pairs.compare')}
            </Button>
          </Alert>
        )}
        <Comparing
          sides={sides}
          kept={kept}
          from={from}
          onKeep={(side) => {
            setKept(side);
            setPicked({});
          }}
          onPick={(name, side) => setPicked((old) => ({ ...old, [name]: side }))}
        />
        <Textarea label={t('reason')} required autosize minRows={2} maxLength={1_000} {...form.field('reason')} />
        <Textarea
          label={t('documents')}
          description={t('documents.what')}
          required
          autosize
          minRows={2}
          maxLength={1_000}
          {...form.field('documents')}
        />
      </Form>
    </div>
  );
}

function Likenesses({ likeness }: { likeness: Likeness[] }) {
  const words = useTexts(wordTexts);
  if (!likeness.length) return null;
  return <Alert color="yellow">{likeness.map((one) => words(`like.${one}`)).join('. ')}</Alert>;
}

type ComparingProps = {
  sides: Comparison['sides'];
  kept: 0 | 1;
  from: (name: FieldName) => 0 | 1;
  onKeep: (side: 0 | 1) => void;
  onPick: (name: FieldName, side: 0 | 1) => void;
};

function Comparing({ sides, kept, from, onKeep, onPick }: ComparingProps) {
  const t = useTexts(mergeTexts);
  const formats = useFormats();
  const both = [0, 1] as const;
  const facts: [string, (side: SideCard) => string][] = [
    [t('account'), ({ hasAccount }) => t(hasAccount ? 'account.yes' : 'account.no')],
    [t('created'), ({ createdAt }) => formats.instant(createdAt)],
  ];
  return (
    <div className={styles.scroll}>
      <table className={styles.compare}>
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            <th scope="col">{t('side.first')}</th>
            <th scope="col">{t('side.second')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('keep')}</th>
            {both.map((side) => (
              <td key={side} data-kept={kept === side || undefined}>
                <label>
                  <input type="radio" name="kept" checked={kept === side} onChange={() => onKeep(side)} />
                  <Link to={cardAddress(sides[side].id) as '/'} target="_blank">
                    {fullName(sides[side])}
                  </Link>
                </label>
              </td>
            ))}
          </tr>
          {fieldNames.map((name) => (
            <FieldRow key={name} name={name} sides={sides} from={from(name)} onPick={(side) => onPick(name, side)} />
          ))}
          {facts.map(([title, value]) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              {both.map((side) => (
                <td key={side}>{value(sides[side])}</td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{t('rows')}</th>
            {both.map((side) => (
              <td key={side}>
                <Rows rows={sides[side].rows} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

type FieldRowProps = { name: FieldName; sides: Comparison['sides']; from: 0 | 1; onPick: (side: 0 | 1) => void };

function FieldRow({ name, sides, from, onPick }: FieldRowProps) {
  const t = useTexts(mergeTexts);
  const words = useFieldWords();
  const differs = sides[0][name] !== sides[1][name];
  return (
    <tr>
      <th scope="row">{words.field(name)}</th>
      {([0, 1] as const).map((side) => {
        const value = words.value(name, sides[side][name]);
        return (
          <td key={side} data-kept={(differs && from === side) || undefined}>
            {differs ? (
              <label>
                <input
                  type="radio"
                  name={`from-${name}`}
                  aria-label={`${words.field(name)}. ${t('value', { value })}`}
                  checked={from === side}
                  onChange={() => onPick(side)}
                />
                {value}
              </label>
            ) : (
              value
            )}
          </td>
        );
      })}
    </tr>
  );
}

function Rows({ rows }: { rows: Counted[] }) {
  const t = useTexts(mergeTexts);
  const { language } = useLanguage();
  if (!rows.length) return <span className={styles.empty}>{t('rows.none')}</span>;
  return rows.map(({ reference, title, titleEn, rows: count }) => (
    <div key={reference}>{t('rows.count', { title: language === 'en' ? titleEn : title, count })}</div>
  ));
}
