import {
  Alert,
  api,
  Button,
  Group,
  notifyDone,
  notifyProblem,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { DraftView } from '../../../shared/timetable';
import styles from '../Timetable.module.css';
import { exchangeTexts } from './texts';

/** That the draft came from a file, and taking that back. */
export function TakenIn({ view: { yearId, takenInAt } }: { view: DraftView }) {
  const t = useTexts(exchangeTexts);
  const { instant } = useFormats();
  const queries = useQueryClient();
  const back = useMutation({
    mutationFn: () => api.post(`/school/years/${yearId}/draft/take-back`),
    onError: notifyProblem,
    onSuccess: async () => {
      notifyDone({ text: t('back.done') });
      await queries.invalidateQueries();
    },
  });
  if (takenInAt === null) return null;
  return (
    <Alert mb="md" className={styles.screen ?? ''}>
      <Group justify="space-between">
        <span>{t('taken', { at: instant(takenInAt) })}</span>
        <Button variant="default" loading={back.isPending} onClick={() => back.mutate()}>
          {t('back')}
        </Button>
      </Group>
    </Alert>
  );
}
