// Types only: nothing of the server reaches the browser, and an answer that changes does not compile here.
import type { RunDetail } from '../detail';

export type { KindView, RunView } from '../views';
export type { RunDetail } from '../detail';
export type { Matched, StagedView } from '../match';
export type RunState = RunDetail['state'];
