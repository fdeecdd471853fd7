//! Everything the far side knows, and everything that can happen to it.

use super::checkout::{Checkout, Created, Details, Order};
use super::clock::Timestamp;
use super::contract::Contract;
use super::errors::{ApiError, Reply};
use super::fault::Faults;
use super::group::{CheckoutType, EducationalYear, Group, seeded_groups, seeded_years};
use super::idempotency::{Begin, Keys, Scope};
use super::status::Status;
use super::token::Tokens;
use super::validate::Validation;
use super::webhook::{Attempt, Delivery, Outbox};
use rand::Rng;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use uuid::{Builder, Uuid};

pub struct World {
    contract: Arc<Contract>,
    /// Origin of the hosted page.
    origin: String,
    pub groups: Vec<Group>,
    pub years: Vec<EducationalYear>,
    pub faults: Faults,
    tokens: Tokens,
    keys: Keys,
    outbox: Outbox,
    checkouts: HashMap<Uuid, Checkout>,
    in_order: Vec<Uuid>,
    expiring: BTreeSet<(Timestamp, Uuid)>,
}

/// A create call that was let in: of whom, for what, under which key.
#[derive(Debug, PartialEq, Eq)]
pub struct Ticket {
    group: usize,
    endpoint: CheckoutType,
    scope: Option<Scope>,
}

/// What becomes of a create call at the door.
#[derive(Debug, PartialEq, Eq)]
pub enum Admission {
    /// The kept answer of an earlier call under the same key.
    Replay(Reply),
    /// To be handed to `create`, or to `give_up`.
    Process(Ticket),
}

#[derive(Debug, PartialEq, Eq)]
pub enum ChangeRefused {
    NotFound,
    AlreadyEnded(Status),
}

impl World {
    pub fn new(contract: Arc<Contract>, origin: &str, token_lifetime_s: u32) -> Self {
        Self {
            contract,
            origin: origin.to_owned(),
            groups: seeded_groups(),
            years: seeded_years(),
            faults: Faults::default(),
            tokens: Tokens::new(token_lifetime_s),
            keys: Keys::default(),
            outbox: Outbox::default(),
            checkouts: HashMap::new(),
            in_order: Vec::new(),
            expiring: BTreeSet::new(),
        }
    }

    /// Forgets everything but the seeded groups.
    pub fn reset(&mut self) {
        *self = Self::new(self.contract.clone(), &self.origin, self.tokens.lifetime_s());
    }

    pub fn origin(&self) -> &str {
        &self.origin
    }

    pub fn token_lifetime_s(&self) -> u32 {
        self.tokens.lifetime_s()
    }

    pub fn issue_token(&mut self, form: &[(String, String)], now: Timestamp, rng: &mut dyn Rng) -> Reply {
        self.tokens.issue(&self.groups, form, now, rng)
    }

    /// First half of a create call: who calls, and was this key seen before?
    pub fn admit(
        &mut self,
        endpoint: CheckoutType,
        authorization: Option<&str>,
        key: Option<String>,
        now: Timestamp,
    ) -> Result<Admission, ApiError> {
        let group = self.tokens.group(authorization, now).ok_or_else(ApiError::unauthorized)?;
        let scope = key.map(|key| Scope { group, endpoint, key });
        let begun = scope.as_ref().map_or(Ok(Begin::Process), |scope| self.keys.begin(scope, now))?;
        Ok(match begun {
            Begin::Replay(reply) => Admission::Replay(reply),
            Begin::Process => Admission::Process(Ticket { group, endpoint, scope }),
        })
    }

    /// Second half of a create call.
    pub fn create(&mut self, ticket: Ticket, body: &[u8], now: Timestamp, rng: &mut dyn Rng) -> Reply {
        let validation =
            Validation { contract: &self.contract, years: &self.years, group: &self.groups[ticket.group] };
        let reply = match validation.order(ticket.endpoint, body) {
            Ok(order) => self.keep(&ticket, order, now, rng),
            Err(error) => error.into(),
        };
        if let Some(scope) = ticket.scope {
            self.keys.finish(scope, Some(&reply), now);
        }
        reply
    }

    /// The call ends without having done anything; its key is free again.
    pub fn give_up(&mut self, ticket: Ticket, now: Timestamp) {
        if let Some(scope) = ticket.scope {
            self.keys.finish(scope, None, now);
        }
    }

