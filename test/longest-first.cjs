const { default: Sequencer } = require('@jest/test-sequencer');

const rank = { long: 1, journey: 2, pages: 2, server: 3 };
const looksForMinutes = (path) => path.endsWith('convergence.test.ts');
const rankOf = ({ path, context }) => (looksForMinutes(path) ? 0 : rank[context.config.displayName.name]);

/** Begins with the suites that take longest, which a fresh clone cannot know yet, so that no worker is left alone with one at the end. */
module.exports = class extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rankOf(a) - rankOf(b));
  }
};
