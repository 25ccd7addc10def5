const { setPriority } = require('node:os');
const { parentPort } = require('node:worker_threads');
const { hashSync, verifySync } = require('@node-rs/argon2');

// On Linux a priority belongs to one thread: whoever only reads a page goes before whoever signs in.
if (process.platform === 'linux') setPriority(5);

parentPort.on('message', ({ password, stored, options }) => {
  try {
    parentPort.postMessage(stored ? verifySync(stored, password, options) : hashSync(password, options));
  } catch {
    parentPort.postMessage(false);
  }
});
