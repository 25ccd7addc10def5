import {
  api,
  Badge,
  Button,
  Group,
  notifyDone,
  notifyProblem,
  ReasonDialog,
  Text,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { substitutionTexts } from './texts';

type Props = { lesson: { id: string; day: string; number: number; class: string }; cancelled: string | null };

/** Cancels a lesson with the reason; of one that is cancelled shows why, and brings it back. */
export function Cancel({ lesson, cancelled }: Props) {
  const t = useTexts(substitutionTexts);
  const { day } = useFormats();
  const about = { day: day(lesson.day), number: lesson.number, class: lesson.class };
  const put = (reason: string | null) => api.put(`/school/lessons/${lesson.id}/cancellation`, { reason });
  if (cancelled !== null) return <Restore {...{ about, put }} reason={cancelled} />;
  return (
    <ReasonDialog
      label={t('cancel')}
      aria-label={t('cancel.of', about)}
      size="compact-md"
      title={t('cancel.of', about)}
      what={t('cancel.what')}
      reason={t('cancel.reason')}
      done={t('cancel.done', about)}
      send={({ reason }) => put(reason)}
    />
  );
}

type RestoreProps = {
  about: { day: string; number: number; class: string };
  reason: string;
  put: (reason: null) => Promise<unknown>;
};

function Restore({ about, reason, put }: RestoreProps) {
  const t = useTexts(substitutionTexts);
  const queries = useQueryClient();
  const restore = useMutation({
    mutationFn: () => put(null),
    onError: notifyProblem,
    onSuccess: async () => {
      notifyDone({ text: t('restore.done', about) });
      await queries.invalidateQueries();
    },
  });
  return (
    <Group gap="xs">
      <Badge color="red" variant="light" miw="max-content">
        {t('cancelled')}
      </Badge>
      <Text size="sm">{reason}</Text>
      <Button
        variant="subtle"
        size="compact-md"
        aria-label={t('restore.of', about)}
        loading={restore.isPending}
        onClick={() => restore.mutate()}
      >
        {t('restore')}
      </Button>
    </Group>
  );
}
