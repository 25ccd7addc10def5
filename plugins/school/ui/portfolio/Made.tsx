import { Button, Group, notifyDone, Stack, Text, useFormats, useTexts } from '@regiso/core/ui';
import type { MadePortfolioLink } from '../../shared/portfolio';
import styles from './Portfolio.module.css';
import { portfolioTexts } from './texts';

/** Empty squares around a code, as its standard demands. */
const margin = 4;

/** A link that was just made: its address and its code, shown this once. */
export function Made({ link: { address, validUntil, qr }, close }: { link: MadePortfolioLink; close: () => void }) {
  const t = useTexts(portfolioTexts);
  const { day } = useFormats();
  const copy = () => navigator.clipboard.writeText(address).then(() => notifyDone({ text: t('link.copied') }));
  const width = qr.size + 2 * margin;
  return (
    <Stack gap="md">
      <Text role="status">{t('link.once')}</Text>
      <svg
        className={styles.qr}
        role="img"
        aria-label={t('link.qr')}
        viewBox={`${-margin} ${-margin} ${width} ${width}`}
        shapeRendering="crispEdges"
      >
        <path d={qr.path} fill="currentColor" />
      </svg>
      <div>
        <Text size="sm" c="dimmed">
          {t('link.address')}
        </Text>
        <Text className={styles.address ?? ''}>{address}</Text>
        <Text size="sm" c="dimmed">
          {t('link.until', { day: day(validUntil) })}
        </Text>
      </div>
      <Group>
        <Button onClick={() => void copy()}>{t('link.copy')}</Button>
        <Button variant="default" onClick={close}>
          {t('close')}
        </Button>
      </Group>
    </Stack>
  );
}
