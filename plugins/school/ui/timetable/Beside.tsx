import { useState } from 'react';
import {
  Alert,
  api,
  DialogButton,
  Form,
  List,
  notifyDone,
  Text,
  TextInput,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
  useToday,
} from '@regiso/core/ui';
import { weekHints, type Board, type WeekHint } from '../../shared/conflicts';
import { kindOfWeek, weekOfYear } from '../../shared/weeks';
import type { DraftLoad, DraftView } from '../../shared/timetable';
import { timetableTexts } from './texts';
import { useTimetableWords } from './words';

type HintsProps = { view: DraftView; board: Board; loads: ReadonlyMap<string, DraftLoad>; classId: string };

/** What of the week of a class the norms advise against, and what is not placed. */
export function Hints({ view, board, loads, classId }: HintsProps) {
  const t = useTexts(timetableTexts);
  const words = useTimetableWords(loads);
  const { number } = useFormats();
  const grade = view.loads.find((load) => load.classId === classId)?.grade;
  const norms = view.norms[String(grade)];
  if (!norms) return null;
  const hints = weekHints(board, classId, norms);
  const wordOf = (hint: WeekHint) => {
    if (hint.kind !== 'unplaced')
      return t(`hint.${hint.kind}`, { ...hint, day: words.place({ ...hint, weeks: hint.weeks ?? 'every' }) });
    const load = loads.get(hint.loadId);
    const key = hint.hours > 0 ? 'hint.left' : 'hint.over';
    return t(key, { load: load ? words.load(load) : '', hours: number(Math.abs(hint.hours)) });
  };
  if (!hints.length) return <Text c="dimmed">{t('no-hints')}</Text>;
  return (
    <Alert color="yellow" title={t('hints')}>
      <List>
        {hints.map((hint) => (
          <List.Item key={JSON.stringify(hint)}>{wordOf(hint)}</List.Item>
        ))}
      </List>
      {!view.areNormsVerified && (
        <Text size="sm" mt="xs">
          {t('unverified')}
        </Text>
      )}
    </Alert>
  );
}

/** Which week goes on, and how weeks are counted, where some lessons take turns. */
export function WeekNow({ view }: { view: DraftView }) {
  const t = useTexts(timetableTexts);
  const today = useToday();
  if (view.slots.every(({ weeks }) => weeks === 'every')) return null;
  const isWithin = view.startsOn <= today && today <= view.endsOn;
  const number = weekOfYear(view.startsOn, today);
  return (
    <Text size="sm" c="dimmed">
      {[isWithin && t(`week.${kindOfWeek(number)}`, { number }), t('week.rule')].filter(Boolean).join(' ')}
    </Text>
  );
}

/** Puts the draft in force from a day on. */
export function Publish({ view }: { view: DraftView }) {
  const t = useTexts(timetableTexts);
  const today = useToday();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [from, setFrom] = useState(today < view.startsOn ? view.startsOn : today);
  const publish = useMutation({
    mutationFn: () => api.post<{ lessons: number }>(`/school/years/${view.yearId}/draft/publish`, { from }),
    onSuccess: async ({ lessons }) => {
      setOpen(false);
      notifyDone({ text: t('publish.done', { count: lessons }) });
      await queries.invalidateQueries();
    },
  });
  return (
    <DialogButton label={t('publish')} title={t('publish.title')} isOpen={isOpen} setOpen={setOpen}>
      <Form
        label={t('publish.title')}
        send={t('publish')}
        busy={publish.isPending}
        error={publish.error}
        onSend={() => publish.mutate()}
      >
        <TextInput
          type="date"
          label={t('publish.from')}
          value={from}
          onChange={({ currentTarget: { value } }) => setFrom(value)}
        />
        <Text size="sm" c="dimmed">
          {t('publish.what')}
        </Text>
      </Form>
    </DialogButton>
  );
}
