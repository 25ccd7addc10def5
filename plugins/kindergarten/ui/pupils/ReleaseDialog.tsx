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
import { releaseGrounds, type Pupil } from './model';
import { pupilTexts } from './texts';

type Props = { pupils: readonly Pupil[]; onDone: () => void };

/** Lets the chosen children go on one day with one ground. */
export function ReleaseDialog({ pupils, onDone }: Props) {
  const t = useTexts(pupilTexts);
  const form = useForm({ on: useToday(), ground: 'to-school' });
  const release = useSent({
    form,
    send: () => api.post('/kindergarten/pupils/release', { pupils: pupils.map(({ id }) => id), ...form.values }),
    done: () => t('release.done', { count: pupils.length }),
    after: onDone,
  });
  return (
    <DialogButton
      variant="default"
      label={t('release')}
      title={t('release.title')}
      disabled={!pupils.length}
      {...release.dialog}
    >
      <Form label={t('release.title')} send={t('release')} {...release.form}>
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
