import {
  api,
  Button,
  Stack,
  notifyDone,
  notifyProblem,
  ReasonDialog,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { GroupView } from '../../shared/groups';
import { groupTexts } from './texts';

const inMonth = () => new Date(Date.now() + 21 * 86_400_000).toISOString().slice(0, 10);

/** Announces free places and pauses admissions. */
export function GroupActions({ group: { id, name, announced, quarantineUntil } }: { group: GroupView }) {
  const t = useTexts(groupTexts);
  const queries = useQueryClient();
  const announce = useMutation({
    mutationFn: () => api.post(`/kindergarten/groups/${id}/announce`, { announced: !announced }),
    onError: notifyProblem,
    onSuccess: async () => {
      notifyDone({ text: announced ? t('withdraw.done') : t('announce.done') });
      await queries.invalidateQueries();
    },
  });
  const pause = (until: string | null, ground: string) =>
    api.post(`/kindergarten/groups/${id}/quarantine`, { until, ground });
  return (
    <Stack gap={4} align="stretch">
      <Button
        size="sm"
        variant="default"
        loading={announce.isPending}
        aria-label={`${announced ? t('withdraw') : t('announce')}: ${name}`}
        onClick={() => announce.mutate()}
      >
        {announced ? t('withdraw') : t('announce')}
      </Button>
      <ReasonDialog
        size="sm"
        label={quarantineUntil ? t('quarantine.end') : t('quarantine')}
        title={`${quarantineUntil ? t('quarantine.end') : t('quarantine')}: ${name}`}
        what={t('quarantine.what')}
        done={t('quarantine.done')}
        reason={t('quarantine.ground')}
        {...(!quarantineUntil && { day: { label: t('quarantine.day'), value: inMonth() } })}
        send={({ reason, on }) => pause(quarantineUntil ? null : on, reason)}
      />
    </Stack>
  );
}
