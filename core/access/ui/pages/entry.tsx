import { Button, Group, Text, useMe, useLanguage, useTexts } from '@regiso/core/ui';
import { EntryPage } from '../EntryPage';
import { entryTexts } from '../entry-texts';

type Why = Parameters<ReturnType<typeof useTexts<keyof typeof entryTexts.ru>>>[0];

/** Why a sign-in by a provider did not come about, and what to do next. */
export default function Entry() {
  const t = useTexts(entryTexts);
  const { ways = [], signedIn } = useMe();
  const { language } = useLanguage();
  const asked = new URLSearchParams(window.location.search);
  const way = ways.find(({ id }) => id === asked.get('way'));
  const title = (language === 'en' ? way?.titleEn : way?.title) ?? (language === 'en' ? 'Sign-in' : 'Вход');
  const key = `why.${asked.get('why') ?? 'other'}`;
  const known = (key in entryTexts.ru ? key : 'why.other') as Why;
  return (
    <EntryPage title={t('entry-problem')}>
      <Text>{t(known, { way: title })}</Text>
      <Group>
        <Button component="a" href={signedIn ? '/app/access/account' : '/app/sign-in'}>
          {t('entry-problem.back')}
        </Button>
        <Button component="a" href="/" variant="default">
          {t('entry-problem.public')}
        </Button>
      </Group>
    </EntryPage>
  );
}
