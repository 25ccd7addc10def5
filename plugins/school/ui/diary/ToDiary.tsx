import { useEffect } from 'react';
import { Page, useNavigate, useTexts } from '@regiso/core/ui';
import { texts } from '../texts';

/** Leads to the diary with a child chosen, and a day where one is given. */
export function ToDiary({ child, day }: { child: string; day?: string }) {
  const titles = useTexts(texts);
  const navigate = useNavigate();
  useEffect(() => {
    const search = { child, ...(day && { day }) };
    void navigate({ to: '/school/diary' as '/', search: search as never, replace: true });
  }, [child, day, navigate]);
  return <Page title={titles('diary')} loading />;
}
