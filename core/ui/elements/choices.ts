import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/Radio.layer.css';
import '@mantine/core/styles/Switch.layer.css';
import { Checkbox as MantineCheckbox, Radio as MantineRadio, Switch as MantineSwitch } from '@mantine/core';

// Bound here, not passed on: a passed-on name would leave the styles of this module behind.
export const Checkbox = MantineCheckbox;
export const Radio = MantineRadio;
export const Switch = MantineSwitch;
