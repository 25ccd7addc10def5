import '@mantine/core/styles/Notification.layer.css';
import '@mantine/notifications/styles.layer.css';
import { Notifications } from '@mantine/notifications';

export default function NoticePlace() {
  return <Notifications position="bottom-right" transitionDuration={150} />;
}
