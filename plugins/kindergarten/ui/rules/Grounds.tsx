import { Badge, Stack, Text, useFormats, useTexts } from '@regiso/core/ui';
import { rulesTexts } from './texts';

type Props = {
  act: string;
  clause?: string | null;
  verified: boolean;
  validFrom: string;
  validTo: string | null;
};

/** The act of a rule, its days, and whether a person has compared the two. */
export function Grounds({ act, clause, verified, validFrom, validTo }: Props) {
  const t = useTexts(rulesTexts);
  const { day } = useFormats();
  const from = day(validFrom);
  return (
    <Stack gap={4} align="start">
      <span>{[act, clause].filter(Boolean).join(', ')}</span>
      <Text size="sm" c="dimmed">
        {validTo ? t('valid.from-to', { from, to: day(validTo) }) : t('valid.from', { from })}
      </Text>
      <Badge color={verified ? 'green' : 'yellow'} variant="light" miw="max-content">
        {t(verified ? 'verified' : 'unverified')}
      </Badge>
    </Stack>
  );
}
