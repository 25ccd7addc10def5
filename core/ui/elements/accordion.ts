import '@mantine/core/styles/Accordion.layer.css';
import { Accordion as MantineAccordion } from '@mantine/core';

// Bound here, not passed on: a passed-on name would leave the styles of this module behind.
export const Accordion = MantineAccordion;
