import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { describeProblem } from '../page/describe-problem';
import { addTexts, i18n, type Translate } from '../texts/i18n';
import { shellTexts, type ShellText } from '../texts/shell-texts';
import { needHost } from './host';

addTexts(shellTexts);
const t: Translate<ShellText> = (key, values) => i18n.t(key, { ns: 'shell', ...values });

type Done = { text: string; undo?: () => void };

/** Says that something was done, and offers to take it back while the notice stands. */
export function notifyDone({ text, undo }: Done) {
  needHost();
  const id = notifications.show({
    color: 'green',
    icon: <IconCheck size={20} />,
    autoClose: undo ? 12_000 : 6_000,
    closeButtonProps: { 'aria-label': t('notice.close') },
    message: undo ? (
      <Group justify="space-between" wrap="nowrap">
        <span>{text}</span>
        <Button
          variant="default"
          size="compact-md"
          flex="none"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          {t('notice.undo')}
        </Button>
      </Group>
    ) : (
      text
    ),
  });
}

/** Says what went wrong and what to do; stays until it is closed. */
export function notifyProblem(error: unknown) {
  needHost();
  const { title, what } = describeProblem(error, t);
  notifications.show({
    color: 'red',
    icon: <IconAlertTriangle size={20} />,
    autoClose: false,
    closeButtonProps: { 'aria-label': t('notice.close') },
    title,
    message: what,
    role: 'alert',
  });
}
