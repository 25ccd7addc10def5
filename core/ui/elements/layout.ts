import '@mantine/core/styles/DataList.layer.css';
import '@mantine/core/styles/Divider.layer.css';
import '@mantine/core/styles/Fieldset.layer.css';
import '@mantine/core/styles/List.layer.css';
import '@mantine/core/styles/Table.layer.css';
import {
  DataList as MantineDataList,
  Divider as MantineDivider,
  Fieldset as MantineFieldset,
  List as MantineList,
  Table as MantineTable,
} from '@mantine/core';

// Bound here, not passed on: a passed-on name would leave the styles of this module behind.
export const DataList = MantineDataList;
export const Divider = MantineDivider;
export const Fieldset = MantineFieldset;
export const List = MantineList;
export const Table = MantineTable;
