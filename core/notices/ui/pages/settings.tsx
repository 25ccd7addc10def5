import { Page, Stack, useApi, useTexts } from '@regiso/core/ui';
import { settingsAddress, type Settings } from '../model';
import { Address } from '../settings/Address';
import { Channels } from '../settings/Channels';
import { Devices } from '../settings/Devices';
import { settingsTexts } from '../settings-texts';
import { texts } from '../texts';

/** How the reader is told: where letters go, about what, when. */
export default function NoticeSettings() {
  const names = useTexts(texts);
  const t = useTexts(settingsTexts);
  const settings = useApi<Settings>(settingsAddress);
  return (
    <Page
      title={names('settings')}
      lead={t('lead')}
      breadcrumbs={[{ title: names('notices'), to: '/notices' }]}
      narrow
      loading={settings.isPending}
      error={settings.data ? undefined : settings.error}
      retry={() => void settings.refetch()}
    >
      {settings.data && (
        <Stack gap="md">
          <Address settings={settings.data} />
          <Devices language={settings.data.language} />
          <Channels settings={settings.data} />
        </Stack>
      )}
    </Page>
  );
}
