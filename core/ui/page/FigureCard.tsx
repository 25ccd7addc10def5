import type { ReactNode } from 'react';
import { Paper, Text } from '@mantine/core';

type Props = { title: string; value: string; children?: ReactNode };

/** One figure of a page that says how something stands; below it what the figure means. */
export const FigureCard = ({ title, value, children }: Props) => (
  <Paper withBorder p="md" component="section" aria-label={title}>
    <Text size="sm" c="dimmed">
      {title}
    </Text>
    <Text size="xl" fw={600} my={4} style={{ fontVariantNumeric: 'tabular-nums' }}>
      {value}
    </Text>
    {children && (
      <Text size="sm" component="div">
        {children}
      </Text>
    )}
  </Paper>
);
