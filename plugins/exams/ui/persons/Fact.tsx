import type { ReactNode } from 'react';
import { Group, Text } from '@regiso/core/ui';

/** A heading with what stands under it. */
export const Fact = ({ title, children }: { title: string; children: ReactNode }) => (
  <section aria-label={title}>
    <Group mb={4}>
      <Text fw={600}>{title}</Text>
    </Group>
    {children}
  </section>
);
