import '@mantine/core/styles/NumberInput.layer.css';
import { FileInput as MantineFileInput, NumberInput as MantineNumberInput } from '@mantine/core';

// Bound here, not passed on: a passed-on name would leave the styles of this module behind.
export const FileInput = MantineFileInput;
export const NumberInput = MantineNumberInput;
