const { default: Sequencer } = require('@jest/test-sequencer');

// What a fresh clone cannot know yet.
const rank = { long: 0, journey: 1, pages: 1, server: 2 };
const rankOf = ({ context }) => rank[context.config.displayName.name];

/** Begins with the suites that take longest, so that no worker is left alone with one at the end. */
module.exports = class extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rankOf(a) - rankOf(b));
  }
};
