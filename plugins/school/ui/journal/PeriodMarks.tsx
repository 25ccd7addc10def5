import { useState } from 'react';
import {
  api,
  Button,
  ErrorState,
  Loader,
  NativeSelect,
  notifyDone,
  notifyProblem,
  Stack,
  Text,
  useApi,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { PeriodMarks as View, PeriodMarksInput } from '../../shared/classes';
import { markValues } from '../../shared/codes';
import styles from './Journal.module.css';
import { periodTexts } from './period-texts';

type Pupil = View['pupils'][number];
type Props = { journalId: string; periodId: string; isLocked: boolean };
/** Open from the start when the address leads to it. */
type Wanted = Props & { isWanted: boolean };

/** Marks of the period beside what the averages suggest: never rounded silently, given by the teacher. */
export function PeriodMarks({ isWanted, ...props }: Wanted) {
  const t = useTexts(periodTexts);
  const [isOpen, open] = useState(isWanted);
  return (
    <Stack gap="xs" align="start">
      <Button variant="default" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
        {t('title')}
      </Button>
      {isOpen && <Marks {...props} />}
    </Stack>
  );
}

function Marks({ journalId, periodId, isLocked }: Props) {
  const t = useTexts(periodTexts);
  const { number } = useFormats();
  const queries = useQueryClient();
  const address = `/school/journals/${journalId}/periods/${periodId}/marks`;
  const { data, error, refetch } = useApi<View>(address);
  const save = useMutation({
    mutationFn: (marks: PeriodMarksInput['marks']) => api.put(address, { marks }),
    onError: notifyProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: [address] }),
  });
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <Loader size="sm" />;
  const { pupils, thresholds, least } = data;
  const waiting = pupils.filter(({ version, marks, suggestion }) => !version && marks >= least && suggestion !== null);
  const giveAll = () =>
    save.mutate(
      waiting.map(({ pupilId, version, suggestion }) => ({ pupilId, version, value: suggestion })),
      { onSuccess: () => notifyDone({ text: t('all.done', { count: waiting.length }) }) },
    );
  return (
    <Stack gap="xs" w="100%" maw={720}>
      <Text c="dimmed">
        {t('what', {
          ...{ three: number(thresholds.three, 2), four: number(thresholds.four, 2), five: number(thresholds.five, 2) },
        })}
      </Text>
      {!isLocked && (
        <div>
          <Button disabled={!waiting.length} loading={save.isPending} onClick={giveAll}>
            {t('all', { count: waiting.length })}
          </Button>
        </div>
      )}
      <div className={styles.scroll}>
        <table className={styles.grid} aria-label={t('title')}>
          <thead>
            <tr>
              {(['pupil', 'average', 'marks', 'suggestion', 'value'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {pupils.map((pupil) => (
              <Row key={pupil.pupilId} {...{ pupil, least, isLocked }} give={(value) => save.mutate([value])} />
            ))}
          </tbody>
        </table>
      </div>
    </Stack>
  );
}

type RowProps = {
  pupil: Pupil;
  least: number;
  isLocked: boolean;
  give: (mark: PeriodMarksInput['marks'][number]) => void;
};

function Row({ pupil, least, isLocked, give }: RowProps) {
  const t = useTexts(periodTexts);
  const { number } = useFormats();
  const { pupilId, name, average, marks, suggestion, value, version } = pupil;
  const given = value === null ? (version ? 'na' : '') : String(value);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{average === null ? '—' : number(average, 2)}</td>
      <td>{marks < least ? `${marks} (${t('few', { least })})` : marks}</td>
      <td>{suggestion ?? '—'}</td>
      <td>
        {isLocked ? (
          given === 'na' ? (
            t('na.short')
          ) : (
            given || '—'
          )
        ) : (
          <NativeSelect
            aria-label={t('value.of', { pupil: name })}
            value={given}
            data={[
              ...(version ? [] : [{ value: '', label: t('unset') }]),
              ...markValues.map((one) => ({ value: String(one), label: String(one) })),
              { value: 'na', label: t('na') },
            ]}
            onChange={({ currentTarget: { value: chosen } }) =>
              chosen && give({ pupilId, version, value: chosen === 'na' ? null : Number(chosen) })
            }
          />
        )}
      </td>
    </tr>
  );
}
