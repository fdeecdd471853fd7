// Rendered on the server, which imports the package too.
import { createClient, VERSION } from "jeelpay-checkout";
import { Pay } from "./pay";

export default function Page() {
  return (
    <main data-version={VERSION} data-client={typeof createClient({ baseUrl: "/" }).createCheckout}>
      <Pay />
    </main>
  );
}
