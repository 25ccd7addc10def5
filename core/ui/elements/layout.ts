import '@mantine/core/styles/DataList.layer.css';
import '@mantine/core/styles/Divider.layer.css';
import '@mantine/core/styles/Fieldset.layer.css';
import '@mantine/core/styles/List.layer.css';
import '@mantine/core/styles/Table.layer.css';

export { DataList, Divider, Fieldset, List, Table } from '@mantine/core';
