import { useParam } from '@regiso/core/ui';
import { ToDiary } from '../diary/ToDiary';

/** The address of a day of one child's diary, which notices give. */
export default function ChildDay() {
  return <ToDiary child={useParam('child')} day={useParam('day')} />;
}
