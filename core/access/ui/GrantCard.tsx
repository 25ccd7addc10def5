import type { ReactNode } from 'react';
import { IconCircleCheck, IconCircleX, IconClock, IconEye, IconLock, IconPlayerPause } from '@tabler/icons-react';
import { Badge, Group, Paper, Text, Title, useFormats, useLanguage, useTexts } from '@regiso/core/ui';
import styles from './GrantCard.module.css';
import type { Grant } from './model';
import { useNames } from './names';
import { texts } from './texts';

type Props = { grant: Grant; actions?: ReactNode; withHolder?: boolean };

/** One right told as a chain: role, place, then ground, agreement, term and who gave it. */
export function GrantCard({ grant, actions, withHolder }: Props) {
  const t = useTexts(texts);
  const names = useNames();
  const place = grant.participant?.name ?? grant.municipality?.name ?? names.region;
  const role = names.role(grant.role);
  const who = withHolder && grant.account ? `${grant.account.name} — ${role}` : role;
  return (
    <Paper withBorder p="md" component="article" aria-label={who}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div className={styles.head}>
          <Title order={2} size="h3">
            {who}
          </Title>
          <Text>
            {names.subsystem(grant.subsystem)} → {grant.scope === 'region' ? names.region : place}
          </Text>
        </div>
        <Group gap="sm">
          <StateOf grant={grant} />
          {actions}
        </Group>
      </Group>
      <dl className={styles.facts}>
        {useFacts(grant).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {grant.endReason && <Text mt="xs" size="sm">{`${t('reason')}: ${grant.endReason}`}</Text>}
    </Paper>
  );
}

function useFacts(grant: Grant): [string, string][] {
  const t = useTexts(texts);
  const formats = useFormats();
  const { language } = useLanguage();
  const { agreement, confirmedBy, narrowed } = grant;
  const narrowedTo = narrowed.map(({ text, textEn }) => (language === 'en' ? textEn : text)).join('; ');
  const by = grant.givenBy === 'command line' ? t('given-by.process') : (grant.givenBy ?? '');
  const said = agreement
    ? t('agreement.said', {
        number: agreement.number,
        from: formats.day(agreement.startsOn),
        to: agreement.endsOn ? formats.day(agreement.endsOn) : t('agreement.open'),
        scope: agreement.dataScope,
      })
    : t('agreement.none');
  return [
    [t('ground'), grant.ground],
    [t('agreement'), said],
    [t('term'), term()],
    [t('given-by'), confirmedBy ? t('given-and-confirmed', { by, second: confirmedBy }) : by],
    ...(narrowedTo ? ([[t('narrowed'), narrowedTo]] as [string, string][]) : []),
  ];

  function term() {
    const from = formats.day(grant.startsOn);
    if (grant.endsOn) return t('term.from-to', { from, to: formats.day(grant.endsOn) });
    return t(grant.participant ? 'term.while' : 'term.open', { from });
  }
}

const looks = {
  active: ['green', IconCircleCheck],
  requested: ['yellow', IconClock],
  upcoming: ['gray', IconClock],
  ended: ['gray', IconLock],
  refused: ['red', IconCircleX],
  revoked: ['red', IconCircleX],
  read: ['yellow', IconEye],
  suspended: ['red', IconPlayerPause],
  none: ['red', IconLock],
} as const;

function StateOf({ grant: { state, level } }: { grant: Grant }) {
  const t = useTexts(texts);
  const isHeldBack = state === 'active' && level !== 'full';
  const [colour, Icon] = looks[isHeldBack ? level : state];
  return (
    <Badge color={colour} variant="light" miw="max-content" leftSection={<Icon size={14} aria-hidden />}>
      {isHeldBack ? t(`level.${level}`) : t(`state.${state}`)}
    </Badge>
  );
}
