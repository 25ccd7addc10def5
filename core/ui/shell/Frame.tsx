import { Outlet } from '@tanstack/react-router';
import { useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';

/** What stands around every page: the way past the header for keyboards. */
export function Frame() {
  const t = useTexts(shellTexts);
  return (
    <>
      <a className="skip-link" href="#content">
        {t('skip-to-content')}
      </a>
      <Outlet />
    </>
  );
}
