import { IconDownload } from '@tabler/icons-react';
import { api, Button, EmptyState, errorsByField, Form, NativeSelect, notifyDone, notifyProblem } from '@regiso/core/ui';
import { Page, Paper, saveFile, Stack, Text, Textarea, Title, useApi, useForm, useFormats } from '@regiso/core/ui';
import { useMutation, useQueryClient, useTexts, type ProblemError } from '@regiso/core/ui';
import { kinds, type Request } from '../model';
import { RequestBody } from '../RequestBody';
import { texts } from '../texts';

const address = '/privacy/own/requests';

/** What the system holds about the reader, and their requests about it. */
export default function OwnData() {
  const t = useTexts(texts);
  const take = useMutation({ mutationFn: () => saveFile('/privacy/own/archive'), onError: notifyProblem });
  const list = useApi<Request[]>(address);
  return (
    <Page
      title={t('own')}
      lead={t('own.lead')}
      narrow
      loading={list.isPending}
      error={list.error}
      retry={() => void list.refetch()}
    >
      <Stack gap="xl">
        <Paper p="lg" withBorder>
          <Stack gap="sm" align="flex-start">
            <Button
              leftSection={<IconDownload size={20} aria-hidden />}
              loading={take.isPending}
              onClick={() => take.mutate()}
            >
              {t('own.archive')}
            </Button>
            <Text size="sm" c="dimmed">
              {t('own.archive-what')}
            </Text>
          </Stack>
        </Paper>
        <Ask />
        <Stack gap="md">
          <Title order={2}>{t('own.requests')}</Title>
          {list.data?.length === 0 && <EmptyState title={t('own.requests-empty')} />}
          {list.data?.map((request) => (
            <Paper key={request.id} p="lg" withBorder>
              <RequestBody request={request} />
            </Paper>
          ))}
        </Stack>
      </Stack>
    </Page>
  );
}

function Ask() {
  const t = useTexts(texts);
  const { day } = useFormats();
  const queries = useQueryClient();
  const form = useForm({ kind: 'access', text: '' });
  const ask = useMutation({
    mutationFn: () => api.post<Request>(address, form.values),
    onError: (problem: ProblemError) => form.setErrors(errorsByField(problem)),
    onSuccess: async ({ dueOn }) => {
      form.reset();
      notifyDone({ text: t('ask.sent', { day: day(dueOn) }) });
      await queries.invalidateQueries({ queryKey: [address] });
    },
  });
  return (
    <Paper p="lg" withBorder>
      <Title order={2} mb="md">
        {t('ask')}
      </Title>
      <Form label={t('ask')} send={t('ask.send')} busy={ask.isPending} error={ask.error} onSend={() => ask.mutate()}>
        <NativeSelect
          label={t('kind')}
          data={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          {...form.field('kind')}
        />
        <Textarea label={t('text')} required autosize minRows={3} maxLength={4000} {...form.field('text')} />
      </Form>
    </Paper>
  );
}
