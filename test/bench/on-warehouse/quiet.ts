process.env.REGISO_LOG_LEVEL ??= 'silent';
