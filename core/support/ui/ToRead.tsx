import { IconChecklist } from '@tabler/icons-react';
import { Alert, Button, Link, Stack, useFormats, useTexts } from '@regiso/core/ui';
import { readingTexts } from './reading-texts';
import { useReadings, useReadingTitle } from './readings';

/** On the home page: rules that have to be read, until they are. */
export default function ToRead() {
  const t = useTexts(readingTexts);
  const { list } = useFormats();
  const titleOf = useReadingTitle();
  const readings = useReadings();
  const waiting = (readings.data ?? []).filter(({ confirmedAt }) => !confirmedAt);
  if (waiting.length === 0) return null;
  return (
    <Alert
      color="yellow"
      icon={<IconChecklist size={20} aria-hidden />}
      title={t('widget', { count: waiting.length })}
      maw="48rem"
    >
      <Stack gap="sm" align="flex-start">
        <span>{t('widget.what', { titles: list(waiting.map((one) => `«${titleOf(one)}»`)) })}</span>
        <Button component={Link} to={'/support/readings' as '/'}>
          {t('widget.go')}
        </Button>
      </Stack>
    </Alert>
  );
}
