import { useState } from 'react';
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
import type { ClassView } from '../../shared/classes';
import { classTexts } from './texts';

type Props = { pupil: ClassView['members'][number]; others: ClassView['others'] };

/** Moves a pupil to another class of the grade from a day on. */
export function MoveDialog({ pupil, others }: Props) {
  const t = useTexts(classTexts);
  const today = useToday();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ classId: others[0]?.id ?? '', from: today });
  const move = useMutation({
    mutationFn: () => api.post(`/school/pupils/${pupil.id}/move`, form.values),
    onError: (error) => error instanceof ProblemError && form.setErrors(errorsByField(error)),
    onSuccess: async () => {
      setOpen(false);
      notifyDone({ text: t('move.done', { pupil: pupil.name }) });
      await queries.invalidateQueries();
    },
  });
  return (
    <DialogButton
      variant="default"
      size="compact-md"
      label={t('move')}
      aria-label={t('move.about', { pupil: pupil.name })}
      title={t('move.title', { pupil: pupil.name })}
      isOpen={isOpen}
      setOpen={setOpen}
    >
      {others.length === 0 ? (
        <Text>{t('move.nowhere')}</Text>
      ) : (
        <Form
          label={t('move.title', { pupil: pupil.name })}
          send={t('move')}
          busy={move.isPending}
          error={move.error}
          onSend={() => move.mutate()}
        >
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
