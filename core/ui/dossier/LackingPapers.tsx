import { Badge, Stack, Text } from '../elements';
import { useTexts } from '../texts/i18n';
import { dossierTexts } from './texts';
import { useTitle } from './use-title';

type Props = { lacking: readonly { kind: string; title: string; titleEn: string }[] };

// The whole list stands on the page of the file.
const shown = 3;

/** What the file of somebody lacks, for a row of a list: how many papers and which. */
export function LackingPapers({ lacking }: Props) {
  const t = useTexts(dossierTexts);
  const title = useTitle();
  const first = lacking.slice(0, shown);
  const rest = lacking.length - first.length;
  return (
    <Stack gap={4} miw={110} align="flex-start">
      <Badge color={lacking.length ? 'red' : 'green'} variant="light">
        {lacking.length ? t('missing', { count: lacking.length }) : t('whole.short')}
      </Badge>
      {lacking.length > 0 && (
        <Text size="sm" c="dimmed" visibleFrom="sm">
          {first.map(title).join('; ')}
          {rest > 0 && t('missing.rest', { count: rest })}
        </Text>
      )}
    </Stack>
  );
}

type Rows = readonly { required: number; lacking: readonly unknown[] }[];

/** How many files lack papers, and which share of the required ones is here. */
export function DossierTotal({ rows }: { rows: Rows }) {
  const t = useTexts(dossierTexts);
  const required = rows.reduce((sum, row) => sum + row.required, 0);
  const lacking = rows.reduce((sum, row) => sum + row.lacking.length, 0);
  const count = rows.filter((row) => row.lacking.length).length;
  if (!required) return null;
  return <Text fw={600}>{t('total', { count, share: Math.floor(((required - lacking) / required) * 100) })}</Text>;
}
