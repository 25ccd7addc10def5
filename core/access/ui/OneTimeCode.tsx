import { Alert, Button, Text, useTexts } from '@regiso/core/ui';
import { texts } from './texts';

/** A code shown once, with what to do with it. */
export function OneTimeCode({ code, onClose }: { code: string; onClose: () => void }) {
  const t = useTexts(texts);
  const address = `${window.location.origin}/app/access/activate`;
  return (
    <Alert title={t('code')} role="status">
      <Text fz={28} fw={600} ff="monospace" style={{ userSelect: 'all' }}>
        {code}
      </Text>
      <Text>{t('code.what')}</Text>
      <Text mb="sm">{t('code.where', { address })}</Text>
      <Button variant="default" onClick={onClose}>
        {t('code.close')}
      </Button>
    </Alert>
  );
}
