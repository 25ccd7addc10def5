import { useRef } from 'react';
import { IconUpload } from '@tabler/icons-react';
import {
  Anchor,
  api,
  apiAddress,
  Button,
  FileButton,
  Group,
  notifyDone,
  notifyProblem,
  Text,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { federalTexts } from './texts';

type Loaded = { rows: number; fresh: number; unchanged: number; problems: number };

/** Takes in a file of applications, and gives a sample of one. */
export function Load() {
  const t = useTexts(federalTexts);
  const queries = useQueryClient();
  const reset = useRef<() => void>(null);
  const load = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append('file', file);
      return api.upload<Loaded>('/kindergarten/federal/files', form);
    },
    onError: notifyProblem,
    onSuccess: (loaded) => notifyDone({ text: t('load.done', loaded) }),
    onSettled: () => {
      reset.current?.();
      return queries.invalidateQueries();
    },
  });
  return (
    <Group gap="md">
      <FileButton accept=".csv,.xlsx,.gz" resetRef={reset} onChange={(file) => file && load.mutate(file)}>
        {(button) => (
          <Button {...button} loading={load.isPending} leftSection={<IconUpload size={18} aria-hidden />}>
            {t('load')}
          </Button>
        )}
      </FileButton>
      <Text size="sm" c="dimmed">
        {t('load.what')}
      </Text>
      {(['xlsx', 'csv'] as const).map((format) => (
        <Anchor key={format} href={apiAddress(`/kindergarten/federal/sample.${format}`)} size="sm">
          {t('sample', { format: format.toUpperCase() })}
        </Anchor>
      ))}
    </Group>
  );
}
