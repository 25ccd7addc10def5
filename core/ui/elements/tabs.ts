import '@mantine/core/styles/Tabs.layer.css';
import { Tabs as MantineTabs } from '@mantine/core';

// Bound here, not passed on: a passed-on name would leave the styles of this module behind.
export const Tabs = MantineTabs;
