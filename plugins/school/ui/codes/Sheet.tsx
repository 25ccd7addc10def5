import { useEffect, useRef } from 'react';
import { IconKey } from '@tabler/icons-react';
import { Alert, Button, DataList, Group, Paper, SimpleGrid, Stack, Text, Title } from '@regiso/core/ui';
import { useFormats, useTexts } from '@regiso/core/ui';
import type { EntryCode } from '../../shared/entry-codes';
import styles from './Codes.module.css';
import { codesTexts } from './texts';

type Props = { title: string; codes: readonly EntryCode[]; onClose: () => void };

/** Codes that have just been given, to be printed and cut apart. */
export function Sheet({ title, codes, onClose }: Props) {
  const t = useTexts(codesTexts);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <Stack gap="md" ref={place} tabIndex={-1}>
      <Title order={2}>{title}</Title>
      <Alert className={styles.screen ?? ''} role="status" icon={<IconKey size={20} aria-hidden />}>
        <Text mb="sm">{t('once')}</Text>
        <Group>
          <Button onClick={() => window.print()}>{t('print')}</Button>
          <Button variant="default" onClick={onClose}>
            {t('done')}
          </Button>
        </Group>
      </Alert>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {codes.map((code) => (
          <Slip key={code.personId} of={code} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function Slip({ of: { name, of, login, code, endsAt } }: { of: EntryCode }) {
  const t = useTexts(codesTexts);
  const { instant } = useFormats();
  const facts = [
    [t('login'), login, styles.code],
    [t('code'), code, styles.code],
    [t('page'), `${window.location.origin}/app/access/activate`, styles.address],
    [t('until'), instant(endsAt), ''],
  ] as const;
  return (
    <Paper withBorder p="md" className={styles.slip ?? ''}>
      <Text fw={600}>{name}</Text>
      <Text size="sm" c="dimmed" mb="xs">
        {of.length ? t('stands-for', { of: of.join(', ') }) : t('pupil')}
      </Text>
      <DataList orientation="vertical">
        {facts.map(([label, value, look]) => (
          <DataList.Item key={label}>
            <DataList.ItemLabel>{label}</DataList.ItemLabel>
            <DataList.ItemValue className={look ?? ''}>{value}</DataList.ItemValue>
          </DataList.Item>
        ))}
      </DataList>
    </Paper>
  );
}
