import '@mantine/core/styles/NumberInput.layer.css';

export { FileInput, NumberInput } from '@mantine/core';
