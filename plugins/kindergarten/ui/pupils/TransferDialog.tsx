import { useRef, useState } from 'react';
import {
  api,
  DialogButton,
  errorsByField,
  Form,
  NativeSelect,
  notifyDone,
  ProblemError,
  Text,
  TextInput,
  useForm,
  useMutation,
  useQueryClient,
  useTexts,
  useToday,
} from '@regiso/core/ui';
import type { GroupView } from '../../shared/groups';
import type { Pupil } from './model';
import { pupilTexts } from './texts';

type Props = { pupils: readonly Pupil[]; groups: readonly GroupView[]; onDone: () => void };

/** Moves the chosen children to another group of their kindergarten. */
export function TransferDialog({ pupils, groups, onDone }: Props) {
  const t = useTexts(pupilTexts);
  const today = useToday();
  const queries = useQueryClient();
  const key = useRef(crypto.randomUUID());
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ groupId: '', from: today, ageGround: '' });
  const own = new Set(pupils.map(({ groupId }) => groupId));
  const organisationId = groups.find(({ id }) => own.has(id))?.organisationId;
  const others = groups.filter(
    (one) => one.organisationId === organisationId && one.state !== 'closed' && one.free > 0 && !own.has(one.id),
  );
  const groupId = form.values.groupId || (others[0]?.id ?? '');
  const transfer = useMutation({
    mutationFn: () =>
      api.once('/kindergarten/pupils/transfer', key.current, {
        pupils: pupils.map(({ id }) => id),
        groupId,
        from: form.values.from,
        ...(form.values.ageGround.trim() && { ageGround: form.values.ageGround.trim() }),
      }),
    onError: (error) => {
      key.current = crypto.randomUUID();
      if (error instanceof ProblemError) form.setErrors(errorsByField(error));
    },
    onSuccess: async () => {
      key.current = crypto.randomUUID();
      setOpen(false);
      notifyDone({ text: t('transfer.done', { count: pupils.length }) });
      onDone();
      await queries.invalidateQueries();
    },
  });
  return (
    <DialogButton
      label={t('transfer')}
      title={t('transfer.title')}
      disabled={!pupils.length}
      isOpen={isOpen}
      setOpen={setOpen}
    >
      {others.length === 0 ? (
        <Text>{t('transfer.nowhere')}</Text>
      ) : (
        <Form
          label={t('transfer.title')}
          send={t('transfer')}
          busy={transfer.isPending}
          error={transfer.error}
          onSend={() => transfer.mutate()}
        >
          <Text>{t('chosen', { count: pupils.length })}</Text>
          <NativeSelect
            label={t('transfer.to')}
            data={others.map(({ id, name, free }) => ({
              value: id,
              label: t('transfer.free', { group: name, free }),
            }))}
            {...form.field('groupId')}
            value={groupId}
          />
          <TextInput type="date" label={t('transfer.from')} required {...form.field('from')} />
          <TextInput
            label={t('transfer.age')}
            description={t('transfer.age.hint')}
            maxLength={200}
            {...form.field('ageGround')}
          />
        </Form>
      )}
    </DialogButton>
  );
}
