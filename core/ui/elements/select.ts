import '@mantine/core/styles/ScrollArea.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/Pill.layer.css';
import '@mantine/core/styles/PillsInput.layer.css';
import { MultiSelect as MantineMultiSelect, Select as MantineSelect } from '@mantine/core';

// Bound here, not passed on: a passed-on name would leave the styles of this module behind.
export const MultiSelect = MantineMultiSelect;
export const Select = MantineSelect;
