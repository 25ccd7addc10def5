import { useState } from 'react';
import {
  api,
  DialogButton,
  errorsByField,
  Form,
  Group,
  NativeSelect,
  notifyDone,
  ProblemError,
  Text,
  Textarea,
  useForm,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { ApplicationView } from '../../shared/applications';
import { grounds, steps } from '../../shared/status';
import type { Status } from '../../shared/words';
import { useWords } from '../words';
import { queueTexts } from './texts';

// The steps an officer takes by hand; offers and enrolment follow from runs and the kindergarten.
const byHand = ['queued', 'need-confirm', 'refused', 'frozen', 'archived'] as const;
type ByHand = (typeof byHand)[number];
const inRun: readonly Status[] = ['offered', 'directed', 'docs'];

/** What can be decided now; nothing else is offered. */
export function Decision({ application }: { application: ApplicationView }) {
  const words = useWords();
  const lawful = steps[application.status];
  const open = inRun.includes(application.status) ? [] : byHand.filter((to) => lawful[to]);
  if (!open.length) return <Text c="dimmed">{words.status(application.status)}</Text>;
  return (
    <Group gap="sm">
      {open.map((to, at) => (
        <TakeStep key={to} application={application} to={to} isMain={at === 0 && to === 'queued'} />
      ))}
    </Group>
  );
}

type Props = { application: ApplicationView; to: ByHand; isMain: boolean };

function TakeStep({ application: { id, status }, to, isMain }: Props) {
  const t = useTexts(queueTexts);
  const words = useWords();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const needsGround = Boolean(steps[status][to]?.ground);
  const list: readonly string[] = needsGround ? grounds[to] : [];
  const form = useForm({ ground: list[0] ?? '', comment: '' });
  const act = useMutation({
    mutationFn: () =>
      api.post(`/kindergarten/applications/${id}/steps`, {
        to,
        ...(needsGround && { ground: form.values.ground }),
        ...(form.values.comment && { comment: form.values.comment }),
      }),
    onError: (error) => error instanceof ProblemError && form.setErrors(errorsByField(error)),
    onSuccess: async () => {
      setOpen(false);
      notifyDone({ text: t('done') });
      await queries.invalidateQueries();
    },
  });
  const label = to === 'queued' && status === 'frozen' ? t('do.restore') : t(`do.${to}`);
  return (
    <DialogButton variant={isMain ? 'filled' : 'default'} label={label} title={label} isOpen={isOpen} setOpen={setOpen}>
      <Form label={label} send={label} busy={act.isPending} error={act.error} onSend={() => act.mutate()}>
        {needsGround && (
          <NativeSelect
            label={t('ground')}
            data={list.map((value) => ({ value, label: words.ground(value) }))}
            {...form.field('ground')}
          />
        )}
        <Textarea
          label={t('comment')}
          description={t('comment.what')}
          autosize
          minRows={2}
          {...form.field('comment')}
        />
      </Form>
    </DialogButton>
  );
}
