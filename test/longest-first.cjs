const { default: Sequencer } = require('@jest/test-sequencer');

const isLong = ({ path }) => path.endsWith('convergence.test.ts');

/** Begins with the suite that looks for four minutes under CI, so that the others are done beside it and not before it. */
module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
};
