//! Work on all cores, results in the order of the items.

use crate::stop::Stop;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Results that may wait for an earlier one, for each thread; the memory of a run is bounded by it.
const AHEAD: usize = 8;

/// Whoever waits is told so often that nothing has come.
const TICK: Duration = Duration::from_millis(100);

/// Works on items on `jobs` threads and hands the results to `sink` one by one, in the order of the items.
///
/// # Errors
/// When `sink` wants to stop; items that nobody has begun are left.
pub fn ordered<I, T>(
    jobs: usize,
    items: impl Iterator<Item = I> + Send,
    work: impl Fn(I) -> T + Sync,
    mut sink: impl FnMut(T) -> Result<(), Stop>,
) -> Result<(), Stop>
where
    I: Send,
    T: Send,
{
    ticking(jobs, items, work, |result| result.map_or(Ok(()), &mut sink))
}

/// As [`ordered`]; `sink` also gets `None` several times a second while nothing comes.
///
/// # Errors
/// When `sink` wants to stop; items that nobody has begun are left.
pub fn ticking<I, T>(
    jobs: usize,
    items: impl Iterator<Item = I> + Send,
    work: impl Fn(I) -> T + Sync,
    mut sink: impl FnMut(Option<T>) -> Result<(), Stop>,
) -> Result<(), Stop>
where
    I: Send,
    T: Send,
{
    thread::scope(|scope| {
        let (orders, waiting) = sync_channel::<Receiver<T>>(jobs * AHEAD);
        let (tasks, open) = sync_channel::<(I, SyncSender<T>)>(jobs);
        let (open, work) = (Arc::new(Mutex::new(open)), &work);
        for _ in 0..jobs {
            let open = Arc::clone(&open);
            scope.spawn(move || {
                while let Some((item, reply)) = next(&open) {
                    // Nobody waits for the result when the run has stopped.
                    let _ = reply.send(work(item));
                }
            });
        }
        // Only workers may hold it: when the last one is gone, the feeder must see that.
        drop(open);
        scope.spawn(move || feed(items, &orders, &tasks));
        // `waiting` is gone when the sink stops early: that ends the feeder, and with it the workers.
        while let Some(reply) = received(&waiting, &mut sink)? {
            if let Some(result) = received(&reply, &mut sink)? {
                sink(Some(result))?;
            }
        }
        Ok(())
    })
}

/// What comes next; `None` when nothing can come any more.
fn received<R, T>(
    from: &Receiver<R>,
    sink: &mut impl FnMut(Option<T>) -> Result<(), Stop>,
) -> Result<Option<R>, Stop> {
    loop {
        match from.recv_timeout(TICK) {
            Ok(received) => return Ok(Some(received)),
            Err(RecvTimeoutError::Timeout) => sink(None)?,
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
        }
    }
}

fn feed<I, T>(
    items: impl Iterator<Item = I>,
    orders: &SyncSender<Receiver<T>>,
    tasks: &SyncSender<(I, SyncSender<T>)>,
) {
    for item in items {
        let (reply, result) = sync_channel(1);
        if orders.send(result).is_err() || tasks.send((item, reply)).is_err() {
            return;
        }
    }
}

fn next<T>(open: &Mutex<Receiver<T>>) -> Option<T> {
    open.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order() {
        for jobs in [1, 3] {
            let mut out = Vec::new();
            let slow = |n: u64| {
                thread::sleep(Duration::from_micros(n * 7919 % 500));
                n
            };
            ordered(jobs, 0..300, slow, |n| {
                out.push(n);
                Ok(())
            })
            .unwrap();
            assert_eq!(out, (0..300).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_stop_ends_an_endless_run() {
        for jobs in [1, 3] {
            let stopped = ordered(jobs, 0.., |n: u64| n, |n| if n == 100 { Err(Stop::Pipe) } else { Ok(()) });
            assert!(matches!(stopped, Err(Stop::Pipe)));
        }
    }
}
