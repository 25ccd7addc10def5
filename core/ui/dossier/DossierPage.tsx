import { IconPrinter } from '@tabler/icons-react';
import type { DossierLine, DossierView } from '../../dossiers/shapes';
import { useApi } from '../api/queries';
import { Alert, Button, Stack, Text, Title } from '../elements';
import { Page, type Breadcrumb } from '../page/Page';
import { useFormats } from '../texts/formats';
import { useTexts } from '../texts/i18n';
import { AddPaper } from './AddPaper';
import { Checklist } from './Checklist';
import styles from './Dossier.module.css';
import { Earlier } from './Earlier';
import { dossierTexts } from './texts';
import { useTitle } from './use-title';

type Props = {
  /** Address of the file below the API: `/kindergarten/dossiers/…`. */
  address: string;
  breadcrumbs: readonly Breadcrumb[];
};

/** A personal file: what is missing on top, each paper with its days, scans and history, and what was kept before. */
export function DossierPage({ address, breadcrumbs }: Props) {
  const t = useTexts(dossierTexts);
  const { day } = useFormats();
  const { data, error, isPending, refetch } = useApi<DossierView>(address);
  const isOpen = data && data.mayKeep && !data.isLocked;
  const born = data?.birthDate && t('born', { day: day(data.birthDate) });
  return (
    <Page
      title={data?.name ?? t('title')}
      lead={data && [t('title'), data.place, data.organisation, born].filter(Boolean).join(' · ')}
      breadcrumbs={breadcrumbs}
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
      actions={
        data && (
          <div className={`${styles.tools} ${styles.screen}`}>
            {isOpen && <AddPaper address={address} lines={data.lines} />}
            <Button
              variant="default"
              leftSection={<IconPrinter size={18} aria-hidden />}
              onClick={() => window.print()}
            >
              {t('print')}
            </Button>
          </div>
        )
      }
    >
      {data && (
        <Stack gap="xl">
          <Standing file={data} />
          <Lines title={t('needed')} file={data} address={address} fits={({ isRequired }) => isRequired} />
          <Lines
            title={t('others')}
            file={data}
            address={address}
            fits={({ isRequired, items }) => !isRequired && items.length > 0}
          />
          <Earlier rows={data.earlier} />
        </Stack>
      )}
    </Page>
  );
}

function Standing({ file: { lacking, required, lines, isLocked, leftOn, mayKeep } }: { file: DossierView }) {
  const t = useTexts(dossierTexts);
  const { day } = useFormats();
  const title = useTitle();
  const missing = lines.filter(({ isRequired, state }) => isRequired && state !== 'present');
  const here = required - lacking;
  return (
    <Stack gap="sm">
      {isLocked && leftOn && (
        <Alert color="gray" title={t('locked', { day: day(leftOn) })}>
          {t('locked.what')}
        </Alert>
      )}
      {!isLocked && (
        <Alert color={lacking ? 'yellow' : 'green'} title={lacking ? t('lacking', { count: lacking }) : t('whole')}>
          {lacking > 0 && <Text>{missing.map(title).join('; ')}</Text>}
          {required > 0 && <Text>{t('share', { share: Math.floor((here / required) * 100), here, required })}</Text>}
        </Alert>
      )}
      {!mayKeep && <Text c="dimmed">{t('reads-only')}</Text>}
    </Stack>
  );
}

type LinesProps = { title: string; file: DossierView; address: string; fits: (line: DossierLine) => boolean };

function Lines({ title, file: { lines, mayKeep, isLocked }, address, fits }: LinesProps) {
  const t = useTexts(dossierTexts);
  const shown = lines.filter(fits);
  return (
    <section>
      <Title order={2} size="h3" mb="sm">
        {title}
      </Title>
      {shown.length === 0 ? (
        <Text c="dimmed">{t('others.none')}</Text>
      ) : (
        <Checklist lines={shown} address={address} mayKeep={mayKeep} isLocked={isLocked} />
      )}
    </section>
  );
}
