import { Alert, Button, Group, Text, useFormats, useTexts } from '@regiso/core/ui';
import type { Dictionary } from '../../shared/journal';
import { saidOf } from '../journal/said';
import type { Outbox } from './outbox';
import { isWaiting, partsOf, type Body, type Edit, type Queue } from './queue';
import { outboxTexts } from './texts';

type Props = {
  outbox: Outbox;
  queue: Queue;
  /** Those of these lessons only. */
  lessons: readonly string[];
  dictionary: Dictionary;
  nameOf: (pupil: string) => string;
};

/** What was not taken: both values with who wrote the other one and when, and the choice; or why it is refused. */
export function Undecided({ outbox, queue, lessons, dictionary, nameOf }: Props) {
  const stuck = queue.filter((edit) => !isWaiting(edit) && lessons.includes(partsOf(edit.place).lesson));
  return stuck.map((edit) => <Choice key={edit.id} {...{ edit, outbox, dictionary, nameOf }} />);
}

type ChoiceProps = Pick<Props, 'outbox' | 'dictionary' | 'nameOf'> & { edit: Edit };

function Choice({ edit: { id, place, body, at, stuck }, outbox, dictionary, nameOf }: ChoiceProps) {
  const t = useTexts(outboxTexts);
  const { briefInstant } = useFormats();
  if (!stuck) return null;
  const { pupil } = partsOf(place);
  const said = (what: Body) =>
    'marks' in what
      ? saidOf(dictionary, what, t('nothing'))
      : t('text', { topic: what.topic || t('nothing'), homework: what.homework || t('nothing') });
  const values = { mine: said(body), at: briefInstant(at), what: pupil ? nameOf(pupil) : t('lesson-text') };
  if (stuck.is === 'refused')
    return (
      <Alert color="red" role="alert" title={t('refused.title', values)}>
        <Text mb="xs">{t('refused.what', { ...values, why: stuck.why })}</Text>
        <Button variant="default" onClick={() => outbox.decide(id, 'theirs')}>
          {t('refused.seen')}
        </Button>
      </Alert>
    );
  const when = stuck.at ? `${stuck.who ?? t('nobody')}, ${briefInstant(stuck.at)}` : t('somebody');
  const theirs = said(stuck.body);
  return (
    <Alert color="yellow" role="alert" title={t('changed.title', values)}>
      <Text>{t('changed.theirs', { theirs, when })}</Text>
      <Text mb="xs">{t('changed.mine', values)}</Text>
      <Group>
        <Button variant="default" onClick={() => outbox.decide(id, 'theirs')}>
          {pupil ? t('keep.theirs', { theirs }) : t('keep.theirs.text')}
        </Button>
        <Button onClick={() => outbox.decide(id, 'mine')}>
          {pupil ? t('keep.mine', values) : t('keep.mine.text')}
        </Button>
      </Group>
    </Alert>
  );
}
