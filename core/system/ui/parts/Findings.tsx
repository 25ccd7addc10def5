import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { Alert, EmptyState, Link, Paper, Stack, Text, Title, useTexts, type TextKey } from '@regiso/core/ui';
import { findingTexts } from '../finding-texts';
import type { Finding } from '../model';
import { texts } from '../texts';

type Key = TextKey<keyof typeof findingTexts.ru>;

// Where a page of its own helps.
const pages: Record<string, string> = {
  'no-backup': '/backup',
  'backup-stale': '/backup',
  'backup-unsound': '/backup',
  'backup-unverified': '/backup',
  'backup-log': '/backup',
  'reference-unverified': '/reference',
  'calendar-missing': '/reference/calendar',
  'plugin-failed': '/system/subsystems',
  'no-worker': '/system/jobs',
  'warehouse-away': '/warehouse',
  'agreements-without-file': '/agreements/participants',
};
const searches: Record<string, object> = { 'agreements-without-file': { withoutFile: 'true' } };

/** What should be put right, the worst first: what it is, why it matters, what to do. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const t = useTexts(texts);
  if (!findings.length)
    return (
      <Paper withBorder p="lg">
        <EmptyState icon={IconCircleCheck} title={t('findings.none')} what={t('findings.none.what')} />
      </Paper>
    );
  return (
    <Stack gap="lg">
      <Part level="danger" findings={findings} />
      <Part level="warning" findings={findings} />
    </Stack>
  );
}

function Part({ level, findings }: { level: Finding['level']; findings: readonly Finding[] }) {
  const t = useTexts(texts);
  const own = findings.filter((finding) => finding.level === level);
  if (!own.length) return null;
  return (
    <section>
      <Title order={2} size="h3" mb="sm">
        {t(`findings.${level}`, { count: own.length })}
      </Title>
      <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {own.map((finding) => (
          <li key={`${finding.id}${JSON.stringify(finding.details)}`}>
            <One finding={finding} />
          </li>
        ))}
      </Stack>
    </section>
  );
}

function One({ finding: { id, level, details = {} } }: { finding: Finding }) {
  const t = useTexts(texts);
  const say = useTexts(findingTexts);
  const count = Number(details.count ?? details.days ?? details.minutes ?? details.seconds ?? 0);
  const isDanger = level === 'danger';
  const page = pages[id];
  return (
    <Alert
      variant="outline"
      role="group"
      bg="var(--mantine-color-body)"
      color={isDanger ? 'red' : 'yellow'}
      icon={isDanger ? <IconAlertTriangle size={20} aria-hidden /> : <IconInfoCircle size={20} aria-hidden />}
      title={say(id as Key, { ...details, count })}
    >
      <Text size="sm">{say(`${id}.why` as Key)}</Text>
      <Text size="sm" mt={6} style={{ overflowWrap: 'anywhere' }}>
        <Text span fw={600} size="sm">
          {t('findings.do')}
        </Text>{' '}
        {say(`${id}.do` as Key)}
        {page && (
          <>
            {' '}
            <Link to={page as '/'} search={(searches[id] ?? {}) as never}>
              {t('findings.open')}
            </Link>
          </>
        )}
      </Text>
    </Alert>
  );
}
