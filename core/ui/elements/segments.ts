import '@mantine/core/styles/FloatingIndicator.layer.css';
import '@mantine/core/styles/SegmentedControl.layer.css';
import { SegmentedControl as MantineSegmentedControl } from '@mantine/core';

// Bound here, not passed on: a passed-on name would leave the styles of this module behind.
export const SegmentedControl = MantineSegmentedControl;
