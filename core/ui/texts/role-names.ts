import { useMe } from '../api/me';
import { useLanguage } from './i18n';

/** What roles are called in the reader's language. */
export function useRoleNames() {
  const { roleTitles = {} } = useMe();
  const { language } = useLanguage();
  return (role: string) => roleTitles[role]?.[language === 'en' ? 1 : 0] ?? role;
}
