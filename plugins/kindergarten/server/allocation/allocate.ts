import { createHash } from 'node:crypto';
import { claimsOf, wishAt, type Claims, type Wish } from './claims';
import { deferredAcceptance } from './deferred-acceptance';
import { AllocationInput, canonicalInput, type Applicant } from './input';
import { serialOrder } from './serial-order';

/** Strategies by name and version. One that was ever used stays, or its runs could not be replayed. */
const strategies: Readonly<Record<string, (claims: Claims) => Int32Array>> = {
  'deferred-acceptance/1': deferredAcceptance,
  'serial-order/1': serialOrder,
};

/** Where the last one taken stood: whoever stands behind was refused. */
export type CutOff = { class: number; sibling: boolean; filed: string };

/** An organisation of the list that was not given, and why. */
export type Passed = {
  organisation: string;
  /** `no-group`: none fits by age, orientation, regime or language. `full`: those who stand before took the places. */
  why: 'no-group' | 'full';
  cutOff: CutOff | null;
  /** How many are refused there and stand before or at this child: 1 is the first behind the line. */
  behind: number | null;
};

/** What a run decided for one child. */
export type Decision = {
  number: string;
  place: { group: string; organisation: string; choice: number; standing: number; of: number } | null;
  passed: Passed[];
  /** Of an unplaced child: the organisation at whose line it stands nearest. */
  nearest: string | null;
};

export type Protocol = {
  municipality: string;
  on: string;
  strategy: string;
  inputSha256: string;
  placed: number;
  unplaced: number;
  decisions: Decision[];
};

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Runs a frozen input: the text of the protocol, the same byte by byte whenever it is run, and its hash. */
export function replay(inputText: string): { protocol: Protocol; text: string; hash: string } {
  const protocol = allocate(AllocationInput.parse(JSON.parse(inputText)));
  const text = JSON.stringify(protocol);
  return { protocol, text, hash: sha256(text) };
}

/** Gives places by the strategy that the input names, with the reason for every child. */
export function allocate(given: AllocationInput): Protocol {
  const frozen = canonicalInput(given);
  const input = JSON.parse(frozen) as AllocationInput;
  const strategy = `${input.strategy}/${input.version}`;
  const run = strategies[strategy];
  if (!run) throw new Error(`There is no strategy ${strategy}`);
  const { municipality, on } = input;
  const claims = claimsOf(
    input.strategy === 'serial-order' ? { ...input, keys: input.keys.filter((key) => key !== 'sibling') } : input,
  );
  const decisions = decisionsOf(input, claims, run(claims));
  const placed = decisions.filter(({ place }) => place).length;
  return {
    municipality,
    on,
    strategy,
    inputSha256: sha256(frozen),
    placed,
    unplaced: decisions.length - placed,
    decisions,
  };
}

/** Who was taken in each group and where the refused ones stood, in the order of the group. */
function linesOf({ claimants, free }: Claims, placed: Int32Array) {
  const taken: { at: number; score: number }[][] = free.map(() => []);
  const refused: number[][] = free.map(() => []);
  for (const [one, claimant] of claimants.entries()) {
    const last = placed[one] ?? -1;
    for (let n = 0, wish = wishAt(claimant, 0); wish; wish = wishAt(claimant, (n += 1))) {
      const { place, score } = wish;
      if (place === last) {
        for (const at of claimant.members) taken[place]?.push({ at, score });
        break;
      }
      // A further group that stands in the own list was asked there.
      if (n >= claimant.own.length && claimant.own.some((own) => own.place === place)) continue;
      for (let member = 0; member < claimant.members.length; member += 1) refused[place]?.push(score);
    }
  }
  for (const list of taken) list.sort((a, b) => a.score - b.score || a.at - b.at);
  return {
    taken,
    standing: taken.map((list) => new Map(list.map(({ at }, index) => [at, index + 1]))),
    refused: refused.map((scores) => Float64Array.from(scores).sort()),
  };
}

/** How many of the sorted scores are less. */
function countBelow(scores: Float64Array, score: number): number {
  let [from, to] = [0, scores.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((scores[middle] ?? 0) < score) from = middle + 1;
    else to = middle;
  }
  return from;
}

function decisionsOf(input: AllocationInput, claims: Claims, placed: Int32Array): Decision[] {
  const lines = linesOf(claims, placed);
  const decisions: Decision[] = [];
  for (const [one, claimant] of claims.claimants.entries()) {
    for (const [turn, at] of claimant.members.entries()) {
      const applicant = input.applicants[at] as Applicant;
      const own = placed[one] ?? -1;
      decisions[at] = decide({ input, lines, applicant, at, turn, own, wishes: claimant.own });
    }
  }
  return decisions;
}

type Asked = {
  input: AllocationInput;
  lines: ReturnType<typeof linesOf>;
  applicant: Applicant;
  at: number;
  /** Which of the twins; 0 for a child alone. */
  turn: number;
  own: number;
  wishes: readonly Wish[];
};

function decide({ input, lines, applicant, at, turn, own, wishes }: Asked): Decision {
  const group = input.places[own];
  const passed: Passed[] = [];
  for (const { organisation } of applicant.choices) {
    if (organisation === group?.organisation) break;
    const groups = wishes.filter(({ place }) => input.places[place]?.organisation === organisation);
    passed.push({ organisation, ...whyNot(input, lines, turn, groups) });
  }
  const choice = applicant.choices.findIndex(({ organisation }) => organisation === group?.organisation) + 1;
  const standing = lines.standing[own]?.get(at) ?? 0;
  return {
    number: applicant.number,
    place: group ? { group: group.group, organisation: group.organisation, choice, standing, of: group.free } : null,
    passed,
    nearest: group ? null : nearestOf(passed),
  };
}

function whyNot(input: AllocationInput, { taken, refused }: Asked['lines'], turn: number, groups: readonly Wish[]) {
  const [best] = groups
    .map(({ place, score }) => ({ place, behind: countBelow(refused[place] ?? new Float64Array(), score) + 1 + turn }))
    .sort((a, b) => a.behind - b.behind || a.place - b.place);
  if (!best) return { why: 'no-group' as const, cutOff: null, behind: null };
  const last = taken[best.place]?.at(-1);
  return { why: 'full' as const, cutOff: last ? cutOffAt(input, best.place, last.at) : null, behind: best.behind };
}

function cutOffAt({ applicants, places }: AllocationInput, place: number, at: number): CutOff {
  const { class: rank, filed, choices } = applicants[at] as Applicant;
  const sibling = choices.some((one) => one.sibling && one.organisation === places[place]?.organisation);
  return { class: rank, sibling, filed };
}

const nearestOf = (passed: readonly Passed[]) =>
  passed
    .filter(({ behind }) => behind !== null)
    .reduce<Passed | null>((best, one) => (best && (best.behind ?? 0) <= (one.behind ?? 0) ? best : one), null)
    ?.organisation ?? null;
