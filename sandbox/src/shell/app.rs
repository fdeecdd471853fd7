//! What all handlers share: the world, its clock and its randomness.

use super::config::Config;
use super::record::Recorder;
use crate::core::contract::Contract;
use crate::core::{Timestamp, World};
use rand::rngs::{StdRng, SysRng};
use rand::{Rng, SeedableRng};
use std::io;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::Notify;

pub type Shared = Arc<App>;

pub struct App {
    world: Mutex<(World, StdRng)>,
    clock: Clock,
    pub recorder: Recorder,
    /// Rung whenever the world may have something new to deliver.
    pub wake: Notify,
    pub config: Config,
}

impl App {
    pub fn new(origin: &str, config: Config) -> io::Result<Self> {
        let world = World::new(Arc::new(Contract::load()), origin, config.token_lifetime);
        let rng = StdRng::try_from_rng(&mut SysRng).map_err(io::Error::other)?;
        Ok(Self {
            world: Mutex::new((world, rng)),
            clock: Clock::default(),
            recorder: Recorder::default(),
            wake: Notify::new(),
            config,
        })
    }

    /// Lets `act` look at the world, or change it, at the sandbox's present time.
    pub fn world<T>(&self, act: impl FnOnce(&mut World, Timestamp, &mut dyn Rng) -> T) -> T {
        let outcome = self.world_quietly(act);
        self.wake.notify_one();
        outcome
    }

    /// The same for the delivery loop, which must not wake itself.
    pub fn world_quietly<T>(&self, act: impl FnOnce(&mut World, Timestamp, &mut dyn Rng) -> T) -> T {
        let mut guard = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        let (world, rng) = &mut *guard;
        act(world, self.now(), rng)
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub fn advance(&self, milliseconds: i64) -> Timestamp {
        self.clock.advance(milliseconds);
        self.wake.notify_one();
        self.now()
    }

    pub fn reset(&self) {
        self.clock.set_right();
        self.recorder.clear();
        self.world(|world, _, _| world.reset());
    }
}

/// The real clock, and how far the sandbox is ahead of it.
#[derive(Default)]
struct Clock {
    ahead_ms: AtomicI64,
}

impl Clock {
    fn now(&self) -> Timestamp {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let real = Timestamp(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX));
        real.plus(self.ahead_ms.load(Ordering::SeqCst))
    }

    fn advance(&self, milliseconds: i64) {
        self.ahead_ms.fetch_add(milliseconds, Ordering::SeqCst);
    }

    fn set_right(&self) {
        self.ahead_ms.store(0, Ordering::SeqCst);
    }
}
