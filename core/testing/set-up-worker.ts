process.env.NODE_ENV = 'test';
process.env.REGISO_LOG_LEVEL ??= 'silent';
