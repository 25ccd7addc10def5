import { lazy, Suspense } from 'react';
import {
  ActionIcon,
  api,
  notifyDone,
  notifyProblem,
  useFormats,
  useMay,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { IconTrash } from '@tabler/icons-react';
import { useBoardContext } from '../board/context';
import { annotationTexts } from './annotation-texts';
import styles from './Annotations.module.css';
import type { Noted } from './use-annotations';

const ChangeAnnotation = lazy(async () => ({ default: (await import('./AnnotationForm')).ChangeAnnotation }));

type Props = { tile: string; noted: readonly Noted[]; whenOf: (period: string) => string };

/** What an annotation says, as one line: when, where, what. */
export function useNoteLine(whenOf: Props['whenOf']) {
  const t = useTexts(annotationTexts);
  const { nameOf } = useBoardContext();
  return ({ period, municipality, text }: Noted) => {
    const when = whenOf(period);
    if (municipality === null) return t('notes.line', { when, text });
    return t('notes.line-of', { when, place: nameOf('municipality', municipality), text });
  };
}

/** The list under a chart over time; the chart has the numbers. */
export function Annotations({ tile, noted, whenOf }: Props) {
  const t = useTexts(annotationTexts);
  const { instant } = useFormats();
  const may = useMay('dashboards.annotate');
  const line = useNoteLine(whenOf);
  if (!noted.length) return null;
  return (
    <section aria-labelledby={`notes-${tile}`}>
      <h3 id={`notes-${tile}`} className={styles.title}>
        {t('notes.title')}
      </h3>
      <ol className={styles.list}>
        {noted.map((one) => (
          <li key={one.id} value={one.number}>
            <span className={styles.entry}>
              <span>
                {line(one)}{' '}
                <span className={styles.by}>{t('notes.by', { author: one.author, when: instant(one.changedAt) })}</span>
              </span>
              {may && (
                <span className={styles.tools}>
                  <Suspense>
                    <ChangeAnnotation note={one} />
                  </Suspense>
                  <RemoveAnnotation note={one} />
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function RemoveAnnotation({ note: { id, version, number } }: { note: Noted }) {
  const t = useTexts(annotationTexts);
  const queries = useQueryClient();
  const put = (seen: number, isRemoved: boolean) =>
    api.put(`/dashboards/annotations/${id}/removed`, { version: seen, isRemoved });
  const refresh = () => queries.invalidateQueries({ queryKey: ['/dashboards/annotations'] });
  const back = useMutation({
    mutationFn: () => put(version + 1, false),
    onError: notifyProblem,
    onSuccess: () => {
      notifyDone({ text: t('notes.back') });
      return refresh();
    },
  });
  const remove = useMutation({
    mutationFn: () => put(version, true),
    onError: notifyProblem,
    onSuccess: () => {
      notifyDone({ text: t('notes.removed'), undo: () => back.mutate() });
      return refresh();
    },
  });
  const words = t('notes.remove-of', { number });
  return (
    <ActionIcon
      variant="subtle"
      aria-label={words}
      title={words}
      loading={remove.isPending}
      onClick={() => remove.mutate()}
    >
      <IconTrash size={18} />
    </ActionIcon>
  );
}
