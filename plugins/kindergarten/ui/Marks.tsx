import type { ReactNode } from 'react';
import { Badge, Text } from '@regiso/core/ui';
import type { Status } from '../shared/words';
import { useWords } from './words';

const tone: Partial<Record<Status, string>> = {
  offered: 'blue',
  directed: 'blue',
  docs: 'blue',
  enrolled: 'green',
  'need-confirm': 'yellow',
  refused: 'red',
};

/** The state of an application, in a word and a colour. */
export const StatusBadge = ({ status }: { status: Status }) => {
  const words = useWords();
  return (
    <Badge color={tone[status] ?? 'gray'} variant="light" miw="max-content">
      {words.status(status)}
    </Badge>
  );
};

/** A name with its value below, for cards of facts. */
export const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <Text size="sm" c="dimmed">
      {name}
    </Text>
    <Text component="div">{children}</Text>
  </div>
);
