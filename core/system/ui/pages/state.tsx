import { Page, Stack, useTexts } from '@regiso/core/ui';
import { useSystemState } from '../model';
import { Facts } from '../parts/Facts';
import { Findings } from '../parts/Findings';
import { Releases } from '../parts/Releases';
import { texts } from '../texts';

/** What runs here, and what should be put right. */
export default function SystemState() {
  const t = useTexts(texts);
  const state = useSystemState();
  return (
    <Page
      title={t('state')}
      lead={t('state.lead')}
      loading={state.isPending}
      error={state.data ? undefined : state.error}
      retry={() => void state.refetch()}
    >
      {state.data && (
        <Stack gap="xl">
          <Facts state={state.data} />
          <Findings findings={state.data.findings} />
          <Releases />
        </Stack>
      )}
    </Page>
  );
}
