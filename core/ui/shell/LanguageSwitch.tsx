import { Button } from '@mantine/core';
import { languages, useLanguage, useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';

/** The other language, by its own name. */
export function LanguageSwitch() {
  const t = useTexts(shellTexts);
  const { language, change } = useLanguage();
  const others = languages.filter((one) => one !== language);
  return others.map((one) => (
    <Button
      key={one}
      variant="subtle"
      size="compact-md"
      lang={one}
      aria-label={t(`language.${one}`)}
      onClick={() => change(one)}
    >
      {one.toUpperCase()}
    </Button>
  ));
}
