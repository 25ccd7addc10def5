/** Mantine's components with their styles: those of the first line are loaded at once, the others with the page that uses them. */
export {
  ActionIcon,
  Alert,
  Anchor,
  Badge,
  Button,
  Collapse,
  FileButton,
  Flex,
  Group,
  Input,
  Loader,
  NativeSelect,
  Paper,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
  VisuallyHidden,
} from '@mantine/core';
export { Accordion } from './accordion';
export { Checkbox, Radio, Switch } from './choices';
export { DataList, Divider, Fieldset, List, Table } from './layout';
export { Drawer, Modal } from './dialogs';
export { FileInput, NumberInput } from './inputs';
export { Menu, Popover, Tooltip } from './floating';
export { Progress } from './progress';
export { SegmentedControl } from './segments';
export { MultiSelect, Select } from './select';
export { Tabs } from './tabs';
