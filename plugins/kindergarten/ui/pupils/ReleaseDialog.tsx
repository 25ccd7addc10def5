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
import { releaseGrounds, type Pupil } from './model';
import { pupilTexts } from './texts';

type Props = { pupils: readonly Pupil[]; onDone: () => void };

/** Lets the chosen children go on one day with one ground. */
export function ReleaseDialog({ pupils, onDone }: Props) {
  const t = useTexts(pupilTexts);
  const queries = useQueryClient();
  const key = useRef(crypto.randomUUID());
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ on: useToday(), ground: 'to-school' });
  const release = useMutation({
    mutationFn: () =>
      api.once('/kindergarten/pupils/release', key.current, { pupils: pupils.map(({ id }) => id), ...form.values }),
    onError: (error) => {
      key.current = crypto.randomUUID();
      if (error instanceof ProblemError) form.setErrors(errorsByField(error));
    },
    onSuccess: async () => {
      key.current = crypto.randomUUID();
      setOpen(false);
      notifyDone({ text: t('release.done', { count: pupils.length }) });
      onDone();
      await queries.invalidateQueries();
    },
  });
  return (
    <DialogButton
      variant="default"
      label={t('release')}
      title={t('release.title')}
      disabled={!pupils.length}
      isOpen={isOpen}
      setOpen={setOpen}
    >
      <Form
        label={t('release.title')}
        send={t('release')}
        busy={release.isPending}
        error={release.error}
        onSend={() => release.mutate()}
      >
        <Text>
          {t('chosen', { count: pupils.length })}. {t('release.what')}
        </Text>
        <TextInput type="date" label={t('release.on')} required {...form.field('on')} />
        <NativeSelect
          label={t('release.ground')}
          data={releaseGrounds.map((value) => ({ value, label: t(`ground.${value}`) }))}
          {...form.field('ground')}
        />
      </Form>
    </DialogButton>
  );
}
