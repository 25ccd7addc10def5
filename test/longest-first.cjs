const { default: Sequencer } = require('@jest/test-sequencer');

// What a fresh clone cannot know yet: the suites that take longest.
const long = [
  'convergence.test',
  'drill.test',
  'dashboards.browser',
  'fuzz.test',
  'real-results.test',
  '.browser.test',
];

const rank = ({ path }) => {
  const place = long.findIndex((part) => path.includes(part));
  return place < 0 ? long.length : place;
};

/** Begins with the suites that take longest, so that no worker is left alone with one at the end. */
module.exports = class extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
};
