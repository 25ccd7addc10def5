import { beVictim, sayDone } from '../../testing/victim';
import { runGranting, type Plan } from './granting-plan';
import { notes } from './notes';

beVictim<{ plan: Plan }>([notes], ({ plan }) => runGranting(plan, sayDone));
