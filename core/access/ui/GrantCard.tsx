import type { ReactNode } from 'react';
import { IconArrowRight } from '@tabler/icons-react';
import { Badge, DataList, Group, Paper, Text, Title, useFormats, useTexts } from '@regiso/core/ui';
import type { Grant } from './model';
import { useNames } from './names';
import { texts } from './texts';

type Props = { grant: Grant; actions?: ReactNode; withHolder?: boolean };

/** One right told as a chain: role, place, then ground, agreement, term and who gave it. */
export function GrantCard({ grant, actions, withHolder }: Props) {
  const t = useTexts(texts);
  const names = useNames();
  const place = grant.participant?.name ?? grant.municipality?.name ?? names.region;
  return (
    <Paper withBorder p="lg" component="article" aria-label={names.role(grant.role)}>
      <Group justify="space-between" align="flex-start" mb="sm">
        <div>
          {withHolder && <Text>{grant.account?.name}</Text>}
          <Title order={3}>{names.role(grant.role)}</Title>
          <Group gap="xs">
            <Text>{names.subsystem(grant.subsystem)}</Text>
            <IconArrowRight size={16} aria-hidden />
            <Text>{grant.scope === 'region' ? names.region : place}</Text>
          </Group>
        </div>
        <StateOf grant={grant} />
      </Group>
      <DataList orientation="vertical">
        {useFacts(grant).map(([label, value]) => (
          <DataList.Item key={label}>
            <DataList.ItemLabel>{label}</DataList.ItemLabel>
            <DataList.ItemValue>{value}</DataList.ItemValue>
          </DataList.Item>
        ))}
      </DataList>
      {grant.endReason && <Text mt="sm">{`${t('reason')}: ${grant.endReason}`}</Text>}
      {actions && <Group mt="md">{actions}</Group>}
    </Paper>
  );
}

function useFacts(grant: Grant): [string, string][] {
  const t = useTexts(texts);
  const formats = useFormats();
  const { agreement, confirmedBy, givenBy, narrowing } = grant;
  const said = agreement
    ? t('agreement.said', {
        number: agreement.number,
        from: formats.day(agreement.startsOn),
        to: agreement.endsOn ? formats.day(agreement.endsOn) : t('agreement.open'),
        scope: agreement.dataScope,
      })
    : t('agreement.none');
  const until = grant.endsOn ? formats.day(grant.endsOn) : t('until.agreement');
  return [
    [t('ground'), grant.ground],
    [t('agreement'), grant.participant || agreement ? said : t('agreement.none')],
    [t('from'), `${formats.day(grant.startsOn)} — ${until}`],
    [
      t('given-by'),
      confirmedBy ? t('given-and-confirmed', { by: givenBy ?? '', second: confirmedBy }) : (givenBy ?? ''),
    ],
    ...(narrowing ? ([[t('narrowed'), JSON.stringify(narrowing)]] as [string, string][]) : []),
  ];
}

function StateOf({ grant: { state, level } }: { grant: Grant }) {
  const t = useTexts(texts);
  if (state === 'active' && level !== 'full') {
    return (
      <Badge color={level === 'read' ? 'yellow' : 'red'} variant="light">
        {t(`level.${level}`)}
      </Badge>
    );
  }
  const colour = {
    active: 'green',
    requested: 'yellow',
    upcoming: 'gray',
    ended: 'gray',
    refused: 'red',
    revoked: 'red',
  }[state];
  return (
    <Badge color={colour} variant="light">
      {t(`state.${state}`)}
    </Badge>
  );
}
