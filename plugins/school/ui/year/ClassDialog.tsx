import { useState } from 'react';
import {
  api,
  ConfirmButton,
  DialogButton,
  errorsByField,
  Form,
  NativeSelect,
  notifyDone,
  notifyProblem,
  NumberInput,
  ProblemError,
  Select,
  SimpleGrid,
  Text,
  TextInput,
  useForm,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { YearClass, YearView } from '../../shared/year';
import { yearTexts } from './texts';

type Props = { year: YearView; of?: YearClass };
type Values = {
  grade: number | string;
  letter: string;
  shift: string;
  weekDays: string;
  setNumber: number | string;
  teacherId: string | null;
};

const valuesOf = (one?: YearClass): Values => ({
  grade: one?.grade ?? 1,
  letter: one?.letter ?? '',
  shift: String(one?.shift ?? 1),
  weekDays: String(one?.weekDays ?? 5),
  setNumber: one?.setNumber ?? '',
  teacherId: one?.teacherId ?? null,
});

/** Adds a class to a year, or changes or removes one. */
export function ClassDialog({ year, of }: Props) {
  const t = useTexts(yearTexts);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm<Values>(valuesOf(of));
  const { values } = form;
  const name = `${values.grade}${values.letter.toUpperCase()}`;
  const done = async (text: string) => {
    setOpen(false);
    notifyDone({ text });
    await queries.invalidateQueries();
  };
  const save = useMutation({
    mutationFn: () => {
      const payload = {
        grade: Number(values.grade),
        letter: values.letter,
        shift: Number(values.shift),
        weekDays: Number(values.weekDays),
        setNumber: values.setNumber === '' ? null : Number(values.setNumber),
        teacherId: values.teacherId,
      };
      return of ? api.put(`/school/classes/${of.id}`, payload) : api.post(`/school/years/${year.id}/classes`, payload);
    },
    onError: (error) => error instanceof ProblemError && form.setErrors(errorsByField(error)),
    onSuccess: () => done(t('class.done', { name })),
  });
  const remove = useMutation({
    mutationFn: () => api.delete(`/school/classes/${of?.id ?? ''}`),
    onError: notifyProblem,
    onSuccess: () => done(t('class.removed', { name })),
  });
  const open = (isNowOpen: boolean) => {
    if (isNowOpen) form.reset(valuesOf(of));
    setOpen(isNowOpen);
  };
  const title = of ? t('class.change.of', { name: of.name }) : t('class.add');
  return (
    <DialogButton
      label={of ? t('class.change') : t('class.add')}
      {...(of && { 'aria-label': title, variant: 'default', size: 'compact-md' })}
      title={title}
      isOpen={isOpen}
      setOpen={open}
    >
      <Form
        label={title}
        busy={save.isPending}
        error={save.error}
        onSend={() => save.mutate()}
        beside={
          of && (
            <ConfirmButton
              variant="subtle"
              color="red"
              loading={remove.isPending}
              question={t('class.remove.question', { name: of.name })}
              consequence={t('class.remove.what')}
              confirm={t('class.remove')}
              onConfirm={() => remove.mutate()}
            >
              {t('class.remove')}
            </ConfirmButton>
          )
        }
      >
        <Fields form={form} year={year} />
      </Form>
    </DialogButton>
  );
}

function Fields({ form, year }: { form: ReturnType<typeof useForm<Values>>; year: YearView }) {
  const t = useTexts(yearTexts);
  return (
    <>
      <SimpleGrid cols={2}>
        <NumberInput label={t('grade')} min={1} max={11} {...form.field('grade')} />
        <TextInput label={t('letter')} required maxLength={2} {...form.field('letter')} />
        <NativeSelect label={t('shift')} data={['1', '2']} {...form.field('shift')} />
        <NativeSelect label={t('week')} data={['5', '6']} {...form.field('weekDays')} />
      </SimpleGrid>
      <Select
        label={t('teacher')}
        placeholder={t('no-teacher')}
        data={year.staff.map(({ id, name, post }) => ({
          value: id,
          label: post ? `${name}, ${post.toLowerCase()}` : name,
        }))}
        searchable
        clearable
        {...form.field('teacherId')}
      />
      <NumberInput label={t('set')} min={1} max={20} {...form.field('setNumber')} />
      <Text size="sm" c="dimmed">
        {t('set.what')}
      </Text>
    </>
  );
}
