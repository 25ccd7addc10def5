import { useEffect, useRef } from 'react';
import { IconKey } from '@tabler/icons-react';
import { Alert, Button, DataList, Group, Text, useTexts } from '@regiso/core/ui';
import { texts } from './texts';

export type NewCode = { code: string; name: string; login: string };

/** A code shown once, with whom it is for, where it is entered and until when. */
export function OneTimeCode({ code: { code, name, login }, onClose }: { code: NewCode; onClose: () => void }) {
  const t = useTexts(texts);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), []);
  const facts = [
    [t('code.who'), name],
    [t('login'), login],
    [t('code.page'), `${window.location.origin}/app/access/activate`],
  ] as const;
  return (
    <Alert ref={place} title={t('code')} role="status" icon={<IconKey size={20} aria-hidden />}>
      <Text fz={28} fw={600} ff="monospace" style={{ userSelect: 'all', overflowWrap: 'anywhere' }}>
        {code}
      </Text>
      <DataList orientation="vertical" my="sm">
        {facts.map(([label, value]) => (
          <DataList.Item key={label}>
            <DataList.ItemLabel>{label}</DataList.ItemLabel>
            <DataList.ItemValue style={{ overflowWrap: 'anywhere' }}>{value}</DataList.ItemValue>
          </DataList.Item>
        ))}
      </DataList>
      <Text mb="sm">{t('code.what')}</Text>
      <Group>
        <Button variant="default" onClick={onClose}>
          {t('code.close')}
        </Button>
      </Group>
    </Alert>
  );
}
