import {
  api,
  DialogButton,
  Form,
  NativeSelect,
  Text,
  TextInput,
  useForm,
  useSent,
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
  const form = useForm({ groupId: '', from: today, ageGround: '' });
  const own = new Set(pupils.map(({ groupId }) => groupId));
  const organisationId = groups.find(({ id }) => own.has(id))?.organisationId;
  const others = groups.filter(
    (one) => one.organisationId === organisationId && one.state !== 'closed' && one.free > 0 && !own.has(one.id),
  );
  const groupId = form.values.groupId || (others[0]?.id ?? '');
  const transfer = useSent({
    form,
    send: () =>
      api.post('/kindergarten/pupils/transfer', {
        pupils: pupils.map(({ id }) => id),
        groupId,
        from: form.values.from,
        ...(form.values.ageGround.trim() && { ageGround: form.values.ageGround.trim() }),
      }),
    done: () => t('transfer.done', { count: pupils.length }),
    after: onDone,
  });
  return (
    <DialogButton label={t('transfer')} title={t('transfer.title')} disabled={!pupils.length} {...transfer.dialog}>
      {others.length === 0 ? (
        <Text>{t('transfer.nowhere')}</Text>
      ) : (
        <Form label={t('transfer.title')} send={t('transfer')} {...transfer.form}>
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
