import { Button, Group, Page, Stack, Title, useMay, useTexts } from '@regiso/core/ui';
import { Alarms } from '../parts/Alarms';
import { Cards } from '../parts/Cards';
import { Runs } from '../parts/Runs';
import { Tables } from '../parts/Tables';
import { useStart, useStatus } from '../state';
import { texts } from '../texts';

export default function Warehouse() {
  const t = useTexts(texts);
  const status = useStatus();
  const mayOperate = useMay('warehouse.operate');
  const isFirst = !status.data;
  return (
    <Page
      title={t('warehouse')}
      lead={t('warehouse.lead')}
      actions={mayOperate && <StartAll />}
      loading={status.isPending}
      error={isFirst ? status.error : undefined}
      retry={() => void status.refetch()}
    >
      {status.data && (
        <Stack gap="xl">
          <Alarms status={status.data} />
          <Cards status={status.data} />
          <section>
            <Title order={2} size="h3" mb="sm">
              {t('tables')}
            </Title>
            <Tables tables={status.data.tables} mayOperate={mayOperate} />
          </section>
          <section>
            <Title order={2} size="h3" mb="sm">
              {t('runs')}
            </Title>
            <Runs mayOperate={mayOperate} />
          </section>
        </Stack>
      )}
    </Page>
  );
}

function StartAll() {
  const t = useTexts(texts);
  const verify = useStart('verify');
  const repair = useStart('repair');
  return (
    <Group gap="sm">
      <Button variant="default" loading={verify.isPending} onClick={() => verify.mutate(undefined)}>
        {t('verify.all')}
      </Button>
      <Button loading={repair.isPending} onClick={() => repair.mutate(undefined)}>
        {t('repair.all')}
      </Button>
    </Group>
  );
}
