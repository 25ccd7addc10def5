// Types only: nothing of the server reaches the browser, and an answer that changes does not compile here.
import type { RunDetail } from '../detail';

export type { KindView, RunView } from '../views';
export type { RunDetail } from '../detail';
export type { Decision, Matched } from '../match';
export type { CandidateView } from '../routes';
export type { StagedView } from '../waiting';
export type RunState = RunDetail['state'];
