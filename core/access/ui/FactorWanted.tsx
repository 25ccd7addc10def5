import { IconShieldLock } from '@tabler/icons-react';
import { Alert, Button, Link, Stack, useMe, useTexts } from '@regiso/core/ui';
import { ownTexts } from './own-texts';

/** On the home page of whoever may do nothing before a second factor is set up: why, and where that is done. */
export default function FactorWanted() {
  const t = useTexts(ownTexts);
  const { needsSecondFactor, roles } = useMe();
  if (!needsSecondFactor || roles.length > 0) return null;
  return (
    <Alert color="yellow" icon={<IconShieldLock size={20} aria-hidden />} title={t('factor.waits')} maw="48rem">
      <Stack gap="sm" align="flex-start">
        <span>{t('factor.waits-what')}</span>
        <Button component={Link} to={'/access/account' as '/'}>
          {t('factor.begin')}
        </Button>
      </Stack>
    </Alert>
  );
}
