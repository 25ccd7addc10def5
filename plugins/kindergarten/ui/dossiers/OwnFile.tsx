import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Anchor, Text, Title, useFormats, useLanguage, useTexts } from '@regiso/core/ui';
import type { OwnDossier } from '../../shared/dossiers';
import styles from './OwnFile.module.css';
import { ownDossierTexts } from './own-texts';

type Line = OwnDossier['lines'][number];

/** The file of one child in one kindergarten: what to bring and where, then what is there. */
export function OwnFile({ file }: { file: OwnDossier }) {
  const t = useTexts(ownDossierTexts);
  const { child, organisation, address, phone, group, lines } = file;
  const required = lines.filter(({ isRequired }) => isRequired);
  const wanted = lines.filter(({ state, isRequired }) => state !== 'present' && (isRequired || state === 'expired'));
  const lacking = required.filter(({ state }) => state !== 'present').length;
  const here = lines.filter(({ state }) => state === 'present');
  return (
    <li className={styles.file}>
      <div>
        <h2>{child}</h2>
        <Text c="dimmed">{t('where', { organisation, group })}</Text>
      </div>
      <Text fw={600}>{lacking ? t('lacking', { count: lacking, required: required.length }) : t('whole')}</Text>
      {wanted.length > 0 && (
        <section>
          <Title order={3} size="h4">
            {t('bring')}
          </Title>
          <Text mt={4}>
            {t('bring.where', { place: [organisation, address].filter(Boolean).join(', ') })}
            {phone && (
              <>
                {', '}
                <Anchor className={styles.phone ?? ''} underline="always" href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
                  {phone}
                </Anchor>
              </>
            )}
          </Text>
          <ul className={styles.lines}>
            {wanted.map((line) => (
              <Wanted key={line.kind} line={line} />
            ))}
          </ul>
        </section>
      )}
      <section>
        <Title order={3} size="h4">
          {t('here')}
        </Title>
        {here.length === 0 && <Text mt={4}>{t('here.none')}</Text>}
        <ul className={styles.lines}>
          {here.map((line) => (
            <Here key={line.kind} line={line} />
          ))}
        </ul>
      </section>
    </li>
  );
}

function useTitle() {
  const { language } = useLanguage();
  return ({ title, titleEn }: Line) => (language === 'en' ? titleEn : title);
}

function Wanted({ line }: { line: Line }) {
  const t = useTexts(ownDossierTexts);
  const { day } = useFormats();
  const title = useTitle();
  const { state, validUntil } = line;
  const words =
    state === 'expired' && validUntil
      ? t('state.expired', { day: day(validUntil) })
      : t(state === 'returned' ? 'state.returned' : 'state.missing');
  return (
    <li>
      <IconAlertTriangle className={styles.missing} size={22} aria-hidden />
      <div>
        <Text fw={600}>{title(line)}</Text>
        <Text size="sm" c="dimmed">
          {words}
        </Text>
      </div>
    </li>
  );
}

function Here({ line }: { line: Line }) {
  const t = useTexts(ownDossierTexts);
  const { day } = useFormats();
  const title = useTitle();
  const { receivedOn, validUntil, isRequired } = line;
  const facts = [
    receivedOn && t('received', { day: day(receivedOn) }),
    validUntil && t('until', { day: day(validUntil) }),
    !isRequired && t('optional'),
  ];
  return (
    <li>
      <IconCircleCheck className={styles.present} size={22} aria-hidden />
      <div>
        <Text fw={600}>{title(line)}</Text>
        <Text size="sm" c="dimmed">
          {facts.filter(Boolean).join(', ')}
        </Text>
      </div>
    </li>
  );
}
