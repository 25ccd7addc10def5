import { Alert } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useFormats } from '../texts/formats';
import { useTexts } from '../texts/i18n';
import { keptTexts } from './texts';
import { useKeptAt } from './use-kept';

/** Says that the page is shown without a network, of when its data are, and what may be done; nothing while all is fresh. */
export function KeptNotice({ what }: { what: string }) {
  const t = useTexts(keptTexts);
  const { time, briefInstant } = useFormats();
  const at = useKeptAt();
  if (at === undefined) return null;
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  const title = t('title', { at: isToday ? time(at) : briefInstant(at) });
  return (
    <Alert color="yellow" icon={<IconCloudOff size={20} />} title={title} role="status">
      {what} {t('renewed')}
    </Alert>
  );
}
