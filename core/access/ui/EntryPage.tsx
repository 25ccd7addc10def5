import type { ReactNode } from 'react';
import { Anchor, Stack, Title } from '@regiso/core/ui';

/** A small page of somebody who is not signed in yet. */
export function EntryPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack component="main" id="content" tabIndex={-1} maw={520} mx="auto" px="lg" py="xl" gap="lg">
      <title>{title}</title>
      <Anchor href="/" fw={600} underline="never">
        РЕГИСО
      </Anchor>
      <Title order={1}>{title}</Title>
      {children}
    </Stack>
  );
}
