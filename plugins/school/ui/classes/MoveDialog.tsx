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
import type { ClassView } from '../../shared/classes';
import { classTexts } from './texts';

type Props = { pupil: ClassView['members'][number]; others: ClassView['others'] };

/** Moves a pupil to another class of the grade from a day on. */
export function MoveDialog({ pupil, others }: Props) {
  const t = useTexts(classTexts);
  const today = useToday();
  const form = useForm({ classId: others[0]?.id ?? '', from: today });
  const move = useSent({
    form,
    send: () => api.post(`/school/pupils/${pupil.id}/move`, form.values),
    done: () => t('move.done', { pupil: pupil.name }),
  });
  return (
    <DialogButton
      variant="default"
      size="compact-md"
      label={t('move')}
      aria-label={t('move.about', { pupil: pupil.name })}
      title={t('move.title', { pupil: pupil.name })}
      {...move.dialog}
    >
      {others.length === 0 ? (
        <Text>{t('move.nowhere')}</Text>
      ) : (
        <Form label={t('move.title', { pupil: pupil.name })} send={t('move')} {...move.form}>
          <Text>{t('move.what')}</Text>
          <NativeSelect
            label={t('move.to')}
            data={others.map(({ id, name, pupils }) => ({ value: id, label: t('move.option', { name, pupils }) }))}
            {...form.field('classId')}
          />
          <TextInput type="date" label={t('move.from')} required {...form.field('from')} />
        </Form>
      )}
    </DialogButton>
  );
}
