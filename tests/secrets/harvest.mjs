// node tests/secrets/harvest.mjs <sandbox>: keeps what a sandbox has received, before it is stopped.
import { keepReceived } from "../support/transcript.mjs";

keepReceived(await (await fetch(new URL("/_sandbox/requests", process.argv[2]))).json());