    fn keep(&mut self, ticket: &Ticket, order: Order, now: Timestamp, rng: &mut dyn Rng) -> Reply {
        let checkout = Checkout {
            id: random_uuid(rng),
            group: ticket.group,
            checkout_type: ticket.endpoint,
            status: Status::Pending,
            created_at: now,
            last_activity: now,
            form_token: random_uuid(rng),
            request_id: random_uuid(rng),
            order,
        };
        let reply = Reply::json(
            200,
            &Created {
                checkout_id: checkout.id,
                redirect_url: &self.hosted_page(checkout.id),
                creation_date: now,
                reference_id: checkout.order.reference_id.as_deref(),
                metadata: checkout.order.metadata.as_deref(),
            },
        );
        self.expiring.insert((checkout.expires_at(), checkout.id));
        self.in_order.push(checkout.id);
        self.checkouts.insert(checkout.id, checkout);
        reply
    }

    /// A status call: a checkout of another group is as unknown as one that never was.
    pub fn details(
        &mut self,
        id: &str,
        authorization: Option<&str>,
        now: Timestamp,
        rng: &mut dyn Rng,
    ) -> Result<Reply, ApiError> {
        let group = self.tokens.group(authorization, now).ok_or_else(ApiError::unauthorized)?;
        self.expire(now, rng);
        id.parse()
            .ok()
            .and_then(|id: Uuid| self.checkouts.get(&id))
            .filter(|checkout| checkout.group == group)
            .map(|checkout| Reply::json(200, &Details::from(checkout)))
            .ok_or_else(ApiError::checkout_not_found)
    }

    pub fn hosted_page(&self, id: Uuid) -> String {
        format!("{}/pay/{id}", self.origin)
    }

    pub fn checkout(&self, id: Uuid) -> Option<&Checkout> {
        self.checkouts.get(&id)
    }

    pub fn group_of(&self, checkout: &Checkout) -> &Group {
        &self.groups[checkout.group]
    }

    pub fn checkouts(&self) -> impl DoubleEndedIterator<Item = &Checkout> + ExactSizeIterator {
        self.in_order.iter().map(|id| &self.checkouts[id])
    }

    pub fn deliveries(&self, id: Uuid) -> impl Iterator<Item = &Delivery> {
        self.outbox.of(id)
    }

    /// The buyer is here: a pending checkout lives on.
    pub fn touch(&mut self, id: Uuid, now: Timestamp) {
        if let Some(checkout) = self.checkouts.get_mut(&id)
            && !checkout.status.is_terminal()
        {
            self.expiring.remove(&(checkout.expires_at(), id));
            checkout.last_activity = now;
            self.expiring.insert((checkout.expires_at(), id));
        }
    }

    /// Ends a pending checkout and schedules the webhook.
    pub fn end(
        &mut self,
        id: Uuid,
        status: Status,
        now: Timestamp,
        rng: &mut dyn Rng,
    ) -> Result<(), ChangeRefused> {
        let checkout = self.checkouts.get_mut(&id).ok_or(ChangeRefused::NotFound)?;
        if !checkout.status.may_become(status) {
            return Err(ChangeRefused::AlreadyEnded(checkout.status));
        }
        self.expiring.remove(&(checkout.expires_at(), id));
        checkout.status = status;
        let secret = self.groups[checkout.group].client_secret;
        self.outbox.schedule(random_uuid(rng), checkout, secret, now);
        Ok(())
    }

    /// Expires what has lain untouched for too long.
    pub fn expire(&mut self, now: Timestamp, rng: &mut dyn Rng) {
        while let Some(&(at, id)) = self.expiring.first()
            && at <= now
        {
            self.expiring.pop_first();
            // Whatever is in `expiring` is pending, so this is never refused.
            let _ = self.end(id, Status::Expired, now, rng);
        }
    }

    pub fn take_due(&mut self, now: Timestamp, rng: &mut dyn Rng) -> Vec<Delivery> {
        self.expire(now, rng);
        self.outbox.take_due(now)
    }

    pub fn record_attempt(&mut self, delivery_id: Uuid, attempt: Attempt) {
        self.outbox.record(delivery_id, attempt);
    }

    /// When something will next happen by itself.
    pub fn next_due(&self) -> Option<Timestamp> {
        let expiry = self.expiring.first().map(|(at, _)| *at);
        self.outbox.next_due().into_iter().chain(expiry).min()
    }
}

pub fn random_uuid(rng: &mut dyn Rng) -> Uuid {
    let mut bytes = [0; 16];
    rng.fill_bytes(&mut bytes);
    Builder::from_random_bytes(bytes).into_uuid()
}
