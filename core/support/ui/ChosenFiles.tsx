import { useRef } from 'react';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { ActionIcon, Button, FileButton, Group, Stack, Text, useTexts } from '@regiso/core/ui';
import { askTexts } from './ask-texts';

export const accepted = '.png,.jpg,.jpeg,.pdf,.docx,.xlsx,.odt,.ods';
const most = 5;

/** Files that will go with a question. */
export function ChosenFiles({ files, onChange }: { files: readonly File[]; onChange: (files: File[]) => void }) {
  const t = useTexts(askTexts);
  const reset = useRef<() => void>(null);
  const add = (chosen: File[]) => {
    // Without this a file that was removed could not be chosen again.
    reset.current?.();
    onChange([...files, ...chosen].slice(0, most));
  };
  return (
    <Stack gap={6} component="section" aria-label={t('files')}>
      {files.map((file, at) => (
        <Group key={`${file.name}/${at}`} gap="xs" wrap="nowrap">
          <Text size="sm" style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
            {file.name}
          </Text>
          <ActionIcon
            variant="subtle"
            aria-label={t('files.remove', { name: file.name })}
            onClick={() => onChange(files.filter((one) => one !== file))}
          >
            <IconX size={18} />
          </ActionIcon>
        </Group>
      ))}
      <Group gap="sm">
        <FileButton multiple accept={accepted} resetRef={reset} onChange={add}>
          {(button) => (
            <Button
              {...button}
              variant="default"
              size="sm"
              leftSection={<IconPaperclip size={18} aria-hidden />}
              disabled={files.length >= most}
            >
              {t('files.add')}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed" style={{ flex: '1 1 14rem' }}>
          {t('files.what')}
        </Text>
      </Group>
    </Stack>
  );
}
