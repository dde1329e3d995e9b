// Has the next agent of a queue take a case up.
import { InboxOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { queueCase } from "../../api/commands";
import { keys } from "../../api/keys";
import { WishForm } from "../../parts/wish-form";

export function QueueCase({ id }: { id: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return (
    <WishForm
      label={t("case.queue")}
      icon={<InboxOutlined />}
      queue={null}
      done={t("case.queued")}
      send={async (wish) => {
        await queueCase(id, wish);
        await queries.invalidateQueries({ queryKey: keys.case(id) });
      }}
      testId="queue-case"
    />
  );
}
