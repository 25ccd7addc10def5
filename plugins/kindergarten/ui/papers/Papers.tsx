import { useRef } from 'react';
import { IconPaperclip } from '@tabler/icons-react';
import {
  Anchor,
  api,
  apiAddress,
  Button,
  FileButton,
  Group,
  List,
  notifyDone,
  notifyProblem,
  Stack,
  Text,
  useApi,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { PaperView } from '../../shared/papers';
import { mostPapers } from '../../shared/codes';
import { paperTexts } from './texts';

type Props = { address: string; mayAdd: boolean };

/** Scans beside an application, and the button that adds one. */
export function Papers({ address, mayAdd }: Props) {
  const t = useTexts(paperTexts);
  const { instant } = useFormats();
  const queries = useQueryClient();
  const reset = useRef<() => void>(null);
  const { data = [] } = useApi<PaperView[]>(address);
  const add = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append('file', file);
      return api.upload(address, form);
    },
    onError: notifyProblem,
    onSuccess: () => notifyDone({ text: t('add.done') }),
    onSettled: () => {
      reset.current?.();
      return queries.invalidateQueries({ queryKey: [address] });
    },
  });
  return (
    <Stack gap="sm" align="flex-start">
      {data.length === 0 ? (
        <Text c="dimmed">{t('none')}</Text>
      ) : (
        <List>
          {data.map(({ id, name, storedAt, isGivenOut }) => (
            <List.Item key={id}>
              {isGivenOut ? (
                <Anchor href={apiAddress(`${address}/${id}`)} aria-label={t('open', { name })}>
                  {name}
                </Anchor>
              ) : (
                `${name} (${t('checking')})`
              )}
              <Text size="sm" c="dimmed">
                {instant(storedAt)}
              </Text>
            </List.Item>
          ))}
        </List>
      )}
      {mayAdd && data.length < mostPapers && (
        <Group gap="sm">
          <FileButton accept=".pdf,.jpg,.jpeg,.png" resetRef={reset} onChange={(file) => file && add.mutate(file)}>
            {(button) => (
              <Button
                {...button}
                variant="default"
                loading={add.isPending}
                leftSection={<IconPaperclip size={18} aria-hidden />}
              >
                {t('add')}
              </Button>
            )}
          </FileButton>
          <Text size="sm" c="dimmed">
            {t('add.what')}
          </Text>
        </Group>
      )}
    </Stack>
  );
}
