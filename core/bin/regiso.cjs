#!/usr/bin/env node
// Node 20 runs no TypeScript by itself: register the loader, then hand over to the command line.
require('tsx/cjs/api').register();
require('../server/main.ts');
