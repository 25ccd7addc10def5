import '@mantine/core/styles/Progress.layer.css';
import { Progress as MantineProgress } from '@mantine/core';

// Bound here, not passed on: a passed-on name would leave the styles of this module behind.
export const Progress = MantineProgress;
