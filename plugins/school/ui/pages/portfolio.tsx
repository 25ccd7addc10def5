import { IconAward } from '@tabler/icons-react';
import { Alert, Button, EmptyState, Page, Stack, Text, useApi, useFormats, useParam, useTexts } from '@regiso/core/ui';
import { mostBytes, mostFiles } from '../../shared/codes';
import type { Portfolio } from '../../shared/portfolio';
import { ItemForm } from '../portfolio/ItemForm';
import { OwnItem } from '../portfolio/OwnItem';
import styles from '../portfolio/Portfolio.module.css';
import { PublicLink } from '../portfolio/PublicLink';
import { portfolioTexts } from '../portfolio/texts';
import { texts } from '../texts';

/** The portfolio of oneself or of one's child: achievements, who sees them, the public link; printed as it stands. */
export default function PortfolioPage() {
  const t = useTexts(portfolioTexts);
  const titles = useTexts(texts);
  const { size } = useFormats();
  const person = useParam('person');
  const address = `/school/diaries/${person}/portfolio`;
  const { data, error, isPending, refetch } = useApi<Portfolio>(address);
  return (
    <Page
      title={titles('portfolio')}
      lead={t('lead')}
      breadcrumbs={[{ title: titles('diary'), to: `/school/diary/${person}` }]}
      actions={
        data && (
          <div className={styles.actions}>
            {data.mayAdd && !data.ended && <ItemForm address={address} kinds={data.kinds} />}
            {data.items.length > 0 && (
              <Button variant="default" onClick={() => window.print()}>
                {t('print')}
              </Button>
            )}
          </div>
        )
      }
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
    >
      {data && (
        <Stack gap="lg">
          <Text>{t('where', { name: data.name, class: data.class, school: data.school })}</Text>
          <Said of={data} />
          <div className={styles.columns}>
            <PublicLink address={address} of={data} />
            <section className={styles.section} aria-label={t('items')}>
              <h2>{t('items')}</h2>
              {data.items.length === 0 && (
                <EmptyState icon={IconAward} title={t('none')} what={t(data.mayAdd ? 'none.what' : 'none.reader')} />
              )}
              {data.items.length > 0 && data.mayAdd && !data.ended && (
                <Text size="sm" c="dimmed" className={styles.screen ?? ''}>
                  {t('files', { count: mostFiles, size: size(mostBytes) })}
                </Text>
              )}
              <ul className={styles.items}>
                {data.items.map((item) => (
                  <OwnItem key={item.id} address={address} of={data} item={item} />
                ))}
              </ul>
            </section>
          </div>
        </Stack>
      )}
    </Page>
  );
}

/** Why the reader cannot do everything. */
function Said({ of: { ended, isSelf, mayAdd, mayShow, ownAge } }: { of: Portfolio }) {
  const t = useTexts(portfolioTexts);
  const said = [
    ended && t(`ended.${ended}`),
    !mayAdd && t('reader', { age: ownAge }),
    isSelf && !mayShow && t('young', { age: ownAge }),
  ].filter(Boolean);
  if (!said.length) return null;
  return <Alert className={styles.screen ?? ''}>{said.join(' ')}</Alert>;
}
