import { useState } from 'react';
import {
  api,
  errorsByField,
  Form,
  notifyDone,
  Text,
  Textarea,
  TextInput,
  useLanguage,
  useMutation,
  useQueryClient,
  useTexts,
  useToday,
  type ProblemError,
} from '@regiso/core/ui';
import type { DashboardView } from '../../shared';
import { wholeSearchOf, type Choice } from '../../shared/choice';
import { snapshotTexts } from './snapshot-texts';
import { useShown } from './use-snapshots';

type Props = { board: DashboardView; choice: Choice; choiceWords: string; onDone: () => void };

/** What was reported, of which day and on which ground; the figures are those of now. */
export function FreezeForm({ board, choice, choiceWords, onDone }: Props) {
  const t = useTexts(snapshotTexts);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [, show] = useShown();
  const today = useToday();
  const [draft, setDraft] = useState({ title: '', reportedOn: today, ground: '' });
  const set = (some: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...some }));
  const keep = useMutation({
    mutationFn: () =>
      api.post<{ id: string }>('/dashboards/snapshots', {
        ...{ dashboard: board.id, search: wholeSearchOf(board, choice), language },
        ...draft,
      }),
    onSuccess: async ({ id }) => {
      notifyDone({ text: t('snap.done', { title: draft.title }) });
      onDone();
      await queries.invalidateQueries({ queryKey: ['/dashboards/snapshots'] });
      show({ snapshot: id, against: '' }, { push: true });
    },
  });
  const errors = keep.error ? errorsByField(keep.error as ProblemError) : {};
  return (
    <>
      <Text mb="xs">{t('snap.freeze-what')}</Text>
      {choiceWords && <Text mb="md">{t('snap.filters', { words: choiceWords })}</Text>}
      <Form
        label={t('snap.freeze-title')}
        send={t('snap.freeze')}
        busy={keep.isPending}
        error={keep.error}
        onSend={keep.mutate}
      >
        <TextInput
          label={t('snap.title')}
          required
          maxLength={120}
          data-autofocus
          value={draft.title}
          error={errors.title}
          onChange={({ currentTarget }) => set({ title: currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('snap.on')}
          required
          max={today}
          value={draft.reportedOn}
          error={errors.reportedOn}
          onChange={({ currentTarget }) => set({ reportedOn: currentTarget.value })}
        />
        <Textarea
          label={t('snap.ground')}
          description={t('snap.ground-what')}
          required
          rows={3}
          maxLength={300}
          value={draft.ground}
          error={errors.ground}
          onChange={({ currentTarget }) => set({ ground: currentTarget.value })}
        />
      </Form>
    </>
  );
}
