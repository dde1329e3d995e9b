// All offers at once, the oldest first; only the first has the key.
import type { Offer } from "../../api/types";
import { OfferPanel } from "./offer-panel";

export function OfferStack({ offers, beside }: { offers: Offer[]; beside: boolean }) {
  if (offers.length === 0) return null;
  return (
    <div className={beside ? "offers beside" : "offers"} role="region" aria-live="assertive">
      {offers.map((offer, index) => (
        <OfferPanel key={offer.reservation} offer={offer} first={index === 0} brief={beside && index > 0} />
      ))}
    </div>
  );
}
