import { Button, Stack, Text } from '@mantine/core';
import { IconLogin2, IconShieldCheck } from '@tabler/icons-react';
import type { Me } from '../api/me';
import { useLanguage, useTexts } from '../texts/i18n';
import { safePlace } from './place';
import { signInTexts } from './sign-in-texts';
import styles from './SignInPage.module.css';

type Props = { ways: NonNullable<Me['ways']>; to: string | undefined };

/** Providers one may sign in by: plain links, so that they work before anything else on the page does. */
export function SignInWays({ ways, to }: Props) {
  const t = useTexts(signInTexts);
  const { language } = useLanguage();
  const search = new URLSearchParams({ to: safePlace(to) }).toString();
  return (
    <Stack gap="sm" component="section" aria-label={t('ways')}>
      {ways.map(({ id, title, titleEn, isSimulated }) => (
        <div key={id}>
          <Button
            component="a"
            href={`/api/access/enter/${id}?${search}`}
            size="md"
            fullWidth
            variant={id === 'esia' ? 'filled' : 'default'}
            leftSection={id === 'esia' ? <IconShieldCheck size={20} /> : <IconLogin2 size={20} />}
          >
            {t('by', { way: language === 'en' ? titleEn : title })}
          </Button>
          {isSimulated && (
            <Text c="dimmed" fz="sm" mt={4}>
              {t('simulated')}
            </Text>
          )}
        </div>
      ))}
      <p className={styles.or}>{t('or')}</p>
    </Stack>
  );
}
