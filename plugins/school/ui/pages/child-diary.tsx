import { useParam } from '@regiso/core/ui';
import { ToDiary } from '../diary/ToDiary';

/** The address of one child's diary, which other pages give. */
export default function ChildDiary() {
  return <ToDiary child={useParam('child')} />;
}
