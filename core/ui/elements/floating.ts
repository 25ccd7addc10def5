import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Menu.layer.css';
import '@mantine/core/styles/Tooltip.layer.css';
import { Menu as MantineMenu, Popover as MantinePopover, Tooltip as MantineTooltip } from '@mantine/core';

// Bound here, not passed on: a passed-on name would leave the styles of this module behind.
export const Menu = MantineMenu;
export const Popover = MantinePopover;
export const Tooltip = MantineTooltip;
