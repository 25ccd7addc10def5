import { useState } from 'react';
import {
  api,
  Checkbox,
  DialogButton,
  errorsByField,
  Form,
  NativeSelect,
  notifyDone,
  NumberInput,
  ProblemError,
  Text,
  useForm,
  useMutation,
  useNavigate,
  useQueryClient,
  useTexts,
  useToday,
} from '@regiso/core/ui';
import type { Years } from '../../shared/year';
import { schoolYearOf } from '../../shared/codes';
import { yearTexts } from './texts';

/** Lays a year of a school: with the usual dates, or like an earlier one. */
export function AddYear({ schools, years }: Years) {
  const t = useTexts(yearTexts);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const present = schoolYearOf(useToday());
  const first = schools[0]?.id ?? '';
  const last = years.find(({ organisationId }) => organisationId === first);
  const form = useForm({
    organisationId: first,
    firstYear: (last ? last.firstYear + 1 : present) as number | string,
    copyFrom: last?.id ?? '',
    withClasses: Boolean(last),
  });
  const { values } = form;
  const own = years.filter((year) => year.organisationId === values.organisationId);
  const add = useMutation({
    mutationFn: () =>
      api.post<{ id: string }>('/school/years', {
        organisationId: values.organisationId,
        firstYear: Number(values.firstYear),
        copyFrom: values.copyFrom || null,
        withClasses: Boolean(values.copyFrom) && values.withClasses,
      }),
    onError: (error) => error instanceof ProblemError && form.setErrors(errorsByField(error)),
    onSuccess: async ({ id }) => {
      setOpen(false);
      notifyDone({ text: t('add.done') });
      await queries.invalidateQueries();
      void navigate({ to: `/school/years/${id}` as '/' });
    },
  });
  const { value: _, ...withClasses } = form.field('withClasses');
  return (
    <DialogButton label={t('add')} title={t('add')} isOpen={isOpen} setOpen={setOpen}>
      <Form label={t('add')} send={t('add')} busy={add.isPending} error={add.error} onSend={() => add.mutate()}>
        {schools.length > 1 && (
          <NativeSelect
            label={t('add.school')}
            data={schools.map(({ id, name }) => ({ value: id, label: name }))}
            {...form.field('organisationId')}
          />
        )}
        <NumberInput label={t('add.first')} min={2000} max={2100} thousandSeparator="" {...form.field('firstYear')} />
        <NativeSelect
          label={t('add.copy')}
          data={[
            { value: '', label: t('add.copy.none') },
            ...own.map(({ id, firstYear }) => ({
              value: id,
              label: t('name', { from: String(firstYear), to: String(firstYear + 1) }),
            })),
          ]}
          {...form.field('copyFrom')}
        />
        {values.copyFrom && (
          <>
            <Checkbox label={t('add.classes')} checked={values.withClasses} {...withClasses} />
            <Text size="sm" c="dimmed">
              {t('add.classes.what')}
            </Text>
          </>
        )}
      </Form>
    </DialogButton>
  );
}
