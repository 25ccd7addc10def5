import { Paper, SimpleGrid, Stack, Text, useTexts } from '@regiso/core/ui';
import type { RulesVersion } from '../../shared/queue-rules';
import { Fact } from '../Marks';
import { Grounds } from './Grounds';
import { rulesTexts } from './texts';

/** What one version of the act of a municipality sets. */
export function Order({ rules, isToCome = false }: { rules: RulesVersion; isToCome?: boolean }) {
  const t = useTexts(rulesTexts);
  const kept = (isKept: boolean) => t(isKept ? 'kept' : 'lost');
  return (
    <Paper withBorder p="md">
      <Stack gap="md">
        {isToCome && <Text fw={600}>{t('order.to-come')}</Text>}
        <Grounds {...rules} />
        {rules.isDefault && <Text>{t('order.default')}</Text>}
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="md">
          <Fact name={t('keys')}>{rules.keys.map((key) => t(`keys.${key}`)).join(' → ')}</Fact>
          <Fact name={t('strategy')}>{t(`strategy.${rules.strategy}`)}</Fact>
          <Fact name={t('answerDays')}>{t('days', { count: rules.answerDays })}</Fact>
          <Fact name={t('documentsDays')}>{t('days', { count: rules.documentsDays })}</Fact>
          <Fact name={t('declineKeepsTime')}>{kept(rules.declineKeepsTime)}</Fact>
          <Fact name={t('pauseKeepsTime')}>{kept(rules.pauseKeepsTime)}</Fact>
          <Fact name={t('moveKeepsTime')}>{kept(rules.moveKeepsTime)}</Fact>
        </SimpleGrid>
      </Stack>
    </Paper>
  );
}
