// A customer in the drawer: the same story as beside a conversation, and the timeline.
import { useCustomer } from "../../api/queries";
import type { Customer, CustomerFull } from "../../api/types";
import { Ready } from "../../parts/feedback";
import { CustomerStory } from "../customer/customer-pane";
import { TimelineBlock } from "../customer/timeline";

const brief = (full: CustomerFull): Customer => ({ ...full, identities: full.identities.length });

export function CustomerDetail({ id }: { id: string }) {
  const found = useCustomer(id);
  return (
    <Ready of={found} rows={8}>
      {(full) => (
        <article className="detail customer-detail" data-testid="customer-detail">
          <CustomerStory customer={brief(full)} collected={null} />
          <TimelineBlock customer={id} />
        </article>
      )}
    </Ready>
  );
}
