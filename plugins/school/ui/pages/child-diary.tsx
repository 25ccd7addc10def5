import { useEffect } from 'react';
import { Page, useNavigate, useParam, useTexts } from '@regiso/core/ui';
import { texts } from '../texts';

/** The address of one child's diary, which other pages give: leads to the diary with that child chosen. */
export default function ChildDiary() {
  const titles = useTexts(texts);
  const child = useParam('child');
  const navigate = useNavigate();
  useEffect(() => {
    void navigate({ to: '/school/diary' as '/', search: { child } as never, replace: true });
  }, [child, navigate]);
  return <Page title={titles('diary')} loading />;
}
