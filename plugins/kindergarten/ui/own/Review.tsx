import { Stack, Text, useFormats, useLanguage, useTexts } from '@regiso/core/ui';
import type { ApplicationView } from '../../shared/applications';
import { Fact } from '../Marks';
import { ownTexts } from '../own-texts';
import { useWords } from '../words';
import { formTexts } from './form-texts';
import styles from './Own.module.css';

/** Everything that will be sent, once more before it is. */
export function Review({ application }: { application: ApplicationView }) {
  const t = useTexts(formTexts);
  const own = useTexts(ownTexts);
  const words = useWords();
  const { day, list } = useFormats();
  const { language: shown } = useLanguage();
  const { child, choices, desiredOn, orientation, regimes, language, anywhere, privileges } = application;
  const titles = privileges.map(({ title, titleEn }) => (shown === 'en' ? titleEn : title));
  return (
    <Stack gap="md">
      <Fact name={t('review.child')}>{child}</Fact>
      <Fact name={t('review.gardens')}>
        <ol style={{ margin: 0, paddingLeft: 24 }}>
          {choices.map(({ organisationId, name }) => (
            <li key={organisationId}>{name}</li>
          ))}
        </ol>
      </Fact>
      <div className={styles.facts}>
        <Fact name={own('desired')}>{day(desiredOn)}</Fact>
        <Fact name={own('group')}>{words.orientation(orientation)}</Fact>
        <Fact name={own('regime')}>{list(regimes.map(words.regime))}</Fact>
        <Fact name={own('language')}>{language ? words.language(language) : own('language.any')}</Fact>
        <Fact name={own('anywhere')}>{own(anywhere ? 'anywhere.yes' : 'anywhere.no')}</Fact>
        {application.transferFrom && (
          <>
            <Fact name={own('transfer')}>{application.transferFrom}</Fact>
            <Fact name={own('swaps')}>{own(application.swaps ? 'swaps.yes' : 'swaps.no')}</Fact>
          </>
        )}
        <Fact name={own('privileges')}>{titles.length ? list(titles) : t('review.none')}</Fact>
      </div>
      <Text fw={600}>{t('send.note')}</Text>
    </Stack>
  );
}
