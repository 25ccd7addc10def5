import { useState } from 'react';
import {
  api,
  Button,
  DialogButton,
  errorsByField,
  Form,
  Group,
  notifyDone,
  Paper,
  ProblemError,
  Stack,
  Text,
  Textarea,
  TextInput,
  useForm,
  useFormats,
  useLanguage,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { ApplicationView } from '../../shared/applications';
import { useWords } from '../words';
import { queueTexts } from './texts';

type Privilege = ApplicationView['privileges'][number];

/** Privileges with their documents; an unverified one ranks nothing until somebody has seen the paper. */
export function Privileges({ application, mayDecide }: { application: ApplicationView; mayDecide: boolean }) {
  const t = useTexts(queueTexts);
  const words = useWords();
  const { day } = useFormats();
  const { language } = useLanguage();
  if (!application.privileges.length) return <Text c="dimmed">{t('privileges.none')}</Text>;
  return (
    <Stack gap="sm">
      {application.privileges.map((one) => (
        <Paper key={one.id} withBorder p="md">
          <Text fw={600}>{language === 'en' ? one.titleEn : one.title}</Text>
          <Text size="sm" c="dimmed">
            {`${words.class(one.class)} · ${words.privilege(one.state)}`}
          </Text>
          <Text>{one.document}</Text>
          {one.validTo && <Text size="sm">{`${t('valid-to')} ${day(one.validTo)}`}</Text>}
          {one.ground && <Text size="sm">{one.ground}</Text>}
          {mayDecide && one.state === 'unverified' && <Decide privilege={one} />}
        </Paper>
      ))}
    </Stack>
  );
}

function Decide({ privilege }: { privilege: Privilege }) {
  const t = useTexts(queueTexts);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ ground: '', validTo: privilege.validTo ?? '' });
  const act = useMutation({
    mutationFn: (confirm: boolean) =>
      api.post(`/kindergarten/privileges/${privilege.id}/decide`, {
        confirm,
        ground: form.values.ground,
        ...(form.values.validTo && { validTo: form.values.validTo }),
      }),
    onError: (error) => error instanceof ProblemError && form.setErrors(errorsByField(error)),
    onSuccess: async () => {
      setOpen(false);
      notifyDone({ text: t('decide.done') });
      await queries.invalidateQueries();
    },
  });
  return (
    <Group mt="sm">
      <DialogButton size="sm" label={t('decide')} title={t('decide')} isOpen={isOpen} setOpen={setOpen}>
        <Text mb="md">{privilege.document}</Text>
        <Form
          label={t('decide')}
          send={t('confirm')}
          busy={act.isPending}
          error={act.error}
          onSend={() => act.mutate(true)}
          beside={
            <Button variant="default" onClick={() => act.mutate(false)} disabled={act.isPending}>
              {t('refuse')}
            </Button>
          }
        >
          <TextInput type="date" label={t('valid-to')} {...form.field('validTo')} />
          <Textarea label={t('decide.ground')} required autosize minRows={2} {...form.field('ground')} />
        </Form>
      </DialogButton>
    </Group>
  );
}
