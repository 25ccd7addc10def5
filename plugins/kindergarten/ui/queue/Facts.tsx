import { Paper, SimpleGrid, useFormats, useTexts } from '@regiso/core/ui';
import type { ApplicationView } from '../../shared/applications';
import { Fact } from '../Marks';
import { useWords } from '../words';
import { queueTexts } from './texts';

/** What is asked for, and when it came. */
export function Facts({ application: a }: { application: ApplicationView }) {
  const t = useTexts(queueTexts);
  const words = useWords();
  const { day, instant, list } = useFormats();
  return (
    <Paper withBorder p="md">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="md">
        <Fact name={t('number')}>{a.number}</Fact>
        <Fact name={t('filed')}>{a.filedAt && instant(a.filedAt)}</Fact>
        <Fact name={t('origin')}>{words.origin(a.origin)}</Fact>
        <Fact name={t('guardian')}>{a.guardian}</Fact>
        <Fact name={t('age')}>{words.years(a.age)}</Fact>
        <Fact name={t('class')}>{words.class(a.class)}</Fact>
        <Fact name={t('desired')}>{day(a.desiredOn)}</Fact>
        <Fact name={t('orientation')}>{words.orientation(a.orientation)}</Fact>
        <Fact name={t('regime')}>{list(a.regimes.map((regime) => words.regime(regime)))}</Fact>
        <Fact name={t('language')}>{a.language ? words.language(a.language) : t('any')}</Fact>
        <Fact name={t('anywhere')}>{a.anywhere ? t('yes') : t('no')}</Fact>
        {a.transferFrom && <Fact name={t('transfer')}>{a.transferFrom}</Fact>}
        {a.transferFrom && <Fact name={t('swaps')}>{a.swaps ? t('yes') : t('no')}</Fact>}
        {a.filingGround && <Fact name={t('filing-ground')}>{a.filingGround}</Fact>}
        {a.direction && (
          <Fact name={t('direction')}>
            {`${a.direction.organisation}, ${a.direction.group}: ${words.direction(a.direction.state).toLowerCase()}`}
          </Fact>
        )}
      </SimpleGrid>
    </Paper>
  );
}
