import { Skeleton, Stack } from '@mantine/core';
import { useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';

/** The shape of a page while it loads. */
export function PageSkeleton() {
  const t = useTexts(shellTexts);
  return (
    <Stack gap="lg" role="status" aria-label={t('loading')} p="md">
      <Skeleton h={32} w="min(24rem, 70%)" />
      <Skeleton h={20} w="min(40rem, 90%)" />
      <Skeleton h={240} />
    </Stack>
  );
}
