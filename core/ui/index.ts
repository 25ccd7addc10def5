/** Everything the interface half of a plugin may import, by name. */
export { defineUi, menuGroups, type Icon, type MenuGroup, type Ui } from './define-ui';
export { defineTexts, type PluginTexts, type TextKey, type Texts } from './texts/define-texts';
export { useLanguage, useTexts, type Language, type Translate } from './texts/i18n';
export { useRoleNames } from './texts/role-names';
export { formats, useFormats, type Formats } from './texts/formats';
export { api, apiAddress, onProofWanted, type Query } from './api/client';
export { lastPageProblems, type PageProblem } from './api/last-problems';
export { saveFile } from './api/save-file';
export { ProblemError, type ProblemIssue } from './api/problem';
export { apiQuery, useApi, useKeyset, type Keyset } from './api/queries';
export { changeKept } from './kept/keeping';
export { KeptNotice } from './kept/KeptNotice';
export { keepsPages } from './kept/pages';
export { useKeptApi } from './kept/use-kept';
export { useMay, useMe, useRegion, useToday, type Me, type Region } from './api/me';
export { Page, type Breadcrumb } from './page/Page';
export { WhySeen } from './page/WhySeen';
export { FileActions } from './page/FileActions';
export { FigureCard } from './page/FigureCard';
export { EmptyState } from './page/EmptyState';
export { ErrorState } from './page/failures';
export { PageSkeleton } from './page/PageSkeleton';
export { formTexts as statisticalFormTexts } from './forms/texts';
export { BehindList, StatisticalForm } from './forms/StatisticalForm';
export { DossierPage } from './dossier/DossierPage';
export { DossierTotal, LackingPapers } from './dossier/LackingPapers';
export { DataTable, type Column } from './table/DataTable';
export { Form } from './form/Form';
export { errorsByField, useForm, type FormErrors } from './form/use-form';
export { useSearchText } from './form/use-search-text';
export { useSent } from './form/use-sent';
export { notifyDone, notifyProblem } from './notices/notify';
export { ConfirmButton } from './notices/ConfirmButton';
export { DialogButton } from './notices/DialogButton';
export { ReasonDialog } from './notices/ReasonDialog';
export { onLeaving } from './shell/sign-out';
export { useParam, useUrlState } from './shell/url-state';
export { useScreen, type Screen } from './shell/screen';
export { useScheme, useStillness } from './shell/look';
export { chartTheme, tokensOf, type ChartScheme } from './charts/theme';
export { EChart } from './charts/EChart';
export { loadUsualCharts } from './charts/load';
export type { ChartClick, ChartMaps } from './charts/use-chart';
export {
  Accordion,
  ActionIcon,
  Alert,
  Anchor,
  Badge,
  Button,
  Checkbox,
  Collapse,
  DataList,
  Divider,
  Drawer,
  Fieldset,
  FileButton,
  FileInput,
  Flex,
  Group,
  Input,
  List,
  Loader,
  Menu,
  Modal,
  MultiSelect,
  NativeSelect,
  NumberInput,
  Paper,
  Popover,
  Progress,
  Radio,
  SegmentedControl,
  Select,
  SimpleGrid,
  Skeleton,
  Stack,
  Switch,
  Table,
  Tabs,
  Text,
  Textarea,
  TextInput,
  Title,
  Tooltip,
  VisuallyHidden,
} from './elements';
export { Link, useBlocker, useNavigate } from '@tanstack/react-router';
export { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
