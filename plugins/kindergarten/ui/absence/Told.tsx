import {
  api,
  Button,
  Group,
  notifyDone,
  notifyProblem,
  Text,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { spansOf, type AttendingChild, type Span } from './model';
import { absenceTexts } from './texts';

/** What the family has told of one child, each span with the way back. */
export function Told({ child: { childId, absences } }: { child: AttendingChild }) {
  const t = useTexts(absenceTexts);
  const { days } = useFormats();
  const queries = useQueryClient();
  const withdraw = useMutation({
    mutationFn: (span: Span) => api.post('/kindergarten/own/absences/withdraw', { childId, days: span.days }),
    onError: notifyProblem,
    onSuccess: async () => {
      notifyDone({ text: t('withdraw.done') });
      await queries.invalidateQueries();
    },
  });
  if (!absences.length) return <Text c="dimmed">{t('told.none')}</Text>;
  return (
    <ul style={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 12 }}>
      {spansOf(absences).map((span) => (
        <li key={span.from}>
          <Group justify="space-between">
            <div>
              <Text fw={600}>{days(span.from, span.to)}</Text>
              <Text size="sm" c="dimmed">
                {t(`reason.${span.reason}`)}
                {!span.mayWithdraw && ` · ${t('counted')}`}
              </Text>
            </div>
            {span.mayWithdraw && (
              <Button
                variant="default"
                loading={withdraw.isPending && withdraw.variables.from === span.from}
                aria-label={t('withdraw.about', { days: days(span.from, span.to) })}
                onClick={() => withdraw.mutate(span)}
              >
                {t('withdraw')}
              </Button>
            )}
          </Group>
        </li>
      ))}
    </ul>
  );
}
