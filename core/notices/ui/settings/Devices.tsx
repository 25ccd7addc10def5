import { IconBellRinging, IconDeviceLaptop } from '@tabler/icons-react';
import {
  Alert,
  Badge,
  Button,
  Group,
  Paper,
  Stack,
  Switch,
  Text,
  Title,
  useApi,
  useFormats,
  useTexts,
} from '@regiso/core/ui';
import { ErrorState } from '@regiso/core/ui';
import type { Device, Devices as DevicesState } from '../model';
import styles from '../Notices.module.css';
import { deviceTexts } from './device-texts';
import { devicesAddress, useThisDevice } from './use-this-device';

/** On which devices the reader is told while no page is open; this one is switched on and off here. */
export function Devices({ language }: { language: 'ru' | 'en' }) {
  const t = useTexts(deviceTexts);
  const devices = useApi<DevicesState>(devicesAddress);
  return (
    <Paper p="lg" withBorder component="section" aria-labelledby="notice-devices">
      <Title order={2} size="h3" mb="xs" id="notice-devices">
        {t('devices')}
      </Title>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('what')}
        </Text>
        {devices.error && !devices.data && <ErrorState error={devices.error} retry={() => void devices.refetch()} />}
        {devices.data && <Choice state={devices.data} language={language} />}
      </Stack>
    </Paper>
  );
}

function Choice({ state, language }: { state: DevicesState; language: 'ru' | 'en' }) {
  const t = useTexts(deviceTexts);
  const { can, here, isOn, isBusy, problem, turn, remove } = useThisDevice(state, language);
  return (
    <>
      {can === 'ask' ? (
        <Switch
          label={t('here')}
          description={t('here.what')}
          checked={isOn}
          aria-busy={isBusy}
          onChange={({ currentTarget: { checked } }) => turn(checked)}
        />
      ) : (
        <Alert icon={<IconBellRinging size={20} aria-hidden />} title={t(`${can}.title`)}>
          {t(can)}
        </Alert>
      )}
      {problem && (
        <Alert color="red" role="alert">
          {t(problem)}
        </Alert>
      )}
      <List devices={state.devices} here={here} isBusy={isBusy} onRemove={remove} />
    </>
  );
}

type Shown = {
  devices: readonly Device[];
  here: Device | undefined;
  isBusy: boolean;
  onRemove: (device: Device) => void;
};

function List({ devices, here, isBusy, onRemove }: Shown) {
  const t = useTexts(deviceTexts);
  const { instant } = useFormats();
  if (devices.length === 0) return <Text c="dimmed">{t('none')}</Text>;
  return (
    <ul className={styles.devices} aria-label={t('list')}>
      {devices.map((device) => (
        <li key={device.id}>
          <Group gap="xs" wrap="nowrap" align="flex-start">
            <IconDeviceLaptop size={20} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
            <div>
              <Group gap="xs">
                <Text component="span">{device.name}</Text>
                {device.id === here?.id && <Badge variant="light">{t('this')}</Badge>}
              </Group>
              <Text size="sm" c="dimmed">
                {t('since', { since: instant(device.createdAt) })}
              </Text>
            </div>
          </Group>
          <Button
            variant="subtle"
            size="compact-md"
            disabled={isBusy}
            aria-label={t('remove.of', { name: device.name, since: instant(device.createdAt) })}
            onClick={() => onRemove(device)}
          >
            {t('remove')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
